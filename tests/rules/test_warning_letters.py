"""Which letter warnings call for, and that the same is not written twice (docs/rules.md §3.5)."""

from datetime import date, timedelta

import pytest

from core.rules.warning_letters import LETTERS, WarnedOf, is_told, letter_kind, letter_text
from core.vocabulary import DispatchKind, WarningLevel

DAY = date(2026, 6, 1)


def warned(level: WarningLevel = WarningLevel.RED, left: int = -1, issued: int = 0) -> WarnedOf:
    return WarnedOf(
        title="补贴未公示", due_on=DAY + timedelta(days=left), level=level, issued_on=DAY + timedelta(days=issued)
    )


@pytest.mark.parametrize(
    ("levels", "kind"),
    [
        ((WarningLevel.GREEN,), DispatchKind.WARNING_LETTER),
        ((WarningLevel.GREEN, WarningLevel.YELLOW), DispatchKind.WARNING_LETTER),
        ((WarningLevel.RED, WarningLevel.GREEN), DispatchKind.SUPERVISION_ORDER),
        ((WarningLevel.RED, WarningLevel.ESCALATED), DispatchKind.ADMONITION),
    ],
)
def test_the_sternest_level_decides(levels: tuple[WarningLevel, ...], kind: DispatchKind) -> None:
    assert letter_kind([warned(level) for level in levels]) is kind
    assert set(LETTERS) == set(WarningLevel) - {WarningLevel.NONE}


@pytest.mark.parametrize(("drafted", "told"), [((-1,), False), ((0,), True), ((-1, 3), True), ((), False)])
def test_a_letter_drafted_since_the_newest_warning_is_not_written_again(drafted: tuple[int, ...], told: bool) -> None:
    days = [DAY + timedelta(days=number) for number in drafted]
    assert is_told([warned(issued=-5), warned(issued=0)], days) is told


def test_a_letter_names_what_is_late_first_and_by_how_many_days() -> None:
    text = letter_text([warned(left=3), warned(left=-2)], DAY)
    assert text.split("\n") == [
        "1. 补贴未公示，应于2026年5月30日前完成，已超期2日。",
        "2. 补贴未公示，应于2026年6月4日前完成，还剩3日。",
    ]
