"""A year of inspections driven through the commands day by day, held against a book kept beside them (docs/rules.md §3.4, §3.5)."""

import os
import random
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.commands.warnings import IssueWarnings
from core.errors import RuleViolated
from core.queries.calendar import list_chains
from core.queries.criteria import FindingCriteria
from core.queries.items import list_items
from core.queries.progress import summarise_progress
from core.queries.warnings import list_warnings
from tests.county import County
from tests.simulation import oracle
from tests.simulation.book import Case
from tests.simulation.world import START, World

FEW = 3
INSPECTIONS = int(os.environ.get("HBP_SIMULATED", FEW))
"""So many in the suite; the full run has 40 (HBP_SIMULATED=40)."""
DAYS = 366
MINE = ("R1-柳舟镇", "R1-县财政局")
"""Inspections of the small county, which nobody drives here."""


@pytest.mark.parametrize("seed", [2026])
def test_on_no_day_is_an_item_without_holder_a_warning_missed_or_doubled_or_a_figure_wrong(
    sqlite_county: County, tmp_path: Path, seed: int
) -> None:
    world = World(sqlite_county, tmp_path, random.Random(seed))
    world.found(INSPECTIONS)
    expected: set[tuple[str, int, str, date, str]] = set()
    for number in range(DAYS):
        day = START + timedelta(days=number)
        world.live_through(day)
        expected |= check_day(world, day)
    assert warned(world, day) == expected
    assert any(case.closed_on for case in world.cases) and any(oracle.overdue(case, day) for case in world.cases)


def check_day(world: World, day: date) -> set[tuple[str, int, str, date, str]]:
    """Compare everything that is derived with the book; gives the warnings that were due on this day."""
    live = [case for case in world.cases if case.feedback_on <= day]
    expected = {key: due for case in live for key, due in oracle.waiting(case, day).items()}
    rows = [row for row in world.county.see(list_items, on=day) if row.item.inspection_code not in MINE]
    found = {(row.item.kind.value, row.item.subject_id, row.item.part): row.item.due_on for row in rows}
    assert found == expected, day
    assert len(found) == len(rows), day
    assert all(row.item.holder.gap is None and row.item.holder.name for row in rows), day
    if day.weekday() == 0 or INSPECTIONS > FEW:
        check_figures(world, live, day)
    with suppress(RuleViolated):
        world.county.do(IssueWarnings(), on=day)
    return {warning for case in live for warning in oracle.warnings(case, day)}


def check_figures(world: World, live: list[Case], day: date) -> None:
    """Phases and overdue findings; every Monday, or every day of a large run."""
    phases = {row.inspection_code: row.phase.value for row in world.county.see(list_chains, ("S1",), on=day)}
    assert phases == {case.code: oracle.phase(case, day) for case in live}, day
    now = world.county.see(summarise_progress, FindingCriteria(rounds=("S1",)), on=day).now
    assert now.overdue == sum(oracle.overdue(case, day) for case in live), day


def warned(world: World, day: date) -> set[tuple[str, int, str, date, str]]:
    """Everything that was warned of, each once."""
    rows = [row for row in world.county.see(list_warnings, False, on=day) if row.inspection_code not in MINE]
    keys = [(row.key.kind.value, row.key.subject_id, row.key.part, row.key.due_on, row.key.level.value) for row in rows]
    assert len(keys) == len(set(keys))
    assert all(row.reached for row in rows)
    return set(keys)
