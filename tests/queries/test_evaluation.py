"""Adopted evaluations of any day: ranks within kind and round, facts of the day, few statements (docs/rules.md §7)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from core.commands.inspections import CreateInspection
from core.commands.master_data import CreateRound, CreateUnit
from core.errors import NotFound
from core.queries.evaluation import EvaluationCriteria, EvaluationRow, list_evaluations
from core.queries.lookback import list_lookback
from core.queries.portrait import get_portrait, list_portraits
from core.queries.score_sheet import get_score_sheet, list_draft_sheets
from core.vocabulary import UnitKind
from tests.county import FEEDBACK, County
from tests.evaluating import EVALUATED, evaluate_unit, points, save_sheet

EVERYTHING = EvaluationCriteria()


def by_unit(county: County, on: date | None = None, caller: str = "leader") -> dict[str, EvaluationRow]:
    return {row.unit_name: row for row in county.see(list_evaluations, EVERYTHING, caller=caller, on=on)}


def add_township(county: County, name: str, code: str) -> None:
    unit = county.do(CreateUnit(code=code, name=f"{name}党委", short_name=name, kind=UnitKind.TOWNSHIP), on=FEEDBACK)
    ids = county.ids
    ids[f"unit:{name}"] = unit
    ids[name] = county.do(
        CreateInspection(round_id=ids["R1"], unit_id=unit, team_id=ids["第二巡察组"], feedback_on=FEEDBACK), on=FEEDBACK
    )


def test_a_score_is_read_from_its_day_of_evaluation_on(county: County) -> None:
    evaluate_unit(county)
    assert by_unit(county, EVALUATED - timedelta(days=1))["柳舟镇"].total is None
    assert by_unit(county, EVALUATED)["柳舟镇"].total == Decimal("98.50")


def test_inspections_not_fed_back_on_the_day_do_not_appear(county: County) -> None:
    assert by_unit(county, FEEDBACK - timedelta(days=1)) == {}


def test_units_are_ranked_within_their_kind_and_equal_totals_share_a_rank(county: County) -> None:
    for name, code in (("石滩镇", "STZ"), ("青岭镇", "QLZ")):
        add_township(county, name, code)
        evaluate_unit(county, name, points=points(review_share="0.8"))
    evaluate_unit(county)
    evaluate_unit(county, "县财政局", points=points(review_share="0.5"))
    rows = by_unit(county)
    assert [(rows[name].rank, rows[name].of) for name in ("柳舟镇", "石滩镇", "青岭镇", "县财政局")] == [
        (1, 3),
        (2, 3),
        (2, 3),
        (1, 1),
    ]


def test_a_rank_counts_those_that_are_not_seen(county: County) -> None:
    add_township(county, "石滩镇", "STZ")
    evaluate_unit(county, "石滩镇")
    evaluate_unit(county, points=points(review_share="0.8"))
    rows = by_unit(county, caller="liuzhou")
    assert list(rows) == ["柳舟镇"]
    assert (rows["柳舟镇"].rank, rows["柳舟镇"].of) == (2, 2)


def test_the_latest_cycle_counts_and_names_the_change(county: County) -> None:
    evaluate_unit(county, points=points(review_share="0.8"))
    evaluate_unit(county, cycle=2, evaluated_on=EVALUATED + timedelta(days=60))
    row = by_unit(county)["柳舟镇"]
    assert (row.cycle, row.total, row.previous_total) == (2, Decimal("98.50"), Decimal("86.50"))
    first = county.see(list_evaluations, EvaluationCriteria(cycle=1, units=("LZZ",)))[0]
    assert (first.cycle, first.total) == (1, Decimal("86.50"))


def test_a_draft_is_read_by_the_office_only(county: County) -> None:
    save_sheet(county, points=points()[:3])
    assert by_unit(county)["柳舟镇"].total is None
    with pytest.raises(NotFound):
        county.see(get_score_sheet, "R1-柳舟镇", 1, caller="liuzhou")
    draft = county.see(list_draft_sheets)[0]
    assert (draft.inspection_code, draft.given, draft.needed) == ("R1-柳舟镇", 6, 42)


def test_the_view_shows_what_the_page_shows(county: County) -> None:
    evaluate_unit(county, points=points(self_share="0.9", review_share="0.55"), ballots=None)
    row = by_unit(county)["柳舟镇"]
    with county.store.read() as session:
        seen = session.execute(sa.text("SELECT * FROM v_evaluation")).mappings().one()
        candidate = session.execute(sa.text("SELECT * FROM v_lookback")).mappings().all()
    assert Decimal(str(seen["total"])) == row.total == Decimal("62.00")
    assert (seen["grade"], seen["flags"]) == (row.grade, "inflated_self,too_few_ballots")
    assert (seen["inspection_code"], seen["scheme"], seen["cycle"]) == ("R1-柳舟镇", row.scheme, 1)
    assert candidate == []


def test_the_view_of_candidates_follows_the_last_cycle(county: County) -> None:
    evaluate_unit(county, points=points(review_share="0.3"))

    def candidates() -> list[str]:
        with county.store.read() as session:
            return list(session.scalars(sa.text("SELECT reasons FROM v_lookback")))

    proposed = county.see(list_lookback, EVERYTHING)[0].lookback.proposals
    assert candidates() == ["\n".join(proposed)]
    evaluate_unit(county, cycle=2, evaluated_on=EVALUATED + timedelta(days=60))
    assert candidates() == []


@pytest.mark.parametrize("query", [list_evaluations, list_lookback, list_portraits])
def test_the_number_of_statements_does_not_grow_with_the_units(county: County, query) -> None:  # type: ignore[no-untyped-def]
    criteria = () if query is list_portraits else EVERYTHING
    county.add_finding()
    evaluate_unit(county)
    few = _statements(county, query, criteria)
    for number in range(3):
        add_township(county, f"新{number}镇", f"N{number}")
        evaluate_unit(county, f"新{number}镇")
    assert _statements(county, query, criteria) == few <= 18


def _statements(county: County, query, criteria) -> int:  # type: ignore[no-untyped-def]
    seen: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    sa.event.listen(county.store.engine, "before_cursor_execute", count)
    county.see(query, criteria)
    sa.event.remove(county.store.engine, "before_cursor_execute", count)
    return len(seen)


def test_a_unit_with_nothing_handed_over_is_not_taken_for_a_model(county: County) -> None:
    rows = {row.unit_code: row.portrait for row in county.see(list_portraits, ())}
    assert rows["LZZ"].score is None
    assert rows["LZZ"].completeness == 0


def test_a_team_opens_no_portrait_that_rests_on_the_inspection_of_another(county: County) -> None:
    county.add_finding()
    assert county.see(get_portrait, "LZZ", caller="team1").row.unit_code == "LZZ"
    later = county.do(CreateRound(code="R2", term_no=15, round_no=2, name="第二轮"))
    county.do(
        CreateInspection(
            round_id=later,
            unit_id=county.ids["unit:柳舟镇"],
            team_id=county.ids["第二巡察组"],
            feedback_on=EVALUATED,
        )
    )
    with pytest.raises(NotFound):
        county.see(get_portrait, "LZZ", caller="team1")
    assert county.see(list_portraits, (), caller="team1") == ()
    assert county.see(get_portrait, "LZZ", caller="team2").row.unit_code == "LZZ"
