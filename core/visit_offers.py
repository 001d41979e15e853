"""Which steps a visit offers to somebody now; pages draw what this says, commands check it again."""

from collections.abc import Iterable

from core.abilities import COMMANDS, reaching_grant
from core.identity import Actor, Place
from core.queries.scope import lead_place
from core.queries.visits import VisitDetail
from core.vocabulary import Verdict, VisitKind, VisitState

WHILE_PLANNED = ("save_paper", "record_visit", "change_visit", "cancel_visit")
FOUND_WRONG = (Verdict.PARTLY, Verdict.DIFFERS)


def offered_on_visit(actor: Actor, detail: VisitDetail) -> frozenset[str]:
    """Names of the commands that may be given on this visit now; whoever leads it may what the unit's supervisors may."""
    row = detail.row
    if row.state is VisitState.PLANNED:
        fitting = [name for name in WHILE_PLANNED if name != "cancel_visit" or row.kind is VisitKind.ROLLING]
        return _allowed(actor, fitting, row.place, lead_place(row.lead_body_id))
    if row.state is VisitState.RECORDED and any(paper.verdict in FOUND_WRONG for paper in detail.papers):
        return _allowed(actor, ("draft_letter",), row.place)
    return frozenset()


def _allowed(actor: Actor, names: Iterable[str], *places: Place) -> frozenset[str]:
    return frozenset(name for name in names if any(reaching_grant(actor, COMMANDS[name], place) for place in places))
