"""A hand-over sheet is drawn up once the phase changed and signed by both sides (docs/rules.md §3.2)."""

from datetime import timedelta

import pytest

from core.commands.handovers import DrawUpHandover, SignHandover
from core.errors import AlreadyExists, NotFound, NotPermitted, RuleViolated, StaleVersion
from core.queries.handovers import HandoverRow, list_handovers
from core.queries.items import list_items
from core.vocabulary import ItemKind, Phase
from tests.county import FEEDBACK, County

CHANGED = FEEDBACK + timedelta(days=91)


def draw_up(county: County, caller: str = "team1", on: object = CHANGED) -> int:
    command = DrawUpHandover(inspection_id=county.ids["柳舟镇"], to_phase=Phase.MIDDLE, note="两项要盯紧")
    number: int = county.do(command, caller, on=on)  # type: ignore[arg-type]
    return number


def row(county: County) -> HandoverRow:
    rows: tuple[HandoverRow, ...] = county.see(list_handovers, on=CHANGED)
    return next(one for one in rows if one.unit_name == "柳舟镇")


def sign(county: County, caller: str) -> None:
    county.do(SignHandover(handover_id=row(county).id, version=row(county).version), caller, on=CHANGED)


def test_a_sheet_is_drawn_up_by_the_team_and_signed_by_team_and_office_in_this_order(county: County) -> None:
    finding = county.add_finding()
    draw_up(county)
    assert [line["code"] for line in row(county).content["open"]] == ["R1-柳舟镇-01"]
    assert [line["risk"] for line in row(county).content["risks"]] == ["逾期1日"]
    with pytest.raises(NotPermitted):
        sign(county, "office")
    sign(county, "team1")
    with pytest.raises(NotPermitted):
        sign(county, "team1")
    sign(county, "office")
    assert row(county).turn is None and row(county).received_on == CHANGED
    with pytest.raises(RuleViolated):
        sign(county, "office")
    assert finding


def test_before_the_phase_changes_there_is_nothing_to_hand_over(county: County) -> None:
    with pytest.raises(RuleViolated):
        draw_up(county, on=CHANGED - timedelta(days=1))
    assert county.see(list_handovers, on=CHANGED - timedelta(days=1)) == ()


def test_a_sheet_is_drawn_up_once_and_never_signed_on_an_old_screen(county: County) -> None:
    draw_up(county)
    with pytest.raises(AlreadyExists):
        draw_up(county, "office")
    version = row(county).version
    sign(county, "team1")
    with pytest.raises(StaleVersion):
        county.do(SignHandover(handover_id=row(county).id, version=version), "office", on=CHANGED)


def test_other_teams_and_the_unit_neither_see_nor_sign(county: County) -> None:
    draw_up(county)
    for caller in ("team2", "liuzhou", "panel"):
        with pytest.raises((NotPermitted, NotFound)):
            sign(county, caller)
    seen = county.see(list_handovers, caller="team2", on=CHANGED)
    assert {one.unit_name for one in seen} == {"县财政局"}


def test_what_is_not_handed_over_waits_on_the_side_whose_turn_it_is(county: County) -> None:
    def waiting() -> list[tuple[ItemKind, str]]:
        rows = county.see(list_items, on=CHANGED)
        kinds = (ItemKind.DRAW_UP_HANDOVER, ItemKind.SIGN_HANDOVER)
        return [
            (one.item.kind, one.item.holder.name)
            for one in rows
            if one.item.kind in kinds and one.item.unit_name == "柳舟镇"
        ]

    assert waiting() == [(ItemKind.DRAW_UP_HANDOVER, "第一巡察组")]
    draw_up(county)
    assert waiting() == [(ItemKind.SIGN_HANDOVER, "第一巡察组")]
    sign(county, "team1")
    assert waiting() == [(ItemKind.SIGN_HANDOVER, "巡察办")]
    sign(county, "office")
    assert waiting() == []
