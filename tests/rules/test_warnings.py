"""Levels of warning, whom each reaches, and that each is given once (docs/rules.md §3.5)."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identity import Place
from core.rules.items import BodyFacts, Holder, HolderGap, Item, Posts, holder_of, reviewer_of
from core.rules.plan import RoundPlan
from core.rules.warnings import CLEARANCE, addresses, level_of, warning_key
from core.vocabulary import ItemKind, Role, WarningLevel, WarningReceiver

DUE = date(2026, 6, 1)
PLAN = RoundPlan()
POSTS = Posts(
    unit_id=7,
    unit_name="柳舟镇",
    head="书记 某同志",
    team=BodyFacts(id=1, name="第一巡察组"),
    charge_leader=BodyFacts(id=2, name="副县长"),
    discipline_office=BodyFacts(id=3, name="第一执纪监督室"),
    resident_team=BodyFacts(id=4, name="第一派驻组"),
)
LEVELS = (WarningLevel.GREEN, WarningLevel.YELLOW, WarningLevel.RED, WarningLevel.ESCALATED)


def item(kind: ItemKind = ItemKind.RECTIFY, holder: Holder | None = None, due_on: date | None = DUE) -> Item:
    return Item(
        kind=kind,
        subject_id=5,
        code="F",
        title="一个问题",
        inspection_id=1,
        inspection_code="R1",
        unit_id=7,
        unit_name="柳舟镇",
        place=Place(unit_id=7),
        holder=holder or holder_of(Role.UNIT, POSTS, "经办人"),
        since_on=DUE,
        due_on=due_on,
    )


def reached(level: WarningLevel, holder: Holder | None = None, posts: Posts = POSTS) -> list[tuple[Role, int | None]]:
    found = addresses(item(holder=holder), level, PLAN, posts, "分管副镇长")
    return [(one.role, one.unit_id or one.body_id) for one in found]


@pytest.mark.parametrize(
    ("left", "level"),
    [
        (21, WarningLevel.NONE),
        (20, WarningLevel.GREEN),
        (11, WarningLevel.GREEN),
        (10, WarningLevel.YELLOW),
        (0, WarningLevel.YELLOW),
        (-1, WarningLevel.RED),
        (-30, WarningLevel.RED),
        (-31, WarningLevel.ESCALATED),
    ],
)
def test_levels_change_on_their_very_day(left: int, level: WarningLevel) -> None:
    assert level_of(DUE, DUE - timedelta(days=left), PLAN) is level


def test_what_has_no_day_is_warned_of_at_no_level() -> None:
    assert level_of(None, DUE, PLAN) is WarningLevel.NONE
    assert warning_key(item(due_on=None), WarningLevel.RED) is None
    assert warning_key(item(), WarningLevel.NONE) is None


def test_each_level_reaches_further_than_the_one_below() -> None:
    assert reached(WarningLevel.GREEN) == [(Role.UNIT, 7)]
    assert reached(WarningLevel.YELLOW) == [(Role.UNIT, 7)]
    assert reached(WarningLevel.RED) == [
        (Role.UNIT, 7),
        (Role.UNIT_HEAD, 7),
        (Role.CHARGE_LEADER, 2),
        (Role.OFFICE, None),
    ]
    assert reached(WarningLevel.ESCALATED) == [*reached(WarningLevel.RED), (Role.LEADER, None)]
    persons = addresses(item(), WarningLevel.YELLOW, PLAN, POSTS, "分管副镇长")[0].person
    assert persons == "经办人、分管副镇长"


def test_what_lies_with_a_supervisor_is_not_told_to_the_unit() -> None:
    office = reached(WarningLevel.ESCALATED, holder_of(Role.TEAM, POSTS))
    assert office == [(Role.TEAM, 1), (Role.OFFICE, None), (Role.LEADER, None)]


@pytest.mark.parametrize("level", LEVELS)
def test_what_nobody_holds_reaches_the_office_at_every_level(level: WarningLevel) -> None:
    nobody = Holder(role=Role.TEAM, name="（未指定）", gap=HolderGap.NO_BODY)
    assert (Role.OFFICE, None) in reached(level, nobody)
    headless = Posts(unit_id=7, unit_name="柳舟镇", head="", team=None)
    assert (Role.OFFICE, None) in reached(level, holder_of(Role.UNIT_HEAD, headless), headless)


def test_a_finding_is_warned_of_once_for_a_deadline_whoever_holds_it() -> None:
    keys = {warning_key(item(kind), WarningLevel.RED) for kind in CLEARANCE}
    assert len(keys) == 1
    assert warning_key(item(ItemKind.SUBMIT_PLAN), WarningLevel.RED) not in keys
    moved = warning_key(item(due_on=DUE + timedelta(days=1)), WarningLevel.RED)
    assert moved not in keys


def test_after_close_out_either_supervisor_may_review() -> None:
    from core.identity import Grant

    holder = reviewer_of((Role.DISCIPLINE_OFFICE, Role.RESIDENT_TEAM), POSTS)
    assert holder.name == "第一执纪监督室"
    held = [
        holder.is_held_by(Grant(role=role, body_id=number))
        for role, number in ((Role.DISCIPLINE_OFFICE, 3), (Role.RESIDENT_TEAM, 4), (Role.RESIDENT_TEAM, 9))
    ]
    assert held == [True, True, False]
    alone = reviewer_of(
        (Role.DISCIPLINE_OFFICE, Role.RESIDENT_TEAM), Posts(unit_id=7, unit_name="柳", head="", team=None)
    )
    assert alone.gap is HolderGap.NO_BODY


roles = st.sampled_from([Role.UNIT, Role.UNIT_HEAD, Role.TEAM, Role.OFFICE, Role.DISCIPLINE_OFFICE, Role.RESIDENT_TEAM])
bodies = st.none() | st.builds(BodyFacts, id=st.integers(1, 9), name=st.just("一组"), is_active=st.booleans())
posts = st.builds(
    Posts,
    unit_id=st.just(7),
    unit_name=st.just("柳舟镇"),
    head=st.sampled_from(["", "书记"]),
    team=bodies,
    charge_leader=bodies,
    discipline_office=bodies,
    resident_team=bodies,
)


@given(role=roles, who=posts)
def test_every_level_reaches_somebody_and_never_fewer_than_the_level_below(role: Role, who: Posts) -> None:
    held = item(holder=holder_of(role, who))
    reach = [{(a.role, a.unit_id, a.body_id) for a in addresses(held, level, PLAN, who)} for level in LEVELS]
    assert all(reach)
    assert all(lower <= higher for lower, higher in pairwise(reach))
    for level in LEVELS:
        assert len(addresses(held, level, PLAN, who)) == len(reach[LEVELS.index(level)])


def test_a_receiver_is_named_by_the_narrowest_way_it_is_reached() -> None:
    first = addresses(item(), WarningLevel.RED, PLAN, POSTS)[0]
    assert first.receiver is WarningReceiver.HOLDER
