"""A county of default size looks like a county three years on."""

from datetime import timedelta

import sqlalchemy as sa

from core.queries.criteria import FindingCriteria
from core.queries.findings import Window, list_findings
from core.queries.progress import summarise_progress
from core.queries.trail import verify_trails
from core.store.models import AuditEvent, StoredFile
from core.vocabulary import Role, WarningLevel
from tests.demo.conftest import UNTIL, DefaultCounty


def test_figures_are_those_of_a_county_three_years_on(default_county: DefaultCounty) -> None:
    now = default_county.summary.figures
    assert 1150 <= now.findings <= 1250
    assert 0.75 <= (now.clearance_ratio or 0) <= 0.80
    assert 45 <= now.partially_cleared <= 75
    assert 45 <= now.long_term <= 75
    assert (now.overdue, now.due_soon) == (36, 25)
    assert 15 <= now.not_started <= 25


def test_trails_hold(default_county: DefaultCounty) -> None:
    assert all(check.holds for check in default_county.ask(verify_trails, username="auditor"))


def test_evidence_is_not_one_file_over_and_over(default_county: DefaultCounty) -> None:
    assert len(set(default_county.all(StoredFile.sha256))) > 500


def test_every_level_of_warning_and_every_holder_occurs(default_county: DefaultCounty) -> None:
    rows = default_county.ask(list_findings, FindingCriteria(), Window(limit=2000)).rows
    assert {row.warning_level for row in rows} == set(WarningLevel)
    assert {1, 10, 47} <= {row.overdue_days for row in rows}
    assert max(row.overdue_days for row in rows) > 90
    assert {row.holder.rsplit("（", 1)[-1] for row in rows} == {"", "经办）", "一把手签字）", "初审）", "核准）"}


def test_each_phase_has_its_reviewers(default_county: DefaultCounty) -> None:
    reviewed = sa.select(AuditEvent.role).where(AuditEvent.action == "clearance.reviewed")
    with default_county.store.read() as session:
        assert set(session.scalars(reviewed)) == {Role.TEAM, Role.DISCIPLINE_OFFICE, Role.RESIDENT_TEAM}


def test_rounds_and_units_differ(default_county: DefaultCounty) -> None:
    progress = default_county.ask(summarise_progress, FindingCriteria())
    first, second, third = (group.figures.clearance_ratio or 0 for group in progress.rounds)
    assert first > 0.93
    assert first > second > 0.8 > third > 0.3
    ratios = [g.figures.clearance_ratio for g in progress.units if g.figures.findings]
    assert len(ratios) == 39
    assert min(r for r in ratios if r is not None) < 0.6
    assert max(r for r in ratios if r is not None) > 0.95
    earlier = default_county.ask(summarise_progress, FindingCriteria(), on=UNTIL - timedelta(days=365)).now
    assert 0 < earlier.cleared < progress.now.cleared
