"""By when a unit must have done what, counted from the feedback day T by the plan of its round (docs/rules.md §3.1)."""

from datetime import date

from core.rules.plan import RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import Milestone


def milestone_due_on(milestone: Milestone, feedback_on: date, plan: RoundPlan, calendar: WorkCalendar) -> date:
    """Last day on which the milestone is met in time; days as the round counts them, natural or working days."""
    after_feedback = {
        Milestone.RELAY: plan.relay_days,
        Milestone.LEDGERS: plan.ledgers_days,
        Milestone.DEMOCRATIC_LIFE: plan.democratic_life_days,
    }
    if milestone in after_feedback:
        return plan.day_after(feedback_on, after_feedback[milestone], calendar)
    ends_on = plan.day_after(feedback_on, plan.intensive_days, calendar)
    days = plan.report_days if milestone is Milestone.REPORT else plan.publication_days
    return plan.day_after(ends_on, days, calendar)
