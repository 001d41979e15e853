"""What lies on somebody's desk: entries not saved yet and views to come back to; nobody else sees it (docs/adr/0010)."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.errors import RuleViolated
from core.identity import Actor
from core.rules.lifecycle import Missing
from core.store.engine import Store
from core.store.models import EntryDraft, SavedView

MOST_CHARACTERS = 8_000_000
"""A draft of 20,000 pasted rows fits; more is a file to import."""
MOST_VIEWS = 30
NAME_LENGTH = 40


@dataclass(frozen=True)
class View:
    """A list as somebody wants to see it again; `query` is its address."""

    id: int
    name: str
    query: str


def read_draft(store: Store, actor: Actor, form: str, subject: str) -> dict[str, Any]:
    """What this person typed into this form on this subject and has not saved; empty when there is nothing."""
    with store.read() as session:
        row = _draft(session, actor, form, subject)
        return dict(row.content) if row else {}


def keep_draft(
    store: Store,
    actor: Actor,
    place: tuple[str, str],
    changed: Mapping[str, Any],
    gone: Collection[str],
    now: datetime,
) -> None:
    """Add to a draft what was typed since, and take out what was taken back; two windows of one person both keep theirs.

    Raises RuleViolated when it grows beyond what a draft may hold.
    """
    if actor.account_id is None or not (changed or gone):
        return
    form, subject = place
    with store.write() as session:
        row = _draft(session, actor, form, subject)
        if row is None:
            row = EntryDraft(account_id=actor.account_id, form=form, subject=subject, content={}, kept_at=now)
            session.add(row)
        content = {key: value for key, value in row.content.items() if key not in gone} | dict(changed)
        if len(json.dumps(content, ensure_ascii=False)) > MOST_CHARACTERS:
            raise RuleViolated(missing=(Missing(code="draft_too_long", where=form),))
        row.content, row.kept_at = content, now


def drop_draft(store: Store, actor: Actor, form: str, subject: str) -> None:
    """What was typed is saved or given up."""
    with store.write() as session:
        session.execute(
            delete(EntryDraft).where(
                EntryDraft.account_id == actor.account_id, EntryDraft.form == form, EntryDraft.subject == subject
            )
        )


def list_views(store: Store, actor: Actor, page: str) -> tuple[View, ...]:
    """This person's views of a page, by name."""
    with store.read() as session:
        rows = session.scalars(
            select(SavedView)
            .where(SavedView.account_id == actor.account_id, SavedView.page == page)
            .order_by(SavedView.name)
        )
        return tuple(View(row.id, row.name, row.query) for row in rows)


def save_view(store: Store, actor: Actor, page: str, view: tuple[str, str], now: datetime) -> None:
    """Keep a view (name, address) of a page; one of the same name is replaced. Raises RuleViolated beyond the limit."""
    name, query = view[0].strip()[:NAME_LENGTH], view[1]
    if actor.account_id is None or not name:
        raise RuleViolated(missing=(Missing(code="view_without_name", where=page),))
    with store.write() as session:
        mine = session.scalars(
            select(SavedView).where(SavedView.account_id == actor.account_id, SavedView.page == page)
        ).all()
        known = next((row for row in mine if row.name == name), None)
        if known is not None:
            known.query, known.saved_at = query, now
        elif len(mine) >= MOST_VIEWS:
            raise RuleViolated(missing=(Missing(code="too_many_views", where=page, count=MOST_VIEWS),))
        else:
            session.add(SavedView(account_id=actor.account_id, page=page, name=name, query=query, saved_at=now))


def drop_view(store: Store, actor: Actor, view_id: int) -> None:
    """Forget a view; another person's stays."""
    with store.write() as session:
        session.execute(delete(SavedView).where(SavedView.id == view_id, SavedView.account_id == actor.account_id))


def _draft(session: Session, actor: Actor, form: str, subject: str) -> EntryDraft | None:
    return session.scalars(
        select(EntryDraft).where(
            EntryDraft.account_id == actor.account_id, EntryDraft.form == form, EntryDraft.subject == subject
        )
    ).first()
