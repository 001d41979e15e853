"""Fill a database with any number of findings quickly: plausible states and dates, no stories behind them."""

import random
from datetime import date, timedelta

from sqlalchemy import select

from core import clock
from core.access.actor import ByOperator
from core.commands.base import execute
from core.commands.evaluation import AdoptEvaluation
from core.commands.score_sheet import GivenPoints, SaveEvaluation
from core.rules.plan import RoundPlan
from core.schemes import current_scheme
from core.store.engine import Store
from core.store.finding_state import Stamp, State, begin
from core.store.models import Body, Finding, Inspection, InspectionRound, InspectionStagePeriod, Unit
from core.store.trail import AUDIT, Happening, append_audit, lock_chain
from core.vocabulary import BodyKind, Handling, RoundKind, Source, Stage, Station, Status, Subcategory, UnitKind

UNITS = 42
ROUNDS = 3
ENDS = (
    (Status.CLEARED, 78),
    (Status.PARTIALLY_CLEARED, 5),
    (Status.LONG_TERM, 5),
    (Status.IN_PROGRESS, 9),
    (Status.NOT_STARTED, 3),
)


def fill(store: Store, findings: int, until: date, seed: int = 1) -> None:
    """One transaction, one audit event; every inspection gets the same share of findings."""
    chance = random.Random(seed)
    at = clock.now()
    with store.write() as session:
        head = lock_chain(session, AUDIT)
        stamp = Stamp(event_id=head.last_id + 1, recorded_on=until, recorded_at=at)
        team = Body(code="T1", name="第一巡察组", kind=BodyKind.TEAM)
        session.add(team)
        session.flush()
        inspections = _inspections(session, team.id, until, stamp)
        share, more = divmod(findings, len(inspections))
        for number, inspection in enumerate(inspections):
            count = share + (number < more)
            begin(session, [_life(inspection, seq, chance, until) for seq in range(1, count + 1)], stamp)
        append_audit(
            session,
            head,
            Happening(action="bench.filled", subject_type="bench", subject_id=0),
            actor="bench",
            role="office",
            at=at,
        )


def _inspections(session, team_id: int, until: date, stamp: Stamp) -> list[Inspection]:  # noqa: ANN001 - a Session
    kinds = list(UnitKind)
    units = [
        Unit(code=f"U{n:02d}", name=f"第{n}单位党组织", short_name=f"第{n}单位", kind=kinds[n % 4], sort_order=n)
        for n in range(UNITS)
    ]
    rounds = [
        InspectionRound(
            code=f"R{n}",
            term_no=15,
            round_no=n,
            name=f"第{n}轮",
            kind=RoundKind.REGULAR,
            plan=RoundPlan().model_dump(mode="json"),
        )
        for n in range(1, ROUNDS + 1)
    ]
    session.add_all([*units, *rounds])
    session.flush()
    made = [
        Inspection(
            code=f"{r.code}-{u.short_name}", round_id=r.id, unit_id=u.id, team_id=team_id,
            feedback_on=until - timedelta(days=1000 - 300 * r.round_no), stage=Stage.RECTIFICATION,
        )
        for r in rounds for u in units
    ]  # fmt: skip
    session.add_all(made)
    session.flush()
    session.add_all(
        InspectionStagePeriod(
            inspection_id=i.id,
            stage=i.stage,
            cycle=1,
            valid_from=i.feedback_on,
            recorded_at=stamp.recorded_at,
            event_id=stamp.event_id,
        )
        for i in made
    )
    return made


def _life(
    inspection: Inspection, seq: int, chance: random.Random, until: date
) -> tuple[Finding, list[tuple[date, State]]]:
    started = inspection.feedback_on
    due = started + timedelta(days=chance.choice((30, 90, 90, 90, 365)))
    end = chance.choices([status for status, _ in ENDS], [weight for _, weight in ENDS])[0]
    station = Station.NOBODY if end is Status.CLEARED else Station.UNIT
    first = State(status=Status.NOT_STARTED, station=Station.UNIT, due_on=due, held_since_on=started, segment=1)
    day = min(due + timedelta(days=chance.randint(-60, 30)), until)
    states = [(started, first)]
    if end is not Status.NOT_STARTED and day > started:
        moved = State(status=Status.IN_PROGRESS, station=Station.UNIT, due_on=due, held_since_on=started, segment=1)
        states.append((started + timedelta(days=1), moved))
        states.append(
            (
                max(day, started + timedelta(days=2)),
                State(status=end, station=station, due_on=due, held_since_on=day, segment=1),
            )
        )
    sub = chance.choice(list(Subcategory))
    last = states[-1][1]
    finding = Finding(
        inspection_id=inspection.id, code=f"{inspection.code}-{seq:02d}", seq=seq, title=f"第{seq}个问题的简称", text=f"第{seq}个问题的原文，涉及若干事项",
        source=Source.FEEDBACK, handling=Handling.TIME_LIMITED, status=last.status, station=last.station, held_since_on=last.held_since_on,
        due_on=due, category=sub.category, subcategory=sub,
    )  # fmt: skip
    return finding, states


def evaluate(store: Store, until: date) -> None:
    """One adopted evaluation for every inspection, through the same commands as the office uses."""
    scheme = current_scheme().scheme
    points = tuple(
        GivenPoints(indicator=key, self_points=one.points, review_points=one.points, reason="核定")
        for key, one in scheme.indicators.items()
    )
    with store.read() as session:
        fed_back = session.execute(select(Inspection.id, Inspection.feedback_on)).all()
    for number, feedback_on in fed_back:
        sheet = SaveEvaluation(
            inspection_id=number, cycle=1, version=None, evaluated_on=feedback_on, points=points, ballots=None
        )
        saved = execute(store, ByOperator(), sheet, today=until)
        execute(store, ByOperator(), AdoptEvaluation(evaluation_id=saved, version=1), today=until)
