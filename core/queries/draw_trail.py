"""Whether a kept draw agrees with the audit trail: sealed first, held later, with the chain as it stood (docs/rules.md §6.2)."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from core.clock import local
from core.rules.draw_check import Check, SheetCheck, verify
from core.rules.draw_sheet import DrawSheet, read_sheet
from core.store.models import AuditEvent, SpotDraw
from core.store.trail import facts_of, link


def verify_kept(session: Session, draw: SpotDraw) -> tuple[Check, ...]:
    """All parts of the sheet computed again, and the sheet against row and trail."""
    checks, sheet = verify(draw.sheet), read_sheet(draw.sheet)
    held = sheet is not None and _is_of_row(draw, sheet) and _is_in_trail(session, draw, sheet)
    return (*checks, Check(kind=SheetCheck.TRAIL, holds=held))


def _is_of_row(draw: SpotDraw, sheet: DrawSheet) -> bool:
    return (draw.frame_sha256, draw.commitment, draw.secret, draw.seed, draw.sheet_sha256) == (
        sheet.frame_sha256, sheet.commitment, sheet.secret, sheet.seed, sheet.sheet_sha256,
    )  # fmt: skip


def _is_in_trail(session: Session, draw: SpotDraw, sheet: DrawSheet) -> bool:
    """Two events, each unchanged: what was sealed is what was drawn from, and the chain had this head at that second."""
    of_draw = (AuditEvent.subject_type == "draw", AuditEvent.subject_id == draw.id)
    events = list(session.scalars(sa.select(AuditEvent).where(*of_draw).order_by(AuditEvent.id)))
    if [event.action for event in events] != ["draw.sealed", "draw.held"] or not all(map(_is_unchanged, events)):
        return False
    sealed, held = events
    at = local(held.at).replace(microsecond=0).isoformat()
    return (
        (sealed.after["frame_sha256"], sealed.after["commitment"]) == (sheet.frame_sha256, sheet.commitment)
        and held.after["sheet_sha256"] == sheet.sheet_sha256
        and (held.prev_hash, at) == (sheet.head_hash, sheet.drawn_at)
    )


def _is_unchanged(event: AuditEvent) -> bool:
    return link(event.prev_hash, event.id, event.at, facts_of(event)) == event.hash
