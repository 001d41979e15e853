"""Dates, amounts, categories and set words, cell by cell."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from core.intake.ledger.amounts import parse_amount
from core.intake.ledger.categories import parse_category
from core.intake.ledger.dates import DateRead, parse_date
from core.intake.ledger.model import BrokenCell, CellFault
from core.intake.ledger.words import parse_handling, parse_status, parse_unit_kind, parse_yes_no
from core.vocabulary import Handling, UnitKind


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025.3.1", date(2025, 3, 1)),
        ("2025/3/1", date(2025, 3, 1)),
        ("2025-03-01 00:00:00", date(2025, 3, 1)),
        ("２０２５年３月１日", date(2025, 3, 1)),
        ("二〇二五年三月三十一日", date(2025, 3, 31)),
        ("2025年3月", date(2025, 3, 31)),
        ("2025年2月底", date(2025, 2, 28)),
        ("2024年2月29日", date(2024, 2, 29)),
        ("2025年3月中旬", date(2025, 3, 20)),
        ("3月31日前", date(2025, 3, 31)),
        ("3月底前完成", date(2025, 3, 31)),
        ("4.30前", date(2025, 4, 30)),
        ("20250331", date(2025, 3, 31)),
        ("202503", date(2025, 3, 31)),
        ("25年3月", date(2025, 3, 31)),
        ("2024年一季度", date(2024, 3, 31)),
        ("2024年上半年", date(2024, 6, 30)),
        ("2024年底", date(2024, 12, 31)),
        ("年底前", date(2025, 12, 31)),
        ("明年3月底", date(2026, 3, 31)),
        ("2024年1月至3月", date(2024, 3, 31)),
        ("2024.1.1-2024.3.31", date(2024, 3, 31)),
        ("2024.1-2024.3", date(2024, 3, 31)),
        (datetime.fromisoformat("2025-03-01"), date(2025, 3, 1)),
        (20250331, date(2025, 3, 31)),
        (2025.3, date(2025, 3, 31)),
        ("立行立改", None),
        ("已完成", None),
        ("长期坚持", None),
        ("—", None),
        (None, None),
    ],
)
def test_date_is_read_as_meant(written, meant):
    assert parse_date(written, 2025).on == meant


@pytest.mark.parametrize(
    ("written", "part_of_reason"),
    [
        ("2025-02-30", "只有 28 天"),
        ("2024年2月30日", "只有 29 天"),
        ("4月31日", "只有 30 天"),
        ("13月", "12 个月"),
        ("2025.13.1", "12 个月"),
        ("2025年3月0日", "不存在"),
        ("2024717日至830日", "读不成日期"),
        ("尽快", "不是日期"),
        ("反馈后30日内", "读不成日期"),
        (45748, "是数字"),
        (2025.1, "分不清"),
        (datetime.fromisoformat("1900-01-03"), "不合常理"),
        (BrokenCell("#REF!", is_formula=False), "错误值"),
        (BrokenCell("=A1", is_formula=True), "公式"),
    ],
)
def test_impossible_or_unclear_date_is_refused_with_a_reason(written, part_of_reason):
    with pytest.raises(CellFault) as fault:
        parse_date(written, 2025)
    assert part_of_reason in fault.value.reason
    assert fault.value.fix


def test_refused_day_names_the_last_day_there_is():
    with pytest.raises(CellFault) as fault:
        parse_date("2025-02-30", None)
    assert "2025-02-28" in fault.value.fix


def test_words_and_a_day_together_give_both():
    assert parse_date("长期坚持（2025年12月底取得阶段性成效）", None) == DateRead(
        date(2025, 12, 31), Handling.LONG_TERM
    )


@pytest.mark.parametrize(
    ("written", "factor", "yuan"),
    [
        ("32600元", 10000, "32600"),
        ("5万元", 1, "50000"),
        ("9,430.5元", 1, "9430.5"),
        ("９，４３０．５", 1, "9430.5"),
        ("1.2亿元", 1, "120000000"),
        ("3千元", 1, "3000"),
        ("12.6（万元）", 1, "126000"),
        ("3万5000元", 1, "35000"),
        ("3万5千元", 1, "35000"),
        ("人民币3万元整", 1, "30000"),
        ("¥1,200.00", 1, "1200"),
        ("5万元（已退3万元）", 1, "50000"),
        (12.6, 10000, "126000"),
        (7.13, 10000, "71300"),
        (0.07, 10000, "700"),
        (2600, 1, "2600"),
        ("2,600", 1000, "2600000"),
        (0, 1, "0"),
    ],
)
def test_amount_is_read_in_yuan(written, factor, yuan):
    assert parse_amount(written, factor) == Decimal(yuan)


@pytest.mark.parametrize("written", [None, "", "无", "/", "—", "——", "-", "不涉及", " 无 "])
def test_no_amount_is_none(written):
    assert parse_amount(written, 1) is None


@pytest.mark.parametrize(
    "written", ["约46万", "5万余元", "-5万元", -3, "三万元", "3-5万元", "12,34", "2000亿元", True, "万元"]
)
def test_vague_or_impossible_amount_is_refused(written):
    with pytest.raises(CellFault):
        parse_amount(written, 1)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("B5", "B5"),
        ("ｂ５ 财务专项资金", "B5"),
        ("财务专项资金方面", "B5"),
        ("民主集中制、三重一大", "C1"),
        ("A", "A"),
        ("A 决策部署落实方面", "A"),
        ("一、决策部署落实方面", "A"),
        ("聚焦党组织建设方面", "C"),
        ("决策部署落实/理论学习", "A1"),
    ],
)
def test_known_category_is_found(written, code):
    read = parse_category(written)
    assert read is not None
    assert (read.subcategory or read.category).value == code


@pytest.mark.parametrize("written", ["外事工作", "E1", "B10", "B5 理论学习", "B5、B6", "A/B5"])
def test_unknown_category_is_refused_with_near_ones(written):
    with pytest.raises(CellFault) as fault:
        parse_category(written)
    assert "字典" in fault.value.reason


def test_empty_category_means_not_classified():
    assert parse_category(" ") is None


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("已完成", "cleared"),
        ("已销号", "cleared"),
        ("完成整改", "cleared"),
        ("整改到位", "cleared"),
        ("已完成整改，收回资金3万元", "cleared"),
        ("已完成，后续长期坚持", "cleared"),
        ("完成100%", "cleared"),
        ("√", "cleared"),
        ("阶段性完成", "partially_cleared"),
        ("基本完成", "partially_cleared"),
        ("基本整改到位", "partially_cleared"),
        ("已完成80%", "partially_cleared"),
        ("已完成2项，正在整改1项", "partially_cleared"),
        ("长期坚持", "long_term"),
        ("持续推进", "long_term"),
        ("长期坚持，已完成年度任务", "long_term"),
        ("正在整改", "in_progress"),
        ("推进中", "in_progress"),
        ("未完成", "in_progress"),
        ("未完成整改", "in_progress"),
        ("尚未整改到位", "in_progress"),
        ("整改不到位", "in_progress"),
        ("预计6月底完成", "in_progress"),
        ("未销号", "in_progress"),
        ("未启动", "not_started"),
        ("尚未开始", "not_started"),
        ("待销号", "applied"),
        ("已制定方案", None),
    ],
)
def test_status_words_never_clear_what_is_not_done(written, status):
    assert parse_status(written) == status


def test_handling_outside_the_dictionary_is_refused():
    assert parse_handling("立行立改") is Handling.IMMEDIATE
    assert parse_handling("即知即改（立行立改）") is Handling.IMMEDIATE
    with pytest.raises(CellFault):
        parse_handling("择期整改")


def test_units_and_yes_no_are_read_from_their_usual_words():
    assert parse_unit_kind("乡镇(街道)") is UnitKind.TOWNSHIP
    assert parse_unit_kind("县属国企") is UnitKind.STATE_FIRM
    assert [parse_yes_no(word) for word in ("是", "不公开", "某处")] == [True, False, None]
