"""Ledgers of other shapes: other headers, orders, merges, sections, notes."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from core.errors import UnreadableFile
from core.intake.ledger.model import Match
from core.vocabulary import Handling, Status, UnitKind
from tests.intake.ledger.sheets import check_bytes, check_rows, field_of, rejected, texts, workbook_bytes

PLAIN = ["序号", "存在问题", "整改措施", "完成时限", "完成情况"]


def test_headers_may_stand_in_another_order_under_other_names():
    check = check_rows(
        [
            ["青石镇党委巡察反馈问题整改清单"],
            [],
            [
                "备注",
                "目前进展",
                "整改到位时限",
                "具体责任人",
                "分管负责人",
                "问题金额\n（千元）",
                "具体整改措施",
                "反馈的主要问题",
                "所属方面",
                "顺序号",
            ],
            [
                None,
                "已销号",
                "2024年12月底",
                "会计",
                "副镇长",
                "1,2０0.5",
                "1.收回\n2.通报",
                "村级报账长期滞后",
                "财务专项资金方面",
                1,
            ],
        ],
        ["A1:J1"],
    )

    row = check.rows[0]
    assert (row.text, row.category, row.subcategory, row.amount_yuan) == (
        "村级报账长期滞后",
        "B",
        "B5",
        Decimal("1200500.00"),
    )
    assert (row.due_on, row.status, row.measures) == (date(2024, 12, 31), Status.CLEARED, ("收回", "通报"))
    assert (row.owner_leader, row.handler) == ("副镇长", "会计")
    assert check.unit_hint == "青石镇党委"


def test_two_row_header_with_vertical_merges():
    check = check_rows(
        [
            ["序号", "单位", "问题情况", None, "整改", None, "责任", None],
            [None, None, "描述", "分类", "措施", "时限", "领导", "科室"],
            [1, "县水务局", "河长巡河记录补填", "A3", "建立抽查", "2025.6.30", "副局长", "河湖科"],
        ],
        ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:H1"],
    )

    row = check.rows[0]
    assert (row.row, row.text, row.subcategory, row.unit) == (3, "河长巡河记录补填", "A3", "县水务局")
    assert (row.measures, row.due_on, row.owner_leader, row.lead_department) == (
        ("建立抽查",),
        date(2025, 6, 30),
        "副局长",
        "河湖科",
    )


def test_two_row_header_without_merges():
    check = check_rows(
        [
            ["序号", "存在问题", "整改措施", "进展", None],
            [None, None, None, "整改时限", "销号情况"],
            [1, "印章管理混乱", "登记", "2025.3.1", "已销号"],
        ]
    )

    assert (check.rows[0].due_on, check.totals.cleared) == (date(2025, 3, 1), 1)


def test_overall_unit_of_money_above_the_table_counts():
    check = check_rows(
        [
            ["某表", None, "单位：万元"],
            ["问题描述", "涉及资金", "整改措施"],
            ["超标准接待", 1.25, "清退"],
            ["违规发放津贴", "800元", "清退"],
        ]
    )

    assert [row.amount_yuan for row in check.rows] == [Decimal("12500.00"), Decimal("800.00")]


def test_section_rows_nest_and_unknown_ones_carry_nothing():
    check = check_rows(
        [
            PLAIN,
            ["一、党组织建设方面"],
            [1, "甲", "a", "2025.1.2", "已完成"],
            ["（一）选人用人方面"],
            [2, "乙", "b", "2025.1.2", "已完成"],
            ["（二）其他情况"],
            [3, "丙", "c", "2025.1.2", "已完成"],
            ["二、外事工作方面"],
            [4, "丁", "d", "2025.1.2", "已完成"],
        ],
        ["A2:E2", "A4:E4", "A6:E6", "A8:E8"],
    )

    assert [(row.category, row.subcategory) for row in check.rows] == [
        ("C", None),
        ("C", "C3"),
        ("C", None),
        (None, None),
    ]
    assert len(check.notes) == 2


def test_section_whose_number_and_name_stand_in_two_cells():
    check = check_rows([PLAIN, ["一", "决策部署落实方面（1个）"], [1, "甲", "a", "2025.1.2", "未启动"]])

    assert [(row.text, row.category) for row in check.rows] == [("甲", "A")]


def test_section_rows_may_name_units():
    check = check_rows(
        [PLAIN, ["一、县林业局"], [1, "甲", "a", "2025.1.2", ""], ["二、白云街道"], [1, "甲", "b", "2025.1.2", ""]],
        ["A2:E2", "A4:E4"],
    )

    assert [row.unit for row in check.rows] == ["县林业局", "白云街道"]


def test_own_category_wins_over_the_section():
    header = ["序号", "问题分类", *PLAIN[1:]]
    check = check_rows(
        [header, ["一、党组织建设方面"], [1, "B4", "甲", "a", "2025.1.2", ""], [2, None, "乙", "b", "2025.1.2", ""]],
        ["A2:F2"],
    )

    assert [row.subcategory or row.category for row in check.rows] == ["B4", "C"]


def test_rows_that_are_no_findings_are_left_out():
    check = check_rows(
        [
            PLAIN,
            [1, "甲", "a", "2025.1.2", "已完成"],
            PLAIN,
            [2, "乙", "b", "2025.1.2", "已完成"],
            ["小 计", 2],
            [],
            ["合计：2项"],
            ["填表人：经办员", None, "联系电话：", None, None],
            ["单位负责人（签字）：", None, None, None, None],
            ["注：1.本表一式两份。"],
            ["2.逐月报送。"],
        ]
    )

    assert texts(check) == ["甲", "乙"]
    assert check.rejected == ()


def test_unmerged_further_measures_belong_to_the_finding_above():
    check = check_rows(
        [
            PLAIN,
            [1, "甲", "第一条", "2025.1.2", "正在整改"],
            [None, None, "第二条", "2025.3.2", None],
            [2, None, "无文字", "2025.1.2", None],
        ]
    )

    assert check.rows[0].measures == ("第一条", "第二条")
    assert check.rows[0].due_on == date(2025, 3, 2)
    assert rejected(check) == [(4, "存在问题", "B")]


def test_finding_with_several_measures_is_cleared_only_when_all_are():
    check = check_rows(
        [PLAIN, [1, "甲", "a", "2025.1.2", "已完成"], [None, None, "b", "2025.1.2", "正在整改"]], ["A2:A3", "B2:B3"]
    )

    assert check.rows[0].status is Status.IN_PROGRESS


def test_fault_in_a_lower_measure_row_rejects_the_finding_at_its_first_row():
    check = check_rows(
        [PLAIN, [1, "甲", "a", "2025.1.2", None], [None, None, "b", "2025.2.30", None]], ["A2:A3", "B2:B3"]
    )

    assert rejected(check) == [(2, "完成时限", "D")]
    assert "第 3 行" in check.rejected[0].reason


def test_merged_values_reach_every_row_in_every_column():
    header = ["单位名称", "单位类别", "问题", "整改类别", "责任领导", "完成时限"]
    check = check_rows(
        [
            header,
            ["县粮库", "国有企业", "甲", "限期整改", "主任", "2025.5.1"],
            [None] * 2 + ["乙"],
            [None] * 2 + ["丙"],
        ],
        ["A2:A4", "B2:B4", "D2:D4", "E2:E4", "F2:F4"],
    )

    assert {(row.unit, row.unit_kind, row.handling, row.owner_leader, row.due_on) for row in check.rows} == {
        ("县粮库", UnitKind.STATE_FIRM, Handling.TIME_LIMITED, "主任", date(2025, 5, 1))
    }


def test_unit_left_empty_below_is_that_of_the_row_above_and_said():
    check = check_rows([["单位", "问题", "措施"], ["县档案馆", "甲", "a"], [None, "乙", "b"]])

    assert [row.unit for row in check.rows] == ["县档案馆", "县档案馆"]
    assert check.notes == ("单位一格为空，按上一行的单位读入：第 3 行。",)


def test_duplicates_are_told_per_unit_and_ignore_outer_space():
    rows = [
        ["单位", "问题", "措施"],
        ["甲镇", "同一问题", "a"],
        ["乙镇", "同一问题", "a"],
        ["甲镇", "　同一问题 ", "b"],
    ]
    check = check_rows(rows)

    assert [(one.row, one.first_row) for one in check.duplicates] == [(4, 2)]
    assert (len(check.rows), check.rows_total) == (2, 3)


def test_first_faulty_cell_decides_and_the_others_are_told_too():
    header = ["序号", "问题分类", "问题", "整改类别", "时限", "金额"]
    check = check_rows([header, [1, "外事", "甲", "择期整改", "2025.13.1", "约46万"]])

    assert rejected(check) == [(2, "问题分类", "B")]
    assert [(one.letter) for one in check.rejected[0].also] == ["D", "E", "F"]
    assert "460000元" in check.rejected[0].also[-1].fix


def test_repeated_department_header_is_inside_the_one_unit_of_the_title():
    inside = check_rows([["县司法局巡察整改台账"], ["问题", "措施", "责任单位"], ["甲", "a", "办公室"]])
    across = check_rows([["县委第三轮巡察整改台账"], ["问题", "措施", "责任单位"], ["甲", "a", "县司法局"]])

    assert field_of(inside, "责任单位") == "lead_department"
    assert field_of(across, "责任单位") == "unit"


def test_header_of_two_meanings_is_settled_by_what_stands_below():
    by_handling = check_rows([["问题", "措施", "类别"], ["甲", "a", "立行立改"], ["乙", "b", "限期整改"]])
    by_category = check_rows([["问题", "措施", "类别"], ["甲", "a", "B5"], ["乙", "b", "选人用人"]])

    assert field_of(by_handling, "类别") == "handling"
    assert field_of(by_category, "类别") == "category"


def test_headers_can_be_settled_by_hand():
    rows = [["毛病", "办法", "整改措施", "何时"], ["甲", "a", "b", "2025.3.1"]]
    with pytest.raises(UnreadableFile) as refused:
        check_rows(rows)
    check = check_rows(rows, overrides={"毛病": "text", "何时": "due", "整改措施": "ignore", "办法": "measure"})

    assert refused.value.details["reason"] == "no_header"
    assert "毛病、办法" in str(refused.value.details["seen"])
    assert (check.rows[0].due_on, check.rows[0].measures) == (date(2025, 3, 1), ("a",))
    assert [column.how for column in check.columns] == [Match.GIVEN, Match.GIVEN, Match.IGNORED, Match.GIVEN]


def test_year_comes_from_other_deadlines_then_title_then_hint():
    row = [1, "甲", "a", "3月底", ""]
    assert check_rows([PLAIN, row, [2, "乙", "b", "2024.5.1", ""]]).rows[0].due_on == date(2024, 3, 31)
    assert check_rows([["2023年整改台账"], PLAIN, row]).rows[0].due_on == date(2023, 3, 31)
    assert check_rows([PLAIN, row], year_hint=2022).rows[0].due_on == date(2022, 3, 31)
    assert "没有年份" in check_rows([PLAIN, row]).rejected[0].reason


def test_ditto_marks_mean_the_value_above():
    check = check_rows(
        [["单位", "问题", "措施", "时限"], ["县医保局", "甲", "a", "2025.4.1"], ["同上", "乙", "b", "同上"]]
    )

    assert [(row.unit, row.due_on) for row in check.rows] == [("县医保局", date(2025, 4, 1))] * 2


def test_status_is_taken_from_the_progress_text_when_there_is_no_status_column():
    check = check_rows(
        [
            ["问题", "措施", "整改进展"],
            ["甲", "a", "已完成整改，收回资金3万元"],
            ["乙", "b", "尚未整改到位"],
            ["丙", "c", "召开会议研究"],
        ]
    )

    assert [row.status for row in check.rows] == [Status.CLEARED, Status.IN_PROGRESS, None]


def test_unknown_status_word_is_no_clearance_and_is_said():
    check = check_rows([PLAIN, [1, "甲", "a", "2025.1.2", "已阅"]])

    assert (check.rows[0].status, check.totals.cleared) == (None, 0)
    assert "已阅" in check.notes[0]


def test_handling_comes_from_the_deadline_words_without_its_own_column():
    check = check_rows(
        [
            PLAIN,
            [1, "甲", "a", "立行立改", ""],
            [2, "乙", "b", "长期坚持", ""],
            [3, "丙", "c", datetime.fromisoformat("2025-03-01"), ""],
        ]
    )

    assert [row.handling for row in check.rows] == [Handling.IMMEDIATE, Handling.LONG_TERM, None]


def test_formulas_without_result_stay_text_in_text_columns_and_are_refused_as_amounts():
    from openpyxl import Workbook

    from tests.intake.ledger.sheets import saved

    workbook = Workbook()
    sheet = workbook.active
    for row in (
        ["问题", "措施", "金额", "备注"],
        ["=甲+乙未分账", "a", None, '=HYPERLINK("http://x","y")'],
        ["丙", "b", "=SUM(1,2)", None],
    ):
        sheet.append(row)
    check = check_bytes(saved(workbook))

    assert (check.rows[0].text, check.rows[0].remark) == ("=甲+乙未分账", '=HYPERLINK("http://x","y")')
    assert rejected(check) == [(3, "金额", "C")]
    assert "选择性粘贴" in check.rejected[0].fix


def test_error_values_are_refused_where_they_matter():
    from openpyxl import Workbook

    from tests.intake.ledger.sheets import saved

    workbook = Workbook()
    workbook.active.append(["问题", "措施", "时限"])
    workbook.active.append(["#REF!", "a", "2025.1.2"])
    workbook.active.append(["甲", "b", "#VALUE!"])
    check = check_bytes(saved(workbook))

    assert rejected(check) == [(2, "问题", "A"), (3, "时限", "C")]


def test_dates_of_1900_are_no_deadlines():
    data = workbook_bytes([PLAIN, [1, "甲", "a", 3, ""]], formats={"D2": "yyyy/m/d"})

    assert rejected(check_bytes(data)) == [(2, "完成时限", "D")]


def test_numbered_but_empty_rows_of_a_form_are_said_and_left_out():
    check = check_rows([PLAIN, [1, "甲", "a", "2025.1.2", ""], [2], [3]])

    assert (check.rows_total, len(check.notes)) == (1, 2)


def test_ledger_may_start_away_from_the_corner():
    rows = [[None] * 6, [None, None, "问题", "措施", "时限", "状态"], [None, None, "甲", "a", "2025.1.2", "已销号"]]

    assert (check_rows(rows).totals.cleared, check_rows(rows).columns[0].letter) == (1, "C")


def test_number_is_kept_only_when_it_is_more_than_a_serial():
    check = check_rows([["问题编号", "问题", "措施"], ["2-03-015", "甲", "a"], [2, "乙", "b"]])

    assert [row.number for row in check.rows] == ["2-03-015", None]


def test_title_repeated_at_a_page_break_changes_nothing():
    rows = [
        ["某某台账"],
        PLAIN,
        ["一、党组织建设方面"],
        [1, "甲", "a", "2025.1.2", ""],
        ["某某台账"],
        ["（续表）"],
        [2, "乙", "b", "2025.1.2", ""],
    ]
    check = check_rows(rows, ["A1:E1", "A3:E3", "A5:E5", "A6:E6"])

    assert [(row.text, row.category) for row in check.rows] == [("甲", "C"), ("乙", "C")]


def test_column_with_content_but_without_a_name_is_said():
    check = check_rows([["问题", "措施"], ["甲", "a", "没有列名的话"]])

    assert check.notes == ("C 列有内容但没有列名，没有读入。",)


def test_signatures_without_a_colon_are_no_findings():
    check = check_rows([["问题", "措施"], ["甲", "a"], ["填报人", "审核人"]])

    assert texts(check) == ["甲"]


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (["临湖区文化馆总支巡察整改清单"], "临湖区文化馆总支"),
        (["白石县交通投资公司", "巡察反馈问题整改情况统计表"], "白石县交通投资公司"),
        (["中共清溪县水利局党组关于县委第二巡察组反馈意见整改落实情况台账"], "中共清溪县水利局党组"),
        (["双河镇党委落实县委第三轮巡察反馈意见整改台账"], "双河镇党委"),
        (["县委第二轮巡察县教育局党组反馈问题整改台账"], "县教育局党组"),
        (["巡察整改台账", "填报单位：县林业局    填报日期：2025年3月"], "县林业局"),
        (["高新区管委会2025年整改台账"], "高新区管委会"),
        (["清溪县委第二轮巡察整改问题台账"], None),
        (["清溪县委巡察办整改台账"], None),
        (["整改台账", "单位：万元"], None),
    ],
)
def test_unit_is_found_in_the_lines_above_the_table(lines, unit):
    assert check_rows([*([line] for line in lines), PLAIN, [1, "甲", "a", "", ""]]).unit_hint == unit
