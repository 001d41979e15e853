"""Calendars of inspections, and what a change of the round's calendar moves and leaves alone (docs/rules.md §3.1)."""

from datetime import timedelta

from icalendar import Calendar

from core.commands.master_data import ChangeRound
from core.commands.milestones import RecordMilestones
from core.documents.calendar_file import calendar_file
from core.queries.calendar import ChainRow, get_chain, list_chains, preview_calendar
from core.queries.inspections import list_inspections
from core.queries.rounds import list_rounds
from core.rules.plan import DayCount, RoundPlan
from core.vocabulary import Milestone, Phase
from tests.county import FEEDBACK, County, at

CODE = "R1-柳舟镇"


def chain(county: County, after: int) -> ChainRow:
    found: ChainRow = county.see(get_chain, CODE, on=FEEDBACK + timedelta(days=after))
    return found


def change(county: County, plan: RoundPlan, after: int) -> None:
    made = county.see(list_rounds)[0]
    command = ChangeRound(round_id=made.id, version=made.version, name=made.name, plan=plan)
    county.do(command, on=FEEDBACK + timedelta(days=after))


def test_a_changed_calendar_moves_what_is_open_and_says_so_before(county: County) -> None:
    day = FEEDBACK + timedelta(days=10)
    met = RecordMilestones(inspection_id=county.ids["柳舟镇"], version=1, met={Milestone.RELAY: day})
    county.do(met, on=day)
    longer = RoundPlan.six_months().model_copy(update={"relay_days": 14})
    previewed = county.see(preview_calendar, "R1", longer, on=day)
    moved = {(one.unit_name, one.move.milestone) for one in previewed}
    assert ("柳舟镇", Milestone.INTENSIVE_END) in moved and ("县财政局", Milestone.RELAY) in moved
    assert ("柳舟镇", Milestone.RELAY) not in moved
    before = {one.move.milestone: one.move.new_due_on for one in previewed if one.unit_name == "柳舟镇"}
    change(county, longer, 10)
    after = {stop.milestone: stop.due_on for stop in chain(county, 10).stops}
    assert after[Milestone.RELAY] == FEEDBACK + timedelta(days=7)
    assert before.items() <= after.items()


def test_an_intensive_stage_that_has_ended_stays_ended(county: County) -> None:
    change(county, RoundPlan.six_months(), 91)
    row = chain(county, 91)
    assert row.phase is Phase.MIDDLE
    assert row.stop(Milestone.INTENSIVE_END).due_on == FEEDBACK + timedelta(days=90)
    assert row.stop(Milestone.SECOND_EVALUATION).due_on == FEEDBACK + timedelta(days=330)
    phases = {one.unit_name: one.phase for one in county.see(list_inspections, on=FEEDBACK + timedelta(days=91))}
    assert set(phases.values()) == {Phase.MIDDLE}


def test_a_wrong_day_that_is_taken_back_goes_by_the_new_calendar(county: County) -> None:
    number = county.ids["柳舟镇"]
    day = FEEDBACK + timedelta(days=5)
    county.do(RecordMilestones(inspection_id=number, version=1, met={Milestone.RELAY: day}), on=day)
    change(county, RoundPlan(relay_days=20), 5)
    assert chain(county, 5).stop(Milestone.RELAY).due_on == FEEDBACK + timedelta(days=7)
    county.do(RecordMilestones(inspection_id=number, version=2, met={Milestone.RELAY: None}), on=day)
    assert chain(county, 5).stop(Milestone.RELAY).due_on == FEEDBACK + timedelta(days=20)


def test_workdays_of_years_without_official_arrangements_are_marked(county: County) -> None:
    assert not chain(county, 5).is_inferred
    change(county, RoundPlan(day_count=DayCount.WORKDAYS), 5)
    assert chain(county, 5).is_inferred


def test_the_calendar_file_holds_what_is_still_to_come_on_whole_days(county: County) -> None:
    rows = county.see(list_chains, (), on=FEEDBACK)
    made = Calendar.from_ical(calendar_file(rows, at(FEEDBACK)))
    events = list(made.walk("VEVENT"))
    expected = [stop for row in rows for stop in row.stops if stop.state != "done" and stop.due_on]
    assert len(events) == len(expected)
    relay = next(one for one in events if str(one["summary"]) == "柳舟镇：传达学习")
    assert relay["dtstart"].dt == FEEDBACK + timedelta(days=7)
    assert relay["dtend"].dt == FEEDBACK + timedelta(days=8)
