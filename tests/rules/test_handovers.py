"""When an inspection is handed over, and whose turn it is (docs/rules.md §3.2)."""

from datetime import date, timedelta

import pytest

from core.rules.handovers import SheetFacts, due_handovers, handover_turn, receiver
from core.rules.milestones import ChainFacts
from core.rules.plan import RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import Phase, Role

T = date(2026, 3, 2)
CALENDAR = WorkCalendar()
PLAN = RoundPlan()


def day(number: int) -> date:
    return T + timedelta(days=number)


def due(after: int, closed: int | None = None) -> tuple[Phase, ...]:
    way = ChainFacts(feedback_on=T, closed_on=None if closed is None else day(closed))
    return due_handovers(way, day(after), PLAN, CALENDAR)


@pytest.mark.parametrize(("after", "expected"), [(90, ()), (91, (Phase.MIDDLE,)), (400, (Phase.MIDDLE,))])
def test_the_team_hands_over_the_day_after_the_intensive_stage(after: int, expected: tuple[Phase, ...]) -> None:
    assert due(after) == expected


def test_after_close_out_both_changes_are_handed_over_unless_there_was_no_middle() -> None:
    assert due(200, closed=200) == (Phase.MIDDLE, Phase.LONG_RUN)
    assert due(100, closed=91) == (Phase.LONG_RUN,)
    assert due(100, closed=92) == (Phase.MIDDLE, Phase.LONG_RUN)


def test_the_sheet_goes_from_the_giver_to_the_receiver_within_ten_days_of_the_change() -> None:
    way = ChainFacts(feedback_on=T)

    def turn(sheet: SheetFacts | None) -> tuple[Role, bool, date, date] | None:
        now = handover_turn(Phase.MIDDLE, sheet, way, PLAN, CALENDAR, has_resident_team=True)
        return now and (now.role, now.is_drawn_up, now.since_on, now.due_on)

    assert turn(None) == (Role.TEAM, False, day(91), day(101))
    assert turn(SheetFacts(drawn_up_on=day(95))) == (Role.TEAM, True, day(95), day(101))
    assert turn(SheetFacts(drawn_up_on=day(95), given_on=day(96))) == (Role.OFFICE, True, day(96), day(101))
    assert turn(SheetFacts(drawn_up_on=day(95), given_on=day(96), received_on=day(97))) is None


def test_after_close_out_the_resident_team_takes_over_or_the_discipline_office_where_there_is_none() -> None:
    assert receiver(Phase.MIDDLE, True) is Role.OFFICE
    assert receiver(Phase.LONG_RUN, True) is Role.RESIDENT_TEAM
    assert receiver(Phase.LONG_RUN, False) is Role.DISCIPLINE_OFFICE


def test_nothing_is_handed_over_into_a_phase_that_has_not_begun() -> None:
    assert handover_turn(Phase.LONG_RUN, None, ChainFacts(feedback_on=T), PLAN, CALENDAR, True) is None
