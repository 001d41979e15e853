"""What is known about one finding, as rows for its reader."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.identity import Place
from core.queries.findings import FindingRow
from core.queries.similar import TieRow
from core.vocabulary import (
    ClearanceStep,
    Commonality,
    Decision,
    ExtensionDecision,
    MaterialKind,
    MeasureStatus,
    Phase,
    Retention,
    Secrecy,
    Severity,
    Source,
    Station,
    Status,
    Verdict,
)


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """One measure with its number of pieces of evidence."""

    id: int
    task_seq: int
    seq: int
    text: str
    status: MeasureStatus
    done_on: date | None
    result: str
    evidence: int


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One task."""

    seq: int
    goal: str
    completion_mark: str
    start_on: date | None
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class ArchiveRow:
    """One piece of archived material; a paper has a number and no file."""

    id: int
    version: int
    seq: int
    title: str
    kind: MaterialKind
    formed_on: date | None
    pages: int | None
    keeper: str
    secrecy: Secrecy
    retention: Retention
    verdict: Verdict
    verdict_note: str
    paper_no: str
    file_id: int | None
    file_name: str
    content_type: str
    size: int
    sha256: str
    measure_seq: int | None
    elsewhere: int
    """Other findings under which the same bytes are listed, wherever they are."""


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    """One rule made or revised."""

    name: str
    number: str
    issued_on: date | None


@dataclass(frozen=True, kw_only=True)
class OutcomeFacts:
    """What the outcome ledger says; empty where nothing was entered."""

    summary: str = ""
    disposal: str = ""
    recovered_yuan: Decimal | None = None
    wider_review: str = ""
    remaining: str = ""


@dataclass(frozen=True, kw_only=True)
class ResponsibilityFacts:
    """What the responsibility ledger says."""

    owner_leader: str = ""
    lead_office: str = ""
    co_offices: str = ""
    handler: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionRow:
    """What one step of the chain decided."""

    step: ClearanceStep
    decision: Decision
    decided_on: date
    reason: str
    amend_by_on: date | None
    head: str
    on_paper: bool


@dataclass(frozen=True, kw_only=True)
class RequestRow:
    """One request for clearance with its decisions in order."""

    segment: int
    requested_on: date
    wanted: Status
    statement: str
    next_due_on: date | None
    stage_goal: str
    ended_on: date | None
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True, kw_only=True)
class ExtensionRow:
    """A request for a later deadline, and what was decided on it."""

    requested_on: date
    old_due_on: date
    new_due_on: date
    reason: str
    decision: ExtensionDecision
    decided_on: date | None
    decision_reason: str


@dataclass(frozen=True, kw_only=True)
class PeriodRow:
    """One state of the finding with the days it held."""

    segment: int
    status: Status
    station: Station
    due_on: date | None
    valid_from: date
    valid_to: date | None
    recorded_on: date


@dataclass(frozen=True, kw_only=True)
class FindingDetail:
    """A finding as it stands now."""

    row: FindingRow
    place: Place
    inspection_id: int
    inspection_code: str
    feedback_on: date | None
    closed_on: date | None
    phase: Phase
    station: Station
    segment: int
    source: Source
    cause: str
    nature: str
    concerns_public: bool
    commonality: Commonality
    involves_persons: bool
    severity: Severity
    is_publishable: bool
    lead_department_id: int | None
    aspect: str
    document_title: str
    source_start: int | None
    source_end: int | None
    relapse_of: str
    tasks: tuple[TaskRow, ...]
    measures: tuple[MeasureRow, ...]
    responsibility: ResponsibilityFacts
    outcome: OutcomeFacts
    policies: tuple[PolicyRow, ...]
    archive: tuple[ArchiveRow, ...]
    requests: tuple[RequestRow, ...]
    extensions: tuple[ExtensionRow, ...]
    periods: tuple[PeriodRow, ...]
    last_progress_on: date | None
    head_in_office: str
    note: str
    tags: tuple[str, ...]
    ties: tuple[TieRow, ...]

    @property
    def extension(self) -> ExtensionRow | None:
        """The request for a later deadline that waits for a decision."""
        return next((one for one in self.extensions if one.decision is ExtensionDecision.PENDING), None)

    @property
    def open_request(self) -> RequestRow | None:
        """The request under way."""
        return next((request for request in self.requests if request.ended_on is None), None)

    @property
    def last_return(self) -> DecisionRow | None:
        """Why it was returned, while it has not been asked for again."""
        if self.row.status is not Status.RETURNED or not self.requests:
            return None
        return next((d for d in reversed(self.requests[-1].decisions) if d.decision is Decision.RETURNED), None)
