"""Words are found in a finding and in its ledgers, brackets of any width, every word somewhere (docs/rules.md §4.7)."""

import pytest

from core.commands.rectification import RecordOutcome
from core.commands.rectification_plan import FindingPlan, PlannedTask, RecordPlan
from core.queries.criteria import FindingCriteria
from core.queries.findings import Window, count_findings, list_findings
from tests.county import County


@pytest.fixture
def found(county: County) -> County:
    """Two findings, the first with a plan and an outcome."""
    first = county.add_finding(text="执行（三重一大）制度不严，存在“一言堂”现象", title="议事规则")
    county.add_finding("县财政局", text="100%覆盖的a_b指标未完成(抽查)", title="指标")
    county.ids["first"] = first
    task = PlannedTask(goal="完善议事清单", measures=("修订【会议】制度",))
    plan = FindingPlan(finding_id=first, version=county.version(first), tasks=(task,), lead_office="办公室")
    county.do(RecordPlan(plans=(plan,)))
    told = {"summary": "补记会议纪要十二份", "disposal": "对责任人谈话提醒"}
    county.do(RecordOutcome(finding_id=first, version=county.version(first), **told))
    return county


def test_every_word_is_found_wherever_it_stands_and_marks_of_any_width_are_the_same(found: County) -> None:
    both, first, second, none = {"议事规则", "指标"}, {"议事规则"}, {"指标"}, set[str]()
    for text, titles in {
        "（三重一大）": first,
        "(三重一大)": first,
        "( 三重一大": first,
        '"一言堂"': first,
        "“一言堂”": first,
        "严，存在": first,
        "严,存在": first,
        "（抽查）": second,
        "清单": first,
        "[会议]": first,
        "纪要": first,
        "谈话提醒": first,
        "柳舟　一言堂 纪要": first,
        "柳舟 100%": none,
        "100%": second,
        "100％": second,
        "1%覆": none,
        "A_B": second,
        "a_指": none,
        "党组织": both,
        "  ": both,
        "'": none,
        "\\": none,
    }.items():
        criteria = FindingCriteria(text=text)
        assert {row.title for row in found.see(list_findings, criteria, Window()).rows} == titles, text
        assert found.see(count_findings, criteria).total == len(titles), text


def test_nobody_finds_a_word_of_a_ledger_out_of_reach(found: County) -> None:
    for username, total in {"liuzhou": 1, "caizheng": 0, "team1": 1, "team2": 0, "leader": 1}.items():
        assert found.see(count_findings, FindingCriteria(text="纪要"), caller=username).total == total, username
