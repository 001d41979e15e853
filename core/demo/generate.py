"""Tells three years of an invented county through the same commands as people use (docs/rules.md §1–§4, §13)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.commands.duty_departments import DutyLine, SetDutyDepartments
from core.commands.inspections import RegisterCloseOut
from core.commands.master_data import CreateBody, CreateRound, CreateUnit
from core.demo.arrivals import Arrival
from core.demo.asides import plan_asides
from core.demo.content import DemoContent, load_content
from core.demo.county_plan import DEFAULT_FINDINGS, CountyPlan, PlannedInspection, plan_county
from core.demo.days import MORNING, chance, instant
from core.demo.evaluations import plan_evaluations
from core.demo.finding_plan import plan_findings
from core.demo.handovers import plan_handovers
from core.demo.life import Life
from core.demo.lives import plan_life
from core.demo.loading import LoadingStore
from core.demo.milestones import plan_milestones
from core.demo.papers import plan_papers
from core.demo.people import (
    DemoLogin,
    Heads,
    bodies,
    demo_accounts,
    everybody,
    open_accounts,
    open_first_accounts,
    plan_heads,
)
from core.demo.plan_reviews import plan_plan_reviews
from core.demo.plans import plan_plans
from core.demo.portraits import plan_portraits
from core.demo.reports import Reports
from core.demo.schedule import Moment
from core.demo.story import OFFICE, Story
from core.demo.visits import plan_visits
from core.demo.warned import plan_warnings
from core.demo.waves import Intake
from core.errors import AlreadyExists, InvalidInput
from core.queries.criteria import FindingCriteria
from core.queries.installation import DEMO
from core.queries.progress import Figures, summarise_progress
from core.rules.plan import RoundPlan
from core.store.engine import Store
from core.store.models import Inspection, Installation
from core.vocabulary import DispatchKind, Subcategory

SEED = 2026
LEADERS_ONLY = RoundPlan(notice_kinds=(DispatchKind.COPY_TO_LEADER,))
"""Departments get copy notices since the newest round."""
LEAST, MOST = 40, 20_000


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
    _found(story, heads, first)
    reports = Reports(story)
    for number, inspection in enumerate(plan.inspections):
        Arrival(story, inspection, number).plan()
        _plan_lives(story, reports, heads, inspection, number)
        _plan_close_out(story, inspection, number)
        plan_plans(story, inspection, number)
        plan_plan_reviews(story, inspection, number)
        plan_milestones(story, inspection, number)
        plan_papers(story, inspection, number)
        plan_handovers(story, inspection, number)
    plan_asides(story, plan)
    plan_evaluations(story, plan)
    plan_portraits(story)
    plan_visits(story)
    plan_warnings(story, heads, plan)
    story.schedule.run()


def _found(story: Story, heads: Heads, moment: Moment) -> None:
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
    lines = (DutyLine(subcategory=kind, body_id=story.ids[content.lead_department(kind).code]) for kind in Subcategory)
    story.do(SetDutyDepartments(lines=tuple(lines)), OFFICE, moment)
    for made in content.rounds:
        code = f"R{made.round_no}"
        command_of_round = CreateRound(
            code=code,
            term_no=made.term_no,
            round_no=made.round_no,
            name=made.title,
            kind=made.kind,
            plan=RoundPlan() if made is content.rounds[-1] else LEADERS_ONLY,
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
