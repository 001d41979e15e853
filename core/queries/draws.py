"""Draws as the office and the leaders see them (回马枪, docs/rules.md §6.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.errors import NotFound, RuleViolated
from core.queries.base import Reading, query
from core.queries.draw_record import sealed_part, sheet_of
from core.queries.draw_trail import verify_kept
from core.rules.draw import chances
from core.rules.draw_check import Check
from core.rules.draw_estimate import DrawResult, Paper, result_of
from core.rules.draw_sheet import DrawSheet, SealedPart, SheetRepeat
from core.rules.lifecycle import Missing
from core.store.models import Finding, SpotDraw, SupervisionVisit, WorkingPaper
from core.vocabulary import DrawState, RiskFactor, Verdict, VisitState


@dataclass(frozen=True, kw_only=True)
class DrawRow:
    """One draw in the list; nothing in it tells of a result before it is held."""

    id: int
    version: int
    state: DrawState
    purpose: str
    sealed_on: date
    drawn_on: date | None
    abandoned_on: date | None
    abandon_reason: str
    frame_size: int
    size: int
    frame_sha256: str
    commitment: str
    hash: str
    """Fingerprint of the sheet; empty unless it was held."""
    repeats: tuple[SheetRepeat, ...]
    result: DrawResult | None


@dataclass(frozen=True, kw_only=True)
class DrawCandidate:
    """One finding of the frame, and what came of it."""

    code: str
    unit: str
    title: str
    factors: tuple[RiskFactor, ...]
    weight: int
    probability: Fraction
    is_drawn: bool
    verdict: Verdict | None
    """None unless it was drawn; 未核验 until a visit is recorded."""
    fact: str


@dataclass(frozen=True, kw_only=True)
class DrawDetail:
    """One draw with its frame; the sheet only once it is held."""

    row: DrawRow
    sealed: SealedPart
    candidates: tuple[DrawCandidate, ...]
    sheet: DrawSheet | None
    sheet_text: str

    @property
    def drawn(self) -> tuple[DrawCandidate, ...]:
        """Those that were drawn, in the order of their numbers."""
        return tuple(one for one in self.candidates if one.is_drawn)


@query
def list_draws(reading: Reading) -> tuple[DrawRow, ...]:
    """Every draw there ever was, the newest first."""
    draws = reading.session.scalars(sa.select(SpotDraw).order_by(SpotDraw.id.desc()))
    return tuple(_row(draw, _papers(reading.session, draw)) for draw in draws)


@query
def get_draw(reading: Reading, draw_id: int) -> DrawDetail:
    """One draw; raises NotFound. The secret stays hidden until it is held: without a sheet nobody gets it."""
    draw = _load(reading, draw_id)
    papers = _papers(reading.session, draw)
    return DrawDetail(
        row=_row(draw, papers),
        sealed=sealed_part(draw),
        candidates=_candidates(draw, papers),
        sheet=sheet_of(draw),
        sheet_text=draw.sheet,
    )


@query
def verify_draw(reading: Reading, draw_id: int) -> tuple[Check, ...]:
    """Compute a kept draw again and hold it against the audit trail; raises NotFound, and RuleViolated before it is held."""
    draw = _load(reading, draw_id)
    if draw.state is not DrawState.HELD:
        raise RuleViolated(missing=(Missing(code="draw_not_held", where="spot_check"),), state=draw.state.term)
    return verify_kept(reading.session, draw)


def _load(reading: Reading, draw_id: int) -> SpotDraw:
    draw = reading.session.get(SpotDraw, draw_id)
    if draw is None:
        raise NotFound(what="draw", id=draw_id)
    return draw


def _papers(session: Session, draw: SpotDraw) -> Mapping[str, tuple[Verdict, str]]:
    """Verdict and fact by finding, as far as visits of this draw were recorded."""
    rows = session.execute(
        sa.select(Finding.code, WorkingPaper.verdict, WorkingPaper.fact)
        .join(WorkingPaper, WorkingPaper.finding_id == Finding.id)
        .join(SupervisionVisit, SupervisionVisit.id == WorkingPaper.visit_id)
        .where(SupervisionVisit.draw_id == draw.id, SupervisionVisit.state == VisitState.RECORDED)
    )
    return {code: (verdict, fact) for code, verdict, fact in rows}


def _row(draw: SpotDraw, papers: Mapping[str, tuple[Verdict, str]]) -> DrawRow:
    return DrawRow(
        id=draw.id,
        version=draw.version,
        state=draw.state,
        purpose=draw.purpose,
        sealed_on=draw.sealed_on,
        drawn_on=draw.drawn_on,
        abandoned_on=draw.abandoned_on,
        abandon_reason=draw.abandon_reason,
        frame_size=len(draw.frame["candidates"]),
        size=draw.size,
        frame_sha256=draw.frame_sha256,
        commitment=draw.commitment,
        hash=draw.sheet_sha256,
        repeats=tuple(map(SheetRepeat.model_validate, draw.frame["repeats"])),
        result=_result(draw, papers),
    )


def _result(draw: SpotDraw, papers: Mapping[str, tuple[Verdict, str]]) -> DrawResult | None:
    sheet = sheet_of(draw)
    if sheet is None:
        return None
    chance = dict(zip((one.code for one in sheet.sealed.candidates), sheet.probabilities, strict=True))
    unseen = (Verdict.UNVERIFIED, "")
    return result_of(
        [Paper(verdict=papers.get(code, unseen)[0], probability=Fraction(chance[code])) for code in sheet.drawn]
    )


def _candidates(draw: SpotDraw, papers: Mapping[str, tuple[Verdict, str]]) -> tuple[DrawCandidate, ...]:
    sealed, sheet = sealed_part(draw), sheet_of(draw)
    drawn = frozenset(sheet.drawn) if sheet else frozenset()
    given: Sequence[int] = sealed.candidate_weights
    return tuple(
        DrawCandidate(
            code=one.code,
            unit=one.unit,
            title=one.title,
            factors=one.factors,
            weight=one.weight,
            probability=chance.probability,
            is_drawn=one.code in drawn,
            verdict=papers.get(one.code, (Verdict.UNVERIFIED, ""))[0] if one.code in drawn else None,
            fact=papers.get(one.code, (Verdict.UNVERIFIED, ""))[1] if one.code in drawn else "",
        )
        for one, chance in zip(sealed.candidates, chances(given, sealed.size), strict=True)
    )
