"""The formal opinion states its totals, comes in three layouts and can be split again without loss."""

import random
from collections.abc import Sequence
from datetime import date

import pytest

from core.demo.composition import compose_finding
from core.demo.content import DemoContent
from core.demo.feedback_text import compose_feedback
from core.demo.units import DemoUnit
from core.intake.feedback import split_feedback
from core.vocabulary import Category

FEEDBACK_ON = date(2025, 3, 14)


def _findings(content: DemoContent, unit: DemoUnit, rng: random.Random) -> dict[Category, list[str]]:
    drawn = rng.sample(content.templates_for(unit), rng.randint(8, 40))
    texts: dict[Category, list[str]] = {category: [] for category in Category}
    for template in drawn:
        texts[template.subcategory.category].append(compose_finding(template, unit, rng).text)
    return texts


def _compose(unit_name: str, findings: dict[Category, Sequence[str]]) -> str:
    return compose_feedback(unit_name, "十五届县委第七轮巡察", FEEDBACK_ON, findings, team_name="县委第二巡察组")


def test_totals_are_those_of_the_findings() -> None:
    text = _compose("澄川县商务局", {Category.A: ["甲", "乙"], Category.B: [], Category.D: ["丙"]})
    assert "主要存在2个方面3个问题。" in text


def test_an_aspect_without_findings_is_left_out() -> None:
    text = _compose("澄川县商务局", {Category.A: ["甲"], Category.C: []})
    assert "聚焦基层党组织" not in text
    assert "聚焦党组织" not in text


def test_the_text_ends_with_the_team_and_the_day() -> None:
    assert _compose("澄川县商务局", {Category.A: ["甲"]}).endswith("\n县委第二巡察组\n2025年3月14日")


def test_aspects_come_in_the_order_of_the_categories() -> None:
    text = _compose("澄川县商务局", {Category.D: ["后一个问题"], Category.A: ["前一个问题"]})
    assert text.index("前一个问题") < text.index("后一个问题")


def test_all_three_layouts_occur_among_the_units(content: DemoContent) -> None:
    texts = [_compose(unit.name, {Category.A: ["甲"], Category.B: ["乙"]}) for unit in content.units]
    assert any("\n（二）" in text and "\n1.乙。" in text for text in texts)
    assert any("\n二、聚焦" in text and "\n1.乙。" in text for text in texts)
    assert any("\n问题2：乙。" in text for text in texts)


@pytest.mark.parametrize("seed", range(3))
def test_splitting_gives_back_exactly_the_findings_put_in(content: DemoContent, seed: int) -> None:
    rng = random.Random(seed)
    for unit in content.units:
        findings = _findings(content, unit, rng)
        draft = split_feedback(_compose(unit.name, findings))
        expected = [text for category in Category for text in findings[category]]
        assert [finding.text for finding in draft.findings] == expected
        assert (draft.stated.findings, draft.warnings) == (len(expected), ())
