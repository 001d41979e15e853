"""Which steps draws offer to somebody now; pages draw what this says, commands check it again."""

from collections.abc import Sequence

from core.abilities import COMMANDS, QUERIES, may
from core.identity import Actor
from core.queries.draws import DrawRow
from core.vocabulary import DrawState


def sees_draws(actor: Actor) -> bool:
    """Whether somebody sees draws as a whole; those who check see what was drawn in their units only."""
    return may(actor, QUERIES["list_draws"])


def may_seal(actor: Actor, rows: Sequence[DrawRow]) -> bool:
    """One draw at a time."""
    return may(actor, COMMANDS["seal_draw"]) and all(row.state is not DrawState.SEALED for row in rows)


def offered_on_draw(actor: Actor, row: DrawRow) -> frozenset[str]:
    """Names of the commands that may be given on this draw now."""
    fitting = ("hold_draw", "abandon_draw") if row.state is DrawState.SEALED else ()
    return frozenset(name for name in fitting if may(actor, COMMANDS[name]))
