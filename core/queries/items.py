"""Everything that waits on somebody: my own, everybody's, and what waits on nobody (谁手里、几天了, docs/rules.md §3.4)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.identity import Grant
from core.queries import dispatch_items, finding_items, handover_items, milestone_items, plan_items, visit_items
from core.queries.base import Reading, query
from core.queries.posts import Case, read_cases
from core.queries.scope import visible_inspections
from core.rules.items import Holder, Item
from core.rules.plan import RoundPlan
from core.rules.warnings import level_of
from core.vocabulary import ItemKind, WarningLevel

SOURCES: tuple[Callable[[Reading], Iterator[Item]], ...] = (
    finding_items.items,
    plan_items.items,
    milestone_items.items,
    handover_items.items,
    dispatch_items.items,
    visit_items.items,
)
"""Every room that lets something wait says here what."""


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    """One item with how long it has lain there (workdays), what is left (natural days) and its level of warning."""

    item: Item
    held_workdays: int
    days_left: int | None
    level: WarningLevel

    @property
    def is_late(self) -> bool:
        """Whether its due day is past."""
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, kw_only=True)
class StopRow:
    """How much lies with one body or one person; time in hand in workdays, lateness in natural days."""

    holder: str
    person: str
    items: int
    late: int
    longest_workdays: int
    longest_late_days: int
    kinds: tuple[tuple[ItemKind, int], ...]


@query
def list_my_items(reading: Reading, grants: tuple[Grant, ...]) -> tuple[WaitingRow, ...]:
    """What waits on somebody with these grants, the most urgent first; grants narrow, the scope decides what may be seen."""
    mine = (item for item in all_items(reading) if any(item.holder.is_held_by(grant) for grant in grants))
    return _rows(reading, mine)


@query
def list_items(reading: Reading) -> tuple[WaitingRow, ...]:
    """Everything that waits, as far as it may be seen, the most urgent first."""
    return _rows(reading, all_items(reading))


@query
def list_unheld(reading: Reading) -> tuple[WaitingRow, ...]:
    """What waits on a post that nobody holds."""
    return _rows(reading, (item for item in all_items(reading) if item.holder.gap is not None))


def all_items(reading: Reading) -> Iterator[Item]:
    """Items of all sources."""
    for source in SOURCES:
        yield from source(reading)


def where_things_stop(rows: Iterable[WaitingRow], *, by_person: bool) -> tuple[StopRow, ...]:
    """Rows by body, or by person where one is known: most late ones first."""
    held: dict[tuple[str, str], list[WaitingRow]] = defaultdict(list)
    for row in rows:
        held[_key(row.item.holder, by_person)].append(row)
    found = (_stop(name, person, lying) for (name, person), lying in held.items())
    return tuple(sorted(found, key=lambda one: (-one.late, -one.longest_workdays, -one.items, one.holder, one.person)))


def _key(holder: Holder, by_person: bool) -> tuple[str, str]:
    return holder.name, holder.person if by_person else ""


def _stop(name: str, person: str, lying: list[WaitingRow]) -> StopRow:
    kinds: dict[ItemKind, int] = defaultdict(int)
    for row in lying:
        kinds[row.item.kind] += 1
    return StopRow(
        holder=name,
        person=person,
        items=len(lying),
        late=sum(row.is_late for row in lying),
        longest_workdays=max(row.held_workdays for row in lying),
        longest_late_days=max(-min(row.days_left or 0, 0) for row in lying),
        kinds=tuple(sorted(kinds.items(), key=lambda pair: -pair[1])),
    )


def _rows(reading: Reading, found: Iterable[Item]) -> tuple[WaitingRow, ...]:
    plans = {number: case.plan for number, case in cases_of(reading).items()}
    ordered = sorted(found, key=lambda item: item.urgency(reading.as_of))
    return tuple(_row(reading, item, plans.get(item.inspection_id, USUAL)) for item in ordered)


USUAL = RoundPlan()
"""For a paper whose receiver sees nothing else of the inspection."""


def cases_of(reading: Reading) -> dict[int, Case]:
    """Inspections that may be seen, with their calendars and posts."""
    return read_cases(reading, visible_inspections(reading.scope))


def _row(reading: Reading, item: Item, plan: RoundPlan) -> WaitingRow:
    return WaitingRow(
        item=item,
        held_workdays=reading.calendar.workdays_between(item.since_on, reading.as_of),
        days_left=item.days_left(reading.as_of),
        level=level_of(item.due_on, reading.as_of, plan),
    )
