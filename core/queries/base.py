"""How every query runs: a role that may ask, a scope to start from, a day to answer for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from core import clock
from core.abilities import QUERIES, may
from core.access.actor import Caller, load_actor
from core.access.log import Access, log_access
from core.almanac import work_calendar
from core.errors import NotPermitted
from core.identity import Actor, Scope
from core.rules.workdays import WorkCalendar
from core.store.engine import Store

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Reading:
    """One look at the database: what may be seen, and the day it is asked for."""

    session: Session
    scope: Scope
    as_of: date
    calendar: WorkCalendar


REGISTERED: dict[str, Callable[..., Any]] = {}


def query(function: Callable[Concatenate[Reading, P], R]) -> Callable[Concatenate[Reading, P], R]:
    """Register a query; its name is its row in the table of abilities."""
    REGISTERED[function.__name__] = function
    return function


def require_may_ask(actor: Actor, name: str) -> None:
    """Refuse a query that none of the actor's roles may ask."""
    if not may(actor, QUERIES[name]):
        raise NotPermitted(reason="role")
    if actor.must_change_password:
        raise NotPermitted(reason="password_must_change")


def run(store: Store, scope: Scope, as_of: date, function: Callable[..., R], *criteria: Any) -> R:
    """Answer a query whose asker was checked before; what comes back holds no live rows."""
    with store.read() as session:
        return function(Reading(session, scope, as_of, work_calendar()), *criteria)


def ask(
    store: Store, caller: Caller, as_of: date, function: Callable[..., R], *criteria: Any, now: datetime | None = None
) -> R:
    """Load the asker, check the role, answer; refusals go to the access trail."""
    at = now or clock.now()
    with store.read() as session:
        actor = load_actor(session, caller, at, clock.today() if now is None else clock.local(at).date())
    try:
        require_may_ask(actor, function.__name__)
    except NotPermitted as refusal:
        log_access(store, Access.by(actor, function.__name__, result=refusal.code), at)
        raise
    return run(store, actor.scope, as_of, function, *criteria)
