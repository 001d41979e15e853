"""What must never be false is refused by the database itself, whoever writes."""

from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from core.store.models import Finding
from tests.county import County

WRONG = {
    "an amount below nought": "UPDATE finding SET amount_yuan = -1",
    "a percent above a hundred": "UPDATE finding SET percent = 101",
    "a text of blanks": "UPDATE finding SET text = '   '",
    "a state nobody knows": "UPDATE finding SET status = 'done'",
    "an assigned finding without deadline": "UPDATE finding SET due_on = NULL",
    "a second level without its first": "UPDATE finding SET category = 'A', subcategory = 'B5'",
    "a second level alone": "UPDATE finding SET category = NULL, subcategory = 'B5'",
    "a finding of no inspection": "UPDATE finding SET inspection_id = 4711",
    "a period that ends before it begins": "UPDATE finding_period SET valid_to = '2000-01-01'",
    "a period without deadline": "UPDATE finding_period SET due_on = NULL",
    "a tenure that ends before it begins": "UPDATE unit_head SET to_on = '2000-01-01'",
    "a close-out before feedback": "UPDATE inspection SET closed_on = '2000-01-01'",
    "a unit role without a unit": "UPDATE account_grant SET unit_id = NULL WHERE role = 'unit'",
    "an office role with a unit": "UPDATE account_grant SET unit_id = (SELECT min(id) FROM unit) WHERE role = 'office'",
    "two units of one name": "UPDATE unit SET name = 'x'",
    "two findings of one number": "UPDATE finding SET code = 'x'",
    "a unit kind nobody knows": "UPDATE unit SET kind = 'school'",
    "an account spelt like another": "UPDATE account SET folded = 'x'",
}


@pytest.mark.parametrize("statement", WRONG.values(), ids=WRONG.keys())
def test_the_database_refuses(county: County, statement: str) -> None:
    county.add_finding()
    county.add_finding("县财政局")
    with pytest.raises(DatabaseError), county.store.engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_a_finding_has_one_open_period_only(county: County) -> None:
    number = county.add_finding()
    with pytest.raises(DatabaseError), county.store.engine.begin() as connection:
        columns = "finding_id, segment, status, station, due_on, held_since_on, valid_from, event_id, recorded_on, recorded_at"
        connection.execute(
            sa.text(
                f"INSERT INTO finding_period ({columns}) SELECT {columns} FROM finding_period WHERE finding_id = {number}"
            )
        )


def test_money_comes_back_to_the_last_cent(county: County) -> None:

    number = county.add_finding(amount_yuan=Decimal("999999999999.99"))
    with county.store.read() as session:
        assert session.get_one(Finding, number).amount_yuan == Decimal("999999999999.99")
