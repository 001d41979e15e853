"""Which templates are refused and what is said about them."""

from typing import Any

import pytest

from core.demo.finding_template import read_template, template_problems
from core.vocabulary import Handling, Severity, Subcategory, UnitKind


def _raw(**changes: Any) -> dict[str, Any]:
    return {
        "title": "公务接待手续不全",
        "text": "公务接待把关不严，" + "凭" * 26,
        "kinds": ["agency"],
        "goal": "手续齐全率100%",
        "measures": ["逐笔核查", "修订办法"],
        "outcome": "核查{n}笔",
        "evidence": [{"kind": "minutes", "title": "会议纪要"}],
    } | changes


def test_a_template_with_everything_has_no_problems() -> None:
    assert list(template_problems(_raw())) == []


def test_what_is_left_out_gets_the_usual_value() -> None:
    template = read_template(Subcategory.B2, _raw())
    assert (template.handling, template.severity) == (Handling.TIME_LIMITED, Severity.GENERAL)
    assert (template.amount, template.publishable, template.involves_persons) == (None, True, False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"goal": ""}, "goal"),
        ({"title": "题" * 19}, "title"),
        ({"text": "文" * 34}, "text"),
        ({"text": "文" * 111}, "text"),
        ({"text": "文" * 40 + "。"}, "text"),
        ({"measures": ["只有一条"]}, "measures"),
        ({"measures": ["一条"] * 5}, "measures"),
        ({"kinds": ["village"]}, "kinds"),
        ({"only": {"village": ["JYJ"]}}, "only"),
        ({"severity": "huge"}, "severity"),
        ({"evidence": [{"kind": "video", "title": "录像"}]}, "evidence"),
        ({"evidence": [{"kind": "photo"}]}, "evidence"),
        ({"n": [5, 4]}, "n"),
        ({"n2": [0, 4]}, "n2"),
        ({"amount": [100]}, "amount"),
        ({"outcome": "退回{money}"}, "outcome"),
        ({"outcome": "退回{amount}"}, "outcome"),
        ({"measures": ["到{village}核查", "修订办法"]}, "measures"),
        ({"amount": [100, 900]}, "text"),
        ({"ammount": [100, 900]}, "ammount"),
    ],
)
def test_a_fault_is_named_with_its_field(changes: dict[str, Any], field: str) -> None:
    assert field in [name for name, _ in template_problems(_raw(**changes))]


@pytest.mark.parametrize("length", [35, 110])
def test_texts_at_the_bounds_are_accepted(length: int) -> None:
    assert list(template_problems(_raw(text="文" * length, title="题" * 18))) == []


def test_a_village_may_stand_in_a_township_template() -> None:
    assert list(template_problems(_raw(kinds=["township"], outcome="核查{village}"))) == []


def test_a_restriction_binds_only_the_kind_it_names() -> None:
    template = read_template(Subcategory.B2, _raw(kinds=["agency", "park"], only={"agency": ["JYJ"]}))
    assert template.fits(UnitKind.AGENCY, "JYJ")
    assert not template.fits(UnitKind.AGENCY, "WJJ")
    assert template.fits(UnitKind.PARK, "JKQ")
    assert not template.fits(UnitKind.STATE_FIRM, "CTG")
