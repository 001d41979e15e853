"""One invented text per known numbering pattern (n..) and per mixture of them (m..), gold written into the text."""

import re
from pathlib import Path

import pytest

from core.intake.feedback import StatedTotals, split_feedback
from tests.intake.feedback.marked import Gold, read_marked

PATTERNS = Path(__file__).parent / "patterns"
NAMES = sorted(path.stem for path in PATTERNS.glob("*.txt"))
_HEADER = re.compile(r"# 方面=(\S+) 问题=(\S+) 警告=(\S)\n")


def read(name):
    """Text, expected findings, stated totals, whether a warning is expected."""
    written = (PATTERNS / f"{name}.txt").read_text(encoding="utf-8")
    header = _HEADER.match(written)
    aspects, findings = (None if number == "-" else int(number) for number in header.groups()[:2])
    text, golds = read_marked(written[header.end() :])
    return text, golds, StatedTotals(aspects, findings), header.group(3) == "是"


@pytest.mark.parametrize("name", NAMES)
def test_pattern_gives_the_expected_findings(name):
    text, golds, _, _ = read(name)

    draft = split_feedback(text)

    assert [Gold(f.text, f.aspect, f.start, f.end) for f in draft.findings] == golds


@pytest.mark.parametrize("name", NAMES)
def test_pattern_states_its_totals_and_warns_only_where_they_differ(name):
    text, _, stated, is_warned = read(name)

    draft = split_feedback(text)

    assert draft.stated == stated
    assert bool(draft.warnings) == is_warned


@pytest.mark.parametrize("name", NAMES)
def test_pattern_survives_windows_line_ends_tabs_and_byte_order_mark(name):
    text, golds, _, _ = read(name)
    windows = "\ufeff" + text.replace("\n", "\r\n\t")

    draft = split_feedback(windows)

    unbroken = [re.sub(r"\s", "", finding.text) for finding in draft.findings]
    assert unbroken == [re.sub(r"\s", "", gold.text) for gold in golds]
    assert all(windows[f.start : f.end] == f.text for f in draft.findings)
