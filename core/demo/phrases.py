"""Sentences units and supervisors of the demo county write while they work on a finding."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.demo.review_phrases import ReviewPhrases, read_review_phrases


@dataclass(frozen=True)
class ReturnReason:
    """Why something was sent back (退回理由) and what has to be added."""

    reason: str
    supplement: str


@dataclass(frozen=True)
class DemoPhrases:
    """All stock sentences, each kind for one moment in the life of a finding."""

    progress_start: tuple[str, ...]
    progress_middle: tuple[str, ...]
    progress_nearly_done: tuple[str, ...]
    return_reasons: tuple[ReturnReason, ...]
    clearance_statements: tuple[str, ...]
    extension_reasons: tuple[str, ...]
    relapse_findings: tuple[str, ...]
    remaining_matters: tuple[str, ...]
    stage_goals: tuple[str, ...]
    policy_titles: tuple[str, ...]
    """Rules that a long-term finding leads to where its template names none."""
    outcome_checks: tuple[str, ...]
    outcome_effects: tuple[str, ...]
    outcome_follow_ups: tuple[str, ...]
    """One of each makes an outcome that nobody else has written."""
    explanations: tuple[str, ...]
    """Why evidence or outcome is the same as another's (对账说明)."""
    review: ReviewPhrases

    def progress_notes(self, percent: int) -> tuple[str, ...]:
        """Notes that suit a progress of so many percent: start below 40, nearly done from 80."""
        if percent < 40:
            return self.progress_start
        return self.progress_middle if percent < 80 else self.progress_nearly_done


def read_phrases(raw: Mapping[str, Any]) -> DemoPhrases:
    """Build the phrases from their TOML document."""
    progress = raw["progress"]
    return DemoPhrases(
        progress_start=tuple(progress["start"]),
        progress_middle=tuple(progress["middle"]),
        progress_nearly_done=tuple(progress["nearly_done"]),
        return_reasons=tuple(ReturnReason(entry["reason"], entry["supplement"]) for entry in raw["return_reason"]),
        clearance_statements=tuple(raw["clearance"]["statements"]),
        extension_reasons=tuple(raw["extension"]["reasons"]),
        relapse_findings=tuple(raw["relapse"]["findings"]),
        remaining_matters=tuple(raw["remaining"]["matters"]),
        stage_goals=tuple(raw["long_term"]["stage_goals"]),
        policy_titles=tuple(raw["policies"]["titles"]),
        outcome_checks=tuple(raw["outcome"]["checks"]),
        outcome_effects=tuple(raw["outcome"]["effects"]),
        outcome_follow_ups=tuple(raw["outcome"]["follow_ups"]),
        explanations=tuple(raw["explanation"]["reasons"]),
        review=read_review_phrases(raw["review"]),
    )
