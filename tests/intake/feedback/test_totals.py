"""What counts as the total a text states about itself."""

import pytest

from core.intake.feedback.model import StatedTotals
from core.intake.feedback.normalise import read_source
from core.intake.feedback.totals import read_totals


@pytest.mark.parametrize(
    ("sentence", "aspects", "findings"),
    [
        ("巡察反馈的3个方面12个问题，已完成10个。", 3, 12),
        ("主要存在三个方面十二个问题。", 3, 12),
        ("反馈了12类39个具体问题。", 12, 39),
        ("共反馈问题14个。", None, 14),
        ("巡察发现4个主要问题：", None, 4),
        ("反馈3个方面、4个类别、15个问题。", 3, 15),
        ("指出4个方面的问题。", 4, None),
        ("反馈了四个方面共计二十一项具体问题。", 4, 21),
        ("反馈问题共计9条。", None, 9),
        ("反馈的8个问题，细化为26个具体问题。", None, 8),
        ("先召开会议，梳理3个问题。随后，巡察组反馈了5个问题。", None, 5),
        ("甲党委存在5个问题：略。乙党委存在4个问题：略。", None, 9),
        ("共反馈问题9个。甲党委存在5个问题：略。乙党委存在4个问题：略。", None, 9),
    ],
)
def test_stated_total_is_read(sentence, aspects, findings):
    assert read_totals(read_source(sentence), []) == StatedTotals(aspects, findings)


@pytest.mark.parametrize(
    "sentence",
    [
        "对上轮巡察反馈的12个问题整改不彻底。",
        "上一轮巡察指出3个方面8个问题。",
        "审计发现问题6个。",
        "已完成整改10个问题。",
        "移交问题线索3件。",
        "自查发现问题23个。",
        "票据不规范等问题13条，均已纠正。",
        "召开会议9次，解决难题3个。",
        "2024年8月反馈意见。",
    ],
)
def test_other_counts_are_no_total(sentence):
    assert read_totals(read_source(sentence), []) == StatedTotals(None, None)


def test_count_inside_a_finding_is_no_total():
    text = "巡察反馈了2个问题：一是巡察发现的7个问题未整改；二是略。"

    assert read_totals(read_source(text), [(11, 24)]).findings == 2
