"""Official papers that wait: on the office to be sent or decided, on their receiver to be signed for or answered (docs/rules.md §5.1)."""

from collections.abc import Iterator

from core.queries.base import Reading
from core.queries.dispatch_rows import DispatchRow, dispatch_rows
from core.queries.posts import read_cases
from core.rules.items import BodyFacts, Holder, Item, Posts, body_holder, holder_of
from core.store.models import Inspection
from core.vocabulary import Role


def items(reading: Reading) -> Iterator[Item]:
    """One for each paper that has not ended on the day asked for."""
    rows = [row for row in dispatch_rows(reading) if row.turn is not None]
    cases = read_cases(reading, Inspection.id.in_({row.inspection_id for row in rows}))
    for row in rows:
        assert row.turn is not None  # noqa: S101 - chosen above
        case = cases[row.inspection_id]
        yield Item(
            kind=row.turn.kind,
            subject_id=row.id,
            part=row.kind.value,
            code=row.name,
            title=row.title,
            holder=_holder(row, case.posts),
            since_on=row.turn.since_on,
            due_on=row.turn.due_on,
            **case.about(),
        )


def _holder(row: DispatchRow, posts: Posts) -> Holder:
    """The receiver of a notice is that very body, whoever answers for the unit now."""
    role = row.role or Role.OFFICE
    if role is Role.OFFICE or row.body_id is None:
        return holder_of(role, posts)
    return body_holder(role, BodyFacts(id=row.body_id, name=row.receiver, is_active=row.receiver_is_active))
