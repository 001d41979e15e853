"""The six sample texts come out exactly as their gold says."""

import json
from pathlib import Path

import pytest

from core.intake.feedback import split_feedback

SAMPLES = Path(__file__).parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))


def read(name):
    text = (SAMPLES / f"{name}.txt").read_bytes().decode("utf-8")
    return text, json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_sample_gives_the_expected_findings(name):
    text, gold = read(name)

    draft = split_feedback(text)

    found = [{"text": f.text, "aspect": f.aspect, "start": f.start, "end": f.end} for f in draft.findings]
    assert found == gold["findings"]


@pytest.mark.parametrize("name", NAMES)
def test_sample_gives_the_stated_totals_and_warns_only_where_they_differ(name):
    text, gold = read(name)

    draft = split_feedback(text)

    assert {"aspects": draft.stated.aspects, "findings": draft.stated.findings} == gold["stated"]
    assert bool(draft.warnings) == gold["warning_expected"]


@pytest.mark.parametrize("name", NAMES)
def test_sample_keeps_advice_measures_and_noise_out_of_the_findings(name):
    text, gold = read(name)

    found = [finding.text for finding in split_feedback(text).findings]

    assert not [words for words in gold["must_not_contain"] if any(words in finding for finding in found)]


@pytest.mark.parametrize("name", NAMES)
def test_sample_read_with_windows_line_ends_gives_the_same_findings(name):
    text, gold = read(name)

    draft = split_feedback("\ufeff" + text.replace("\n", "\r\n"))

    assert [f.text for f in draft.findings] == [f["text"] for f in gold["findings"]]
    assert [f.aspect for f in draft.findings] == [f["aspect"] for f in gold["findings"]]
