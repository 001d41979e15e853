"""Plans of the demo county under joint review: none, waiting, returned and handed in anew, agreed (docs/rules.md §3.3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import partial

import sqlalchemy as sa

from core.commands.plan_review import DecidePlan, InviteReviewers, RemarkOnPlan, SubmitPlan
from core.commands.rectification_plan import BEGUN, FindingPlan, PlannedTask, RecordPlan
from core.demo.county_plan import PlannedInspection
from core.demo.days import MORNING, after, next_workday, on_workday
from core.demo.fates import Character
from core.demo.plans import handed_in_on
from core.demo.schedule import Moment
from core.demo.story import OFFICE, Story
from core.demo.waves import Intake, Wave
from core.store.models import Finding, Measure, PlanVersion, Responsibility, Task
from core.vocabulary import BodyKind, PlanAspect, PlanMark, Status

TOLD_WHOLE = (Wave.THIRD_EARLY, Wave.THIRD_MIDDLE, Wave.THIRD_LATE)
TOLD_SHORTLY = (Wave.FIRST_OPEN, Wave.SECOND_OPEN)
"""Older plans were agreed long ago: handed in, agreed, nothing more is told."""
DECIDED_AFTER, TO_AMEND, AMENDED_AFTER = 8, 10, 7
"""Days from submission to decision, from a return to its day, and until the unit has amended."""
AMENDED = 2
"""So many findings are planned anew after a return."""
REMARKS: dict[PlanMark, tuple[tuple[PlanAspect, str], ...]] = {
    PlanMark.GOOD: ((PlanAspect.LEADERSHIP, "党委（党组）专题研究、主要负责人牵头，责任到人。"),),
    PlanMark.MIDDLE: (
        (PlanAspect.RESPONSIBILITY, "个别任务只写到牵头部门，没有落到责任领导。"),
        (PlanAspect.MEASURES, "部分措施没有写明到哪一天、到什么程度，整改后不好核验。"),
    ),
    PlanMark.POOR: (
        (PlanAspect.MEASURES, "措施多为“加强学习、提高认识”，没有针对问题本身的动作。"),
        (PlanAspect.RESPONSIBILITY, "责任清单有空缺，请补齐责任领导和经办人。"),
    ),
}
STATEMENTS = ("经党委（党组）会议审议通过，现报送整改方案和问题、任务、责任清单。", "已按联审意见逐条修改，请再审。")


class Way(Enum):
    """What becomes of a plan."""

    ABSENT = "absent"
    AGREED = "agreed"
    AMENDED = "amended"
    UNDER_REVIEW = "under review"
    BACK_UNDER_REVIEW = "back under review"


LATE_WAYS = (Way.AMENDED, Way.BACK_UNDER_REVIEW, Way.UNDER_REVIEW, Way.ABSENT)
"""Units of the last wave, one after the other: their plans are on their way."""


@dataclass(frozen=True)
class Reviewed:
    """One inspection whose plan is told."""

    story: Story
    inspection: PlannedInspection
    way: Way

    @property
    def team(self) -> str:
        """Account of the team that inspected."""
        return f"team{self.inspection.team[1:]}"

    @property
    def mark(self) -> PlanMark:
        """What the reviewers think of the first version."""
        returned = self.way in (Way.AMENDED, Way.BACK_UNDER_REVIEW)
        return PlanMark.POOR if returned else PlanMark.MIDDLE if self.way is Way.UNDER_REVIEW else PlanMark.GOOD


def plan_plan_reviews(story: Story, inspection: PlannedInspection, number: int) -> None:
    """Schedule what becomes of the plan of an inspection whose findings came by feedback."""
    if (
        inspection.intake is not Intake.FEEDBACK
        or inspection.by_ledger
        or inspection.wave not in TOLD_WHOLE + TOLD_SHORTLY
    ):
        return
    told = Reviewed(story, inspection, _way(inspection, number))
    if told.way is Way.ABSENT:
        return
    at_first = handed_in_on(story, inspection, number)
    if told.way is Way.UNDER_REVIEW:
        at_first = max(at_first, on_workday(story.until - timedelta(days=6)))
    for day, minute, deed in _deeds(told, at_first):
        if day <= story.until:
            story.schedule.add(day, minute, deed)


def _way(inspection: PlannedInspection, number: int) -> Way:
    if inspection.wave is Wave.THIRD_LATE:
        return LATE_WAYS[number % len(LATE_WAYS)]
    plain = inspection.wave in TOLD_SHORTLY or inspection.character is Character.DILIGENT
    return Way.AGREED if plain else Way.AMENDED


def _deeds(told: Reviewed, first: date) -> Iterator[tuple[date, int, "partial[None]"]]:
    """What is done on which day, in order; a plan that is back under review came back lately."""
    yield first, MORNING + 5, partial(_submit, told, STATEMENTS[0])
    if told.inspection.wave in TOLD_WHOLE:
        yield next_workday(first + timedelta(days=2)), MORNING + 20, partial(_remark, told)
    if told.way is Way.UNDER_REVIEW:
        return
    decided = after(first, DECIDED_AFTER)
    if told.way is Way.AGREED:
        yield decided, MORNING + 40, partial(_decide, told, True)
        return
    if told.way is Way.BACK_UNDER_REVIEW:
        decided = after(told.story.until, -AMENDED_AFTER - 4)
    yield decided, MORNING + 40, partial(_decide, told, False)
    again = next_workday(decided + timedelta(days=AMENDED_AFTER))
    yield again, MORNING + 10, partial(_amend, told)
    yield again, MORNING + 20, partial(_submit, told, STATEMENTS[1])
    if told.way is Way.AMENDED:
        yield after(again, DECIDED_AFTER), MORNING + 40, partial(_decide, told, True)


def _submit(told: Reviewed, statement: str, moment: Moment) -> None:
    """A unit that left out all its tasks has nothing to hand in."""
    number = told.inspection.id
    with told.story.store.read() as session:
        planned = session.scalar(
            sa.select(Task.id)
            .join(Finding, Finding.id == Task.finding_id)
            .where(Finding.inspection_id == number, Finding.status.in_(Status.counted()))
            .limit(1)
        )
    if planned is not None:
        told.story.do(SubmitPlan(inspection_id=number, statement=statement), told.inspection.clerk, moment)


def _remark(told: Reviewed, moment: Moment) -> None:
    """The team and, where it was invited, a department say what they think."""
    version = _newest(told)
    if version is None:
        return
    department = told.story.content.bodies_of(BodyKind.DEPARTMENT)[0]
    invited = InviteReviewers(inspection_id=told.inspection.id, body_ids=(told.story.ids[department.code],))
    told.story.do(invited, OFFICE, moment)
    for aspect, text in REMARKS[told.mark]:
        remark = RemarkOnPlan(plan_version_id=version.id, aspect=aspect, text=text, mark=told.mark)
        told.story.do(remark, told.team, moment)
    general = RemarkOnPlan(plan_version_id=version.id, aspect=PlanAspect.OTHER, text="请与行业专项整治结合推进。")
    told.story.do(general, f"department{department.code[1:]}", moment)


def _decide(told: Reviewed, agree: bool, moment: Moment) -> None:
    version = _newest(told)
    if version is None:
        return
    decision = DecidePlan(plan_version_id=version.id, version=version.version, agree=agree)
    if not agree:
        reason = "请按联审意见补齐责任、细化措施后再报。"
        due = {"reason": reason, "amend_by_on": moment.day + timedelta(days=TO_AMEND)}
        decision = DecidePlan.model_validate(decision.model_dump() | due)
    told.story.do(decision, OFFICE, moment)


def _amend(told: Reviewed, moment: Moment) -> None:
    """Plan anew what nobody has begun."""
    plans = tuple(list(_finer_plans(told))[:AMENDED])
    if plans:
        told.story.do(RecordPlan(plans=plans), told.inspection.clerk, moment)


def _finer_plans(told: Reviewed) -> Iterator[FindingPlan]:
    """The plans of findings with their measures written out and somebody answering for them."""
    unit = told.inspection.unit
    with told.story.store.read() as session:
        counted = sa.select(Finding).where(
            Finding.inspection_id == told.inspection.id, Finding.status.in_(Status.counted())
        )
        for finding in session.scalars(counted.order_by(Finding.seq)).all():
            tasks = session.scalars(sa.select(Task).where(Task.finding_id == finding.id).order_by(Task.seq)).all()
            if not tasks or session.scalar(BEGUN, {"number": finding.id}):
                continue
            row = session.scalars(sa.select(Responsibility).where(Responsibility.finding_id == finding.id)).first()
            yield FindingPlan(
                finding_id=finding.id,
                version=finding.version,
                tasks=tuple(_finer(task, session.scalars(_measures(task)).all()) for task in tasks),
                owner_leader=(row and row.owner_leader) or unit.owner_leaders[0],
                lead_office=(row and row.lead_office) or unit.general_office,
                co_offices=(row and row.co_offices) or "",
                handler=(row and row.handler) or unit.handler_post,
            )


def _measures(task: Task) -> sa.Select[str]:
    return sa.select(Measure.text).where(Measure.task_id == task.id).order_by(Measure.seq)


def _finer(task: Task, measures: Sequence[str]) -> PlannedTask:
    return PlannedTask(
        goal=task.goal,
        completion_mark=task.completion_mark,
        start_on=task.start_on,
        due_on=task.due_on,
        measures=tuple(f"{text.rstrip('。')}，逐项列出清单、销一项报一项。" for text in measures),
    )


def _newest(told: Reviewed) -> PlanVersion | None:
    """The version under review, as a form opened now would carry it."""
    with told.story.store.read() as session:
        rows = sa.select(PlanVersion).where(PlanVersion.inspection_id == told.inspection.id)
        return session.scalars(rows.order_by(PlanVersion.no.desc()).limit(1)).first()
