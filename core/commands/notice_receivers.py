"""Who is to be told of which findings of a unit: its charge leader, lead departments, and whom else the round names (docs/rules.md §5.2)."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from core.commands.base import Work
from core.rules.notice_text import NoticeFinding
from core.store.models import Body, DutyDepartment, Finding, Inspection, Unit
from core.vocabulary import Category, DispatchKind, Status, Subcategory

Told = set[tuple[DispatchKind, int | None, int]]


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """One body with the findings it is to be told of."""

    kind: DispatchKind
    body_id: int
    name: str
    findings: tuple[NoticeFinding, ...]

    def without(self, told: Told) -> "Receiver":
        """Only what no living paper told it of."""
        kept = tuple(one for one in self.findings if (self.kind, self.body_id, one.id) not in told)
        return replace(self, findings=kept)


@dataclass(frozen=True, kw_only=True)
class Recipients:
    """All receivers, and what hinders that there are more."""

    receivers: tuple[Receiver, ...]
    findings: tuple[NoticeFinding, ...]
    without_department: tuple[str, ...]
    without_leader: bool


@dataclass(frozen=True)
class _Facts:
    unit: Unit
    findings: Sequence[tuple[NoticeFinding, int | None]]
    """With the lead department, if one is named or follows from the kind."""
    organisation_id: int | None


def recipients(work: Work, inspection: Inspection, unit: Unit, kinds: Sequence[DispatchKind]) -> Recipients:
    """Receivers of the kinds switched on; findings are those that are counted, in their order. Inactive bodies get nothing."""
    facts = _facts(work, inspection, unit)
    active = {body.id: body.name for body in work.session.scalars(select(Body).where(Body.is_active))}
    wanted = ((kind, body_id, told) for kind in kinds for body_id, told in _OF_KIND[kind](facts).items())
    receivers = tuple(
        Receiver(kind=kind, body_id=body_id, name=active[body_id], findings=tuple(told))
        for kind, body_id, told in wanted
        if body_id in active
    )
    to_departments = DispatchKind.COPY_TO_DEPARTMENT in kinds
    lost = tuple(one.code for one, body_id in facts.findings if body_id not in active)
    return Recipients(
        receivers=receivers,
        findings=tuple(one for one, _ in facts.findings),
        without_department=lost if to_departments else (),
        without_leader=DispatchKind.COPY_TO_LEADER in kinds and unit.charge_leader_id not in active,
    )


def _facts(work: Work, inspection: Inspection, unit: Unit) -> _Facts:
    duty = {row.subcategory: row.body_id for row in work.session.scalars(select(DutyDepartment))}
    rows = work.session.scalars(
        select(Finding)
        .where(Finding.inspection_id == inspection.id, Finding.status.in_(Status.counted()))
        .order_by(Finding.seq)
    )
    findings = [(_told_of(row), row.lead_department_id or _duty(duty, row)) for row in rows]
    return _Facts(unit, findings, duty.get(Subcategory.C3))


def _duty(duty: dict[Subcategory, int], row: Finding) -> int | None:
    return duty.get(row.subcategory) if row.subcategory else None


def _told_of(row: Finding) -> NoticeFinding:
    return NoticeFinding(
        id=row.id, code=row.code, title=row.title, subcategory=row.subcategory, cause=row.cause, nature=row.nature
    )


Groups = dict[int, list[NoticeFinding]]


def _to_leader(facts: _Facts) -> Groups:
    return _all_to(facts.unit.charge_leader_id, facts)


def _to_discipline(facts: _Facts) -> Groups:
    return _all_to(facts.unit.discipline_office_id, facts)


def _all_to(body_id: int | None, facts: _Facts) -> Groups:
    return {body_id: [one for one, _ in facts.findings]} if body_id is not None else {}


def _to_departments(facts: _Facts) -> Groups:
    groups: Groups = defaultdict(list)
    for one, body_id in facts.findings:
        if body_id is not None:
            groups[body_id].append(one)
    return groups


def _to_organisation(facts: _Facts) -> Groups:
    """Findings on building the party (党组织建设) go to the department that answers for 选人用人."""
    told = [one for one, _ in facts.findings if one.subcategory and one.subcategory.category is Category.C]
    return {facts.organisation_id: told} if facts.organisation_id is not None else {}


_OF_KIND: dict[DispatchKind, Callable[[_Facts], Groups]] = {
    DispatchKind.COPY_TO_LEADER: _to_leader,
    DispatchKind.COPY_TO_DEPARTMENT: _to_departments,
    DispatchKind.COPY_TO_DISCIPLINE: _to_discipline,
    DispatchKind.COPY_TO_ORGANISATION: _to_organisation,
}
