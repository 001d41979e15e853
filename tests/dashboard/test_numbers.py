"""Figures as they are written."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from core.errors import AlreadyExists, CoreError, InvalidInput, RuleViolated, StaleVersion, Unavailable
from core.messages import MISSING, PERMISSIONS, PROBLEMS, SURROUNDINGS, sentence
from core.queries.findings import FindingPage
from core.queries.holders import HolderRow
from core.rules.lifecycle import Missing
from dashboard import numbers
from dashboard.components import overdue
from dashboard.shell import plain


@pytest.mark.parametrize(("now", "before", "shown"), [(38, 0, "+38 个"), (5, 5, "持平"), (0, 1286, "-1,286 个")])
def test_a_change_has_sign_and_unit_or_is_level(now: int, before: int, shown: str) -> None:
    assert numbers.change(now, before) == shown


@pytest.mark.parametrize(
    ("now", "before", "shown"),
    [
        (0.787, 0.757, "+3.0 百分点"),
        (0.5, 0.5, "持平"),
        (0.50001, 0.5, "持平"),
        (None, 0.5, "—"),
        (0.4, 0.5, "-10.0 百分点"),
    ],
)
def test_a_ratio_changes_in_points(now: float | None, before: float | None, shown: str) -> None:
    assert numbers.ratio_change(now, before) == shown


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        (None, ""),
        (Decimal(0), "0 元"),
        (Decimal("9430.5"), "9,430.5 元"),
        (Decimal(124000), "12.4 万元"),
        (Decimal("1234567.8"), "123.46 万元"),
    ],
)
def test_money_is_written_in_yuan_or_ten_thousands(yuan: Decimal | None, shown: str) -> None:
    assert numbers.money(yuan) == shown


@pytest.mark.parametrize(
    ("gap", "shown"),
    [("0.05", "+0.1"), ("0.04", "持平"), ("-0.04", "持平"), ("-0.05", "-0.1"), ("-4.84", "-4.8"), (None, "")],
)
def test_points_of_portraits_differ_by_tenths(gap: str | None, shown: str) -> None:
    assert numbers.tenths_gap(None if gap is None else Decimal(gap)) == shown


@pytest.mark.parametrize(("value", "shown"), [("70.05", "70.1"), ("0", "0.0"), (None, "未采集")])
def test_portraits_have_one_decimal(value: str | None, shown: str) -> None:
    assert numbers.tenths(None if value is None else Decimal(value)) == shown


def test_ratios_dates_and_words() -> None:
    assert numbers.ratio(None) == "—"
    assert numbers.ratio(0.7874) == "78.7%"
    assert numbers.month_day(date(2026, 11, 4)) == "11月4日"
    assert numbers.in_words(35, 40) == "较上月末减少 5 个"
    assert numbers.in_words(40, 35) == "较上月末增加 5 个"
    assert numbers.in_words(5, 5) == "与上月末持平"


@pytest.mark.parametrize(
    "text", ["**粗**", ":red[红]", "$x$", "# 题", "![](http://x)", "<b>", "a_b_c", "[链](http://x)"]
)
def test_user_text_is_shown_letter_by_letter(text: str) -> None:
    """V1 in kind: nothing in it is obeyed."""
    shown = plain(text)
    assert shown.replace("\\", "") == text
    assert all(shown[i - 1] == "\\" for i, mark in enumerate(shown) if mark in "*:$#![<_")


@pytest.mark.parametrize("table", [PROBLEMS, MISSING, PERMISSIONS, SURROUNDINGS])
def test_every_code_has_a_chinese_sentence(table: dict[str, str]) -> None:
    assert all(
        any("\u4e00" <= character <= "\u9fff" for character in text) for text in table.values() if text != "{error}"
    )


@pytest.mark.parametrize(
    "error",
    [
        *(
            kind()
            for kind in CoreError.__subclasses__()
            if kind.__name__ in ("NotFound", "NotPermitted", "NotSignedIn", "Conflict")
        ),
        InvalidInput(problems=[("percent", "less_than_equal", "", {"le": 100})]),
        RuleViolated(missing=[Missing(code=code, where="x", count=2) for code in MISSING]),
        StaleVersion(now={"version": 2}),
        AlreadyExists(what="unit", fields={"code": "LZZ"}),
        *(Unavailable(reason=reason) for reason in SURROUNDINGS),
    ],
    ids=lambda error: error.code,
)
def test_every_refusal_can_be_said(error: CoreError) -> None:
    assert any("\u4e00" <= character <= "\u9fff" for character in sentence(error))


def test_every_code_that_core_raises_has_its_sentence() -> None:
    import re
    from pathlib import Path

    source = "\n".join(file.read_text("utf-8") for file in Path(__file__).parents[2].joinpath("core").rglob("*.py"))
    assert set(re.findall(r'Missing\(code="(\w+)"', source)) <= set(MISSING)
    assert set(re.findall(r'Unavailable\(reason="(\w+)"', source)) <= set(SURROUNDINGS)
    assert set(re.findall(r'NotPermitted\(reason="(\w+)"', source)) <= set(PERMISSIONS)
    assert set(re.findall(r'problems=\[\("\w+", "(\w+)"', source)) <= set(PROBLEMS)


def test_the_name_of_a_holder_is_not_obeyed_in_the_sentence_on_overdue_findings() -> None:
    holders = (HolderRow(holder="![](http://x)", findings=1, longest_workdays=2, longest_overdue_days=3),)
    late = FindingPage(rows=(SimpleNamespace(overdue_days=3),), total=1)  # type: ignore[arg-type] - only the days are read
    text = overdue.sentence(late, FindingPage(rows=(), total=0), holders, "11月24日")
    assert "![](" not in text
    assert plain("![](http://x)") in text
