"""How many stock sentences there are, and which progress notes suit a percentage."""

import pytest

from core.demo.content import DemoContent


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("return_reasons", 20),
        ("clearance_statements", 15),
        ("extension_reasons", 12),
        ("relapse_findings", 10),
        ("remaining_matters", 10),
        ("stage_goals", 10),
        ("outcome_checks", 16),
        ("outcome_effects", 16),
        ("outcome_follow_ups", 16),
        ("explanations", 4),
    ],
)
def test_there_are_enough_different_sentences(content: DemoContent, kind: str, least: int) -> None:
    sentences = getattr(content.phrases, kind)
    assert len(set(sentences)) == len(sentences) >= least


def test_there_are_at_least_40_progress_notes(content: DemoContent) -> None:
    phrases = content.phrases
    notes = {*phrases.progress_start, *phrases.progress_middle, *phrases.progress_nearly_done}
    assert len(notes) >= 40


@pytest.mark.parametrize(
    ("percent", "band"),
    [
        (0, "progress_start"),
        (39, "progress_start"),
        (40, "progress_middle"),
        (79, "progress_middle"),
        (80, "progress_nearly_done"),
        (100, "progress_nearly_done"),
    ],
)
def test_progress_notes_suit_the_percentage(content: DemoContent, percent: int, band: str) -> None:
    assert content.phrases.progress_notes(percent) == getattr(content.phrases, band)
