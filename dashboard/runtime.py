"""What one server process holds: settings, the store, and answers that stay true until something is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import streamlit as st

from core import clock
from core.access.actor import BySession
from core.commands.base import Command, execute
from core.config import Settings
from core.errors import NotSignedIn
from core.identity import Actor, Scope
from core.queries.base import require_may_ask, run
from core.queries.installation import DEMO
from core.store.engine import Store, open_store
from core.store.models import Installation
from core.store.revision import revision


def settings() -> Settings:
    """Settings of this process; the environment is read each time, which is cheap and keeps tests apart."""
    return Settings()


def store() -> Store:
    """The database of this process."""
    return open_store(settings().database)


def answer(actor: Actor, as_of: date, function: Callable[..., Any], *criteria: Any) -> Any:
    """Answer a query for somebody; the same question at the same revision is computed once for all who may see the same."""
    require_may_ask(actor, function.__name__)
    here = store()
    with here.read() as session:
        newest = revision(session)
    return _answered(
        Question(here.url, function.__module__, function.__name__, actor.scope, as_of, newest, criteria), _call=function
    )


@dataclass(frozen=True)
class Question:
    """All that an answer depends on."""

    url: str
    module: str
    name: str
    scope: Scope
    as_of: date
    revision: int
    criteria: tuple[Any, ...]


@st.cache_resource(max_entries=2000, show_spinner=False, hash_funcs={Question: repr})
def _answered(question: Question, _call: Callable[..., Any]) -> Any:
    """Results are frozen rows, so that handing out the same ones to everybody is safe."""
    return run(open_store(question.url), question.scope, question.as_of, _call, *question.criteria)


def carry_out(actor: Actor, command: Command, today: date) -> Any:
    """Run a command for somebody who is signed in; core loads the actor anew from the session row."""
    if actor.session_id is None:
        raise NotSignedIn
    return execute(store(), BySession(actor.session_id), command, today=today)


def now() -> datetime:
    """This instant."""
    return clock.now()


def is_demo() -> bool:
    """Whether this database holds the invented demo county."""
    with store().read() as session:
        return session.get(Installation, DEMO) is not None
