"""Warnings are issued once per level, reach the right people, and stop when the thing is done (docs/rules.md §3.5)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core.commands.extension import DecideExtension, RequestExtension
from core.commands.master_data import ChangeUnit
from core.commands.warning_letters import DraftWarningLetters
from core.commands.warnings import IssueWarnings
from core.errors import RuleViolated
from core.identity import Grant
from core.queries.items import list_items, list_my_items, list_unheld, where_things_stop
from core.queries.warnings import WarningRow, list_due_warnings, list_warnings
from core.store.models import Dispatch, DispatchFinding
from core.vocabulary import DispatchKind, ItemKind, Role, WarningLevel
from tests.county import FEEDBACK, County

DUE = FEEDBACK + timedelta(days=90)


def warned(county: County, finding: int, on: date, caller: str = "office") -> list[WarningRow]:
    rows = county.see(list_warnings, False, caller=caller, on=on)
    return [row for row in rows if row.key.kind is ItemKind.RECTIFY and row.key.subject_id == finding]


def issue(county: County, on: date) -> None:
    if county.see(list_due_warnings, on=on):
        county.do(IssueWarnings(), on=on)


def test_each_level_of_a_deadline_is_issued_once_and_to_wider_receivers(county: County) -> None:
    finding = county.add_finding()
    for left in (20, 20, 15, 10, 0, -1, -30, -31, -60):
        issue(county, DUE - timedelta(days=left))
    rows = sorted(warned(county, finding, DUE + timedelta(days=60)), key=lambda row: row.issued_on)
    assert [(row.key.level, (DUE - row.issued_on).days) for row in rows] == [
        (WarningLevel.GREEN, 20),
        (WarningLevel.YELLOW, 10),
        (WarningLevel.RED, -1),
        (WarningLevel.ESCALATED, -31),
    ]
    assert [len(row.reached) for row in rows] == [1, 1, 4, 5]
    with pytest.raises(RuleViolated):
        county.do(IssueWarnings(), on=DUE + timedelta(days=60))


def test_people_see_the_warnings_that_reached_them_and_no_others(county: County) -> None:
    finding = county.add_finding()
    day = DUE - timedelta(days=20)
    issue(county, day)
    assert warned(county, finding, day, "liuzhou") and warned(county, finding, day, "leader")
    for caller in ("caizheng", "vice_mayor", "team1", "civil", "discipline"):
        assert warned(county, finding, day, caller) == [], caller
    issue(county, DUE + timedelta(days=1))
    assert len(warned(county, finding, DUE + timedelta(days=1), "vice_mayor")) == 1


def test_a_warning_stops_when_the_day_moves_and_the_new_day_is_warned_of_anew(county: County) -> None:
    finding = county.add_finding()
    day = DUE + timedelta(days=1)
    issue(county, day)
    assert [row.is_open for row in warned(county, finding, day)] == [True]
    later = day + timedelta(days=5)
    wanted = RequestExtension(
        finding_id=finding, version=county.version(finding), new_due_on=later, reason="汛期不能施工"
    )
    county.do(wanted, "liuzhou", on=day)
    county.do(DecideExtension(finding_id=finding, version=county.version(finding), approve=True), on=day)
    assert [row.is_open for row in warned(county, finding, day)] == [False]
    issue(county, day)
    now = [row for row in warned(county, finding, day) if row.is_open]
    assert [(row.key.level, row.key.due_on) for row in now] == [(WarningLevel.YELLOW, later)]


def test_every_overdue_item_has_a_holder_and_reaches_somebody(county: County) -> None:
    county.add_finding()
    county.add_finding("县财政局", text="三重一大没有集体研究")
    day = FEEDBACK + timedelta(days=400)
    issue(county, day)
    reached = {
        (row.key.kind, row.key.subject_id, row.key.part, row.key.due_on): row.reached
        for row in county.see(list_warnings, True, on=day)
    }
    late = [row for row in county.see(list_items, on=day) if row.is_late]
    assert {row.item.kind for row in late} >= {ItemKind.RECTIFY, ItemKind.SUBMIT_PLAN, ItemKind.MEET_MILESTONE}
    for row in late:
        assert reached[row.item.kind, row.item.subject_id, row.item.part, row.item.due_on], row.item


def test_what_nobody_holds_is_listed_and_told_to_the_office(county: County) -> None:
    day = FEEDBACK + timedelta(days=272)
    found = {(row.item.unit_name, row.item.part) for row in county.see(list_unheld, on=day)}
    assert found == {("县财政局", "second_evaluation")}
    issue(county, day)
    rows = [row for row in county.see(list_warnings, True, on=day) if row.key.part == "second_evaluation"]
    assert {one.role for row in rows for one in row.reached if row.unit_name == "县财政局"} == {Role.OFFICE}


def test_my_items_are_those_my_post_holds_the_most_urgent_first(county: County) -> None:
    first = county.add_finding()
    county.add_finding(text="会议记录不全", handling="immediate")
    day = FEEDBACK + timedelta(days=31)
    mine = county.see(
        list_my_items, (Grant(role=Role.UNIT, unit_id=county.ids["unit:柳舟镇"]),), caller="liuzhou", on=day
    )
    days = [row.days_left for row in mine]
    assert days == sorted(days)
    assert first in {row.item.subject_id for row in mine}
    assert {row.item.holder.role for row in mine} == {Role.UNIT}
    assert mine[0].held_workdays == 23
    foreign = (Grant(role=Role.UNIT, unit_id=county.ids["unit:县财政局"]),)
    assert county.see(list_my_items, foreign, caller="liuzhou", on=day) == ()


def test_where_things_stop_counts_by_body_and_by_person(county: County) -> None:
    county.add_finding()
    rows = county.see(list_items, on=DUE + timedelta(days=1))
    bodies = where_things_stop(rows, by_person=False)
    assert sum(one.items for one in bodies) == len(rows)
    assert sum(one.late for one in bodies) == sum(row.is_late for row in rows)
    assert bodies[0].late == max(one.late for one in bodies)
    people = where_things_stop(rows, by_person=True)
    assert sum(one.items for one in people) == len(rows)


def test_a_unit_without_a_body_is_no_longer_unheld_once_it_has_one(county: County) -> None:
    day = FEEDBACK + timedelta(days=272)
    change = ChangeUnit(
        unit_id=county.ids["unit:县财政局"],
        version=1,
        name="县财政局党组织",
        short_name="县财政局",
        kind="agency",
        sort_order=1,
        discipline_office_id=county.ids["第一执纪监督室"],
    )
    county.do(change, on=day)
    assert county.see(list_unheld, on=day) == ()


def test_open_warnings_become_one_letter_for_each_unit_and_never_the_same_twice(county: County) -> None:
    finding = county.add_finding(title="补贴未公示")
    day = DUE + timedelta(days=1)
    with pytest.raises(RuleViolated):
        county.do(DraftWarningLetters(), on=day)
    issue(county, day)
    drafts = county.do(DraftWarningLetters(), on=day)
    with county.store.read() as session:
        letters = {row.inspection_id: row for row in session.scalars(select(Dispatch))}
        about = {row.finding_id for row in session.scalars(select(DispatchFinding))}
        assert len(drafts) == len(letters) == 2
        own = letters[county.ids["柳舟镇"]]
        assert own.kind is DispatchKind.ADMONITION and "补贴未公示" in own.summary and about == {finding}
    with pytest.raises(RuleViolated):
        county.do(DraftWarningLetters(), on=day + timedelta(days=1))
