"""Similar findings are found while one is typed, each with the tie it may have."""

from datetime import date

import pytest

from core.commands import findings, inspections, master_data
from core.errors import NotFound
from core.queries.similar import MOST, list_similar, list_tags
from core.vocabulary import FindingLink
from tests.county import FEEDBACK, County

TYPED = "惠民惠农补贴发放不按规定公示，涉及3个村"


def test_similar_ones_come_with_unit_likeness_and_the_tie_they_may_have(county: County) -> None:
    own, common = county.add_finding(), county.add_finding("县财政局", text="惠民惠农补贴发放不按规定公示，涉及9个村")
    county.add_finding(text="党委会议事规则不完善，三重一大事项未经集体研究")
    rows = county.see(list_similar, TYPED, county.ids["柳舟镇"])
    assert [row.id for row in rows] == [common, own]
    assert rows[0].likeness == pytest.approx(1.0)
    assert [(row.same_unit, row.same_inspection, row.link) for row in rows] == [
        (False, False, FindingLink.COMMON),
        (True, True, None),
    ]
    later = county.see(list_similar, TYPED, county.ids["柳舟镇"], None, date(2026, 3, 3))
    assert later[1].link is FindingLink.REPEATED


def test_a_unit_inspected_again_is_told_of_its_earlier_findings(county: County) -> None:
    earlier = county.add_finding()
    second = county.do(master_data.CreateRound(code="R2", term_no=15, round_no=2, name="第二轮"))
    wanted = inspections.CreateInspection(
        round_id=second,
        unit_id=county.ids["unit:柳舟镇"],
        team_id=county.ids["第一巡察组"],
        feedback_on=date(2026, 9, 1),
    )
    county.ids["again"] = county.do(wanted)
    (row,) = county.see(list_similar, TYPED, county.ids["again"])
    assert (row.id, row.same_unit, row.round_name, row.link) == (earlier, True, "第一轮", FindingLink.REPEATED)
    number = county.add_finding("again")
    stored = county.see(list_similar, TYPED, county.ids["again"], number)
    assert [(row.id, row.link) for row in stored] == [(earlier, FindingLink.REPEATED)]


def test_what_is_withdrawn_too_short_or_unlike_is_not_shown_and_never_more_than_eight(county: County) -> None:
    gone = county.add_finding()
    wanted = findings.Withdrawal(finding_id=gone, version=1)
    county.do(findings.WithdrawFindings(withdrawals=(wanted,), reason="重复录入"), on=FEEDBACK)
    assert county.see(list_similar, TYPED, county.ids["柳舟镇"]) == ()
    for _ in range(MOST + 1):
        county.add_finding("县财政局")
    assert len(county.see(list_similar, TYPED, county.ids["柳舟镇"])) == MOST
    assert county.see(list_similar, TYPED[:5], county.ids["柳舟镇"]) == ()
    assert county.see(list_similar, "党委会议事规则不完善", county.ids["柳舟镇"]) == ()
    with pytest.raises(NotFound):
        county.see(list_similar, TYPED, 999)


def test_tags_in_use_are_offered_before_those_a_county_usually_has(county: County) -> None:
    county.add_finding(tags=("数字乡村", "生态环保"))
    county.add_finding(tags=("生态环保",))
    offered = county.see(list_tags)
    assert offered[:2] == ("生态环保", "数字乡村")
    assert len(set(offered)) == len(offered)
    assert "乡村振兴" in offered
