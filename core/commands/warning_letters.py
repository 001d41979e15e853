"""Letters that open warnings call for are drafted, one for each unit (预警函、督办单、告诫书, docs/rules.md §3.5)."""

from collections import defaultdict
from datetime import date, timedelta

from pydantic import Field
from sqlalchemy import select

from core.almanac import work_calendar
from core.commands.base import Command, Done, Work, handles
from core.commands.dispatch_drafting import keep_draft
from core.errors import RuleViolated
from core.identity import Scope
from core.queries.base import Reading
from core.queries.warnings import WarningRow, list_warnings
from core.rules.lifecycle import Missing
from core.rules.warning_letters import ADVICE, REPLY_DAYS, WarnedOf, is_told, letter_kind, letter_text
from core.store.models import Dispatch, Inspection, Unit
from core.store.trail import Happening
from core.vocabulary import DispatchKind, DispatchState, ItemKind, Role


class DraftWarningLetters(Command):
    """Draft a letter for every unit whose open warnings call for one that was not written yet, or for some of them only."""

    inspection_ids: tuple[int, ...] = Field(default=(), max_length=500)
    """None means all."""


@handles(DraftWarningLetters)
def draft_warning_letters(work: Work, command: DraftWarningLetters) -> Done:
    """The office reads, amends and sends the drafts; returns their ids. Refused when there is nothing to write."""
    reading = Reading(work.session, Scope(everything=True), work.today, work_calendar())
    drafts: list[int] = []
    for inspection_id, rows in _of_units(list_warnings(reading, True)).items():
        if command.inspection_ids and inspection_id not in command.inspection_ids:
            continue
        warned = [_warned_of(row) for row in rows]
        kind = letter_kind(warned)
        if not is_told(warned, _drafted(work, inspection_id, kind)):
            drafts.append(_draft(work, inspection_id, kind, warned))
    if not drafts:
        raise RuleViolated(missing=(Missing(code="no_letter_due", where="letters"),))
    happening = Happening(
        action="letters.drafted", subject_type="dispatch", subject_id=drafts[0], after={"number": len(drafts)}
    )
    return Done(happening, tuple(drafts))


def _of_units(rows: tuple[WarningRow, ...]) -> dict[int, list[WarningRow]]:
    """Warnings of what lies with a unit, by inspection; only the highest level of each thing."""
    highest: dict[tuple[ItemKind, int, str], WarningRow] = {}
    for row in rows:
        if row.item is not None and row.item.holder.role in Role.of_a_unit():
            highest.setdefault((row.key.kind, row.key.subject_id, row.key.part), row)
    found: dict[int, list[WarningRow]] = defaultdict(list)
    for row in highest.values():
        if row.item is not None:
            found[row.item.inspection_id].append(row)
    return found


def _warned_of(row: WarningRow) -> WarnedOf:
    is_finding = row.key.kind is ItemKind.RECTIFY
    return WarnedOf(
        title=row.title,
        due_on=row.key.due_on,
        level=row.key.level,
        issued_on=row.issued_on,
        finding_id=row.key.subject_id if is_finding else None,
    )


def _drafted(work: Work, inspection_id: int, kind: DispatchKind) -> list[date]:
    return list(
        work.session.scalars(
            select(Dispatch.drafted_on).where(
                Dispatch.inspection_id == inspection_id,
                Dispatch.kind == kind,
                Dispatch.state != DispatchState.WITHDRAWN,
            )
        )
    )


def _draft(work: Work, inspection_id: int, kind: DispatchKind, warned: list[WarnedOf]) -> int:
    inspection = work.session.get_one(Inspection, inspection_id)
    unit = work.session.get_one(Unit, inspection.unit_id)
    days = REPLY_DAYS[kind]
    letter = Dispatch(
        inspection_id=inspection.id,
        kind=kind,
        body_id=None,
        title=f"关于{unit.short_name}巡察整改的{kind.term}",
        drafted_on=work.today,
        event_id=work.event_id,
        summary=letter_text(warned, work.today),
        advice=ADVICE[kind],
        reply_by_on=None if days is None else work.today + timedelta(days=days),
    )
    return keep_draft(work, letter, [one.finding_id for one in warned if one.finding_id is not None])
