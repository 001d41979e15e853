"""Copy notices of the demo county: drafted from each feedback, sent, signed for, answered – or not yet (docs/rules.md §5)."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import partial

from core.commands.dispatch_answers import ReplyDispatch, SignDispatch
from core.commands.dispatch_drafting import DraftCopyNotices
from core.commands.dispatches import DecideReply, SendDispatches
from core.demo.county_plan import PlannedInspection
from core.demo.days import EVENING, MORNING, after, chance, next_workday
from core.demo.people import account_of
from core.demo.schedule import Moment
from core.demo.story import OFFICE, Story
from core.demo.waves import Intake, Wave
from core.store.models import Dispatch

REPLIES = (
    "已听取单位专题汇报，约谈主要负责人，对清退、制度两项逐条提出要求，整改情况纳入分管领域月调度。",
    "已开展专项指导，帮助修订办法、完善台账，并在全系统部署同类问题自查。",
    "已到单位现场督导，随机查看了公示和凭证，督促把整改责任落到股室和个人。",
    "已把反馈问题列入年度监管重点，开展行业检查，对发现的同类情形一并督促纠正。",
)
RETURNS = ("没有写明督促了几次、查处了几起，请补充。", "只转发了文件，没有具体监管措施，请补充后重报。")


class PaperFate(StrEnum):
    """How far one notice gets by the last day."""

    ACCEPTED = "accepted"
    ACCEPTED_LATER = "accepted_later"
    """Returned once, then accepted."""
    RETURNED = "returned"
    REPLIED = "replied"
    SIGNED = "signed"
    SENT = "sent"


LONG_AGO = {PaperFate.ACCEPTED: 85, PaperFate.ACCEPTED_LATER: 15}
FATES: Mapping[Wave, Mapping[PaperFate, int]] = {
    Wave.THIRD_EARLY: {PaperFate.ACCEPTED: 70, PaperFate.ACCEPTED_LATER: 15, PaperFate.RETURNED: 15},
    Wave.THIRD_MIDDLE: {
        PaperFate.ACCEPTED: 55,
        PaperFate.ACCEPTED_LATER: 15,
        PaperFate.REPLIED: 15,
        PaperFate.SIGNED: 15,
    },
    Wave.THIRD_LATE: {PaperFate.ACCEPTED: 35, PaperFate.REPLIED: 25, PaperFate.SIGNED: 25, PaperFate.SENT: 15},
}
"""How often each fate falls to a notice of a wave; notices of earlier rounds are all done with."""
NOT_SENT_DAYS = 60
"""Notices of the late inspections fed back within so many days are drafted and wait to be sent."""


def plan_papers(story: Story, inspection: PlannedInspection, number: int) -> None:
    """Schedule drafting once the findings are with the unit; everything else follows from it."""
    if inspection.intake is not Intake.FEEDBACK:
        return
    known_on = max(finding.known_on for finding in inspection.findings)
    day = min(next_workday(max(known_on, inspection.feedback_on) + timedelta(days=1)), inspection.last_day)
    story.schedule.add(day, EVENING - 30, partial(_draft, story, inspection, chance(story.seed, "papers", number)))


def _draft(story: Story, inspection: PlannedInspection, rng: random.Random, moment: Moment) -> None:
    made = story.do(DraftCopyNotices(inspection_id=inspection.id), OFFICE, moment)
    if inspection.wave is Wave.THIRD_LATE and inspection.feedback_on > story.until - timedelta(days=NOT_SENT_DAYS):
        return
    send = SendDispatches(dispatch_ids=made.dispatch_ids)
    sent_on = next_workday(moment.day + timedelta(days=1))
    story.schedule.add(sent_on, MORNING + 40, lambda later: story.do(send, OFFICE, later))
    shares = FATES.get(inspection.wave, LONG_AGO)
    for number in made.dispatch_ids:
        fate = rng.choices(list(shares), list(shares.values()))[0]
        _plan_answer(story, number, fate, sent_on, rng)


def _plan_answer(story: Story, number: int, fate: PaperFate, sent_on: date, rng: random.Random) -> None:
    """Sign within days, answer within the month, decide within the week."""
    if fate is PaperFate.SENT:
        return
    signed_on = after(sent_on, rng.choice((1, 1, 2, 3, 5)))
    _at(story, signed_on, MORNING + 60, partial(_sign, story, number))
    if fate is PaperFate.SIGNED:
        return
    answered_on = after(signed_on, rng.randint(12, 29))
    _at(story, answered_on, MORNING + 90, partial(_answer, story, number, rng.choice(REPLIES), rng.randint(1, 4)))
    if fate is PaperFate.REPLIED:
        return
    decided_on = after(answered_on, rng.randint(3, 8))
    accepts = fate is PaperFate.ACCEPTED
    _at(story, decided_on, MORNING + 120, partial(_decide, story, number, accepts, rng.choice(RETURNS)))
    if fate is PaperFate.ACCEPTED_LATER:
        again_on = after(decided_on, 8)
        _at(story, again_on, MORNING + 90, partial(_answer, story, number, REPLIES[0], 3))
        _at(story, after(again_on, 4), MORNING + 120, partial(_decide, story, number, True, ""))


def _at(story: Story, day: date, minute: int, deed: partial[None]) -> None:
    """What would fall after the last day has not happened yet."""
    if day < story.until:
        story.schedule.add(day, minute, deed)


def _sign(story: Story, number: int, moment: Moment) -> None:
    version, who = _paper(story, number)
    story.do(SignDispatch(dispatch_id=number, version=version), who, moment)


def _answer(story: Story, number: int, text: str, visits: int, moment: Moment) -> None:
    version, who = _paper(story, number)
    story.do(ReplyDispatch(dispatch_id=number, version=version, text=text, visits=visits), who, moment)


def _decide(story: Story, number: int, accept: bool, reason: str, moment: Moment) -> None:
    version, _who = _paper(story, number)
    amend_by_on = None if accept else moment.day + timedelta(days=10)
    command = DecideReply(
        dispatch_id=number, version=version, accept=accept, reason="" if accept else reason, amend_by_on=amend_by_on
    )
    story.do(command, OFFICE, moment)


def _paper(story: Story, number: int) -> tuple[int, str]:
    """The version a form would carry now, and the account of the receiver."""
    with story.store.read() as session:
        row = session.get_one(Dispatch, number)
        return row.version, account_of(story, row.body_id or 0)
