"""Hints at sham rectification of each inspection, with the findings, files and days behind them (风险信号, docs/rules.md §6.3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from core.queries.base import Reading, query
from core.queries.criteria import FindingCriteria, counted
from core.queries.cross_check import visible_codes
from core.queries.cross_check_facts import Checked, load_chosen
from core.queries.evaluation import AdoptedScore, adopted_scores
from core.rules.risk_signals import Signal, SignalFacts, SignalFinding, signals
from core.scoring.evaluation import self_above_review
from core.scoring.figures import shown
from core.store.models import (
    ArchiveItem,
    ClearanceDecision,
    ClearanceRequest,
    Finding,
    FindingPeriod,
    Inspection,
    InspectionRound,
    Unit,
)
from core.vocabulary import ClearanceStep, Decision, LedgerBreak, RiskSignal, ScoreFlag, Status

LIKENESSES = {
    LedgerBreak.EVIDENCE_REUSED: RiskSignal.EVIDENCE_REUSED,
    LedgerBreak.ALIKE_OUTCOMES: RiskSignal.ALIKE_OUTCOMES,
}


@dataclass(frozen=True, kw_only=True)
class SignalRow:
    """One inspection with at least one signal."""

    inspection_code: str
    unit_code: str
    unit_name: str
    round_code: str
    round_name: str
    cycle: int | None
    """Of its newest adopted evaluation."""
    signals: tuple[Signal, ...]


@query
def list_risk_signals(reading: Reading, criteria: FindingCriteria) -> tuple[SignalRow, ...]:
    """Inspections with signals, those with most of them first; who asks sees only findings of his scope."""
    checked = {one.head.id: one for one in load_chosen(reading, criteria)}
    heads: dict[int, list[Any]] = defaultdict(list)
    for head in reading.session.execute(_heads(reading, criteria)):
        heads[head.inspection_id].append(head)
    asked, titles = _asked(reading), _titles(reading, checked.values())
    names = visible_codes(reading.session, reading.scope, _others(checked.values()))
    scores = adopted_scores(reading)
    rows = [
        _row(
            found[0],
            SignalFacts(
                findings=tuple(_finding(one, checked[one.id], asked, titles) for one in found),
                **_evaluated(scores.get(number)),
            ),
            names,
        )
        for number, found in heads.items()
    ]
    return tuple(sorted((row for row in rows if row.signals), key=lambda row: -len(row.signals)))


def _row(head: Any, facts: SignalFacts, names: Mapping[int, str]) -> SignalRow:
    return SignalRow(
        inspection_code=head.inspection_code,
        unit_code=head.unit_code,
        unit_name=head.short_name,
        round_code=head.round_code,
        round_name=head.round_name,
        cycle=facts.cycle,
        signals=signals(facts, names),
    )


def _finding(
    head: Any,
    checked: Checked,
    asked: Mapping[tuple[int, int], date],
    titles: Mapping[tuple[int, int], str],
) -> SignalFinding:
    pieces = ((piece.seq, piece.formed_on, piece.elsewhere) for piece in checked.facts.pieces if piece.elsewhere)
    return SignalFinding(
        id=head.id,
        code=head.code,
        title=head.title,
        is_cleared=head.status is Status.CLEARED,
        requested_on=asked.get((head.id, head.segment)),
        due_on=head.due_on,
        pieces=tuple((f"第 {seq} 件“{titles.get((head.id, seq), '')}”", day, others) for seq, day, others in pieces),
        alike=checked.facts.alike,
        explained=frozenset(LIKENESSES[kind] for kind in checked.explained if kind in LIKENESSES),
        reopened_on=head.segment_began_on if head.segment > 1 else None,
        relapse_of=head.relapse_of or "",
        found_on=head.segment_began_on,
    )


def _evaluated(scores: Sequence[AdoptedScore] | None) -> dict[str, Any]:
    """What the newest adopted evaluation says of the self score."""
    if not scores:
        return {}
    last = scores[-1]
    gap = self_above_review(last.score.by_source)
    inflated = ScoreFlag.INFLATED_SELF in last.score.flags and gap is not None
    return {
        "cycle": last.cycle,
        "evaluated_on": last.evaluated_on,
        "inflated_by": shown(gap) if inflated and gap is not None else "",
    }


_began, _came_from = aliased(FindingPeriod), aliased(Finding)
SEGMENT_BEGAN = (
    sa.select(sa.func.min(_began.valid_from))
    .where(_began.finding_id == Finding.id, _began.segment == FindingPeriod.segment)
    .correlate(Finding, FindingPeriod)
    .scalar_subquery()
)
CAME_FROM = (
    sa.select(_came_from.code).where(_came_from.id == Finding.relapse_of_id).correlate(Finding).scalar_subquery()
)


def _heads(reading: Reading, criteria: FindingCriteria) -> sa.Select[Any]:
    return counted(
        reading,
        criteria,
        Finding.id,
        Finding.inspection_id,
        Finding.code,
        Finding.title,
        FindingPeriod.status,
        FindingPeriod.segment,
        FindingPeriod.due_on,
        SEGMENT_BEGAN.label("segment_began_on"),
        CAME_FROM.label("relapse_of"),
        Inspection.code.label("inspection_code"),
        Unit.code.label("unit_code"),
        Unit.short_name,
        InspectionRound.code.label("round_code"),
        InspectionRound.name.label("round_name"),
    ).order_by(InspectionRound.term_no.desc(), InspectionRound.round_no.desc(), Unit.sort_order, Unit.id, Finding.seq)


def _asked(reading: Reading) -> dict[tuple[int, int], date]:
    """Day on which the clearance was asked for that was granted, by finding and run."""
    granted = (
        sa.select(ClearanceRequest.finding_id, ClearanceRequest.segment, ClearanceRequest.requested_on)
        .join(ClearanceDecision, ClearanceDecision.request_id == ClearanceRequest.id)
        .where(
            ClearanceRequest.wanted == Status.CLEARED,
            ClearanceDecision.step == ClearanceStep.APPROVAL,
            ClearanceDecision.decision == Decision.PASSED,
            ClearanceDecision.decided_on <= reading.as_of,
        )
        .order_by(ClearanceRequest.id)
    )
    return {(number, segment): day for number, segment, day in reading.session.execute(granted)}


def _titles(reading: Reading, checked: Iterable[Checked]) -> dict[tuple[int, int], str]:
    """What the pieces are called that are used elsewhere too."""
    reusing = [one.head.id for one in checked if any(piece.elsewhere for piece in one.facts.pieces)]
    if not reusing:
        return {}
    select = sa.select(ArchiveItem.finding_id, ArchiveItem.seq, ArchiveItem.title)
    rows = reading.session.execute(select.where(ArchiveItem.finding_id.in_(reusing)))
    return {(number, seq): title for number, seq, title in rows}


def _others(checked: Iterable[Checked]) -> set[int]:
    return {
        other
        for one in checked
        for others in (one.facts.alike, *(piece.elsewhere for piece in one.facts.pieces))
        for other in others
    }
