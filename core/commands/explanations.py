"""Saying why a likeness between the ledgers of findings is in order (对账说明, docs/rules.md §4.2)."""

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Statement, Version
from core.commands.load import load_finding
from core.errors import RuleViolated
from core.queries.cross_check import open_breaks
from core.rules.cross_check import EXPLAINABLE
from core.rules.lifecycle import Missing
from core.store.models import BreakExplanation
from core.store.trail import Happening
from core.vocabulary import LedgerBreak


class ExplainBreak(Command):
    """Evidence used again or an outcome in the same words may be right; then somebody says why."""

    finding_id: int
    version: Version
    kind: LedgerBreak
    reason: Statement


@handles(ExplainBreak)
def explain_break(work: Work, command: ExplainBreak) -> Done:
    """Close the likeness for this run of the finding; what can be mended is not explained away."""
    finding, _inspection, _plan = load_finding(work, command.finding_id, command.version)
    if command.kind not in EXPLAINABLE:
        raise _refused("not_explainable", command.kind)
    if command.kind not in [kind for kind, _ in open_breaks(work.session, work.actor.scope, finding.id, work.today)]:
        raise _refused("break_not_open", command.kind)
    work.session.add(
        BreakExplanation(
            finding_id=finding.id,
            segment=finding.segment,
            kind=command.kind,
            reason=command.reason,
            explained_on=work.today,
            event_id=work.event_id,
        )
    )
    finding.version += 1
    after = {"kind": command.kind.term, "reason": command.reason}
    return Done(Happening(action="break.explained", subject_type="finding", subject_id=finding.id, after=after))


def _refused(code: str, kind: LedgerBreak) -> RuleViolated:
    return RuleViolated(missing=(Missing(code=code, where="finding.cross_check"),), kind=kind.term)
