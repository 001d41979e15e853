"""What the splitter hands back: stated totals, draft findings, warnings.

Confidence is the splitter's own estimate, 0..1, that a person would accept the draft without touching its borders:
0.9 and more = numbered or labelled inside a section that names itself as findings; about 0.8 = separated by punctuation
only; below LOW_CONFIDENCE = place, borders or kind are a guess, and the draft goes to 待确认 with its reasons.
"""

from dataclasses import dataclass

LOW_CONFIDENCE = 0.6


@dataclass(frozen=True)
class StatedTotals:
    """What the text says about itself (“3个方面12个问题”); None where it says nothing."""

    aspects: int | None
    findings: int | None


@dataclass(frozen=True)
class DraftFinding:
    """One finding (问题) as it stands in the text: `text == original[start:end]`, offsets in characters."""

    text: str
    aspect: str | None
    category: str | None
    start: int
    end: int
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class FeedbackDraft:
    """The whole text split: findings in reading order, spans never overlapping."""

    stated: StatedTotals
    findings: tuple[DraftFinding, ...]
    warnings: tuple[str, ...]
