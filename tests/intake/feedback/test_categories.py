"""Which category is proposed for which words."""

import pytest

from core.intake.feedback import propose_category
from core.intake.feedback.category_terms import ASPECT_TERMS, DECISIVE, TERMS

CODES = {f"{letter}{i}" for letter, last in (("A", 8), ("B", 9), ("C", 7), ("D", 5)) for i in range(1, last + 1)}

CASES = [
    ("“第一议题”学习走过场", None, "A1"),
    ("上级重大决策部署打折扣", None, "A2"),
    ("履行主责主业不够聚焦", None, "A3"),
    ("意识形态责任制落实不到位", None, "A4"),
    ("推动园区高质量发展不力", None, "A5"),
    ("乡村振兴衔接资金项目推进缓慢", None, "A6"),
    ("安全生产隐患排查不彻底", None, "A7"),
    ("政务服务窗口办事效率低", None, "A8"),
    ("党组履行全面从严治党主体责任不到位", None, "B1"),
    ("违规发放津补贴3.2万元", None, "B2"),
    ("形式主义问题突出，文山会海反弹", None, "B3"),
    ("工程招投标程序不规范", None, "B4"),
    ("财务报销审核不严，白条入账", None, "B5"),
    ("国有资产闲置，账实不符", None, "B6"),
    ("惠农补贴被冒领", None, "B7"),
    ("警示教育针对性不强", None, "B8"),
    ("行政执法自由裁量随意", None, "B9"),
    ("“三重一大”事项未经集体研究", None, "C1"),
    ("民主生活会批评与自我批评质量不高", None, "C2"),
    ("干部选拔任用考察不深入", None, "C3"),
    ("软弱涣散村党组织整顿不力", None, "C4"),
    ("发展党员程序不规范，党费收缴不及时", None, "C5"),
    ("支部书记抓党建责任淡薄", None, "C6"),
    ("混编混岗，超职数配备", None, "C7"),
    ("上轮巡察指出的固定资产管理问题整改不彻底", None, "D1"),
    ("审计指出的结余资金沉淀问题仍未整改", None, "D2"),
    ("专项整治整改流于形式", None, "D3"),
    ("建章立制滞后，长效机制缺失", None, "D4"),
    ("问题线索处置不及时", None, "D5"),
]


@pytest.mark.parametrize(("text", "aspect", "code"), CASES)
def test_words_of_a_finding_propose_its_category(text, aspect, code):
    assert propose_category(text, aspect) == code


def test_every_category_has_terms_and_a_case():
    assert set(TERMS) == CODES == {code for _, _, code in CASES}
    assert set(DECISIVE) <= CODES
    assert set(ASPECT_TERMS) == {"A", "B", "C", "D"}


def test_no_category_is_proposed_without_a_known_word():
    assert propose_category("其他情况有待了解", "聚焦基层党组织建设方面") is None
    assert propose_category("", None) is None


def test_heading_decides_between_categories_of_equal_weight():
    text = "采购与党费管理不规范"

    assert propose_category(text, "聚焦群众身边腐败和不正之风") == "B4"
    assert propose_category(text, "聚焦基层党组织建设") == "C5"


def test_earlier_round_outweighs_the_subject_matter():
    assert propose_category("上轮巡察反馈的工程招标采购程序不规范问题反弹", "聚焦群众身边腐败") == "D1"
