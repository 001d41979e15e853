"""Rounds, bodies, units, heads and inspections are entered once and change only in the open."""

from datetime import date

import pytest

from core.commands import inspections, master_data
from core.errors import AlreadyExists, InvalidInput, NotFound, RuleViolated, StaleVersion
from core.queries.inspections import list_inspections
from core.queries.master_data import list_bodies, list_unit_heads, list_units
from core.queries.rounds import list_rounds
from core.rules.plan import RoundPlan
from core.vocabulary import BodyKind, Phase, Stage, UnitKind
from tests.county import FEEDBACK, TODAY, County


def change_unit(county: County, version: int = 1, **fields: object) -> master_data.ChangeUnit:
    given = {"name": "柳舟镇党组织", "short_name": "柳舟镇", "kind": UnitKind.TOWNSHIP, "sort_order": 7, **fields}
    return master_data.ChangeUnit(unit_id=county.ids["unit:柳舟镇"], version=version, **given)


class TestRounds:
    """Rounds keep their own deadlines."""

    def test_a_round_keeps_the_deadlines_it_was_opened_with(self, county: County) -> None:
        county.do(
            master_data.CreateRound(code="R2", term_no=15, round_no=2, name="第二轮", plan=RoundPlan.six_months())
        )
        assert [row.plan.intensive_days for row in county.see(list_rounds)] == [90, 180]

    @pytest.mark.parametrize("fields", [{"code": "R1", "round_no": 9}, {"code": "R9", "round_no": 1}])
    def test_a_number_is_given_once(self, county: County, fields: dict[str, object]) -> None:
        with pytest.raises(AlreadyExists):
            county.do(master_data.CreateRound(term_no=15, name="又一轮", **fields))

    def test_a_changed_plan_moves_no_deadline_that_is_already_set(self, county: County) -> None:
        number = county.add_finding()
        county.do(
            master_data.ChangeRound(round_id=county.ids["R1"], version=1, name="第一轮", plan=RoundPlan.six_months())
        )
        from core.queries.finding import get_finding

        assert county.see(get_finding, number).row.due_on == date(2026, 5, 31)

    def test_two_people_do_not_overwrite_each_other(self, county: County) -> None:
        wanted = master_data.ChangeRound(round_id=county.ids["R1"], version=1, name="第一轮", plan=RoundPlan())
        county.do(wanted)
        with pytest.raises(StaleVersion):
            county.do(wanted)

    def test_a_plan_out_of_order_never_reaches_the_store(self) -> None:
        with pytest.raises(InvalidInput):
            master_data.CreateRound(code="R2", term_no=1, round_no=2, name="二", plan={"intensive_days": 400})


class TestUnits:
    """Units, bodies and heads."""

    @pytest.mark.parametrize("fields", [{"code": "LZZ"}, {"name": "柳舟镇党组织"}, {"short_name": "柳舟镇"}])
    def test_code_name_and_short_name_are_each_given_once(self, county: County, fields: dict[str, str]) -> None:
        given = {"code": "NEW", "name": "新单位", "short_name": "新单位", "kind": UnitKind.PARK, **fields}
        with pytest.raises(AlreadyExists):
            county.do(master_data.CreateUnit(**given))

    def test_a_unit_is_changed_in_the_version_that_was_seen(self, county: County) -> None:
        county.do(change_unit(county))
        with pytest.raises(StaleVersion):
            county.do(change_unit(county))
        row = next(row for row in county.see(list_units) if row.code == "LZZ")
        assert (row.sort_order, row.version) == (7, 2)

    def test_a_supervisor_must_be_of_the_right_kind(self, county: County) -> None:
        with pytest.raises(InvalidInput):
            county.do(change_unit(county, charge_leader_id=county.ids["第一巡察组"]))
        with pytest.raises(NotFound):
            county.do(change_unit(county, charge_leader_id=4711))

    def test_a_body_of_the_same_kind_and_name_exists_once(self, county: County) -> None:
        with pytest.raises(AlreadyExists):
            county.do(master_data.CreateBody(code="NEW", name="第一巡察组", kind=BodyKind.TEAM))
        county.do(master_data.CreateBody(code="NEW", name="第一巡察组", kind=BodyKind.PANEL))

    def test_a_body_is_renamed(self, county: County) -> None:
        county.do(
            master_data.ChangeBody(body_id=county.ids["第一巡察组"], version=1, name="巡察一组", leader_post="组长")
        )
        assert "巡察一组" in {row.name for row in county.see(list_bodies)}

    def test_a_new_head_ends_the_tenure_before_the_day_before(self, county: County) -> None:
        wanted = master_data.AppointUnitHead(
            unit_id=county.ids["unit:柳舟镇"], name="后任", post="书记", from_on=date(2026, 6, 1)
        )
        county.do(wanted)
        rows = [row for row in county.see(list_unit_heads) if row.unit_name == "柳舟镇"]
        assert [(row.name, row.from_on, row.to_on) for row in rows] == [
            ("后任", date(2026, 6, 1), None),
            ("某同志", date(2024, 1, 1), date(2026, 5, 31)),
        ]

    @pytest.mark.parametrize(
        ("from_on", "to_on"), [("2023-01-01", "2024-01-01"), ("2023-01-01", None), ("2024-01-01", None)]
    )
    def test_tenures_do_not_overlap(self, county: County, from_on: str, to_on: str | None) -> None:
        wanted = master_data.AppointUnitHead(
            unit_id=county.ids["unit:柳舟镇"], name="他人", post="书记", from_on=from_on, to_on=to_on
        )
        with pytest.raises(RuleViolated):
            county.do(wanted)

    def test_a_tenure_does_not_end_before_it_begins(self, county: County) -> None:
        wanted = master_data.AppointUnitHead(
            unit_id=county.ids["unit:柳舟镇"],
            name="他人",
            post="书记",
            from_on=date(2026, 6, 1),
            to_on=date(2026, 5, 31),
        )
        with pytest.raises(InvalidInput):
            county.do(wanted)


class TestInspections:
    """Inspections from planning to close-out."""

    def close(self, county: County, on: date = TODAY, version: int = 1) -> None:
        wanted = inspections.RegisterCloseOut(
            inspection_id=county.ids["柳舟镇"], version=version, closed_on=on, document="〔2026〕8号"
        )
        county.do(wanted)

    def test_a_unit_is_inspected_once_in_a_round(self, county: County) -> None:
        wanted = inspections.CreateInspection(
            round_id=county.ids["R1"], unit_id=county.ids["unit:柳舟镇"], team_id=county.ids["第一巡察组"]
        )
        with pytest.raises(AlreadyExists):
            county.do(wanted)

    def test_only_a_team_inspects(self, county: County) -> None:
        second = county.do(master_data.CreateRound(code="R2", term_no=15, round_no=2, name="第二轮"))
        wanted = inspections.CreateInspection(
            round_id=second, unit_id=county.ids["unit:柳舟镇"], team_id=county.ids["第一执纪监督室"]
        )
        with pytest.raises(InvalidInput):
            county.do(wanted)

    def test_feedback_is_recorded_and_fixed_once_findings_are_handed_over(self, county: County) -> None:
        inspection = county.ids["柳舟镇"]
        county.do(inspections.RecordFeedback(inspection_id=inspection, version=1, feedback_on=date(2026, 3, 3)))
        county.add_finding()
        with pytest.raises(RuleViolated):
            county.do(inspections.RecordFeedback(inspection_id=inspection, version=2, feedback_on=date(2026, 3, 4)))

    def test_feedback_is_not_dated_after_today(self, county: County) -> None:
        with pytest.raises(InvalidInput):
            county.do(
                inspections.RecordFeedback(
                    inspection_id=county.ids["柳舟镇"], version=1, feedback_on=date(2026, 11, 25)
                )
            )

    def test_close_out_waits_until_every_finding_has_ended(self, county: County) -> None:
        county.add_finding()
        with pytest.raises(RuleViolated) as refusal:
            self.close(county)
        assert refusal.value.details["codes"] == ["R1-柳舟镇-01"]

    def test_close_out_begins_the_long_run_on_its_day(self, county: County) -> None:
        self.close(county, date(2026, 10, 1))

        def row(on: date) -> tuple[Stage, Phase]:
            found = next(r for r in county.see(list_inspections, on=on) if r.code == "R1-柳舟镇")
            return found.stage, found.phase

        assert row(date(2026, 9, 30)) == (Stage.FEEDBACK, Phase.MIDDLE)
        assert row(date(2026, 10, 1)) == (Stage.CLOSED, Phase.LONG_RUN)

    @pytest.mark.parametrize("on", [date(2026, 3, 1), date(2026, 11, 25)])
    def test_close_out_lies_between_feedback_and_today(self, county: County, on: date) -> None:
        with pytest.raises(InvalidInput):
            self.close(county, on)

    def test_an_inspection_is_closed_out_once(self, county: County) -> None:
        self.close(county)
        with pytest.raises(RuleViolated):
            self.close(county, version=2)

    def test_only_a_panel_is_assigned_and_not_backwards(self, county: County) -> None:
        for panel, to_on in (("第一巡察组", TODAY), ("第一联合督查组", date(2026, 3, 1))):
            wanted = inspections.AssignPanel(
                inspection_id=county.ids["柳舟镇"], panel_id=county.ids[panel], from_on=FEEDBACK, to_on=to_on
            )
            with pytest.raises(InvalidInput):
                county.do(wanted)
