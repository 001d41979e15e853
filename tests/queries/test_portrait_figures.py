"""What the panels of a portrait add: made up of what, how much money, closed out when (docs/rules.md §9)."""

from datetime import date
from decimal import Decimal

from core.commands.findings import CorrectFinding
from core.commands.rectification import RecordOutcome
from core.queries.portrait_figures import PortraitFigures, get_portrait_figures
from core.vocabulary import Category, Commonality, Handling, Subcategory
from tests.county import FEEDBACK, County


def figures(county: County, caller: str = "leader", on: date | None = None) -> PortraitFigures | None:
    found: PortraitFigures | None = county.see(get_portrait_figures, "R1-柳舟镇", caller=caller, on=on)
    return found


def test_an_inspection_without_findings_has_noughts_and_no_amount(county: County) -> None:
    assert figures(county) == PortraitFigures(round_code="R1", feedback_on=FEEDBACK, closed_on=None)


def test_findings_are_counted_by_category_with_the_unclassified_last(county: County) -> None:
    county.add_finding(text="没有分类的一个问题")
    county.add_finding(
        text="惠民补贴", category=Category.B, subcategory=Subcategory.B7, amount_yuan=Decimal("12000.50")
    )
    county.add_finding(text="专项资金", category=Category.B, amount_yuan=Decimal("0.50"), involves_persons=True)
    learning = county.add_finding(text="学习不够", category=Category.A)
    county.do(CorrectFinding(finding_id=learning, version=1, commonality=Commonality.COMMON))
    found = figures(county)
    assert found is not None
    assert found.by_category == ((Category.A, 1), (Category.B, 2), (None, 1))
    assert (found.findings, found.common, found.persons, found.amount_yuan) == (4, 1, 1, Decimal("12001.00"))


def test_what_was_put_right_at_once_is_told_apart(county: County) -> None:
    county.add_finding(handling=Handling.IMMEDIATE)
    county.add_finding(text="另一个问题")
    found = figures(county)
    assert found is not None
    assert (found.immediate, found.immediate_cleared) == (1, 0)


def test_recovered_money_adds_up_over_findings(county: County) -> None:
    for number, text in enumerate(("一个问题", "另一个问题"), 1):
        finding = county.add_finding(text=text)
        wanted = RecordOutcome(finding_id=finding, version=1, recovered_yuan=Decimal(number * 100))
        county.do(wanted)
    found = figures(county)
    assert found is not None
    assert found.recovered_yuan == Decimal(300)


def test_before_findings_were_handed_over_there_are_none(county: County) -> None:
    county.add_finding()
    found = figures(county, on=date(2026, 3, 1))
    assert found is not None
    assert found.findings == 0


def test_who_may_not_see_the_inspection_learns_nothing_of_it(county: County) -> None:
    county.add_finding()
    assert figures(county, "team2") is None
    assert figures(county, "team1") is not None
