"""Candidates for look-back on any day: what the evaluation proposes, and other weak signals apart (docs/rules.md §7.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.queries.evaluation import EvaluationCriteria, EvaluationRow, list_evaluations
from core.queries.inspection_facts import inspection_facts
from core.schemes import current_scheme
from core.scoring.facts import FindingFacts
from core.scoring.lookback import Lookback, LookbackFacts, look_back, urgency
from core.store.models import Inspection
from core.vocabulary import LookbackHint


@dataclass(frozen=True, kw_only=True)
class LookbackRow:
    """One inspection with what speaks for looking back at it."""

    evaluation: EvaluationRow
    lookback: Lookback
    closed_on: date | None
    findings: Mapping[int, FindingFacts]
    """The findings behind the hints."""


@query
def list_lookback(reading: Reading, criteria: EvaluationCriteria) -> tuple[LookbackRow, ...]:
    """Inspections with at least one reason or hint, the most urgent first."""
    evaluations = list_evaluations(reading, criteria)
    facts = inspection_facts(reading, [row.inspection_id for row in evaluations])
    closed = _closed(reading)
    scheme = current_scheme().scheme
    rows = []
    for row in evaluations:
        findings = facts[row.inspection_id].findings
        told = LookbackFacts(as_of=reading.as_of, score=row.score, findings=findings)
        found = look_back(scheme, told)
        if _is_of_interest(found, closed=row.inspection_id in closed):
            behind = {number for hint in found.hints for number in hint.finding_ids}
            rows.append(
                LookbackRow(
                    evaluation=row,
                    lookback=found,
                    closed_on=closed.get(row.inspection_id),
                    findings={finding.id: finding for finding in findings if finding.id in behind},
                )
            )
    return tuple(sorted(rows, key=lambda row: urgency(row.lookback, row.evaluation.total)))


def _is_of_interest(found: Lookback, *, closed: bool) -> bool:
    """After close-out old signals are history; only what came back since still counts."""
    if closed and not found.is_candidate:
        return any(hint.code is LookbackHint.REPEATED for hint in found.hints)
    return found.is_candidate or bool(found.hints)


def _closed(reading: Reading) -> dict[int, date | None]:
    rows = reading.session.execute(
        sa.select(Inspection.id, Inspection.closed_on).where(Inspection.closed_on <= reading.as_of)
    )
    return {row.id: row.closed_on for row in rows}
