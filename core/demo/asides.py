"""What happens besides: panels see inspections for a time, a ledger goes to the wrong unit, a doubtful draft is withdrawn."""

from datetime import timedelta

from core.commands.findings import Draft, Withdrawal, WithdrawFindings
from core.commands.inspections import AssignPanel
from core.commands.intake import LedgerEntry, UndoBatch
from core.demo.composition import compose_finding
from core.demo.county_plan import CountyPlan, PlannedInspection
from core.demo.days import MORNING, after, chance
from core.demo.entries import ledger
from core.demo.people import PANELS
from core.demo.schedule import Moment
from core.demo.story import OFFICE, Story
from core.demo.waves import Wave


def plan_asides(story: Story, plan: CountyPlan) -> None:
    """Put them into the schedule."""
    _lend_to_panels(story, plan)
    _import_by_mistake(story, plan)
    _withdraw_a_draft(story, plan)


def _lend_to_panels(story: Story, plan: CountyPlan) -> None:
    """One panel works now on the newest inspections, the other worked last year on those of the second round."""
    now, past = PANELS
    for panel, wave, ago, days in ((now, Wave.THIRD_EARLY, 25, 60), (past, Wave.SECOND_OPEN, 300, 30)):
        for inspection in [one for one in plan.inspections if one.wave is wave][:3]:
            start = after(story.until, -ago)

            def lend(
                moment: Moment, inspection: PlannedInspection = inspection, panel: str = panel, days: int = days
            ) -> None:
                command = AssignPanel(
                    inspection_id=inspection.id,
                    panel_id=story.ids[panel],
                    from_on=moment.day,
                    to_on=moment.day + timedelta(days=days),
                )
                story.do(command, OFFICE, moment)

            story.schedule.add(start, MORNING, lend)


def _import_by_mistake(story: Story, plan: CountyPlan) -> None:
    """The ledger of one unit went to another; the batch was undone within the hour."""
    inspection = next(one for one in plan.inspections if one.wave is Wave.THIRD_MIDDLE)
    other = next(unit for unit in story.content.units if unit.kind is not inspection.unit.kind)
    rng = chance(story.seed, "mistake")
    templates = rng.sample(story.content.templates_for(other), 6)
    found = [compose_finding(template, other, rng, inspection.feedback_on.year - 1) for template in templates]
    batch: list[int] = []

    def bring(moment: Moment) -> None:
        entries = tuple(
            LedgerEntry(row=row, draft=Draft(text=made.text, title=made.title, subcategory=made.subcategory))
            for row, made in enumerate(found, 4)
        )
        batch.append(story.do(ledger(inspection, entries, "台账（误传）"), OFFICE, moment).batch_id)

    def undo(moment: Moment) -> None:
        command = UndoBatch(batch_id=batch[0], version=1, reason=f"误将{other.short_name}的台账导入，整批撤销。")
        story.do(command, OFFICE, moment)

    day = after(inspection.feedback_on, 40)
    story.schedule.add(day, MORNING + 90, bring)
    story.schedule.add(day, MORNING + 130, undo)


def _withdraw_a_draft(story: Story, plan: CountyPlan) -> None:
    inspection = next(one for one in plan.inspections if one.wave is Wave.THIRD_DRAFTS)

    def withdraw(moment: Moment) -> None:
        doubtful = [finding for finding in inspection.findings if finding.id][-1]
        withdrawal = Withdrawal(finding_id=doubtful.id, version=story.version(doubtful.id))
        story.do(WithdrawFindings(withdrawals=(withdrawal,), reason="与前一条属同一事实，不单列。"), OFFICE, moment)

    story.schedule.add(story.until, MORNING + 60, withdraw)
