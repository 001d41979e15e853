"""Filling templates: every slot, the same result for the same seed, amounts that agree."""

import random
import re
from decimal import Decimal

import pytest

from core.demo.composition import amount_text, compose_finding
from core.demo.content import DemoContent
from core.demo.finding_template import FindingTemplate
from core.demo.units import DemoUnit

SEEDS = range(20)


def _unit_for(content: DemoContent, template: FindingTemplate, rng: random.Random) -> DemoUnit:
    return rng.choice([unit for unit in content.units if template.fits(unit.kind, unit.code)])


def _amounts_in(text: str) -> set[Decimal]:
    whole = {Decimal(figure) * 10_000 for figure in re.findall(r"([\d.]+)万元", text)}
    return whole | {Decimal(figure) for figure in re.findall(r"(\d+)元", text)}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_slot_stays_unfilled(content: DemoContent, seed: int) -> None:
    rng = random.Random(seed)
    for template in content.templates:
        finding = compose_finding(template, _unit_for(content, template, rng), rng)
        titles = [piece.title for piece in finding.evidence]
        written = (finding.title, finding.text, finding.goal, *finding.measures, finding.outcome, *titles)
        assert not re.search(r"[{}]|None|  |。。|村村", "\n".join(written))


@pytest.mark.parametrize("seed", SEEDS)
def test_filled_texts_keep_a_readable_length_and_have_no_line_break(content: DemoContent, seed: int) -> None:
    rng = random.Random(seed)
    for template in content.templates:
        finding = compose_finding(template, _unit_for(content, template, rng), rng)
        assert 30 <= len(finding.text) <= 115
        assert len(finding.title) <= 18
        assert "\n" not in finding.text


@pytest.mark.parametrize("seed", SEEDS)
def test_the_amount_in_the_text_is_the_amount_of_the_finding(content: DemoContent, seed: int) -> None:
    rng = random.Random(seed)
    for template in content.templates:
        finding = compose_finding(template, _unit_for(content, template, rng), rng)
        if template.amount is None:
            assert finding.amount_yuan is None
        else:
            assert finding.amount_yuan in _amounts_in(finding.text)
            assert template.amount[0] <= finding.amount_yuan <= template.amount[1]


def test_the_same_seed_gives_the_same_finding(content: DemoContent) -> None:
    template, unit = content.templates[0], content.units[0]
    first = compose_finding(template, unit, random.Random(7))
    assert compose_finding(template, unit, random.Random(7)) == first
    assert any(compose_finding(template, unit, random.Random(seed)) != first for seed in SEEDS)


def test_years_never_lie_after_the_latest_year(content: DemoContent) -> None:
    for seed in SEEDS:
        rng = random.Random(seed)
        for template in content.templates:
            finding = compose_finding(template, _unit_for(content, template, rng), rng, latest_year=2026)
            assert set(re.findall(r"(20\d\d)年", finding.text)) <= {"2025", "2026"}


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("4180", "4180元"),
        ("9900", "9900元"),
        ("10000", "1万元"),
        ("63800", "6.38万元"),
        ("20500", "2.05万元"),
        ("1000000", "100万元"),
        ("12300000", "1230万元"),
    ],
)
def test_amounts_are_written_as_officials_write_them(yuan: str, written: str) -> None:
    assert amount_text(Decimal(yuan)) == written
