"""How every command runs: one actor, one transaction, one audit event (docs/adr/0004)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.orm import Session

from core import clock
from core.abilities import COMMANDS, Row, may, reaching_grant
from core.access.actor import Caller, load_actor
from core.access.log import Access, log_access
from core.errors import InvalidInput, NotFound, NotPermitted
from core.identity import Actor, Grant, Place
from core.store.engine import Store
from core.store.finding_state import Stamp
from core.store.trail import AUDIT, Happening, append_audit, lock_chain


class Command(BaseModel):
    """What somebody wants done: only the fields named here, checked before anything is opened."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    def __init__(self, **fields: Any) -> None:
        """Check the fields; raises InvalidInput with one (field, kind, facts) for each that is wrong."""
        try:
            super().__init__(**fields)
        except ValidationError as error:
            problems = [
                (str(p["loc"][-1]) if p["loc"] else "", p["type"], p["msg"], dict(p.get("ctx", {})))
                for p in error.errors()
            ]
            raise InvalidInput(problems=problems) from error


@dataclass(frozen=True)
class Done:
    """What a handler did and what its caller gets back."""

    happening: Happening
    result: Any = None


@dataclass
class Work:
    """One command under way: its transaction, its actor, its day and the number its event will have."""

    session: Session
    actor: Actor
    row: Row
    today: date
    now: datetime
    event_id: int
    grant: Grant | None = field(default=None)

    @property
    def stamp(self) -> Stamp:
        """What ties a state period to this command."""
        return Stamp(event_id=self.event_id, recorded_on=self.today, recorded_at=self.now)

    def permit(self, *places: Place) -> None:
        """Refuse unless one of the actor's roles may do this at one of these places."""
        found = (reaching_grant(self.actor, self.row, place) for place in places)
        self.grant = next((grant for grant in found if grant is not None), None)
        if self.grant is None:
            raise NotPermitted(reason="not_yours")


C = TypeVar("C", bound=Command)
Handler = Callable[[Work, Any], Done]
HANDLERS: dict[type[Command], Handler] = {}


def handles(kind: type[C]) -> Callable[[Callable[[Work, C], Done]], Callable[[Work, C], Done]]:
    """Register the handler of a command; its name is its row in the table of abilities."""

    def register(handler: Callable[[Work, C], Done]) -> Callable[[Work, C], Done]:
        HANDLERS[kind] = handler
        return handler

    return register


def execute(store: Store, caller: Caller, command: Command, *, today: date, now: datetime | None = None) -> Any:
    """Run one command and return its result; raises a `CoreError` and leaves nothing behind when it may not."""
    at = now or clock.now()
    handler = HANDLERS[type(command)]
    actor: list[Actor] = []
    try:
        with store.write() as session:
            head = lock_chain(session, AUDIT)
            actor.append(load_actor(session, caller, at, today))
            work = _begin(session, actor[0], handler.__name__, today, at, head.last_id + 1)
            done = handler(work, command)
            if work.grant is None:
                raise RuntimeError(f"{handler.__name__} never asked whether it is permitted")
            append_audit(session, head, done.happening, actor=work.actor.username, role=work.grant.role, at=at)
            return done.result
    except (NotPermitted, NotFound) as refusal:
        if actor:
            log_access(store, Access.by(actor[0], handler.__name__, _subject(command), refusal.code), at)
        raise


def _begin(session: Session, actor: Actor, name: str, today: date, at: datetime, event_id: int) -> Work:
    row = COMMANDS[name]
    if not may(actor, row):
        raise NotPermitted(reason="role")
    if actor.must_change_password and name != "change_own_password":
        raise NotPermitted(reason="password_must_change")
    everywhere = reaching_grant(actor, row, None)
    return Work(session=session, actor=actor, row=row, today=today, now=at, event_id=event_id, grant=everywhere)


def _subject(command: Command) -> str:
    """Ids only: what was asked for, without any text of it."""
    ids = [f"{name}={value}" for name, value in command if name.endswith("_id") and value is not None]
    return f"{type(command).__name__}({', '.join(ids)})"
