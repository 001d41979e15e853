"""What a copy notice says before anybody edits it."""

from core.rules.notice_text import LONGEST, MOST_KINDS, NoticeFinding, by_kind, causes, summary
from core.vocabulary import Subcategory


def finding(number: int, kind: Subcategory | None = Subcategory.B7, **words: str) -> NoticeFinding:
    told = {"title": f"第{number}个问题", **words}
    return NoticeFinding(id=number, code=f"R1-柳舟镇-{number:02}", subcategory=kind, **told)


def test_every_finding_stands_in_the_summary_with_its_number_and_kind() -> None:
    assert summary([finding(1), finding(2, None)]) == (
        "1. 第1个问题（R1-柳舟镇-01，B7 惠民资金）。\n2. 第2个问题（R1-柳舟镇-02，未分类）。"
    )


def test_causes_name_only_what_is_known() -> None:
    told = [finding(1, cause="监管缺位。", nature="作风问题"), finding(2), finding(3, nature="违规")]
    assert causes(told) == "1. R1-柳舟镇-01：成因为监管缺位，性质为作风问题。\n2. R1-柳舟镇-03：性质为违规。"
    assert causes([finding(1)]) == ""


def test_the_most_frequent_kinds_are_advised_on_and_each_words_once() -> None:
    kinds = list(Subcategory)[: MOST_KINDS + 1]
    found = [finding(n, kind) for n, kind in enumerate([*kinds, kinds[-1]])]
    said = by_kind(found, lambda kind: f"说{kind}。").splitlines()
    assert len(said) == MOST_KINDS
    assert said[0] == f"1. 说{kinds[-1]}。"
    assert by_kind(found, lambda _kind: "都一样。") == "都一样。"


def test_a_list_never_outgrows_its_field_and_says_how_many_are_left_out() -> None:
    many = [finding(n, title="长" * 90) for n in range(1, 61)]
    text = summary(many)
    shown = len(text.splitlines()) - 1
    assert len(text) <= LONGEST + 40
    assert text.endswith(f"其余{60 - shown}个问题见问题清单。")
