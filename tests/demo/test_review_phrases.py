"""What panels write fits the scheme that ships with the program, and a faulty file is refused."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.demo.content import DEFAULT_FOLDER, DemoContent, load_content
from core.demo.review_phrases import read_review_phrases
from core.errors import InvalidInput
from core.schemes import current_scheme
from core.vocabulary import Veto

RIGHT: dict[str, Any] = {
    "remark": [{"indicator": "plan.coverage", "lose": "1", "reason": "扣1分。"}],
    **{name: ["一句。"] for name in ("on_paper", "raised", "lowered", "untrue", "corrections")},
    "bases": {veto.value: "依据" for veto in Veto.stated()},
}


def test_remarks_are_for_indicators_of_the_scheme_and_take_off_no_more_than_they_have(content: DemoContent) -> None:
    indicators = current_scheme().scheme.indicators
    for key, remarks in content.phrases.review.remarks.items():
        assert all(remark.lose <= indicators[key].points for remark in remarks)


def test_every_line_that_is_scored_by_hand_has_a_remark(content: DemoContent) -> None:
    by_hand = {key for key, indicator in current_scheme().scheme.indicators.items() if indicator.evidence is None}
    assert by_hand <= content.phrases.review.remarks.keys()


def test_remarks_name_the_points_they_take_off(content: DemoContent) -> None:
    for remarks in content.phrases.review.remarks.values():
        assert all(remark.reason.endswith(f"扣{remark.lose}分。") for remark in remarks)


@pytest.mark.parametrize(("kind", "least"), [("on_paper", 3), ("raised", 3), ("lowered", 3), ("untrue", 8)])
def test_there_are_enough_different_reasons(content: DemoContent, kind: str, least: int) -> None:
    sentences = getattr(content.phrases.review, kind)
    assert len(set(sentences)) == len(sentences) >= least


def test_a_remark_is_read_with_its_figure() -> None:
    (remark,) = read_review_phrases(RIGHT).remarks["plan.coverage"]
    assert (remark.lose, remark.unrecorded, remark.needs) == (Decimal(1), False, None)


@pytest.mark.parametrize("lose", ["0", "-1", "101", "一分", "NaN"])
def test_a_wrong_figure_is_refused(lose: str) -> None:
    wrong = {"indicator": "plan.coverage", "lose": lose, "reason": "扣分。"}
    with pytest.raises(ValueError, match=f"“扣分。”的 lose 读到“{lose}”"):
        read_review_phrases(RIGHT | {"remark": [wrong]})


def test_an_unknown_need_is_refused() -> None:
    wrong = {"indicator": "plan.coverage", "lose": "1", "reason": "扣1分。", "needs": "money"}
    with pytest.raises(ValueError, match="needs 读到“money”，应为 persons、long_term、policies 之一"):
        read_review_phrases(RIGHT | {"remark": [wrong]})


@pytest.mark.parametrize("name", ["on_paper", "raised", "lowered", "untrue", "corrections"])
def test_an_empty_list_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"review.{name} 是空的"):
        read_review_phrases(RIGHT | {name: []})


@pytest.mark.parametrize("veto", Veto.stated())
def test_a_veto_without_a_basis_is_refused(veto: Veto) -> None:
    bases = {one.value: "依据" for one in Veto.stated() if one is not veto}
    with pytest.raises(ValueError, match=veto.term):
        read_review_phrases(RIGHT | {"bases": bases})


def test_a_wrong_figure_in_the_file_is_refused_with_its_place(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DEFAULT_FOLDER, tmp_path / "demo"))
    file = folder / "phrases.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('lose = "2"', 'lose = "两分"', 1), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        load_content(folder)
    ((place, sentence),) = refused.value.details["problems"]  # type: ignore[misc]
    assert place == "phrases.toml"
    assert "读到“两分”" in sentence
