"""Each row of a checked ledger is accepted, rejected, double, or stored already."""

from decimal import Decimal

import pytest

from core.commands.import_preview import ImportPreview, Units, preview_import, unit_code, unit_names
from core.commands.intake import ImportLedger, NewUnit
from core.intake.ledger.model import LedgerCheck
from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingRow, Window, list_findings
from core.queries.intake import list_known_texts, match_units
from core.vocabulary import Status, UnitKind
from tests.county import TODAY, County
from tests.intake.ledger.sheets import check_rows

HEADER = ("单位名称", "存在问题", "涉及金额", "完成情况", "销号日期")
LIUZHOU = {"柳舟镇": 1, "柳舟镇党组织": 1}


def ledger(*rows: tuple[object, ...], header: tuple[str, ...] = HEADER) -> LedgerCheck:
    return check_rows([header, *rows])


def preview(check: LedgerCheck, stored: frozenset[tuple[int, str]] = frozenset(), **units: object) -> ImportPreview:
    return preview_import(check, Units(**{"known": LIUZHOU, **units}), stored, TODAY)


def test_row_of_a_known_unit_is_accepted_with_its_figures():
    found = preview(
        ledger(("柳舟镇", "台账不全", "4.6万元", "已完成", None), ("柳舟镇", "公示不及时", None, "正在整改", None))
    )

    assert [entry.unit for entry in found.entries] == [1, 1]
    assert (found.totals.cleared, found.totals.amount_yuan) == (1, Decimal(46000))
    assert (found.rows_total, found.duplicates, found.unknown_units) == (2, 0, ())


def test_stored_text_is_a_duplicate_whatever_white_space_stands_around_it():
    check = ledger(("柳舟镇", "台账不全", None, None, None))

    assert preview(check, frozenset({(1, "　台账不全 ")})).duplicates == 1
    assert preview(check, frozenset({(2, "台账不全")})).duplicates == 0
    assert preview(check, frozenset({(1, "台账 不全")})).duplicates == 0


def test_two_names_of_one_unit_do_not_bring_a_finding_twice():
    found = preview(ledger(("柳舟镇", "台账不全", None, None, None), ("柳舟镇党组织", "台账不全", None, None, None)))

    assert len(found.entries) == 1
    assert [(one.row, one.first_row) for one in found.doubles] == [(3, 2)]


def test_unknown_unit_counts_as_accepted_and_is_named_with_similar_ones():
    found = preview(
        ledger(("柳州镇", "台账不全", None, None, None), ("青石公司", "台账不全", None, None, None)),
        similar={"柳州镇": ("柳舟镇",)},
    )

    assert len(found.entries) == 2
    assert [(one.name, one.rows, one.similar) for one in found.unknown_units] == [
        ("柳州镇", 1, ("柳舟镇",)),
        ("青石公司", 1, ()),
    ]
    assert [one.kind for one in found.unknown_units] == [UnitKind.TOWNSHIP, UnitKind.STATE_FIRM]


def test_unit_left_out_becomes_a_row_to_mend():
    found = preview(
        ledger(("柳州镇", "台账不全", None, None, None)), similar={"柳州镇": ("柳舟镇",)}, decided={"柳州镇": None}
    )

    wrong = found.rejected[0]
    assert (wrong.row, wrong.column, wrong.letter, wrong.value) == (2, "单位名称", "A", "柳州镇")
    assert wrong.fix == "改为系统里的单位名称（相近的是 柳舟镇）"
    assert not found.unknown_units


def test_decided_unit_takes_the_rows():
    found = preview(ledger(("柳州镇", "台账不全", None, None, None)), decided={"柳州镇": 1})

    assert found.entries[0].unit == 1
    assert not found.unknown_units


def test_row_without_any_unit_is_rejected_for_a_round_and_taken_by_an_inspection():
    check = ledger(("台账不全", "已完成"), header=("存在问题", "完成情况"))

    assert preview(check).rejected[0].reason == "没有写单位，标题里也没有"
    assert preview(check, only=(1, "柳舟镇")).entries[0].unit == 1


def test_inspection_refuses_rows_of_another_unit():
    check = ledger(("柳舟镇", "台账不全", None, None, None), ("县财政局", "公示不及时", None, None, None))
    found = preview(check, known={"柳舟镇": 1, "县财政局": 2}, only=(1, "柳舟镇"))

    assert [entry.row for entry in found.entries] == [2]
    assert found.rejected[0].reason == "所选的巡察是“柳舟镇”，这一行是另一个单位"


def test_title_of_another_unit_raises_a_doubt_about_the_chosen_inspection():
    check = check_rows([("县财政局党组巡察整改台账",), ("存在问题", "完成情况"), ("台账不全", "已完成")])
    known = {"县财政局党组": 2}

    assert unit_names(check) == ("县财政局党组",)
    assert "所选的巡察是“柳舟镇”" in preview(check, known=known, only=(1, "柳舟镇")).doubt
    assert preview(check, known=known, only=(2, "县财政局")).doubt == ""
    assert preview(check, known=known).entries[0].unit == 2


def test_waiting_for_clearance_and_days_to_come_are_said():
    found = preview(
        ledger(
            ("柳舟镇", "台账不全", None, "待销号", None),
            ("柳舟镇", "公示不及时", None, "已销号", "2026-11-24"),
            ("柳舟镇", "会议未开", None, "已销号", "2026-11-25"),
        )
    )

    assert "写“待销号”的按整改中入库，销号请在系统里申请：第 2 行。" in found.notes
    assert "销号日期晚于今天的按今天销号：第 4 行。" in found.notes
    assert found.totals.cleared == 2


def test_columns_that_are_not_taken_over_are_named():
    found = preview(ledger(("柳舟镇", "台账不全", "副县长"), header=("单位名称", "存在问题", "县领导")))

    assert "这些列只核对，不入库：县领导。" in found.notes


@pytest.mark.parametrize(
    ("name", "code"),
    [("县 水利/局", "县水利局"), ("长" * 40, "长" * 32), ("县水利局党组", "县水利局"), ("党组", "党组")],
)
def test_unit_code_is_the_name_without_marks_that_break_numbers(name: str, code: str):
    assert unit_code(name) == code


def test_ledger_imported_by_a_preview_is_wholly_stored_the_second_time(county: County):
    check = ledger(
        ("柳舟镇", "台账不全", "4.6万元", "已完成", "2026-05-08"), ("县水利局", "公示不及时", None, "待销号", None)
    )
    known = {"柳舟镇": county.ids["unit:柳舟镇"]}
    first = preview(check, known=known, decided={"县水利局": "县水利局"})
    done = county.do(
        ImportLedger(
            file_name="台账.xlsx",
            sha256="0" * 64,
            round_id=county.ids["R1"],
            entries=first.entries,
            new_units=(NewUnit(code="县水利局", name="县水利局"),),
        )
    )
    units = {row.name: row.unit_id for row in county.see(match_units, unit_names(check)) if row.unit_id}
    again = preview(check, county.see(list_known_texts, county.ids["R1"], None), known=units)

    assert (done.accepted, again.duplicates, again.entries) == (2, 2, ())
    states = {row.unit_name: row.status for row in _stored(county)}
    assert states == {"柳舟镇": Status.CLEARED, "县水利局": Status.IN_PROGRESS}


def _stored(county: County) -> tuple[FindingRow, ...]:
    return county.see(list_findings, FindingCriteria(), Window()).rows
