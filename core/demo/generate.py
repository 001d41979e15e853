"""Tells three years of an invented county through the same commands as people use (docs/rules.md §1–§4, §13)."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from core.commands.findings import Withdrawal, WithdrawFindings
from core.commands.inspections import AssignPanel, RegisterCloseOut
from core.commands.intake import LedgerEntry, UndoBatch
from core.commands.master_data import CreateBody, CreateRound, CreateUnit
from core.demo.arrivals import Arrival, ledger
from core.demo.composition import compose_finding
from core.demo.content import DemoContent, load_content
from core.demo.county_plan import DEFAULT_FINDINGS, CountyPlan, PlannedInspection, plan_county
from core.demo.days import MORNING, after, chance, instant
from core.demo.finding_plan import plan_findings
from core.demo.life import Life
from core.demo.lives import plan_life
from core.demo.loading import LoadingStore
from core.demo.people import (
    PANELS,
    DemoLogin,
    Heads,
    bodies,
    demo_accounts,
    everybody,
    open_accounts,
    open_first_accounts,
    plan_heads,
)
from core.demo.reports import Reports
from core.demo.schedule import Moment
from core.demo.story import OFFICE, Story
from core.demo.waves import Intake, Wave
from core.errors import AlreadyExists, InvalidInput
from core.queries.criteria import FindingCriteria
from core.queries.installation import DEMO
from core.queries.progress import Figures, summarise_progress
from core.store.engine import Store
from core.store.models import Inspection, Installation

SEED = 2026
LEAST, MOST = 40, 20_000
FIRST_TERM = 15


@dataclass(frozen=True)
class DemoSummary:
    """What was loaded, and whom to log in as."""

    until: date
    seed: int
    rounds: int
    units: int
    inspections: int
    accounts: int
    figures: Figures
    logins: tuple[DemoLogin, ...]


def load_demo(
    store: Store, files_dir: Path, *, until: date, seed: int = SEED, findings: int = DEFAULT_FINDINGS
) -> DemoSummary:
    """Fill an empty, migrated database; raises AlreadyExists when there is an inspection in it."""
    if not LEAST <= findings <= MOST:
        raise InvalidInput(
            problems=[("findings", "out_of_range", "", {"read": findings, "least": LEAST, "most": MOST})]
        )
    content = load_content()
    plan = plan_county(content, until, seed, findings)
    plan_findings(content, plan, seed, findings)
    with LoadingStore.over(store) as loading:
        story = Story(store=loading, files_dir=files_dir, content=content, until=until, seed=seed)
        _mark(loading, until, seed)
        _tell(story, plan)
        figures = story.ask(summarise_progress, FindingCriteria(), moment=Moment(until, instant(until, 0))).now
    return DemoSummary(
        until=until,
        seed=seed,
        rounds=len(content.rounds),
        units=len(content.units),
        inspections=len(plan.inspections),
        accounts=sum(1 for _ in everybody(content)),
        figures=figures,
        logins=demo_accounts(content),
    )


def _mark(store: LoadingStore, until: date, seed: int) -> None:
    """A demo database says so on every page; it is never mixed with real records."""
    with store.write() as session:
        if session.query(Inspection.id).first() is not None:
            raise AlreadyExists(what="demo", fields={})
        session.add(Installation(key=DEMO, value=f"until={until} seed={seed}"))


def _tell(story: Story, plan: CountyPlan) -> None:
    first = Moment(plan.starts_on, instant(plan.starts_on, 8 * 60 + 30))
    heads = plan_heads(story.content, story.until, story.seed)
    open_first_accounts_after_bodies(story, heads, first)
    reports = Reports(story)
    for number, inspection in enumerate(plan.inspections):
        Arrival(story, inspection, number).plan()
        _plan_lives(story, reports, heads, inspection, number)
        _plan_close_out(story, inspection, number)
    _lend_to_panels(story, plan)
    _import_by_mistake(story, plan)
    _withdraw_a_draft(story, plan)
    story.schedule.run()


def open_first_accounts_after_bodies(story: Story, heads: Heads, moment: Moment) -> None:
    """Accounts need the bodies and units they hold for, and those need the office's account."""
    open_first_accounts(story, moment)
    _create_county(story, story.content, moment)
    open_accounts(story, heads, moment)


def _create_county(story: Story, content: DemoContent, moment: Moment) -> None:
    for code, kind, name in bodies(content):
        story.ids[code] = story.do(CreateBody(code=code, name=name, kind=kind), OFFICE, moment)
    for number, unit in enumerate(content.units, 1):
        command = CreateUnit(
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            sort_order=number,
            charge_leader_id=story.ids[unit.charge_leader],
            discipline_office_id=story.ids[unit.discipline_office],
            resident_team_id=story.ids[unit.resident_team],
        )
        story.ids[unit.code] = story.do(command, OFFICE, moment)
    for made in content.rounds:
        code = f"R{made.round_no}"
        command_of_round = CreateRound(
            code=code, term_no=made.term_no, round_no=made.round_no, name=made.title, kind=made.kind
        )
        story.ids[code] = story.do(command_of_round, OFFICE, moment)


def _plan_lives(story: Story, reports: Reports, heads: Heads, inspection: PlannedInspection, number: int) -> None:
    if inspection.intake is not Intake.FEEDBACK:
        return
    files: dict[str, int] = {}
    for place, finding in enumerate(inspection.findings):
        rng = chance(story.seed, "life", number, place)
        plan_life(Life(story, reports, heads, finding, rng, inspection.last_day, shared_files=files))


def _plan_close_out(story: Story, inspection: PlannedInspection, number: int) -> None:
    closed_on = inspection.closed_on
    if closed_on is None:
        return

    def close(moment: Moment) -> None:
        document = f"县巡办〔{moment.day.year}〕{number + 3}号"
        version = story.version(inspection.id, Inspection)
        command = RegisterCloseOut(
            inspection_id=inspection.id, version=version, closed_on=moment.day, document=document
        )
        story.do(command, OFFICE, moment)

    story.schedule.add(closed_on, MORNING, close)


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
        from core.commands.findings import Draft

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
    doubtful = inspection.findings[-1]

    def withdraw(moment: Moment) -> None:
        withdrawal = Withdrawal(finding_id=doubtful.id, version=story.version(doubtful.id))
        story.do(WithdrawFindings(withdrawals=(withdrawal,), reason="与前一条属同一事实，不单列。"), OFFICE, moment)

    story.schedule.add(story.until, MORNING + 60, withdraw)
