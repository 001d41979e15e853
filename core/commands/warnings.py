"""Warnings of a day are issued, each level of each deadline once (预警, docs/rules.md §3.5)."""

from core.almanac import work_calendar
from core.commands.base import Command, Done, Work, handles
from core.errors import RuleViolated
from core.identity import Scope
from core.queries.base import Reading
from core.queries.warnings import DueWarning, due_warnings
from core.rules.lifecycle import Missing
from core.store.models import IssuedWarning, WarningAddress
from core.store.trail import Happening


class IssueWarnings(Command):
    """Issue whatever is due today and was not issued yet."""


@handles(IssueWarnings)
def issue_warnings(work: Work, _command: IssueWarnings) -> Done:
    """Store the warnings with everybody they reach; returns how many. Refused when there is nothing to warn of."""
    reading = Reading(work.session, Scope(everything=True), work.today, work_calendar())
    due = due_warnings(reading)
    if not due:
        raise RuleViolated(missing=(Missing(code="nothing_to_warn", where="warnings"),))
    rows = [_row(work, one) for one in due]
    work.session.add_all(rows)
    work.session.flush()
    work.session.add_all(
        WarningAddress(warning_id=row.id, **vars(address))
        for row, one in zip(rows, due, strict=True)
        for address in one.addresses
    )
    levels: dict[str, int] = {}
    for one in due:
        levels[one.key.level.term] = levels.get(one.key.level.term, 0) + 1
    happening = Happening(
        action="warnings.issued", subject_type="warning", subject_id=rows[0].id, after={"number": len(rows), **levels}
    )
    return Done(happening, len(rows))


def _row(work: Work, one: DueWarning) -> IssuedWarning:
    return IssuedWarning(
        kind=one.key.kind,
        subject_id=one.key.subject_id,
        subject_part=one.key.part,
        inspection_id=one.item.inspection_id,
        title=f"{one.item.code} {one.item.title}",
        holder=one.item.holder.name,
        due_on=one.key.due_on,
        level=one.key.level,
        issued_on=work.today,
        event_id=work.event_id,
    )
