"""A draw is sealed, held by a later command, checked and kept; repeated ones are seen; nobody chooses a seed (docs/trust.md X29)."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from core.commands.clearance import ClearOnTheSpot
from core.commands.draws import AbandonDraw, DrawFrame, HoldDraw, SealDraw
from core.commands.evidence import AttachEvidence
from core.errors import InvalidInput, NotFound, NotPermitted, RuleViolated, StaleVersion
from core.messages import sentence
from core.queries.draw_frame import FrameCriteria, FramePreview, preview_frame
from core.queries.drawn_findings import DrawnRow, list_drawn
from core.queries.draws import DrawDetail, DrawRow, get_draw, list_draws, verify_draw
from core.queries.trail import list_audit_events
from core.rules.draw import DEFAULT_WEIGHTS
from core.rules.draw_check import SheetCheck, verify
from core.rules.draw_repeats import RepeatReason
from core.store.models import SpotDraw, SupervisionVisit, WorkingPaper
from core.vocabulary import DrawState, Handling, RiskFactor, Verdict, VisitKind, VisitState
from tests.county import FEEDBACK, TODAY, County

SEALED = date(2026, 4, 1)
"""Nothing is overdue yet."""
WHOLE = (FrameCriteria(), 2, tuple(DEFAULT_WEIGHTS.items()))


@pytest.fixture
def findings(county: County) -> list[int]:
    """Four findings of one unit, one of them about money, and two of another."""
    own = [county.add_finding(text=f"第{number}个问题") for number in range(3)]
    own.append(county.add_finding(text="涉及资金的问题", amount_yuan="5000"))
    return [*own, *(county.add_finding("县财政局", text=f"财政{number}") for number in range(2))]


def seal(county: County, size: int = 2, on: date = SEALED, **fields: Any) -> int:
    number: int = county.do(SealDraw(purpose="反向核查", size=size, **fields), "office", on=on)
    return number


def hold(county: County, number: int, on: date = SEALED, caller: str = "office") -> tuple[str, ...]:
    drawn: tuple[str, ...] = county.do(HoldDraw(draw_id=number, version=1), caller, on=on)
    return drawn


def detail(county: County, number: int, on: date | None = None) -> DrawDetail:
    found: DrawDetail = county.see(get_draw, number, caller="leader", on=on)
    return found


def rows(county: County) -> list[DrawRow]:
    return list(county.see(list_draws, caller="leader"))


def drawn_rows(county: County, caller: str) -> list[DrawnRow]:
    return list(county.see(list_drawn, caller=caller))


def codes(refusal: pytest.ExceptionInfo[RuleViolated]) -> list[str]:
    return [one.code for one in refusal.value.details["missing"]]  # type: ignore[attr-defined]


def record_papers(county: County, number: int, *verdicts: Verdict) -> None:
    """As the visits of a draw are recorded, paper by paper."""
    with county.store.write() as session:
        papers = session.scalars(
            sa.select(WorkingPaper)
            .join(SupervisionVisit, SupervisionVisit.id == WorkingPaper.visit_id)
            .where(SupervisionVisit.draw_id == number)
            .order_by(WorkingPaper.id)
        )
        for paper, verdict in zip(papers, verdicts, strict=False):
            paper.verdict, paper.fact = verdict, "到村里看过"
        for no, visit in enumerate(session.scalars(sa.select(SupervisionVisit).filter_by(draw_id=number)), 1):
            visit.state, visit.no, visit.visited_on, visit.recorded_on = VisitState.RECORDED, no, SEALED, SEALED


def test_a_draw_is_sealed_then_held_opens_its_visits_and_can_be_computed_again(
    county: County, findings: list[int]
) -> None:
    number = seal(county, weights={RiskFactor.MONEY: 5})
    before = detail(county, number)
    assert (before.row.state, before.row.frame_size, before.sheet, before.drawn) == (DrawState.SEALED, 6, None, ())
    assert [one.weight for one in before.candidates] == [1, 1, 1, 1, 1, 6]
    assert before.sealed.weights == dict(DEFAULT_WEIGHTS) | {RiskFactor.MONEY: 5}
    drawn = hold(county, number, caller="leader")
    after = detail(county, number)
    assert len(drawn) == 2
    assert tuple(one.code for one in after.drawn) == drawn
    assert after.row.commitment == before.row.commitment
    assert after.sheet is not None
    assert after.sheet.sealed == before.sealed
    assert after.sheet.drawn_at == "2026-04-01T10:00:00+08:00"
    checks = county.see(verify_draw, number, caller="leader")
    assert [check.kind for check in checks] == list(SheetCheck)
    assert all(check.holds for check in checks)
    with county.store.read() as session:
        visits = session.scalars(sa.select(SupervisionVisit).filter_by(draw_id=number)).all()
        planned = {(visit.kind, visit.planned_from_on, visit.planned_to_on) for visit in visits}
        records = session.scalars(sa.select(WorkingPaper.ledger_record)).all()
    assert sorted(record["findings"][0]["finding"] for record in records) == list(drawn)
    assert planned == {(VisitKind.SPOT_CHECK, SEALED, date(2026, 4, 16))}
    assert (after.row.result.drawn, after.row.result.checked, after.row.result.share) == (2, 0, None)  # type: ignore[union-attr]


def test_the_secret_shows_to_nobody_before_the_draw_is_held(county: County, findings: list[int]) -> None:
    number = seal(county)
    with county.store.read() as session:
        secret = session.get_one(SpotDraw, number).secret
    for shown in (detail(county, number), rows(county), county.see(list_draws, caller="office")):
        assert secret not in repr(shown)
    with pytest.raises(RuleViolated) as refusal:
        county.see(verify_draw, number)
    assert "现在是“已封存”" in sentence(refusal.value)
    assert secret not in repr(county.see(list_audit_events, 500, 0, caller="auditor"))
    drawn = hold(county, number)
    assert not any(code in repr(county.see(list_audit_events, 3, 0, caller="auditor")) for code in drawn)


def test_a_changed_row_or_a_sheet_swapped_for_another_does_not_hold(county: County, findings: list[int]) -> None:
    first = seal(county)
    hold(county, first)
    second = seal(county)
    hold(county, second)
    with county.store.write() as session:
        one, other = session.get_one(SpotDraw, first), session.get_one(SpotDraw, second)
        for name in ("sheet", "sheet_sha256", "seed", "secret", "commitment", "frame_sha256"):
            setattr(one, name, getattr(other, name))
    checks = county.see(verify_draw, first)
    assert [check.kind for check in checks if not check.holds] == [SheetCheck.TRAIL]
    assert all(check.holds for check in county.see(verify_draw, second))
    with county.store.write() as session:
        session.get_one(SpotDraw, second).sheet = detail(county, second).sheet_text.replace("第1个", "第2个")
    assert {check.kind for check in county.see(verify_draw, second) if not check.holds} == {
        SheetCheck.SEAL,
        SheetCheck.FRAME,
    }


def test_the_same_frame_gives_another_result_with_every_draw(county: County, findings: list[int]) -> None:
    seeds = set()
    for _ in range(3):
        number = seal(county)
        hold(county, number)
        seeds.add(detail(county, number).sheet.seed)  # type: ignore[union-attr]
    assert len(seeds) == 3
    assert all(verify(detail(county, row.id).sheet_text)[0].holds for row in rows(county))


def test_one_draw_at_a_time_and_not_more_than_there_are(county: County, findings: list[int]) -> None:
    for fields, code in (
        ({"size": 7}, "draw_too_large"),
        ({"frame": DrawFrame(units=("没有的单位",))}, "draw_frame_empty"),
        ({"frame": DrawFrame(statuses=("cleared",))}, "draw_frame_empty"),
    ):
        with pytest.raises(RuleViolated) as refusal:
            seal(county, **fields)  # type: ignore[arg-type]
        assert codes(refusal) == [code]
    number = seal(county)
    with pytest.raises(RuleViolated) as refusal:
        seal(county)
    assert codes(refusal) == ["draw_sealed_already"]
    for wrong in ({"size": 0}, {"weights": {RiskFactor.MONEY: 11}}, {"weights": {RiskFactor.MONEY: -1}}):
        with pytest.raises(InvalidInput):
            seal(county, **wrong)  # type: ignore[arg-type]
    with pytest.raises(StaleVersion):
        county.do(HoldDraw(draw_id=number, version=2), "office")
    with pytest.raises(NotFound):
        county.do(HoldDraw(draw_id=999, version=1), "office")
    for command in (SealDraw(purpose="领导抽", size=1), AbandonDraw(draw_id=number, version=1, reason="不要")):
        with pytest.raises(NotPermitted):
            county.do(command, "leader")
    hold(county, number)
    for again in (HoldDraw(draw_id=number, version=2), AbandonDraw(draw_id=number, version=2, reason="结果不好")):
        with pytest.raises(RuleViolated) as refusal:
            county.do(again, "office")
        assert codes(refusal) == ["draw_not_sealed"]


def test_a_repeated_draw_is_seen_on_the_thirtieth_day_and_until_everything_was_visited(
    county: County, findings: list[int]
) -> None:
    first = seal(county, frame=DrawFrame(units=("LZZ",)))
    county.do(AbandonDraw(draw_id=first, version=1, reason="范围不对"), "office", on=SEALED)

    def sealed_then_abandoned(on: date, **frame: Any) -> tuple[Any, ...]:
        number = seal(county, on=on, frame=DrawFrame(**frame))
        county.do(AbandonDraw(draw_id=number, version=1, reason="试"), "office", on=date(2000, 1, 1))
        return tuple((one.draw, one.reasons, one.shared) for one in detail(county, number).row.repeats)

    thirtieth = SEALED + timedelta(days=30)
    assert sealed_then_abandoned(thirtieth, units=("CZJ",)) == ()
    assert sealed_then_abandoned(thirtieth + timedelta(days=1)) == ()
    assert sealed_then_abandoned(thirtieth) == ((first, (RepeatReason.RECENT,), 4),)
    assert rows(county)[-1].abandon_reason == "范围不对"
    held = seal(county, on=SEALED)
    hold(county, held)
    late = SEALED + timedelta(days=90)
    preview: FramePreview = county.see(preview_frame, *WHOLE, on=late)
    assert [(one.draw, one.reasons) for one in preview.repeats] == [(held, (RepeatReason.NOT_VISITED,))]
    record_papers(county, held, Verdict.MATCHES, Verdict.UNVERIFIED)
    assert county.see(preview_frame, *WHOLE, on=late).repeats != ()
    record_papers(county, held, Verdict.MATCHES, Verdict.DIFFERS)
    assert county.see(preview_frame, *WHOLE, on=late).repeats == ()
    with pytest.raises(NotPermitted):
        county.see(preview_frame, *WHOLE, caller="leader")


def test_the_preview_tells_chances_and_what_each_unit_is_to_expect(county: County, findings: list[int]) -> None:
    found: FramePreview = county.see(preview_frame, *WHOLE, on=SEALED)
    assert (found.frame, found.lowest, found.highest) == (6, Fraction(2, 7), Fraction(4, 7))
    assert [(one.unit_name, one.candidates, one.expected * 7) for one in found.units] == [
        ("柳舟镇", 4, 10), ("县财政局", 2, 4),
    ]  # fmt: skip
    assert dict(found.by_factor) == {RiskFactor.MONEY: 1}
    later: FramePreview = county.see(preview_frame, *WHOLE, on=TODAY)
    assert later.by_factor[RiskFactor.OVERDUE] == 6
    too_many: FramePreview = county.see(preview_frame, FrameCriteria(), 7, (), on=SEALED)
    assert (too_many.frame, too_many.lowest) == (6, None)


def test_verdicts_of_recorded_visits_give_the_share_found_false(county: County, findings: list[int]) -> None:
    number = seal(county, size=4)
    hold(county, number)
    record_papers(county, number, Verdict.DIFFERS, Verdict.MATCHES, Verdict.PARTLY, Verdict.UNVERIFIED)
    result = detail(county, number).row.result
    assert result is not None
    assert (result.drawn, result.checked, result.false, result.partly, result.share) == (4, 3, 1, 1, 1 / 3)
    assert 0 < result.low < 1 / 3 < result.high < 1  # type: ignore[operator]


def test_a_finding_that_a_recorded_visit_has_looked_at_weighs_less(county: County, tmp_path: Path) -> None:
    number = county.add_finding(text="当场整改", handling=Handling.IMMEDIATE)
    county.do(AttachEvidence(finding_id=number, file_id=county.add_file(tmp_path), title="照片"), on=FEEDBACK)
    county.do(ClearOnTheSpot(finding_id=number, version=county.version(number), cleared_on=FEEDBACK, remark="已改"))
    cleared = DrawFrame(statuses=("cleared",))
    first = seal(county, size=1, frame=cleared)
    assert detail(county, first).candidates[0].factors == (RiskFactor.NEVER_CHECKED,)
    hold(county, first)
    record_papers(county, first, Verdict.MATCHES)
    assert detail(county, seal(county, size=1, frame=cleared)).candidates[0].factors == ()


def test_those_who_check_see_their_drawn_findings_only_and_only_once_the_draw_is_held(
    county: County, findings: list[int]
) -> None:
    number = seal(county, size=6)
    assert all(drawn_rows(county, caller) == [] for caller in ("team1", "discipline", "office"))
    hold(county, number)
    assert {row.unit_name for row in drawn_rows(county, "team1")} == {"柳舟镇"}
    assert len(drawn_rows(county, "discipline")) == 4
    assert len(drawn_rows(county, "team2")) == 2
    assert len(drawn_rows(county, "leader")) == 6
    assert {row.visit_state for row in drawn_rows(county, "team1")} == {VisitState.PLANNED}
