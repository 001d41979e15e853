"""The plan keeps to its size and deals every fate."""

from collections import Counter
from datetime import date

import pytest

from core.demo.content import DemoContent
from core.demo.county_plan import CountyPlan, plan_county
from core.demo.fates import OPEN, Character, Fate, quotas
from core.demo.finding_plan import plan_findings
from core.demo.waves import Wave
from core.vocabulary import Handling

UNTIL = date(2026, 11, 24)


def _plan(content: DemoContent, findings: int, seed: int = 2026) -> CountyPlan:
    plan = plan_county(content, UNTIL, seed, findings)
    plan_findings(content, plan, seed, findings)
    return plan


@pytest.mark.parametrize("findings", [40, 60, 500, 1200, 5000, 20_000])
def test_a_plan_has_as_many_findings_as_asked_for(content: DemoContent, findings: int) -> None:
    plan = _plan(content, findings)
    assert sum(len(inspection.findings) for inspection in plan.inspections) == findings
    assert max(len(inspection.findings) for inspection in plan.inspections) <= 500


@pytest.mark.parametrize("seed", [1, 2, 2026])
def test_default_inspections_have_between_8_and_30_findings(content: DemoContent, seed: int) -> None:
    plan = _plan(content, 1200, seed)
    sizes = [len(inspection.findings) for inspection in plan.inspections if inspection.wave is not Wave.PLANNED]
    assert len(sizes) == 74
    assert 6 <= min(sizes) <= 10
    assert 24 <= max(sizes) <= 32


def test_no_unit_is_inspected_more_than_twice_and_some_never(content: DemoContent) -> None:
    counts = Counter(inspection.unit.code for inspection in _plan(content, 1200).inspections)
    assert max(counts.values()) == 2
    assert len(counts) == 39
    rounds = Counter((i.unit.code, i.wave.split("_")[0]) for i in _plan(content, 1200).inspections)
    assert max(rounds.values()) == 1


@pytest.mark.parametrize("findings", [60, 1200])
def test_every_fate_and_character_occurs(content: DemoContent, findings: int) -> None:
    plan = _plan(content, findings)
    assert {f.fate for inspection in plan.inspections for f in inspection.findings} == set(Fate)
    assert set(plan.characters.values()) == set(Character)


def test_what_is_open_on_the_last_day_has_a_deadline(content: DemoContent) -> None:
    for inspection in _plan(content, 1200).inspections:
        for finding in inspection.findings:
            assert finding.fate not in OPEN or finding.target is not None


def test_only_immediate_findings_are_cleared_on_the_spot(content: DemoContent) -> None:
    for inspection in _plan(content, 1200).inspections:
        for finding in inspection.findings:
            if finding.fate is Fate.ON_THE_SPOT:
                assert finding.handling is Handling.IMMEDIATE


def test_closed_inspections_hold_nothing_open(content: DemoContent) -> None:
    for inspection in _plan(content, 1200).inspections:
        if inspection.closed_on is not None:
            assert not OPEN & {finding.fate for finding in inspection.findings}
            assert Fate.PARTIAL not in {finding.fate for finding in inspection.findings}


def test_a_fate_met_elsewhere_is_not_forced_on_a_small_wave() -> None:
    assert quotas(Wave.SECOND_CLOSED, 6, met=())[Fate.WITHDRAWN] == 0, "the last of the table no longer reaches"
    assert quotas(Wave.SECOND_CLOSED, 20, met=())[Fate.WITHDRAWN] == 1
    assert quotas(Wave.SECOND_CLOSED, 20, met={Fate.WITHDRAWN})[Fate.WITHDRAWN] == 0
    assert sum(quotas(Wave.SECOND_CLOSED, 20, met=()).values()) == 20
