"""Visits and their working papers, as far as they may be seen (滚动督查, docs/rules.md §6.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from core.errors import NotFound
from core.identity import Place
from core.queries.base import Reading, query
from core.queries.scope import place_of, visible_visits
from core.queries.visit_papers import papers_of
from core.rules.visits import MemberFacts, missing_sides, tied
from core.store.models import (
    Body,
    Inspection,
    InspectionRound,
    StoredFile,
    SupervisionVisit,
    Unit,
    VisitMember,
    WorkingPaper,
)
from core.vocabulary import TeamSide, Verdict, VisitKind, VisitMethod, VisitState


@dataclass(frozen=True, kw_only=True)
class VisitRow:
    """One visit; numbers count its working papers (问题数)."""

    id: int
    version: int
    inspection_id: int
    inspection_code: str
    unit_id: int
    unit_name: str
    round_name: str
    kind: VisitKind
    state: VisitState
    no: int | None
    lead_body_id: int | None
    lead: str
    planned_from_on: date
    planned_to_on: date
    visited_on: date | None
    papers: int
    checked: int
    differs: int
    place: Place


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """One member of the team; `is_tied` says that he should stand aside."""

    side: TeamSide
    name: str
    post: str
    home_unit_id: int | None
    tie: str
    is_leader: bool
    is_tied: bool


@dataclass(frozen=True, kw_only=True)
class PaperRow:
    """One working paper; `record` is what the ledgers said when it was opened."""

    id: int
    version: int
    finding_id: int
    code: str
    title: str
    text: str
    reason: str
    record: Mapping[str, list[dict[str, str]]]
    fact: str
    verdict: Verdict
    evidence: str
    handling: str
    file_id: int | None
    file_name: str
    checked_on: date | None


@dataclass(frozen=True, kw_only=True)
class VisitDetail:
    """One visit with its team and papers."""

    row: VisitRow
    methods: tuple[VisitMethod, ...]
    conclusion: str
    unit_signer: str
    cancel_reason: str
    members: tuple[MemberRow, ...]
    missing_sides: tuple[TeamSide, ...]
    papers: tuple[PaperRow, ...]


@query
def list_visits(reading: Reading) -> tuple[VisitRow, ...]:
    """Visits, those that are planned first by their last day, then the newest recorded ones."""
    rows = [_row(row) for row in reading.session.execute(_visits(reading))]
    order = list(VisitState)
    return tuple(sorted(rows, key=lambda row: (order.index(row.state), _by_day(row), row.id)))


@query
def get_visit(reading: Reading, visit_id: int) -> VisitDetail:
    """One visit; raises NotFound when it is not there or not for this person, a planned one for the unit among them."""
    found = reading.session.execute(_visits(reading).where(SupervisionVisit.id == visit_id)).first()
    if found is None:
        raise NotFound(what="visit", id=visit_id)
    visit = found.SupervisionVisit
    members = list(
        reading.session.scalars(sa.select(VisitMember).where(VisitMember.visit_id == visit_id).order_by(VisitMember.id))
    )
    facts = [MemberFacts(name=m.name, side=m.side, home_unit_id=m.home_unit_id, tie=m.tie) for m in members]
    stand_aside = tied(facts, found.Unit.id)
    return VisitDetail(
        row=_row(found),
        methods=tuple(VisitMethod.from_code(code) for code in visit.methods.split(",") if code),
        conclusion=visit.conclusion,
        unit_signer=visit.unit_signer,
        cancel_reason=visit.cancel_reason,
        members=tuple(_member(m, fact in stand_aside) for m, fact in zip(members, facts, strict=True)),
        missing_sides=missing_sides(facts),
        papers=_papers(reading, visit_id),
    )


def _visits(reading: Reading) -> Any:
    def papers(*conditions: sa.ColumnElement[bool]) -> Any:
        count = sa.select(sa.func.count()).where(WorkingPaper.visit_id == SupervisionVisit.id, *conditions)
        return count.correlate(SupervisionVisit).scalar_subquery()

    return (
        sa.select(
            SupervisionVisit,
            Inspection,
            Unit,
            InspectionRound.name.label("round_name"),
            Body.name.label("lead"),
            papers().label("papers"),
            papers(WorkingPaper.verdict != Verdict.UNVERIFIED).label("checked"),
            papers(WorkingPaper.verdict == Verdict.DIFFERS).label("differs"),
        )
        .join(Inspection, Inspection.id == SupervisionVisit.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .join(InspectionRound, InspectionRound.id == Inspection.round_id)
        .outerjoin(Body, Body.id == SupervisionVisit.lead_body_id)
        .where(visible_visits(reading.scope))
    )


def _row(row: Any) -> VisitRow:
    visit, inspection, unit = row.SupervisionVisit, row.Inspection, row.Unit
    return VisitRow(
        id=visit.id,
        version=visit.version,
        inspection_id=inspection.id,
        inspection_code=inspection.code,
        unit_id=unit.id,
        unit_name=unit.short_name,
        round_name=row.round_name,
        kind=visit.kind,
        state=visit.state,
        no=visit.no,
        lead_body_id=visit.lead_body_id,
        lead=row.lead or "巡察办",
        planned_from_on=visit.planned_from_on,
        planned_to_on=visit.planned_to_on,
        visited_on=visit.visited_on,
        papers=row.papers,
        checked=row.checked,
        differs=row.differs,
        place=place_of(inspection, unit),
    )


def _by_day(row: VisitRow) -> int:
    """Planned visits by their last day, the others the newest first."""
    if row.state is VisitState.PLANNED:
        return row.planned_to_on.toordinal()
    return -(row.visited_on or row.planned_to_on).toordinal()


def _member(member: VisitMember, is_tied: bool) -> MemberRow:
    return MemberRow(
        side=member.side,
        name=member.name,
        post=member.post,
        home_unit_id=member.home_unit_id,
        tie=member.tie,
        is_leader=member.is_leader,
        is_tied=is_tied,
    )


def _papers(reading: Reading, visit_id: int) -> tuple[PaperRow, ...]:
    files = sa.select(StoredFile.id, StoredFile.shown_name).join(WorkingPaper, WorkingPaper.file_id == StoredFile.id)
    names = dict(reading.session.execute(files.where(WorkingPaper.visit_id == visit_id)).all())
    rows = papers_of(reading.session, visit_id)
    return tuple(_paper(paper, finding, names.get(paper.file_id or 0, "")) for paper, finding in rows)


def _paper(paper: WorkingPaper, finding: Any, file_name: str) -> PaperRow:
    return PaperRow(
        id=paper.id,
        version=paper.version,
        finding_id=finding.id,
        code=finding.code,
        title=finding.title,
        text=finding.text,
        reason=paper.reason,
        record=paper.ledger_record,
        fact=paper.fact,
        verdict=paper.verdict,
        evidence=paper.evidence,
        handling=paper.handling,
        file_id=paper.file_id,
        file_name=file_name,
        checked_on=paper.checked_on,
    )
