"""Confidence, reasons and warnings of a draft."""

from core.intake.feedback import LOW_CONFIDENCE, split_feedback

NUMBERED = "巡察反馈意见\n一、存在的主要问题\n1.理论学习不深入。\n2.公务接待审批不规范。\n"


def test_numbered_finding_in_a_named_section_is_sure_and_needs_no_reason():
    draft = split_feedback(NUMBERED)

    assert [finding.text for finding in draft.findings] == ["理论学习不深入", "公务接待审批不规范"]
    assert all(finding.confidence >= 0.9 and finding.reasons == () for finding in draft.findings)
    assert draft.warnings == ()


def test_surer_separation_gives_higher_confidence():
    numbered = split_feedback(NUMBERED).findings[0]
    inline = split_feedback("主要问题：一是理论学习不深入；二是党费收缴不及时。").findings[0]
    semicolon = split_feedback("主要问题：理论学习不深入；党费收缴不及时。").findings[0]
    comma = split_feedback("主要问题：理论学习不深入，党费收缴不及时等问题。").findings[0]

    assert numbered.confidence > inline.confidence > semicolon.confidence > comma.confidence >= LOW_CONFIDENCE


def test_plain_paragraph_is_returned_with_low_confidence_reason_and_warning():
    draft = split_feedback("巡察反馈意见\n一、存在的主要问题\n党组会议题把关不严。\n")

    (finding,) = draft.findings
    assert finding.text == "党组会议题把关不严"
    assert finding.confidence < LOW_CONFIDENCE
    assert finding.reasons == ("没有编号，按自然段拆分",)
    assert draft.warnings == ("有1个问题把握不大，已列入待确认，请对照原文核对。",)


def test_item_that_reads_like_a_measure_says_so():
    draft = split_feedback("巡察反馈意见\n一、存在的主要问题\n1.理论学习不深入。\n2.审批不规范。\n3.召开会议三次。\n")

    assert draft.findings[2].reasons == ("读起来像措施，不像问题",)
    assert draft.findings[2].confidence < draft.findings[0].confidence


def test_differing_totals_are_named_with_both_numbers():
    draft = split_feedback(
        "巡察发现2个方面5个问题。\n（一）学习方面\n1.研讨不深入。\n（二）作风方面\n1.调研走过场。\n2.督办不力。\n"
    )

    assert draft.warnings == ("文中写明共5个问题，拆分得到3个，请逐条核对。",)


def test_differing_aspects_are_named_with_both_numbers():
    draft = split_feedback("巡察发现3个方面2个问题。\n（一）学习方面\n1.研讨不深入。\n（二）作风方面\n1.调研走过场。\n")

    assert draft.warnings == ("文中写明3个方面，拆分得到2个方面，请核对方面标题。",)


def test_text_without_findings_is_said_to_have_none():
    draft = split_feedback("县委召开会议，研究部署近期工作。")

    assert draft.findings == ()
    assert draft.warnings == ("没有从文中识别出问题，请检查粘贴的内容是否完整，或手工录入。",)


def test_category_is_proposed_for_each_finding():
    assert [finding.category for finding in split_feedback(NUMBERED).findings] == ["A1", "B2"]


def test_stated_total_decides_whether_details_are_findings_of_their_own():
    body = "个问题。\n一、存在的主要问题\n1.理论学习不深入。一是研讨不够；二是测试走过场。\n2.审批不规范。\n"

    kept = split_feedback("巡察发现2" + body)
    split = split_feedback("巡察发现3" + body)

    assert [f.text for f in kept.findings] == ["理论学习不深入。一是研讨不够；二是测试走过场", "审批不规范"]
    assert [f.text for f in split.findings] == ["研讨不够", "测试走过场", "审批不规范"]
    assert kept.warnings == split.warnings == ()
