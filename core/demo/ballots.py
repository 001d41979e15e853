"""How people answered the question on overall satisfaction, by how a unit works (docs/rules.md §7.2, §7.4)."""

import random
from collections.abc import Mapping

from core.demo.fates import Character
from core.demo.sheets import Survey
from core.scoring.facts import Ballots

ANSWERED: Mapping[Survey, tuple[int, int]] = {Survey.USUAL: (25, 120), Survey.FEW: (6, 19)}
"""Valid ballots."""
SATISFIED: Mapping[Character, tuple[float, float]] = {
    Character.DILIGENT: (0.72, 0.21),
    Character.AVERAGE: (0.52, 0.34),
    Character.SLOW: (0.42, 0.38),
    Character.SHAM: (0.34, 0.4),
}
"""Shares of those satisfied and basically satisfied, before people see a second effort."""
BETTER = 0.07
WAVERING = 0.06


def draw_ballots(survey: Survey, character: Character, cycle: int, rng: random.Random) -> Ballots | None:
    """Numbers of ballots; None when nobody was asked."""
    if survey is Survey.NONE:
        return None
    valid = rng.randint(*ANSWERED[survey])
    share, middle = SATISFIED[character]
    share += rng.uniform(-WAVERING, WAVERING) + BETTER * (cycle - 1)
    satisfied = min(valid, round(valid * share))
    basically = min(valid - satisfied, round(valid * middle))
    dissatisfied = valid - satisfied - basically
    return Ballots(
        satisfied=satisfied, basically=basically, dissatisfied=dissatisfied, unknown=rng.randint(0, valid // 8)
    )
