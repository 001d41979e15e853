"""对账: where the five ledgers do not hold each other, per unit, and of one finding before it is asked for (docs/rules.md §4.2)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.identity import Scope
from core.queries.base import Reading, query
from core.queries.criteria import FindingCriteria, joined
from core.queries.cross_check_facts import OF_THIS_RUN, Checked, load_chosen, load_one
from core.queries.scope import visible_findings, visible_units
from core.rules.cross_check import Break, breaks_of, claiming
from core.rules.lifecycle import Missing
from core.store.models import BreakExplanation, Finding, FindingPeriod, Inspection, Unit
from core.vocabulary import Handling, LedgerBreak, Station, Status

NAMED_IN_SQL = 500
"""More ids than this are not handed to the database one by one."""


@dataclass(frozen=True, kw_only=True)
class BreakRow:
    """One break in the list: whose, which, and what has to be mended where."""

    finding_id: int
    code: str
    title: str
    unit_code: str
    unit_name: str
    round_name: str
    status: Status
    kind: LedgerBreak
    missing: Missing


@dataclass(frozen=True, kw_only=True)
class UnitBreaks:
    """Breaks of one unit by kind; a unit without any counts zero."""

    unit_code: str
    unit_name: str
    findings: int
    """Findings that were checked."""
    by_kind: Mapping[LedgerBreak, int]

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self.by_kind.values())


@dataclass(frozen=True, kw_only=True)
class BreakList:
    """The whole cross-check."""

    as_of: date
    findings: int
    rows: tuple[BreakRow, ...]
    explained: int
    """Likenesses for which a reason was given; they are not among the rows."""
    units: tuple[UnitBreaks, ...]


@dataclass(frozen=True, kw_only=True)
class Explained:
    """Why a likeness is in order."""

    kind: LedgerBreak
    reason: str
    explained_on: date


@dataclass(frozen=True, kw_only=True)
class FindingBreaks:
    """One finding: what is wrong now, and what else would be if it were asked for."""

    now: tuple[tuple[LedgerBreak, Missing], ...]
    before_asking: tuple[tuple[LedgerBreak, Missing], ...]
    """Empty where it cannot be asked for."""
    explained: tuple[Explained, ...]


@query
def list_breaks(reading: Reading, criteria: FindingCriteria) -> BreakList:
    """All open breaks of the findings chosen, by round, unit and number; units in their fixed order, also those without."""
    checked = load_chosen(reading, criteria)
    found = [(one, broken) for one in checked for broken in breaks_of(one.facts)]
    open_ = [(one, broken) for one, broken in found if broken.kind not in one.explained]
    names = visible_codes(reading.session, reading.scope, (other for _, broken in open_ for other in broken.others))
    rows = tuple(_row(one, broken, names) for one, broken in open_)
    return BreakList(
        as_of=reading.as_of,
        findings=len(checked),
        rows=rows,
        explained=len(found) - len(open_),
        units=_units(reading, criteria, checked, rows),
    )


@query
def get_finding_breaks(reading: Reading, finding_id: int) -> FindingBreaks:
    """The cross-check of one finding; raises NotFound when it is not there or not for this person."""
    seen = joined(Finding.id).where(
        Finding.id == finding_id, FindingPeriod.valid_to.is_(None), visible_findings(reading.scope)
    )
    if reading.session.scalar(seen) is None:
        raise NotFound(what="finding", id=finding_id)
    checked = load_one(reading.session, finding_id, reading.as_of)
    return FindingBreaks(
        now=_named(reading.session, reading.scope, _open(checked)),
        before_asking=_named(reading.session, reading.scope, _before_asking(checked)),
        explained=_explanations(reading, finding_id),
    )


def open_breaks(
    session: Session,
    scope: Scope,
    finding_id: int,
    as_of: date,
    *,
    wanted: Status | None = None,
    on_the_spot: bool = False,
) -> tuple[tuple[LedgerBreak, Missing], ...]:
    """What commands refuse on: breaks that were not explained, or that there would be once this is asked for."""
    checked = load_one(session, finding_id, as_of)
    if wanted is not None:
        facts = claiming(checked.facts, wanted, on_the_spot=on_the_spot)
        checked = Checked(checked.head, facts, checked.explained)
    return _named(session, scope, _open(checked))


def _open(checked: Checked) -> list[Break]:
    return [broken for broken in breaks_of(checked.facts) if broken.kind not in checked.explained]


def _before_asking(checked: Checked) -> list[Break]:
    """As the unit would ask while it is in its hands: for clearance, or on the spot where that is the way of it."""
    head = checked.head
    if head.station is not Station.UNIT:
        return []
    facts = claiming(checked.facts, Status.CLEARED, on_the_spot=head.handling is Handling.IMMEDIATE)
    return _open(Checked(head, facts, checked.explained))


def _row(one: Checked, broken: Break, names: Mapping[int, str]) -> BreakRow:
    head = one.head
    return BreakRow(
        finding_id=head.id,
        code=head.code,
        title=head.title,
        unit_code=head.unit_code,
        unit_name=head.unit_name,
        round_name=head.round_name,
        status=head.status,
        kind=broken.kind,
        missing=_missing(broken, names),
    )


def _named(session: Session, scope: Scope, found: Sequence[Break]) -> tuple[tuple[LedgerBreak, Missing], ...]:
    names = visible_codes(session, scope, (other for broken in found for other in broken.others))
    return tuple((broken.kind, _missing(broken, names)) for broken in found)


def _missing(broken: Break, names: Mapping[int, str]) -> Missing:
    """Findings that may not be seen are counted and not named."""
    codes = tuple(names[other] for other in broken.others if other in names)
    facts: dict[str, Any] = {"places": broken.places, "limit": broken.limit}
    facts |= {"codes": codes, "hidden": len(broken.others) - len(codes)}
    return Missing(code=broken.code, where=broken.where, count=len(broken.places), facts=facts)


def visible_codes(session: Session, scope: Scope, others: Iterable[int]) -> dict[int, str]:
    """Numbers of other findings, as far as they may be seen."""
    wanted = set(others)
    if not wanted:
        return {}
    seen = (
        sa.select(Finding.id, Finding.code)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(visible_findings(scope))
    )
    if len(wanted) <= NAMED_IN_SQL:
        seen = seen.where(Finding.id.in_(wanted))
    return {row.id: row.code for row in session.execute(seen)}


def _units(
    reading: Reading, criteria: FindingCriteria, checked: Sequence[Checked], rows: Sequence[BreakRow]
) -> tuple[UnitBreaks, ...]:
    kinds: dict[str, Counter[LedgerBreak]] = {}
    for row in rows:
        kinds.setdefault(row.unit_code, Counter())[row.kind] += 1
    findings = Counter(one.head.unit_code for one in checked)
    select = (
        sa.select(Unit.code, Unit.short_name).where(visible_units(reading.scope)).order_by(Unit.sort_order, Unit.id)
    )
    if criteria.units:
        select = select.where(Unit.code.in_(criteria.units))
    return tuple(
        UnitBreaks(unit_code=code, unit_name=name, findings=findings[code], by_kind=dict(kinds.get(code, {})))
        for code, name in reading.session.execute(select)
    )


def _explanations(reading: Reading, finding_id: int) -> tuple[Explained, ...]:
    rows = reading.session.scalars(
        sa.select(BreakExplanation)
        .join(Finding, OF_THIS_RUN)
        .where(Finding.id == finding_id)
        .order_by(BreakExplanation.id)
    )
    return tuple(Explained(kind=row.kind, reason=row.reason, explained_on=row.explained_on) for row in rows)
