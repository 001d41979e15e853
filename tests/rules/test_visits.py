"""Which findings are to be visited, what a visit lacks, and what it does (docs/rules.md §6.1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.lifecycle import ENDED
from core.rules.rolling import RollingFacts, due_reason
from core.rules.visits import (
    MemberFacts,
    PaperFacts,
    VisitFacts,
    is_reopened,
    missing_for_recording,
    missing_lead,
    missing_sides,
    tied,
)
from core.vocabulary import DueReason, Handling, Status, TeamSide, Verdict

DAY = date(2026, 6, 1)
GOOD = VisitFacts(
    no=1,
    visited_on=DAY,
    feedback_on=DAY,
    today=DAY,
    lead_body_id=None,
    discipline_office_id=3,
    papers=(PaperFacts(code="F1", verdict=Verdict.MATCHES),),
)


def reason(back: int, handling: Handling, status: Status) -> DueReason | None:
    """A finding of the round so many before this one."""
    return due_reason(RollingFacts(round_index=5 - back, handling=handling, status=status), 5)


def test_the_last_rounds_immediate_ones_and_what_goes_on_from_the_round_before_are_due() -> None:
    assert reason(1, Handling.IMMEDIATE, Status.CLEARED) is DueReason.IMMEDIATE_OF_LAST
    assert reason(2, Handling.TIME_LIMITED, Status.IN_PROGRESS) is DueReason.CONTINUING_OF_BEFORE_LAST
    assert reason(2, Handling.LONG_TERM, Status.LONG_TERM) is DueReason.CONTINUING_OF_BEFORE_LAST
    for back, handling, status in (
        (0, Handling.IMMEDIATE, Status.CLEARED),
        (1, Handling.TIME_LIMITED, Status.IN_PROGRESS),
        (2, Handling.TIME_LIMITED, Status.CLEARED),
        (2, Handling.IMMEDIATE, Status.IN_PROGRESS),
        (3, Handling.LONG_TERM, Status.LONG_TERM),
        (1, Handling.IMMEDIATE, Status.DRAFT),
        (1, Handling.IMMEDIATE, Status.WITHDRAWN),
    ):
        assert reason(back, handling, status) is None, (back, handling, status)


@given(back=st.integers(0, 5), handling=st.sampled_from(Handling))
def test_what_was_returned_or_came_back_is_due_whatever_its_round(back: int, handling: Handling) -> None:
    assert reason(back, handling, Status.RETURNED) is DueReason.RETURNED
    assert reason(back, handling, Status.RELAPSED) is DueReason.RELAPSED
    facts = RollingFacts(round_index=5 - back, handling=handling, status=Status.RETURNED, was_checked=True)
    assert due_reason(facts, 5) is None


def test_a_team_says_which_sides_lack_and_who_should_stand_aside() -> None:
    members = [
        MemberFacts(name="甲", side=TeamSide.INSPECTION, home_unit_id=7),
        MemberFacts(name="乙", side=TeamSide.DISCIPLINE),
        MemberFacts(name="丙", side=TeamSide.DISCIPLINE, tie="配偶在该单位任职"),
    ]
    assert missing_sides(members) == (TeamSide.PARTY_OFFICE, TeamSide.ORGANISATION)
    assert [member.name for member in tied(members, 7)] == ["甲", "丙"]
    assert [member.name for member in tied(members, 8)] == ["丙"]


@pytest.mark.parametrize(
    ("no", "lead", "office", "code"),
    [
        (1, None, None, ""),
        (2, 3, 3, ""),
        (2, None, 3, "led_by_discipline_office"),
        (2, 4, None, "no_discipline_office"),
    ],
)
def test_second_and_later_visits_are_led_by_the_units_discipline_office(
    no: int, lead: int | None, office: int | None, code: str
) -> None:
    assert [missing.code for missing in missing_lead(no, lead, office)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"papers": ()}, ["visit_without_papers"]),
        ({"papers": (PaperFacts(code="F", verdict=Verdict.UNVERIFIED),)}, ["papers_without_verdict"]),
        ({"papers": (PaperFacts(code="F", verdict=Verdict.DIFFERS),)}, ["differs_without_handling"]),
        ({"papers": (PaperFacts(code="F", verdict=Verdict.DIFFERS, handling="重改"),)}, []),
        ({"visited_on": DAY + timedelta(days=1)}, ["visit_day_wrong"]),
        ({"visited_on": DAY - timedelta(days=1)}, ["visit_day_wrong"]),
        ({"no": 2}, ["led_by_discipline_office"]),
    ],
)
def test_a_visit_is_recorded_only_when_nothing_lacks(change: dict[str, object], codes: list[str]) -> None:
    assert [missing.code for missing in missing_for_recording(replace(GOOD, **change))] == codes


@pytest.mark.parametrize("status", list(Status))
def test_only_what_was_said_to_be_done_comes_back(status: Status) -> None:
    assert is_reopened(Verdict.DIFFERS, status) is (status in ENDED)
    assert not is_reopened(Verdict.PARTLY, status)
