"""Deeds are done in order of time, whatever order they were planned in."""

from datetime import date

from core.demo.schedule import Moment, Schedule

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def _told(schedule: Schedule) -> list[str]:
    told: list[str] = []
    for name, day, minute in (("b", MONDAY, 600), ("c", TUESDAY, 10), ("a", MONDAY, 540), ("b2", MONDAY, 600)):
        schedule.add(day, minute, lambda moment, name=name: told.append(f"{name} {moment.now:%d %H:%M}"))
    schedule.run()
    return told


def test_deeds_follow_day_and_minute_and_then_the_order_they_were_added_in() -> None:
    assert _told(Schedule()) == ["a 02 01:00", "b 02 02:00", "b2 02 02:00", "c 02 16:10"]


def test_a_deed_may_add_a_later_one() -> None:
    schedule, told = Schedule(), []

    def first(moment: Moment) -> None:
        schedule.add(TUESDAY, 540, lambda later: told.append(later.day))

    schedule.add(MONDAY, 540, first)
    schedule.run()
    assert told == [TUESDAY]
