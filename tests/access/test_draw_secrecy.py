"""A unit, its charge leader and a department learn nothing of a draw: no answer to any question changes by it (docs/trust.md X18)."""

from typing import Any

import pytest

from core.abilities import QUERIES
from core.commands.draws import AbandonDraw, HoldDraw, SealDraw
from core.errors import NotFound, NotPermitted
from core.queries.actions import CHANGES
from core.vocabulary import Role
from tests.access.test_abilities import answer, county
from tests.county import County

__all__ = ["county"]
OUTSIDERS = ("caizheng", "caizheng_head", "vice_mayor", "civil")
DRAW_QUERIES = ("preview_frame", "list_draws", "get_draw", "verify_draw", "list_drawn")


def everything(county: County) -> dict[tuple[str, str], str]:
    """Whatever anybody of these can be told, question by question."""
    return {(name, username): told(county, name, username) for name in sorted(QUERIES) for username in OUTSIDERS}


def told(county: County, name: str, username: str) -> str:
    try:
        return repr(answer(county, name, username))
    except (NotPermitted, NotFound) as refusal:
        return refusal.code


def test_no_answer_to_those_who_are_checked_changes_by_a_draw(county: County) -> None:
    before = everything(county)
    number = county.do(SealDraw(purpose="突击抽查", size=2), "office")
    assert everything(county) == before
    county.do(HoldDraw(draw_id=number, version=1), "leader")
    assert everything(county) == before
    county.do(AbandonDraw(draw_id=county.do(SealDraw(purpose="再抽", size=1)), version=1, reason="不抽了"))
    assert everything(county) == before
    words = "".join(before.values())
    assert not any(word in words for word in ("突击抽查", "两家各抽一个", *(CHANGES[f"draw.{step}"] for step in ("sealed", "held", "abandoned"))))  # fmt: skip


@pytest.mark.parametrize("name", DRAW_QUERIES)
def test_only_those_who_draw_or_check_may_ask_about_draws(name: str) -> None:
    may: Any = {Role.LEADER, Role.OFFICE, Role.TEAM, Role.DISCIPLINE_OFFICE}
    assert set(QUERIES[name]) <= may
    assert (set(QUERIES[name]) == may) is (name == "list_drawn")


def test_who_checks_sees_what_was_drawn_in_own_units_and_nothing_of_the_frame(county: County) -> None:
    rows = answer(county, "list_drawn", "team1")
    assert {row.unit_name for row in rows} == {"柳舟镇"}
    for username in ("team1", "discipline"):
        for name in ("list_draws", "get_draw", "verify_draw", "preview_frame"):
            assert told(county, name, username) == "not_permitted"
