"""A county that evaluates: whole score sheets through the same commands as the office uses."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from core.commands.evaluation import AdoptEvaluation
from core.commands.score_sheet import GivenPoints, SaveEvaluation
from core.queries.score_sheet import ScoreSheet, get_draft_sheet
from core.schemes import current_scheme
from core.scoring.evaluation import Score
from core.scoring.facts import Ballots
from tests.county import County

EVALUATED = date(2026, 7, 1)
SATISFIED = Ballots(satisfied=30, basically=10, dissatisfied=0, unknown=3)
"""Forty valid ballots: 92.5 points."""


def points(
    self_share: str = "1", review_share: str = "1", changed: Mapping[str, str] | None = None
) -> tuple[GivenPoints, ...]:
    """Points of every indicator as shares of full marks; `changed` gives single review points."""
    changed = changed or {}
    return tuple(
        GivenPoints(
            indicator=key,
            self_points=indicator.points * Decimal(self_share),
            review_points=Decimal(changed.get(key, indicator.points * Decimal(review_share))),
            reason="考评组核定",
        )
        for key, indicator in current_scheme().scheme.indicators.items()
    )


def save_sheet(county: County, unit: str = "柳舟镇", **fields: Any) -> int:
    """A sheet of the first cycle with full marks, unless told otherwise; returns its number."""
    wanted = {
        "inspection_id": county.ids[unit],
        "cycle": 1,
        "version": None,
        "evaluated_on": EVALUATED,
        "points": points(),
        "ballots": SATISFIED,
        **fields,
    }
    number: int = county.do(SaveEvaluation(**wanted))
    return number


def adopt(county: County, number: int, version: int = 1) -> Score:
    """Adopt a saved sheet."""
    score: Score = county.do(AdoptEvaluation(evaluation_id=number, version=version))
    return score


def evaluate_unit(county: County, unit: str = "柳舟镇", **fields: Any) -> Score:
    """Save a sheet and adopt it."""
    return adopt(county, save_sheet(county, unit, **fields))


def draft(county: County, unit: str = "柳舟镇", cycle: int = 1) -> ScoreSheet:
    """The sheet as the office sees it."""
    sheet: ScoreSheet = county.see(get_draft_sheet, f"R1-{unit}", cycle)
    return sheet
