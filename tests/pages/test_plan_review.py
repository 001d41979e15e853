"""A plan handed in, commented on and decided on the page of joint reviews."""

from collections.abc import Callable
from datetime import timedelta

from streamlit.testing.v1 import AppTest

from core.commands.rectification_plan import FindingPlan, PlannedTask, RecordPlan
from core.queries.plan_review import PlanDossier, list_plan_versions
from core.vocabulary import PlanState
from tests.county import County
from tests.pages.conftest import open_app, said

OpenPage = Callable[[str, str], AppTest]
CODE = "R1-柳舟镇"


def plan(county: County, number: int, measure: str) -> None:
    task = PlannedTask(goal="12个村全部公示", measures=(measure,))
    wanted = FindingPlan(finding_id=number, version=county.version(number), tasks=(task,))
    county.do(RecordPlan(plans=(wanted,)))


def dossier(county: County) -> PlanDossier:
    found: PlanDossier = county.see(list_plan_versions, CODE)
    return found


def fill(at: AppTest, button: str, **areas: str) -> None:
    for label, text in areas.items():
        next(area for area in at.text_area if area.label == label).input(text)
    next(one for one in at.button if one.label == button).click().run()


def test_a_plan_goes_from_the_unit_to_the_office_and_back_with_every_version_in_view(
    county: County, open_page: OpenPage
) -> None:
    number = county.add_finding()
    plan(county, number, "逐村核对")
    at = open_page("liuzhou", "plan_review")
    assert "还没有报送整改方案" in said(at)
    fill(at, "报送方案", 情况说明="经党委会审议")
    assert "第 1 版方案在 **巡察办** 联审" in said(at)
    at = open_app(county, "team1", "plan_review", inspection=CODE)
    fill(at, "提交意见", 意见="措施要写到村 :red[x]")
    assert "措施要写到村 \\:red\\[x\\]" in said(at)
    at = open_app(county, "office", "plan_review", inspection=CODE)
    fill(at, "退回修改")
    assert "理由：必须填写" in at.error[0].value
    fill(at, "退回修改", 退改理由="写到村")
    assert dossier(county).versions[0].state is PlanState.RETURNED
    assert dossier(county).versions[0].amend_by_on == county.today + timedelta(days=10)
    plan(county, number, "逐村核对并拍照")
    fill(open_page("liuzhou", "plan_review"), "报送方案", 情况说明="已修改")
    at = open_app(county, "office", "plan_review", inspection=CODE)
    second = dossier(county).versions[0]
    at.session_state[f"plan_review.view.{second.id}"] = "1"
    at.run()
    assert not at.exception
    assert list(at.table[0].value.iloc[0])[2:] == ["整改措施", "逐村核对", "逐村核对并拍照"]
    fill(at, "同意方案")
    assert dossier(county).versions[0].state is PlanState.AGREED
    assert "**联审同意**" in said(open_app(county, "leader", "plan_review", inspection=CODE))


def test_the_list_says_who_must_act_and_leads_to_the_plan(county: County, open_page: OpenPage) -> None:
    at = open_page("leader", "plan_review")
    assert "待单位报送或修改 **2** 份（其中未报送 2 份）；:red[超期 **2** 份]" in said(at)
    assert list(at.dataframe[0].value["轮到谁"]) == ["柳舟镇", "县财政局"]
