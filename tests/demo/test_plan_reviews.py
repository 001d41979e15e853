"""Plans under joint review in a county of default size: every state, and every way on."""

from core.queries.plan_review import compare_plan_versions, list_plan_reviews
from core.vocabulary import PlanState, Role
from tests.demo.conftest import DefaultCounty


def test_some_plans_are_absent_some_wait_for_the_office_some_were_returned_and_most_are_agreed(
    default_county: DefaultCounty,
) -> None:
    rows = default_county.ask(list_plan_reviews)
    states = {(row.last.state, row.last.no) if row.last else None for row in rows if row.turn.role or row.last}
    assert {
        None,
        (PlanState.SUBMITTED, 1),
        (PlanState.SUBMITTED, 2),
        (PlanState.AGREED, 1),
        (PlanState.AGREED, 2),
    } <= states
    assert {Role.OFFICE, Role.UNIT, None} == {row.turn.role for row in rows}


def test_what_was_returned_comes_back_changed(default_county: DefaultCounty) -> None:
    twice = [row for row in default_county.ask(list_plan_reviews) if row.last and row.last.no == 2]
    changed = [row for row in twice if default_county.ask(compare_plan_versions, row.inspection_code, 1, 2)]
    assert len(changed) * 2 > len(twice)
