"""Whose turn it is with a unit's rectification plan, since when and until when (方案联审, docs/rules.md §3.3)."""

from dataclasses import dataclass
from datetime import date

from core.rules.milestones import milestone_due_on
from core.rules.plan import RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import Milestone, PlanState, Role


@dataclass(frozen=True, kw_only=True)
class LastVersion:
    """The newest version of a plan as far as turns depend on it."""

    submitted_on: date
    state: PlanState
    decided_on: date | None = None
    amend_by_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who must act, and by which day; nobody once the plan is agreed, and before the feedback."""

    role: Role | None = None
    since_on: date | None = None
    due_on: date | None = None

    def overdue_days(self, day: date) -> int:
        """Natural days past the due day; zero on the due day itself."""
        return 0 if self.due_on is None else max((day - self.due_on).days, 0)


def turn(feedback_on: date | None, last: LastVersion | None, plan: RoundPlan, calendar: WorkCalendar) -> Turn:
    """The unit hands in within 30 days of the feedback, the office decides within 10, the unit amends by the day it was given.

    Before the feedback it is nobody's turn, and neither once the inspection is closed out: then there is no `feedback_on` to pass.
    """
    if feedback_on is None:
        return Turn()
    if last is None:
        due_on = milestone_due_on(Milestone.LEDGERS, feedback_on, plan, calendar)
        return Turn(role=Role.UNIT, since_on=feedback_on, due_on=due_on)
    if last.state is PlanState.SUBMITTED:
        due_on = plan.day_after(last.submitted_on, plan.joint_review_days, calendar)
        return Turn(role=Role.OFFICE, since_on=last.submitted_on, due_on=due_on)
    if last.state is PlanState.RETURNED:
        return Turn(role=Role.UNIT, since_on=last.decided_on, due_on=last.amend_by_on)
    return Turn(since_on=last.decided_on)
