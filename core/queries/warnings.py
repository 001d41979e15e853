"""Warnings that are due now, and those that were issued, for everybody they reach (预警, docs/rules.md §3.5)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from core.identity import Scope
from core.queries.base import Reading, query
from core.queries.items import all_items, cases_of
from core.queries.scope import visible_warnings
from core.rules.items import Item
from core.rules.warnings import Address, WarningKey, addresses, level_of, warning_key
from core.store.models import Inspection, IssuedWarning, Responsibility, Unit, WarningAddress
from core.vocabulary import ItemKind, Role, WarningLevel, WarningReceiver


@dataclass(frozen=True, kw_only=True)
class DueWarning:
    """A warning that was not issued yet, with everybody it will reach."""

    key: WarningKey
    item: Item
    addresses: tuple[Address, ...]


@dataclass(frozen=True, kw_only=True)
class ReachedRow:
    """One post that a warning reached."""

    receiver: WarningReceiver
    role: Role
    person: str
    unit_id: int | None
    body_id: int | None


@dataclass(frozen=True, kw_only=True)
class WarningRow:
    """One warning; open while what it is about still waits with the same due day."""

    id: int
    key: WarningKey
    inspection_code: str
    unit_name: str
    title: str
    holder: str
    issued_on: date
    reached: tuple[ReachedRow, ...]
    is_open: bool
    """A warning stops when the thing is done or its day moves."""
    item: Item | None
    """What still waits; None once it is done, or where the reader does not see it."""


def due_warnings(reading: Reading) -> list[DueWarning]:
    """Warnings of everything that may be seen, without those that were issued; an item at two stations is warned of once."""
    cases = cases_of(reading)
    known = _issued(reading)
    owners = _owners(reading)
    found: dict[WarningKey, DueWarning] = {}
    for item in sorted(all_items(reading), key=lambda one: one.urgency(reading.as_of)):
        case = cases[item.inspection_id]
        level = level_of(item.due_on, reading.as_of, case.plan)
        key = warning_key(item, level)
        if key is None or key in known or key in found:
            continue
        owner = owners.get(item.subject_id, "") if key.kind is ItemKind.RECTIFY else ""
        reached = addresses(item, level, case.plan, case.posts, owner)
        found[key] = DueWarning(key=key, item=item, addresses=reached)
    return list(found.values())


@query
def list_due_warnings(reading: Reading) -> tuple[DueWarning, ...]:
    """What would be issued now."""
    return tuple(due_warnings(reading))


@query
def list_warnings(reading: Reading, open_only: bool) -> tuple[WarningRow, ...]:
    """Warnings that reached the reader, the newest and highest first; the office and leaders see all."""
    reached = _reached(reading)
    waiting = _waiting(reading)
    everywhere = Reading(reading.session, Scope(everything=True), reading.as_of, reading.calendar)
    still = waiting if reading.scope.everything else _waiting(everywhere)
    levels = list(WarningLevel)
    rows = reading.session.execute(
        sa.select(IssuedWarning, Inspection.code, Unit.short_name)
        .join(Inspection, Inspection.id == IssuedWarning.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(visible_warnings(reading.scope))
        .order_by(IssuedWarning.issued_on.desc(), IssuedWarning.due_on, IssuedWarning.id)
    )
    found = [
        _row(warning, code, unit, reached[warning.id], waiting, still)
        for warning, code, unit in rows
        if warning.issued_on <= reading.as_of
    ]
    kept = [row for row in found if row.is_open or not open_only]
    return tuple(sorted(kept, key=lambda row: (not row.is_open, -levels.index(row.key.level), row.key.due_on)))


Subject = tuple[ItemKind, int, str, date]


def _row(
    warning: IssuedWarning,
    code: str,
    unit: str,
    reached: tuple[ReachedRow, ...],
    waiting: dict[Subject, Item],
    still: dict[Subject, Item],
) -> WarningRow:
    subject = (warning.kind, warning.subject_id, warning.subject_part, warning.due_on)
    return WarningRow(
        id=warning.id,
        key=_key(warning),
        inspection_code=code,
        unit_name=unit,
        title=warning.title,
        holder=warning.holder,
        issued_on=warning.issued_on,
        reached=reached,
        is_open=subject in still,
        item=waiting.get(subject),
    )


def _key(row: IssuedWarning) -> WarningKey:
    return WarningKey(
        kind=row.kind, subject_id=row.subject_id, part=row.subject_part, due_on=row.due_on, level=row.level
    )


def _issued(reading: Reading) -> set[WarningKey]:
    return {_key(row) for row in reading.session.scalars(sa.select(IssuedWarning))}


def _waiting(reading: Reading) -> dict[Subject, Item]:
    """What waits now by what a warning of it is about; any level will do."""
    found = {}
    for item in all_items(reading):
        if (key := warning_key(item, WarningLevel.GREEN)) is not None:
            found[key.kind, key.subject_id, key.part, key.due_on] = item
    return found


def _owners(reading: Reading) -> dict[int, str]:
    rows = sa.select(Responsibility.finding_id, Responsibility.owner_leader)
    return dict(reading.session.execute(rows).all())


def _reached(reading: Reading) -> dict[int, tuple[ReachedRow, ...]]:
    found: dict[int, list[ReachedRow]] = defaultdict(list)
    for row in reading.session.scalars(sa.select(WarningAddress).order_by(WarningAddress.id)):
        found[row.warning_id].append(
            ReachedRow(
                receiver=row.receiver, role=row.role, person=row.person, unit_id=row.unit_id, body_id=row.body_id
            )
        )
    return defaultdict(tuple, {number: tuple(rows) for number, rows in found.items()})
