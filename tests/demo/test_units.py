"""How a unit names its leading party body."""

import pytest

from core.demo.content import DemoContent
from core.demo.units import read_unit


@pytest.mark.parametrize(
    ("code", "party", "meeting"),
    [
        ("FGJ", "党组", "党组会议"),
        ("JYJ", "党委", "党委会议"),
        ("LZZ", "党委", "党委会议"),
        ("JKQ", "党工委", "党工委会议"),
        ("CTG", "党委", "党委会议"),
    ],
)
def test_the_meeting_bears_the_name_of_the_party_body(
    content: DemoContent, code: str, party: str, meeting: str
) -> None:
    unit = next(unit for unit in content.units if unit.code == code)
    assert (unit.party, unit.meeting) == (party, meeting)


def test_a_unit_with_an_unknown_party_body_is_refused() -> None:
    with pytest.raises(ValueError, match="读到“局支部”"):
        read_unit({"body": "局支部"})
