"""Likeness of texts: copies are found whatever numbers were changed in them, different texts are not."""

import pytest

from core.likeness import NEARLY_IDENTICAL, SIMILAR, alike_pairs, nearest

FINDING = "惠民补贴发放未按规定公示，涉及12个村"
NEAR = "惠民惠农补贴发放不按规定公示，涉及3个村"
FAR = "党委会议事规则不完善，三重一大事项未经集体研究"


def test_a_copy_with_other_numbers_is_nearly_identical() -> None:
    copy = FINDING.replace("12", "30").replace("，", "。")
    assert alike_pairs([FINDING, FAR, copy]) == [(0, 2, pytest.approx(1.0))]


def test_a_text_in_other_words_is_similar_but_not_nearly_identical() -> None:
    ((place, score),) = nearest(FINDING, [FAR, NEAR], limit=5)
    assert place == 1
    assert SIMILAR <= score < NEARLY_IDENTICAL


def test_the_most_similar_comes_first_and_no_more_than_asked_for() -> None:
    found = nearest(FINDING, [NEAR, FINDING, NEAR, FAR], limit=2)
    assert [place for place, _ in found] == [1, 0]


@pytest.mark.parametrize("said", [[], ["", ""], ["，。", "12"], ["", FAR]])
def test_texts_that_say_nothing_are_like_nothing(said: list[str]) -> None:
    assert alike_pairs(said) == []
    assert nearest("12，", said, limit=3) == []


def test_text_and_copy_are_as_alike_one_by_one_as_in_pairs() -> None:
    ((_, score),) = nearest(FINDING, [NEAR], limit=1, least=0)
    assert alike_pairs([FINDING, NEAR], least=0.1) == [(0, 1, pytest.approx(score))]
