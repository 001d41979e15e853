"""Days on which milestones were met: possible ones only, corrected with a trace (docs/rules.md §3.1)."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from core.commands.milestones import RecordMilestones
from core.commands.portrait import RecordPortraits
from core.errors import InvalidInput, StaleVersion
from core.messages import sentence
from core.queries.portrait import list_portraits
from core.store.models import AuditEvent, UnitPortrait
from core.vocabulary import Milestone
from tests.county import FEEDBACK, TODAY, County
from tests.evaluating import draft, evaluate_unit


def record(county: County, day: date | None, version: int = 1) -> None:
    command = RecordMilestones(inspection_id=county.ids["柳舟镇"], version=version, met={Milestone.RELAY: day})
    county.do(command)


@pytest.mark.parametrize(
    ("day", "allowed"),
    [(FEEDBACK - timedelta(days=1), False), (FEEDBACK, True), (TODAY, True), (TODAY + timedelta(days=1), False)],
)
def test_a_milestone_is_met_between_feedback_and_today(county: County, day: date, allowed: bool) -> None:
    if allowed:
        record(county, day)
        assert draft(county).milestones[Milestone.RELAY].met_on == day
        return
    with pytest.raises(InvalidInput) as refusal:
        record(county, day)
    assert "传达学习" in sentence(refusal.value)


def test_a_wrong_day_is_corrected_or_taken_back_and_the_trail_says_so(county: County) -> None:
    record(county, FEEDBACK)
    record(county, None, version=2)
    assert draft(county).milestones[Milestone.RELAY].met_on is None
    with county.store.read() as session:
        last = session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert last is not None
        assert (last.before, last.after) == ({"relay": FEEDBACK.isoformat()}, {"relay": None})


def test_two_people_do_not_overwrite_each_other(county: County) -> None:
    record(county, FEEDBACK)
    with pytest.raises(StaleVersion):
        record(county, TODAY)


def test_portraits_are_put_on_record_once_a_day_as_the_page_shows_them(county: County) -> None:
    county.add_finding(subcategory="B7")
    evaluate_unit(county)
    for _ in range(2):
        assert county.do(RecordPortraits()) == 2
    shown = {row.unit_code: row.portrait for row in county.see(list_portraits, ())}
    with county.store.read() as session:
        kept = session.scalars(sa.select(UnitPortrait)).all()
        view = session.execute(sa.text("SELECT * FROM v_portrait")).mappings().all()
        assert {row.score for row in kept} == {portrait.score for portrait in shown.values()}
        assert len(view) == 2
        for row in view:
            score = shown[row["unit_code"]].score
            kept_score = row["score"]
            assert (kept_score is None) == (score is None)
            assert score is None or float(kept_score) == float(score)
            assert row["band"] == shown[row["unit_code"]].band
            assert float(row["completeness"]) == float(shown[row["unit_code"]].completeness)
