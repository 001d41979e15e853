"""What commands on evaluations share: the sheet of a cycle, its summary for the trail, and how to read facts meanwhile."""

from typing import Any

from sqlalchemy import select

from core.almanac import work_calendar
from core.commands.base import Work
from core.queries.base import Reading
from core.store.models import Evaluation


def evaluation_of(work: Work, inspection_id: int, cycle: int) -> Evaluation | None:
    """The evaluation of this inspection and cycle, draft or adopted."""
    return work.session.scalars(
        select(Evaluation).where(Evaluation.inspection_id == inspection_id, Evaluation.cycle == cycle)
    ).first()


def reading_of(work: Work) -> Reading:
    """A look at the database from within a command, as its actor may see it today."""
    return Reading(work.session, work.actor.scope, work.today, work_calendar())


def summary(row: Evaluation) -> dict[str, Any]:
    """What the trail keeps of a sheet."""
    return {
        "cycle": row.cycle,
        "evaluated_on": row.evaluated_on,
        "ballots": [row.satisfied, row.basically, row.dissatisfied, row.unknown],
        "total": row.total,
        "grade": row.grade,
    }
