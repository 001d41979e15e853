"""What becomes of the findings of each wave: shares of fates, and which units they fall on."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from core.demo.waves import Wave


class Character(StrEnum):
    """How a unit works, so that leaders see differences between units."""

    DILIGENT = "diligent"
    AVERAGE = "average"
    SLOW = "slow"
    SHAM = "sham"
    """Clears everything on the last day, with the same papers again and again."""


class Fate(StrEnum):
    """Where a finding ends up, and by which way."""

    CLEARED = "cleared"
    ON_THE_SPOT = "on_the_spot"
    LATE = "late"
    AFTER_RETURN = "after_return"
    AFTER_EXTENSION = "after_extension"
    AFTER_RELAPSE = "after_relapse"
    RELAPSED_TWICE = "relapsed_twice"
    """Found again twice before it was cleared for good."""
    PARTIAL = "partial"
    LONG_TERM = "long_term"
    LONG_TERM_CLEARED = "long_term_cleared"
    """Long-term at close-out, cleared afterwards by those who supervise in the long run."""
    LONG_TERM_IN_REVIEW = "long_term_in_review"
    BACK_AFTER_CLOSE_OUT = "back_after_close_out"
    """Cleared and closed out, then found again: a tied finding of its own."""
    AT_HEAD = "at_head"
    AT_REVIEW = "at_review"
    AT_OFFICE = "at_office"
    RETURNED = "returned"
    RELAPSED = "relapsed"
    IN_PROGRESS = "in_progress"
    EXTENDED = "extended"
    EXTENSION_PENDING = "extension_pending"
    EXTENSION_REFUSED = "extension_refused"
    NOT_STARTED = "not_started"
    NEVER_STARTED = "never_started"
    """Long past due, and nobody has touched it."""
    WITHDRAWN = "withdrawn"


OPEN = frozenset(
    {Fate.AT_HEAD, Fate.AT_REVIEW, Fate.AT_OFFICE, Fate.RETURNED, Fate.RELAPSED, Fate.IN_PROGRESS, Fate.EXTENDED}
    | {Fate.EXTENSION_PENDING, Fate.EXTENSION_REFUSED, Fate.NOT_STARTED, Fate.NEVER_STARTED}
)
"""Fates that leave a finding under way or not started on the last day."""
REMAINING = frozenset({Fate.PARTIAL, Fate.LONG_TERM, Fate.LONG_TERM_IN_REVIEW})
"""Fates that leave something to be done by a later day."""

LONG_TERM_FATES = (Fate.LONG_TERM, Fate.LONG_TERM_CLEARED, Fate.LONG_TERM_IN_REVIEW)

SHARES: Mapping[Wave, Mapping[Fate, float]] = {
    Wave.FIRST_CLOSED: {
        Fate.LONG_TERM: 0.022, Fate.LONG_TERM_IN_REVIEW: 0.01, Fate.LONG_TERM_CLEARED: 0.02,
        Fate.BACK_AFTER_CLOSE_OUT: 0.035, Fate.AFTER_RELAPSE: 0.015, Fate.ON_THE_SPOT: 0.3, Fate.LATE: 0.1,
        Fate.AFTER_RETURN: 0.08, Fate.AFTER_EXTENSION: 0.02,
    },
    Wave.FIRST_LEDGER: {Fate.LONG_TERM: 0.03},
    Wave.FIRST_OPEN: {
        Fate.PARTIAL: 0.1, Fate.RELAPSED: 0.02, Fate.EXTENDED: 0.04, Fate.LONG_TERM: 0.03, Fate.WITHDRAWN: 0.02,
        Fate.ON_THE_SPOT: 0.25, Fate.LATE: 0.15, Fate.AFTER_RETURN: 0.1, Fate.AFTER_RELAPSE: 0.05,
    },
    Wave.SECOND_CLOSED: {
        Fate.LONG_TERM: 0.05, Fate.AFTER_EXTENSION: 0.03, Fate.ON_THE_SPOT: 0.36, Fate.AFTER_RETURN: 0.06,
        Fate.LATE: 0.06, Fate.WITHDRAWN: 0.006,
    },
    Wave.SECOND_OPEN: {
        Fate.RELAPSED_TWICE: 0.004, Fate.PARTIAL: 0.115, Fate.LONG_TERM: 0.06, Fate.EXTENDED: 0.03, Fate.RELAPSED: 0.012,
        Fate.AFTER_RELAPSE: 0.02, Fate.AFTER_EXTENSION: 0.03, Fate.ON_THE_SPOT: 0.35, Fate.LATE: 0.1, Fate.AFTER_RETURN: 0.07,
    },
    Wave.THIRD_EARLY: {
        Fate.NEVER_STARTED: 0.008, Fate.AT_HEAD: 0.02, Fate.AT_REVIEW: 0.03, Fate.AT_OFFICE: 0.02, Fate.RETURNED: 0.04,
        Fate.NOT_STARTED: 0.008,
        Fate.IN_PROGRESS: 0.08, Fate.PARTIAL: 0.1, Fate.LONG_TERM: 0.07, Fate.RELAPSED: 0.02,
        Fate.EXTENSION_REFUSED: 0.01, Fate.ON_THE_SPOT: 0.22, Fate.AFTER_RETURN: 0.06, Fate.LATE: 0.06,
    },
    Wave.THIRD_MIDDLE: {
        Fate.AT_REVIEW: 0.05, Fate.AT_OFFICE: 0.03, Fate.EXTENSION_PENDING: 0.035, Fate.EXTENSION_REFUSED: 0.015,
        Fate.IN_PROGRESS: 0.13, Fate.AT_HEAD: 0.03, Fate.RETURNED: 0.05, Fate.NOT_STARTED: 0.03, Fate.EXTENDED: 0.03,
        Fate.PARTIAL: 0.08, Fate.LONG_TERM: 0.06, Fate.ON_THE_SPOT: 0.2, Fate.AFTER_RETURN: 0.04, Fate.WITHDRAWN: 0.01,
    },
    Wave.THIRD_LATE: {
        Fate.NOT_STARTED: 0.17, Fate.IN_PROGRESS: 0.36, Fate.AT_HEAD: 0.03, Fate.AT_REVIEW: 0.04, Fate.AT_OFFICE: 0.02,
        Fate.RETURNED: 0.02, Fate.LONG_TERM: 0.03, Fate.ON_THE_SPOT: 0.25,
    },
    Wave.THIRD_DRAFTS: {},
    Wave.PLANNED: {},
}  # fmt: skip
"""Share of each fate by wave, the rarest mechanisms first; what is left over is plainly cleared."""

DRAG: Mapping[Character, float] = {
    Character.DILIGENT: 0.3,
    Character.AVERAGE: 1.0,
    Character.SLOW: 4.0,
    Character.SHAM: 1.2,
}
"""How strongly a unit draws bad fates."""
RELAPSING = (Fate.RELAPSED, Fate.RELAPSED_TWICE, Fate.AFTER_RELAPSE, Fate.BACK_AFTER_CLOSE_OUT)
SHAM_DRAG = 6.0
"""Relapses fall on those whose rectification was sham."""

CHARACTERS: Mapping[Character, float] = {Character.DILIGENT: 0.3, Character.SLOW: 0.17, Character.SHAM: 0.08}
"""Share of units of each character; the others are average."""


def quotas(wave: Wave, findings: int, met: Collection[Fate]) -> dict[Fate, int]:
    """How many findings of a wave take each fate; one at least of those not `met` yet, what is left over is cleared."""
    left, found = findings, {}
    for fate, share in SHARES[wave].items():
        found[fate] = min(left, max(fate not in met, round(share * findings)))
        left -= found[fate]
    return found | {Fate.CLEARED: left}


def pull(fate: Fate, character: Character) -> float:
    """How strongly a unit of this character draws this fate."""
    if fate in RELAPSING and character is Character.SHAM:
        return SHAM_DRAG
    return DRAG[character]
