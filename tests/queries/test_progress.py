"""Figures of any day equal what the pure rules say of each finding, and always add up."""

import random
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from core.queries.criteria import FindingCriteria
from core.queries.findings import Window, count_findings, list_due_soon, list_findings, list_overdue
from core.queries.holders import summarise_holders
from core.queries.progress import Figures, end_of_last_month, summarise_progress, total
from core.rules import deadlines
from core.store.finding_state import Stamp, State, begin
from core.store.models import Finding, FindingPeriod
from core.vocabulary import Handling, Source, Station, Status, Subcategory, UnitKind
from tests.county import FEEDBACK, TODAY, County, at

DAYS = [date(2026, 3, 1), FEEDBACK, date(2026, 3, 3), date(2026, 5, 31), date(2026, 6, 1), date(2026, 9, 30), TODAY]
STATES = [status for status in Status if status is not Status.DRAFT]


def random_lives(county: County, number: int, seed: int) -> None:
    """Findings with arbitrary, also impossible, pasts: the figures must hold for whatever is stored."""
    chance = random.Random(seed)
    with county.store.write() as session:
        history = []
        for seq in range(100, 100 + number):
            unit = chance.choice(["柳舟镇", "县财政局"])
            days = sorted(FEEDBACK + timedelta(days=chance.randint(0, 260)) for _ in range(chance.randint(0, 4)))
            states = [(FEEDBACK, _state(chance))] + [(day, _state(chance)) for day in days]
            last = states[-1][1]
            finding = Finding(
                inspection_id=county.ids[unit],
                code=f"{unit}-{seq}",
                seq=seq,
                title="问题",
                text="问题",
                source=Source.FEEDBACK,
                handling=Handling.TIME_LIMITED,
                status=last.status,
                station=last.station,
                held_since_on=last.held_since_on,
                due_on=last.due_on,
                category=Subcategory.B5.category,
                subcategory=chance.choice([Subcategory.B5, Subcategory.B7]),
            )
            history.append((finding, states))
        begin(session, history, Stamp(event_id=1, recorded_on=chance.choice(DAYS), recorded_at=at(TODAY)))


def _state(chance: random.Random) -> State:
    due = FEEDBACK + timedelta(days=chance.randint(0, 300))
    return State(status=chance.choice(STATES), station=Station.UNIT, due_on=due, held_since_on=FEEDBACK, segment=1)


def recomputed(county: County, day: date) -> Figures:
    """The figures as the pure rules give them, period by period."""
    with county.store.read() as session:
        periods = session.scalars(sa.select(FindingPeriod)).all()
        valid = [p for p in periods if p.valid_from <= day and (p.valid_to is None or p.valid_to > day)]
        return total(_figures(p, day) for p in valid if p.status in Status.counted())


def _figures(period: FindingPeriod, day: date) -> Figures:
    past = period.due_on is not None and period.due_on < day
    on_time = deadlines.was_on_time(period.status, period.valid_from, period.due_on)
    return Figures(
        findings=1,
        overdue=int(deadlines.is_overdue(period.status, period.due_on, day)),
        due_soon=int(deadlines.is_due_soon(period.status, period.due_on, day, 20)),
        past_due=int(past),
        on_time=int(past and on_time),
        late_entries=int(period.recorded_on > day),
        **{period.status.value: 1},
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_sql_figures_of_any_day_are_those_of_the_pure_rules(county: County, seed: int) -> None:
    random_lives(county, 60, seed)
    chance = random.Random(seed)
    days = [*DAYS, *(FEEDBACK + timedelta(days=chance.randint(-2, 270)) for _ in range(12))]
    for day in days:
        assert county.see(summarise_progress, FindingCriteria(), on=day).now == recomputed(county, day), day


def test_figures_add_up_in_every_way(county: County) -> None:
    random_lives(county, 80, 11)
    for day in DAYS:
        progress = county.see(summarise_progress, FindingCriteria(), on=day)
        now = progress.now
        assert sum(getattr(now, status.value) for status in Status.counted()) == now.findings
        assert now.findings == now.cleared + now.partially_cleared + now.long_term + now.under_way + now.not_started
        assert total(group.figures for group in progress.rounds) == now
        assert total(group.figures for group in progress.units) == now
        page = county.see(list_findings, FindingCriteria(), Window(limit=1000), on=day)
        counts = county.see(count_findings, FindingCriteria(), on=day)
        assert page.total == len(page.rows) == counts.total == now.findings
        assert county.see(list_overdue, FindingCriteria(), Window(), on=day).total == counts.overdue == now.overdue
        assert county.see(list_due_soon, FindingCriteria(), Window(), on=day).total == counts.due_soon == now.due_soon
        assert sum(row.findings for row in county.see(summarise_holders, FindingCriteria(), on=day)) == now.overdue


def test_the_view_of_overdue_findings_is_the_rule_of_today(county: County) -> None:
    from core import clock

    random_lives(county, 80, 5)
    today = clock.today()
    expected = {row.code for row in county.see(list_overdue, FindingCriteria(), Window(limit=1000), on=today).rows}
    with county.store.read() as session:
        assert set(session.scalars(sa.text("SELECT code FROM v_overdue"))) == expected
        finding_codes = set(session.scalars(sa.text("SELECT code FROM v_finding")))
    assert len(finding_codes) == county.see(count_findings, FindingCriteria(), on=today).total


def test_the_change_is_measured_from_the_end_of_last_month(county: County) -> None:
    county.add_finding(due_on=date(2026, 10, 31))
    county.add_finding(text="另一个问题", due_on=date(2026, 10, 30))
    progress = county.see(summarise_progress, FindingCriteria())
    assert (progress.compared_on, progress.before.overdue, progress.now.overdue) == (date(2026, 10, 31), 1, 2)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2026-11-24", "2026-10-31"),
        ("2026-11-01", "2026-10-31"),
        ("2026-01-15", "2025-12-31"),
        ("2024-03-31", "2024-02-29"),
    ],
)
def test_last_month_ends_on_its_last_day(day: str, end: str) -> None:
    assert end_of_last_month(date.fromisoformat(day)) == date.fromisoformat(end)


def test_units_and_rounds_with_nothing_still_appear(county: County) -> None:
    progress = county.see(summarise_progress, FindingCriteria())
    assert [group.name for group in progress.units] == ["县财政局", "柳舟镇"]
    assert [group.name for group in progress.rounds] == ["第一轮"]
    assert progress.now == Figures()


def test_ratios_have_no_value_where_there_is_nothing_to_divide_by() -> None:
    nothing = Figures()
    assert (nothing.clearance_ratio, nothing.partial_ratio, nothing.on_time_ratio) == (None, None, None)


def test_partial_clearance_never_enters_the_clearance_ratio() -> None:
    figures = Figures(findings=4, cleared=1, partially_cleared=1, past_due=2, on_time=1)
    assert (figures.clearance_ratio, figures.partial_ratio, figures.on_time_ratio) == (0.25, 0.5, 0.5)


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        (FindingCriteria(), 2),
        (FindingCriteria(units=("LZZ",)), 1),
        (FindingCriteria(unit_kinds=(UnitKind.AGENCY,)), 1),
        (FindingCriteria(rounds=("R1",)), 2),
        (FindingCriteria(rounds=("R2",)), 0),
        (FindingCriteria(categories=("B",)), 1),
        (FindingCriteria(categories=("B7",)), 1),
        (FindingCriteria(categories=("B5", "A")), 0),
        (FindingCriteria(inspection="R1-柳舟镇"), 1),
        (FindingCriteria(text="公示"), 1),
        (FindingCriteria(text="柳舟"), 1),
        (FindingCriteria(text="R1-县财政局-01"), 1),
        (FindingCriteria(text="%"), 0),
        (FindingCriteria(text="_"), 0),
        (FindingCriteria(text="'"), 0),
    ],
)
def test_a_filter_leaves_what_it_says(county: County, criteria: FindingCriteria, expected: int) -> None:
    """V2: wildcards and quotes are characters like others."""
    county.add_finding(subcategory=Subcategory.B7)
    county.add_finding("县财政局", text="结余资金长期挂账")
    assert county.see(list_findings, criteria, Window()).total == expected
    assert county.see(summarise_progress, criteria).now.findings == expected


def test_a_list_is_paged_without_losing_or_repeating_a_row(county: County) -> None:
    random_lives(county, 70, 3)
    whole = [row.id for row in county.see(list_findings, FindingCriteria(), Window(limit=1000)).rows]
    parts = [
        row.id
        for n in range(0, 80, 20)
        for row in county.see(list_findings, FindingCriteria(), Window(offset=n, limit=20)).rows
    ]
    assert parts == whole


def test_days_in_hand_are_workdays_and_days_late_natural_days(county: County) -> None:
    county.add_finding(due_on=date(2026, 11, 20))
    row = county.see(list_overdue, FindingCriteria(), Window()).rows[0]
    assert (row.overdue_days, row.days_left, row.holder) == (4, -4, "柳舟镇（经办）")
    assert row.held_workdays == 183
