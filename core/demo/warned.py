"""Warnings of the demo county's last weeks, and the letters that followed from them (docs/rules.md §3.5)."""

from dataclasses import dataclass
from functools import partial

from core.commands.dispatch_answers import ReplyDispatch, SignDispatch
from core.commands.dispatches import SendDispatches
from core.commands.warning_letters import DraftWarningLetters
from core.commands.warnings import IssueWarnings
from core.demo.county_plan import CountyPlan, PlannedInspection
from core.demo.days import EVENING, MORNING, after, on_workday
from core.demo.people import Heads
from core.demo.schedule import Moment
from core.demo.story import OFFICE, Story
from core.queries.warnings import list_due_warnings, list_warnings
from core.store.models import Dispatch

RUNS = (40, 30, 20, 10, 5, 1)
"""Days before the last one on which the digest was run."""
LETTERS_AGO = 16
KEPT_AS_DRAFTS = 2
WRITTEN_TO = 4
"""One inspection of so many got a letter."""


@dataclass(frozen=True)
class Post:
    """Where letters go: every inspection with the accounts of its unit."""

    story: Story
    heads: Heads
    plan: CountyPlan

    def of(self, inspection_id: int) -> PlannedInspection:
        """The inspection with this id; ids are known once it is stored."""
        return next(one for one in self.plan.inspections if one.id == inspection_id)


def plan_warnings(story: Story, heads: Heads, plan: CountyPlan) -> None:
    """Runs of the digest, and one day on which letters were written."""
    post = Post(story, heads, plan)
    for days in RUNS:
        story.schedule.add(after(story.until, -days), 7 * 60, partial(_issue, story))
    story.schedule.add(on_workday(story.until), 7 * 60, partial(_issue, story))
    story.schedule.add(after(story.until, -LETTERS_AGO), MORNING + 10, partial(_write, post))


def _issue(story: Story, moment: Moment) -> None:
    """On some days there is nothing to warn of, and the digest issues nothing then."""
    if story.ask(list_due_warnings, moment=moment):
        story.do(IssueWarnings(), OFFICE, moment)


def _write(post: Post, moment: Moment) -> None:
    """All but a few are sent the same day; every second is signed for, every fourth answered."""
    story = post.story
    if not story.ask(list_warnings, True, moment=moment):
        return
    chosen = tuple(one.id for one in post.plan.inspections if one.id)[::WRITTEN_TO]
    drafts: tuple[int, ...] = story.do(DraftWarningLetters(inspection_ids=chosen), OFFICE, moment)
    sent = drafts[: max(1, len(drafts) - KEPT_AS_DRAFTS)]
    story.do(SendDispatches(dispatch_ids=sent), OFFICE, moment)
    for place, number in enumerate(sent):
        if place % 2 == 0:
            day = after(story.until, 2 - LETTERS_AGO)
            story.schedule.add(day, MORNING + place, partial(_sign, post, number))
        if place % 4 == 0:
            day = after(story.until, 10 - LETTERS_AGO)
            story.schedule.add(day, EVENING - 60 + place, partial(_answer, post, number))


def _sign(post: Post, number: int, moment: Moment) -> None:
    row = _row(post.story, number)
    head = post.heads.account(post.of(row.inspection_id).unit, moment.day)
    post.story.do(SignDispatch(dispatch_id=number, version=row.version), head, moment)


def _answer(post: Post, number: int, moment: Moment) -> None:
    row = _row(post.story, number)
    if row.reply_by_on is None:
        return
    text = "已专题研究，逐项明确完成日期和责任人，本月内全部办结；超期原因是前期责任没有压到股室，已约谈经办。"
    reply = ReplyDispatch(dispatch_id=number, version=row.version, text=text)
    post.story.do(reply, post.of(row.inspection_id).clerk, moment)


def _row(story: Story, number: int) -> Dispatch:
    with story.store.read() as session:
        return session.get_one(Dispatch, number)
