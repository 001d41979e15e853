"""Rectification plans that wait to be handed in, amended or reviewed (docs/rules.md §3.3, §3.4)."""

from collections.abc import Iterator

from core.queries.base import Reading
from core.queries.plan_review import list_plan_reviews
from core.queries.posts import read_cases
from core.queries.scope import visible_evaluations
from core.rules.items import Item, holder_of
from core.vocabulary import ItemKind, Role


def items(reading: Reading) -> Iterator[Item]:
    """One item for each plan that is somebody's turn; invited reviewers are free to comment, nothing waits on them."""
    cases = read_cases(reading, visible_evaluations(reading.scope))
    for row in list_plan_reviews(reading):
        case = cases.get(row.inspection_id)
        if row.turn.role is None or row.turn.since_on is None or case is None:
            continue
        yield Item(
            kind=ItemKind.SUBMIT_PLAN if row.turn.role is Role.UNIT else ItemKind.REVIEW_PLAN,
            subject_id=row.inspection_id,
            code=row.inspection_code,
            title=f"整改方案第 {row.last.no} 版" if row.last else "整改方案和三清单",
            holder=holder_of(row.turn.role, case.posts),
            since_on=row.turn.since_on,
            due_on=row.turn.due_on,
            **case.about(),
        )
