"""Findings are tied to earlier ones of the same unit and to those of others, by hand or while they are entered."""

from datetime import date

import pytest

from core.commands import findings, inspections, master_data, ties
from core.commands.ties import NewTie, TieFindings, UntieFindings
from core.errors import AlreadyExists, InvalidInput, NotFound, RuleViolated, StaleVersion
from core.queries.finding import get_finding
from core.vocabulary import Commonality, FindingLink, Severity
from tests.county import County

AGAIN = date(2026, 9, 1)


@pytest.fixture
def earlier(county: County) -> int:
    """A finding of the first round; a second round of the same unit is fed back half a year later."""
    county.ids["R2"] = county.do(master_data.CreateRound(code="R2", term_no=15, round_no=2, name="第二轮"))
    second = inspections.CreateInspection(
        round_id=county.ids["R2"],
        unit_id=county.ids["unit:柳舟镇"],
        team_id=county.ids["第一巡察组"],
        feedback_on=AGAIN,
    )
    county.ids["again"] = county.do(second)
    return county.add_finding()


def tie(county: County, number: int, earlier: int, link: FindingLink) -> None:
    county.do(TieFindings(finding_id=number, version=county.version(number), earlier_id=earlier, link=link))


def told(county: County, number: int, caller: str = "office") -> list[tuple[str, FindingLink, bool]]:
    rows = county.see(get_finding, number, caller=caller).ties
    return [(row.code, row.link, row.is_earlier) for row in rows]


def test_a_repeated_finding_shows_at_both_ends_until_it_is_untied(county: County, earlier: int) -> None:
    number = county.add_finding("again")
    tie(county, number, earlier, FindingLink.REPEATED)
    assert told(county, number) == [("R1-柳舟镇-01", FindingLink.REPEATED, True)]
    assert told(county, earlier) == [("R2-柳舟镇-01", FindingLink.REPEATED, False)]
    assert county.see(get_finding, number).commonality is Commonality.INDIVIDUAL
    county.do(UntieFindings(finding_id=number, version=county.version(number), earlier_id=earlier))
    assert told(county, number) == told(county, earlier) == []
    with pytest.raises(NotFound):
        county.do(UntieFindings(finding_id=number, version=county.version(number), earlier_id=earlier))


def test_a_finding_tied_to_another_units_is_common_and_each_unit_sees_its_own_only(
    county: County, earlier: int
) -> None:
    number = county.add_finding("县财政局")
    tie(county, number, earlier, FindingLink.COMMON)
    assert county.see(get_finding, number).commonality is Commonality.COMMON
    assert told(county, number) == [("R1-柳舟镇-01", FindingLink.COMMON, True)]
    assert told(county, number, "caizheng") == []
    assert told(county, earlier, "liuzhou") == []


@pytest.mark.parametrize(
    ("place", "link", "code"),
    [
        ("柳舟镇", FindingLink.REPEATED, "tie_not_earlier"),
        ("县财政局", FindingLink.REPEATED, "tie_other_unit"),
        ("again", FindingLink.COMMON, "tie_same_unit"),
    ],
)
def test_a_tie_that_does_not_fit_is_refused(
    county: County, earlier: int, place: str, link: FindingLink, code: str
) -> None:
    number = county.add_finding(place)
    with pytest.raises(RuleViolated) as refusal:
        tie(county, number, earlier, link)
    assert [one.code for one in refusal.value.details["missing"]] == [code]  # type: ignore[attr-defined]


def test_two_findings_are_tied_once_and_none_to_itself_or_to_a_withdrawn_one(county: County, earlier: int) -> None:
    number, other = county.add_finding("县财政局"), county.add_finding("县财政局", text="另一个问题")
    tie(county, number, earlier, FindingLink.COMMON)
    with pytest.raises(AlreadyExists):
        tie(county, earlier, number, FindingLink.COMMON)
    with pytest.raises(NotFound):
        tie(county, other, other, FindingLink.COMMON)
    gone = findings.Withdrawal(finding_id=earlier, version=county.version(earlier))
    county.do(findings.WithdrawFindings(withdrawals=(gone,), reason="重复录入"))
    with pytest.raises(NotFound):
        tie(county, other, earlier, FindingLink.COMMON)
    with pytest.raises(StaleVersion):
        county.do(TieFindings(finding_id=other, version=99, earlier_id=number, link=FindingLink.COMMON))


def test_a_finding_is_entered_whole_with_the_ties_marked_while_it_was_typed(county: County, earlier: int) -> None:
    sorted_as = {
        "cause": "制度未落实",
        "nature": "失察",
        "note": "移交纪检",
        "tags": ("惠民资金", "乡村振兴"),
        "severity": Severity.GRAVE,
        "lead_department_id": county.ids["县民政部门"],
        "is_publishable": False,
    }
    draft = findings.Draft(text="惠民补贴仍未公示", **sorted_as)
    marked = NewTie(earlier_id=earlier, link=FindingLink.REPEATED)
    number = county.do(findings.AddFinding(inspection_id=county.ids["again"], draft=draft, ties=(marked,)))
    detail = county.see(get_finding, number)
    assert {name: getattr(detail, name) for name in sorted_as} == sorted_as
    assert told(county, number) == [("R1-柳舟镇-01", FindingLink.REPEATED, True)]


def test_a_finding_whose_mark_does_not_fit_is_not_entered_at_all(county: County, earlier: int) -> None:
    marked = NewTie(earlier_id=earlier, link=FindingLink.COMMON)
    wanted = findings.AddFinding(
        inspection_id=county.ids["again"], draft=findings.Draft(text="惠民补贴仍未公示"), ties=(marked,)
    )
    with pytest.raises(RuleViolated):
        county.do(wanted)
    assert county.see(get_finding, earlier).ties == ()
    with pytest.raises(NotFound):
        county.see(get_finding, earlier + 1)


def test_a_correction_replaces_tags_and_what_was_said_and_asks_for_a_department(county: County, earlier: int) -> None:
    wanted = {"text": "更正后的原文", "nature": "违规", "note": "见附件", "tags": ("生态环保",)}
    for tags in (("惠民资金", "乡村振兴"), ("生态环保",)):
        correction = findings.CorrectFinding(
            finding_id=earlier, version=county.version(earlier), **wanted | {"tags": tags}
        )
        county.do(correction)
    detail = county.see(get_finding, earlier)
    assert (detail.row.text, detail.nature, detail.note, detail.tags) == tuple(wanted.values())
    team = findings.CorrectFinding(
        finding_id=earlier, version=county.version(earlier), lead_department_id=county.ids["第一巡察组"]
    )
    with pytest.raises(InvalidInput):
        county.do(team)


@pytest.mark.parametrize("tags", [("两个 词",), ("甲、乙",), ("",), ("长" * 21,), tuple(map(str, range(11)))])
def test_a_tag_is_one_short_word(tags: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput):
        findings.Draft(text="一个问题", tags=tags)
    assert ties.NewTie(earlier_id=1, link="repeated").link is FindingLink.REPEATED


def test_confirming_a_draft_keeps_how_it_was_sorted_unless_the_form_says_otherwise(county: County) -> None:
    drafts = (findings.Draft(text="账目不清", severity=Severity.SERIOUS, tags=("惠民资金",)),)
    wanted = findings.SaveDrafts(
        inspection_id=county.ids["柳舟镇"], document_title="意见", document_text="原文", drafts=drafts
    )
    (number,) = county.do(wanted)
    again = findings.Draft(text="账目不清", nature="违规")
    county.do(
        findings.ConfirmFindings(confirmations=(findings.Confirmation(finding_id=number, version=1, draft=again),))
    )
    detail = county.see(get_finding, number)
    assert (detail.severity, detail.nature, detail.tags) == (Severity.SERIOUS, "违规", ("惠民资金",))
