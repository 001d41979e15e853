"""Answers about sessions and the access trail: they change without a new revision, so no kept answer is good for them."""

from collections.abc import Callable
from typing import Any

from core.access.actor import BySession
from core.errors import NotSignedIn
from core.queries.base import ask
from dashboard import runtime
from dashboard.shell import PageContext


def read_live(ctx: PageContext, function: Callable[..., Any], *criteria: Any) -> Any:
    """Answer a query from the database as it is this moment; a refusal goes to the access trail."""
    if ctx.actor.session_id is None:
        raise NotSignedIn
    return ask(runtime.store(), BySession(ctx.actor.session_id), ctx.today, function, *criteria)
