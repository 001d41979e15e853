"""How punctual receivers of papers are, and how the units of a charge leader stand (docs/rules.md §5.3)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from core.queries.base import Reading, query
from core.queries.criteria import FindingCriteria
from core.queries.dispatch_rows import DispatchRow
from core.queries.dispatches import DispatchCriteria, list_dispatches
from core.queries.progress import Figures, GroupFigures, summarise_progress
from core.rules.dispatch import answered_in_time, signed_in_time
from core.store.models import Body, Unit
from core.vocabulary import DispatchKind, DispatchState

OUT = tuple(state for state in DispatchState if state not in (DispatchState.DRAFT, DispatchState.WITHDRAWN))


@dataclass(frozen=True, kw_only=True)
class ReceiverRow:
    """One receiver; papers are counted (文书数), those that were sent and not withdrawn."""

    receiver: str
    kinds: tuple[DispatchKind, ...]
    received: int
    signed_in_time: int
    answered: int
    answered_in_time: int
    accepted: int
    returned: int
    """At least once."""
    open: int
    """Wait on the receiver."""
    overdue: int


@dataclass(frozen=True, kw_only=True)
class ChargedUnitRow:
    """One unit of a charge leader: its findings (问题数), and the notices to the leader about it (抄告份数)."""

    leader: str
    unit_code: str
    unit_name: str
    figures: Figures
    received: int
    answered: int
    due: int
    """Wait on the leader: to be signed for or answered."""
    next_due_on: date | None


@query
def summarise_receivers(reading: Reading, criteria: DispatchCriteria) -> tuple[ReceiverRow, ...]:
    """Receivers of the papers asked for, those with the most overdue first."""
    groups: dict[tuple[int | None, str], list[DispatchRow]] = defaultdict(list)
    for row in list_dispatches(reading, criteria):
        if row.state in OUT:
            groups[row.body_id, row.receiver].append(row)
    rows = (_receiver(name, papers) for (_body_id, name), papers in groups.items())
    return tuple(sorted(rows, key=lambda row: (-row.overdue, -row.open, -row.received, row.receiver)))


@query
def list_charged_units(reading: Reading) -> tuple[ChargedUnitRow, ...]:
    """Units that have a charge leader within the asker's reach and findings to show, with his notices about each."""
    of_leader = Unit.charge_leader_id.in_(reading.scope.charge_leader_ids)
    wanted = Unit.charge_leader_id.is_not(None) if reading.scope.everything else of_leader
    rows = reading.session.execute(
        sa.select(Unit.code, Body.name).join(Body, Body.id == Unit.charge_leader_id).where(wanted)
    )
    leaders = {row.code: row.name for row in rows}
    if not leaders:
        return ()
    notices: dict[str, list[DispatchRow]] = defaultdict(list)
    for row in list_dispatches(reading, DispatchCriteria(kinds=(DispatchKind.COPY_TO_LEADER,), states=OUT)):
        notices[row.unit_code].append(row)
    units = summarise_progress(reading, FindingCriteria(units=tuple(leaders))).units
    made = (_unit(leaders[unit.code], unit, notices[unit.code]) for unit in units)
    return tuple(row for row in made if row.figures.findings or row.received)


def _receiver(name: str, papers: Sequence[DispatchRow]) -> ReceiverRow:
    answered = [row for row in papers if row.paper.answers]
    waiting = [row for row in papers if row.turn is not None and row.turn.is_receivers]
    return ReceiverRow(
        receiver=name,
        kinds=tuple(kind for kind in DispatchKind if any(row.kind is kind for row in papers)),
        received=len(papers),
        signed_in_time=sum(signed_in_time(row.paper) for row in papers),
        answered=len(answered),
        answered_in_time=sum(answered_in_time(row.paper) for row in answered),
        accepted=sum(row.state is DispatchState.ACCEPTED for row in papers),
        returned=sum(any(one.is_accepted is False for one in row.paper.answers) for row in papers),
        open=len(waiting),
        overdue=sum(row.overdue_days > 0 for row in waiting),
    )


def _unit(leader: str, unit: GroupFigures, papers: Sequence[DispatchRow]) -> ChargedUnitRow:
    turns = [row.turn for row in papers if row.turn is not None and row.turn.is_receivers]
    return ChargedUnitRow(
        leader=leader,
        unit_code=unit.code,
        unit_name=unit.name,
        figures=unit.figures,
        received=len(papers),
        answered=sum(bool(row.paper.answers) for row in papers),
        due=len(turns),
        next_due_on=min((turn.due_on for turn in turns if turn.due_on), default=None),
    )
