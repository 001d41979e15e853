"""Visits and a draw of the demo county: planned, filled in half, recorded; one draw given up, one held (docs/rules.md §6)."""

import random
from datetime import timedelta
from functools import partial

from core.commands.draws import AbandonDraw, HoldDraw, SealDraw
from core.commands.visits import ChangeVisit, PlannedVisit, PlanVisits, RecordVisit, TeamMember
from core.commands.working_papers import SavePaper
from core.demo.days import EVENING, MORNING, after, chance
from core.demo.schedule import Moment
from core.demo.story import OFFICE, Story
from core.queries.visits import VisitDetail, VisitRow, get_visit, list_visits
from core.queries.visits_due import DueInspection, list_due_for_visit
from core.store.models import SpotDraw, Unit
from core.vocabulary import TeamSide, Verdict, VisitKind, VisitMethod, VisitState

FIRST_AGO, SECOND_AGO = 60, 12
"""Days before the last one on which visits are planned, and planned again."""
UNITS_AT_ONCE, CHECKED_AT_MOST = 4, 6
DRAWN = 8
MEMBERS = (
    TeamMember(side=TeamSide.INSPECTION, name="赵某", post="县委巡察办督查科科长", is_leader=True),
    TeamMember(side=TeamSide.DISCIPLINE, name="钱某", post="县纪委监委四级主任科员"),
    TeamMember(side=TeamSide.PARTY_OFFICE, name="孙某", post="县委办督查室副主任"),
    TeamMember(side=TeamSide.ORGANISATION, name="李某", post="县委组织部干部监督科科员"),
)
FACTS = {
    Verdict.MATCHES: "查看原件和现场，随机访谈三人，与台账记载一致。",
    Verdict.PARTLY: "制度已经印发，但近三个月只有一次执行记录，措施没有完全落地。",
    Verdict.DIFFERS: "台账记载已公示，现场公开栏没有，随机走访五户均不知情。",
}
HANDLING = {
    Verdict.MATCHES: "",
    Verdict.PARTLY: "限一个月内补齐执行记录，下次督查复核。",
    Verdict.DIFFERS: "退回重新整改，向党委作出书面说明。",
}


def plan_visits(story: Story) -> None:
    """Two rounds of visits in the present interval, and two draws."""
    first, second = (after(story.until, -days) for days in (FIRST_AGO, SECOND_AGO))
    story.schedule.add(first, MORNING + 15, partial(_plan, story, 0))
    story.schedule.add(after(first, 9), MORNING + 300, partial(_fill, story, VisitKind.ROLLING, True))
    story.schedule.add(second, MORNING + 15, partial(_plan, story, 1))
    story.schedule.add(after(story.until, -3), MORNING + 300, partial(_fill, story, VisitKind.ROLLING, False))
    # A draw is decided by a secret of the machine, not by the story's seed: it comes last, so that all before it is the same.
    story.schedule.add(story.until, EVENING + 60, partial(_give_up_a_draw, story))
    story.schedule.add(story.until, EVENING + 62, partial(_draw, story))
    story.schedule.add(story.until, EVENING + 90, partial(_fill, story, VisitKind.SPOT_CHECK, True))


def _plan(story: Story, turn: int, moment: Moment) -> None:
    """The next few units of the due list, a handful of findings each; one team comes without the organisation side."""
    due: tuple[DueInspection, ...] = story.ask(list_due_for_visit, moment=moment)
    members = MEMBERS[:3] if turn else MEMBERS
    for row in [one for one in due if one.next_no == 1][:UNITS_AT_ONCE]:
        numbers = tuple(finding.finding_id for finding in row.findings[:CHECKED_AT_MOST])
        command = PlanVisits(
            inspections=(PlannedVisit(inspection_id=row.inspection_id, finding_ids=numbers),),
            from_on=moment.day,
            to_on=moment.day + timedelta(days=10),
            lead_body_id=row.discipline_office_id,
            members=members,
        )
        story.do(command, OFFICE, moment)


def _fill(story: Story, kind: VisitKind, whole: bool, moment: Moment) -> None:
    """Fill in papers of planned visits, all of them or half; whole ones are recorded."""
    rows: tuple[VisitRow, ...] = story.ask(list_visits, moment=moment)
    planned = [row for row in rows if row.state is VisitState.PLANNED and row.kind is kind]
    for place, row in enumerate(planned[: None if whole else 2]):
        detail: VisitDetail = story.ask(get_visit, row.id, moment=moment)
        rng = chance(story.seed, "visit", row.inspection_code, kind)
        papers = detail.papers if whole else detail.papers[: len(detail.papers) // 2]
        for paper in papers:
            verdict = _verdict(rng, is_false=place == 0 and paper is papers[0] and kind is VisitKind.ROLLING)
            command = SavePaper(
                paper_id=paper.id,
                version=paper.version,
                fact=FACTS[verdict],
                verdict=verdict,
                evidence="现场照片三张，访谈记录一份。",
                handling=HANDLING[verdict],
            )
            story.do(command, OFFICE, moment)
        if whole and (kind is VisitKind.ROLLING or place % 2 == 0):
            _record(story, row, moment)


def _verdict(rng: random.Random, *, is_false: bool) -> Verdict:
    if is_false:
        return Verdict.DIFFERS
    return Verdict.PARTLY if rng.random() < 0.2 else Verdict.MATCHES


def _record(story: Story, row: VisitRow, moment: Moment) -> None:
    version = row.version
    if row.lead_body_id is None:
        with story.store.read() as session:
            office = session.get_one(Unit, row.unit_id).discipline_office_id
        change = ChangeVisit(
            visit_id=row.id,
            version=version,
            from_on=row.planned_from_on,
            to_on=row.planned_to_on,
            lead_body_id=office,
            members=MEMBERS,
        )
        story.do(change, OFFICE, moment)
        version += 1
    command = RecordVisit(
        visit_id=row.id,
        version=version,
        visited_on=moment.day,
        methods=(VisitMethod.DOCUMENTS, VisitMethod.INTERVIEWS, VisitMethod.FIELD),
        conclusion="整改总体落实，个别措施停留在文件上，已当场向单位反馈。",
        unit_signer="单位分管负责人",
    )
    story.do(command, OFFICE, moment)


def _give_up_a_draw(story: Story, moment: Moment) -> None:
    number = story.do(SealDraw(purpose="三季度回马枪抽查", size=DRAWN), OFFICE, moment)
    story.do(AbandonDraw(draw_id=number, version=1, reason="轮次范围选错，作废后重新封存。"), OFFICE, moment)


def _draw(story: Story, moment: Moment) -> None:
    number = story.do(SealDraw(purpose="三季度回马枪抽查（反向核查已销号问题）", size=DRAWN), OFFICE, moment)
    with story.store.read() as session:
        version = session.get_one(SpotDraw, number).version
    story.do(HoldDraw(draw_id=number, version=version), OFFICE, moment)
