"""Drafts and views belong to one person, survive everything, and leave no trace in the business trail (docs/adr/0010)."""

import pytest

from core import desk
from core.access.actor import ByUsername, load_actor
from core.errors import RuleViolated
from core.identity import Actor
from core.messages import sentence
from core.store.revision import revision
from tests.county import TODAY, County, at

PLACE = ("ledgers", "R1-柳舟镇")
NOW = at(TODAY)


def who(county: County, username: str) -> Actor:
    with county.store.read() as session:
        return load_actor(session, ByUsername(username), NOW, TODAY)


def keep(county: County, username: str, changed: dict[str, str], gone: tuple[str, ...] = ()) -> None:
    desk.keep_draft(county.store, who(county, username), PLACE, changed, gone, NOW)


def draft(county: County, username: str) -> dict[str, str]:
    return desk.read_draft(county.store, who(county, username), *PLACE)


def test_what_two_windows_of_one_person_typed_is_all_kept(county: County) -> None:
    keep(county, "liuzhou", {"a": "一", "b": "二"})
    keep(county, "liuzhou", {"c": "三", "b": "改"}, gone=("a",))
    assert draft(county, "liuzhou") == {"b": "改", "c": "三"}


def test_a_draft_is_nobody_elses_and_moves_no_revision(county: County) -> None:
    with county.store.read() as session:
        before = revision(session)
    keep(county, "liuzhou", {"a": "一"})
    assert draft(county, "office") == {}
    assert draft(county, "liuzhou_head") == {}
    with county.store.read() as session:
        assert revision(session) == before


def test_a_draft_ends_when_it_is_saved_or_given_up(county: County) -> None:
    keep(county, "liuzhou", {"a": "一"})
    desk.drop_draft(county.store, who(county, "liuzhou"), *PLACE)
    assert draft(county, "liuzhou") == {}


def test_a_draft_too_long_is_refused_and_the_one_before_stays(county: County) -> None:
    keep(county, "liuzhou", {"a": "一"})
    with pytest.raises(RuleViolated) as refusal:
        keep(county, "liuzhou", {"b": "长" * desk.MOST_CHARACTERS})
    assert "台账导入" in sentence(refusal.value)
    assert draft(county, "liuzhou") == {"a": "一"}


def test_a_view_is_saved_under_its_name_replaced_and_forgotten(county: County) -> None:
    mine, other = who(county, "office"), who(county, "leader")
    for query in ("status=returned", "status=relapsed"):
        desk.save_view(county.store, mine, "findings", ("退回的", query), NOW)
    (view,) = desk.list_views(county.store, mine, "findings")
    assert (view.name, view.query) == ("退回的", "status=relapsed")
    assert desk.list_views(county.store, other, "findings") == ()
    desk.drop_view(county.store, other, view.id)
    assert len(desk.list_views(county.store, mine, "findings")) == 1
    desk.drop_view(county.store, mine, view.id)
    assert desk.list_views(county.store, mine, "findings") == ()


def test_a_view_needs_a_name_and_there_are_not_too_many(county: County) -> None:
    mine = who(county, "office")
    with pytest.raises(RuleViolated):
        desk.save_view(county.store, mine, "findings", ("  ", ""), NOW)
    for number in range(desk.MOST_VIEWS):
        desk.save_view(county.store, mine, "findings", (str(number), ""), NOW)
    with pytest.raises(RuleViolated) as refusal:
        desk.save_view(county.store, mine, "findings", ("再来一个", ""), NOW)
    assert "最多30个" in sentence(refusal.value)
