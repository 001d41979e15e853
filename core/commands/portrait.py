"""Puts the portraits of all units on record, so that a later day can be compared with this one (docs/rules.md §9)."""

from typing import Any

from sqlalchemy import delete

from core.almanac import work_calendar
from core.commands.base import Command, Done, Work, handles
from core.queries.base import Reading
from core.queries.portrait import PortraitRow, list_portraits
from core.schemes import current_portrait_scheme
from core.store.models import UnitPortrait
from core.store.trail import Happening


class RecordPortraits(Command):
    """Keep today's portraits; those kept earlier today are replaced."""


@handles(RecordPortraits)
def record_portraits(work: Work, _command: RecordPortraits) -> Done:
    """Keep one portrait for each unit; returns how many."""
    rows = list_portraits(Reading(work.session, work.actor.scope, work.today, work_calendar()), ())
    work.session.execute(delete(UnitPortrait).where(UnitPortrait.as_of == work.today))
    work.session.add_all(_kept(work, row) for row in rows)
    after = {"as_of": work.today, "units": len(rows)}
    return Done(
        Happening(action="portraits.recorded", subject_type="portrait", subject_id=work.event_id, after=after),
        len(rows),
    )


def _kept(work: Work, row: PortraitRow) -> UnitPortrait:
    portrait, place = row.portrait, row.standing
    return UnitPortrait(
        unit_id=row.unit_id,
        as_of=work.today,
        scheme=current_portrait_scheme().label,
        score=portrait.score,
        band=portrait.band,
        completeness=portrait.completeness,
        rank=place.rank,
        ranked_units=place.of,
        facts=_facts(row),
        event_id=work.event_id,
    )


def _facts(row: PortraitRow) -> dict[str, Any]:
    """Points as text: exact, and the same on both engines."""
    return {
        "dimensions": {
            dimension.code: {
                item.name: {"full": str(item.full), "points": None if item.points is None else str(item.points)}
                for item in dimension.items
            }
            for dimension in row.portrait.dimensions
        },
        "deductions": {deduction.code: str(deduction.points) for deduction in row.portrait.deductions},
    }
