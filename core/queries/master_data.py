"""Units, their heads, bodies, and the choices that filters offer."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from core.queries.base import Reading, query
from core.queries.rounds import RoundRow, list_rounds
from core.queries.scope import visible_units
from core.rules.tenure import Tenure, head_on
from core.store.models import Body, Unit, UnitHead
from core.vocabulary import BodyKind, UnitKind


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One unit with its supervisors and present head."""

    id: int
    version: int
    code: str
    name: str
    short_name: str
    kind: UnitKind
    sort_order: int
    charge_leader_id: int | None
    charge_leader: str
    discipline_office_id: int | None
    discipline_office: str
    resident_team_id: int | None
    resident_team: str
    head: str
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class BodyRow:
    """One body or post."""

    id: int
    version: int
    code: str
    name: str
    kind: BodyKind
    leader_post: str
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class HeadRow:
    """One tenure."""

    unit_id: int
    unit_name: str
    name: str
    post: str
    from_on: date
    to_on: date | None
    in_office: bool


@dataclass(frozen=True, kw_only=True)
class Options:
    """What filters offer: only what the person may see."""

    rounds: tuple[RoundRow, ...]
    units: tuple[UnitRow, ...]


@query
def list_units(reading: Reading) -> tuple[UnitRow, ...]:
    """Units in their fixed order: by kind, then by place."""
    leader, office, resident = aliased(Body), aliased(Body), aliased(Body)
    place = sa.case({kind: number for number, kind in enumerate(UnitKind)}, value=sa.cast(Unit.kind, sa.Text))
    rows = reading.session.execute(
        sa.select(Unit, leader.name, office.name, resident.name)
        .outerjoin(leader, leader.id == Unit.charge_leader_id)
        .outerjoin(office, office.id == Unit.discipline_office_id)
        .outerjoin(resident, resident.id == Unit.resident_team_id)
        .where(visible_units(reading.scope))
        .order_by(place, Unit.sort_order, Unit.id)
    ).all()
    heads = _heads(reading)
    return tuple(
        UnitRow(
            id=unit.id,
            version=unit.version,
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            sort_order=unit.sort_order,
            charge_leader_id=unit.charge_leader_id,
            charge_leader=leader_name or "",
            discipline_office_id=unit.discipline_office_id,
            discipline_office=office_name or "",
            resident_team_id=unit.resident_team_id,
            resident_team=resident_name or "",
            head=heads.get(unit.id, ""),
            is_active=unit.is_active,
        )
        for unit, leader_name, office_name, resident_name in rows
    )


@query
def list_bodies(reading: Reading) -> tuple[BodyRow, ...]:
    """Bodies by kind and code."""
    order = {kind: number for number, kind in enumerate(BodyKind)}
    rows = reading.session.scalars(sa.select(Body).order_by(Body.code)).all()
    names = BodyRow.__dataclass_fields__
    return tuple(
        BodyRow(**{name: getattr(row, name) for name in names}) for row in sorted(rows, key=lambda row: order[row.kind])
    )


@query
def list_unit_heads(reading: Reading) -> tuple[HeadRow, ...]:
    """Tenures of the units that may be seen, the newest first within a unit."""
    rows = reading.session.execute(
        sa.select(UnitHead, Unit.short_name)
        .join(Unit, Unit.id == UnitHead.unit_id)
        .where(visible_units(reading.scope))
        .order_by(Unit.sort_order, Unit.id, UnitHead.from_on.desc())
    )
    return tuple(
        HeadRow(
            unit_id=head.unit_id,
            unit_name=unit_name,
            name=head.name,
            post=head.post,
            from_on=head.from_on,
            to_on=head.to_on,
            in_office=_tenure(head).covers(reading.as_of),
        )
        for head, unit_name in rows
    )


@query
def list_options(reading: Reading) -> Options:
    """Rounds and units for filters."""
    return Options(rounds=list_rounds(reading), units=list_units(reading))


def _heads(reading: Reading) -> dict[int, str]:
    tenures: dict[int, list[Tenure]] = {}
    for row in reading.session.scalars(sa.select(UnitHead)):
        tenures.setdefault(row.unit_id, []).append(_tenure(row))
    present = {unit_id: head_on(held, reading.as_of) for unit_id, held in tenures.items()}
    return {unit_id: f"{head.post} {head.name}" for unit_id, head in present.items() if head}


def _tenure(row: UnitHead) -> Tenure:
    return Tenure(id=row.id, name=row.name, post=row.post, from_on=row.from_on, to_on=row.to_on)
