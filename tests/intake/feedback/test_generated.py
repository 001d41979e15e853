"""Composed texts come out exactly: findings, aspects, offsets, and the stated totals agree."""

import pytest

from core.intake.feedback import split_feedback
from tests.intake.feedback.composer import LAYOUTS, compose


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("seed", range(60))
def test_composed_text_is_split_exactly(layout, seed):
    composed = compose(layout, seed)

    draft = split_feedback(composed.text)

    assert [(f.text, f.aspect, f.start, f.end) for f in draft.findings] == composed.findings
    assert draft.stated.findings in (None, len(composed.findings))
    assert draft.warnings == ()
