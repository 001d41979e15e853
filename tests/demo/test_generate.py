"""The demo county is complete, adds up, and is the same for the same seed and day."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.access.actor import ByUsername
from core.access.login import check_password
from core.demo import DEMO_PASSWORD, DemoSummary, demo_accounts, load_demo
from core.demo.days import instant
from core.errors import AlreadyExists, InvalidInput
from core.queries.base import ask
from core.queries.criteria import FindingCriteria
from core.queries.inspections import list_inspections
from core.queries.installation import describe_installation
from core.queries.progress import Progress, summarise_progress
from core.queries.trail import verify_trails
from core.store.engine import Store
from core.store.models import (
    Account,
    AccountGrant,
    ArchiveItem,
    AuditEvent,
    ClearanceDecision,
    ExtensionRequest,
    Finding,
    FindingPeriod,
    IntakeBatch,
    PolicyDocument,
    UnitHead,
)
from core.store.schema import migrate
from core.vocabulary import Decision, ExtensionDecision, Phase, Role, Source, Stage, Station, Status

UNTIL = date(2026, 11, 24)
SMALL = 60

MECHANISMS = {
    "drafts.saved", "findings.confirmed", "finding.added", "finding.corrected", "findings.withdrawn",
    "ledger.imported", "ledger.undone", "progress.reported", "evidence.attached", "outcome.recorded",
    "clearance.requested", "clearance.signed", "clearance.reviewed", "clearance.approved", "clearance.returned",
    "finding.cleared_on_the_spot", "finding.reopened", "finding.relapsed", "extension.requested", "extension.decided",
    "feedback.recorded", "close_out.registered", "panel.assigned", "unit_head.appointed", "account.disabled",
    "plan.recorded", "milestones.recorded", "evaluation.saved", "evaluation.adopted", "portraits.recorded",
}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path / "files"


def _ask(store: Store, username: str, function: object, *criteria: object, on: date = UNTIL) -> object:
    return ask(store, ByUsername(username), on, function, *criteria, now=instant(on, 600))  # type: ignore[arg-type]


def _progress(store: Store, on: date = UNTIL) -> Progress:
    progress = _ask(store, "leader", summarise_progress, FindingCriteria(), on=on)
    assert isinstance(progress, Progress)
    return progress


def _all(store: Store, column: object) -> list[object]:
    with store.read() as session:
        return list(session.scalars(sa.select(column)))  # type: ignore[call-overload]


def test_a_small_county_has_everything_and_adds_up(store: Store, files: Path) -> None:
    summary = load_demo(store, files, until=UNTIL, findings=SMALL)

    _has_every_state(store)
    _adds_up(store, summary)
    _has_every_mechanism(store)
    _lets_everybody_in(store, summary)
    assert all(check.holds and check.entries >= 0 for check in _ask(store, "auditor", verify_trails))  # type: ignore[attr-defined]
    assert _ask(store, "sysadmin", describe_installation).is_demo  # type: ignore[attr-defined]
    with pytest.raises(AlreadyExists) as refused:
        load_demo(store, files, until=UNTIL, findings=SMALL)
    assert refused.value.details["what"] == "demo"


def _has_every_state(store: Store) -> None:
    assert set(_all(store, Finding.status)) == set(Status)
    assert set(_all(store, Finding.station)) == set(Station)
    assert set(_all(store, Finding.source)) == {Source.FEEDBACK, Source.SUPERVISION, Source.SURVEY}
    rows = _ask(store, "office", list_inspections)
    assert {row.stage for row in rows} == {
        Stage.PLANNED,
        Stage.FEEDBACK,
        Stage.RECTIFICATION,
        Stage.SUPERVISION,
        Stage.CLOSED,
    }  # type: ignore[attr-defined]
    assert {row.phase for row in rows} == set(Phase)  # type: ignore[attr-defined]


def _adds_up(store: Store, summary: DemoSummary) -> None:
    progress = _progress(store)
    assert progress.now == summary.figures
    states = sum(getattr(progress.now, status) for status in Status.counted())
    assert states == progress.now.findings == Counter(_all(store, Finding.status)).total() - _left_out(store)
    for groups in (progress.rounds, progress.units):
        for name in ("findings", "cleared", "overdue", "due_soon"):
            assert sum(getattr(g.figures, name) for g in groups) == getattr(progress.now, name)
    assert len(progress.units) == summary.units == 42
    assert progress.now.overdue >= 4
    assert progress.now.due_soon >= 4


def _left_out(store: Store) -> int:
    return sum(status in (Status.DRAFT, Status.WITHDRAWN) for status in _all(store, Finding.status))


def _has_every_mechanism(store: Store) -> None:
    actions = set(_all(store, AuditEvent.action))
    assert actions >= MECHANISMS
    assert set(_all(store, ExtensionRequest.decision)) == set(ExtensionDecision)
    assert set(_all(store, ClearanceDecision.decision)) == set(Decision)
    assert any(_all(store, ArchiveItem.file_id))
    assert any(number is not None for number in _all(store, Finding.relapse_of_id))
    assert any(segment > 1 for segment in _all(store, Finding.segment))  # type: ignore[operator]
    assert any(_all(store, Finding.extension_count))
    assert any(day is not None for day in _all(store, IntakeBatch.undone_on))
    assert sum(day is not None for day in _all(store, UnitHead.to_on)) == 8
    assert _all(store, PolicyDocument.id)


def _lets_everybody_in(store: Store, summary: DemoSummary) -> None:
    roles = Counter(_all(store, AccountGrant.role))
    assert set(roles) == set(Role)
    assert roles[Role.UNIT] == roles[Role.UNIT_HEAD] == 42
    assert len(_all(store, Account.id)) == summary.accounts + 8, "former heads keep their closed accounts"
    assert summary.logins == demo_accounts()
    for login in summary.logins:
        assert check_password(store, login.username, DEMO_PASSWORD, address="", now=instant(UNTIL, 700))


def test_the_same_seed_and_day_give_the_same_figures(tmp_path: Path) -> None:
    first, second, other = (_trail_of(tmp_path / name, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    assert first == second
    assert first != other


def _trail_of(folder: Path, seed: int) -> list[tuple[object, ...]]:
    """Everything that was done, with the hash that ties it to all before."""
    store = Store(f"sqlite:///{folder / 'county.db'}")
    migrate(store)
    load_demo(store, folder / "files", until=UNTIL, seed=seed, findings=SMALL)
    with store.read() as session:
        rows = session.execute(sa.select(AuditEvent.at, AuditEvent.actor, AuditEvent.action, AuditEvent.hash)).all()
    store.close()
    # A draw is decided by a secret of the machine: what comes after the first one differs each time, on purpose.
    first = next(place for place, row in enumerate(rows) if row.action == "draw.sealed")
    return [tuple(row) for row in rows[:first]]


@pytest.mark.parametrize("until", [date(2025, 6, 30), date(2026, 2, 17), date(2026, 10, 8), date(2024, 2, 29)])
def test_the_story_ends_on_any_day_holidays_too(sqlite_store: Store, files: Path, until: date) -> None:
    load_demo(sqlite_store, files, until=until, findings=40)

    assert max(_all(sqlite_store, AuditEvent.at)) < instant(until + timedelta(days=1), 0)  # type: ignore[type-var, operator]
    assert min(_all(sqlite_store, AuditEvent.at)) < instant(until - timedelta(days=1090), 0)  # type: ignore[type-var, operator]
    assert max(_all(sqlite_store, FindingPeriod.valid_from)) <= until  # type: ignore[type-var, operator]


@pytest.mark.parametrize("findings", [39, 20_001])
def test_a_size_out_of_range_is_refused(sqlite_store: Store, files: Path, findings: int) -> None:
    with pytest.raises(InvalidInput):
        load_demo(sqlite_store, files, until=UNTIL, findings=findings)


def test_a_load_that_breaks_leaves_nothing_behind(sqlite_store: Store, tmp_path: Path) -> None:
    blocked = tmp_path / "files"
    blocked.write_text("a file where the folder of uploads should be")
    with pytest.raises(Exception, match="unavailable"):
        load_demo(sqlite_store, blocked, until=UNTIL, findings=40)
    assert _all(sqlite_store, AuditEvent.id) == []
    assert _all(sqlite_store, Account.id) == []
