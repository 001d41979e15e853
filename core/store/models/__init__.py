"""All tables; importing this package is enough to know the whole schema."""

from core.store.models.accounts import Account, AccountGrant, LoginAttempt, LoginSession, LoginTicket
from core.store.models.bodies import Body, Unit, UnitHead
from core.store.models.clearance import BreakExplanation, ClearanceDecision, ClearanceRequest, ExtensionRequest
from core.store.models.desk import EntryDraft, SavedView
from core.store.models.dispatches import Dispatch, DispatchFinding, DispatchReply, DutyDepartment
from core.store.models.draws import SpotDraw
from core.store.models.evaluation import (
    Evaluation,
    EvaluationFalseItem,
    EvaluationPoint,
    EvaluationScheme,
    EvaluationVeto,
    MilestoneRecord,
    UnitPortrait,
)
from core.store.models.findings import Finding, FindingPeriod, FindingTag, FindingTie
from core.store.models.handovers import Handover
from core.store.models.inspections import (
    FeedbackDocument,
    Inspection,
    InspectionRound,
    InspectionStagePeriod,
    PanelAssignment,
)
from core.store.models.intake import IntakeBatch
from core.store.models.ledger_changes import LedgerCell, LedgerChange, UnitWorkbook
from core.store.models.ledgers import ArchiveItem, Measure, Outcome, PolicyDocument, Responsibility, Task
from core.store.models.material import StoredFile
from core.store.models.plan_review import PlanRemark, PlanReviewer, PlanVersion
from core.store.models.progress import ProgressReport
from core.store.models.trail import AccessEvent, AuditEvent, ChainHead, Installation
from core.store.models.visits import SupervisionVisit, VisitMember, WorkingPaper
from core.store.models.warnings import IssuedWarning, WarningAddress

__all__ = [
    "AccessEvent",
    "Account",
    "AccountGrant",
    "ArchiveItem",
    "AuditEvent",
    "Body",
    "BreakExplanation",
    "ChainHead",
    "ClearanceDecision",
    "ClearanceRequest",
    "Dispatch",
    "DispatchFinding",
    "DispatchReply",
    "DutyDepartment",
    "EntryDraft",
    "Evaluation",
    "EvaluationFalseItem",
    "EvaluationPoint",
    "EvaluationScheme",
    "EvaluationVeto",
    "ExtensionRequest",
    "FeedbackDocument",
    "Finding",
    "FindingPeriod",
    "FindingTag",
    "FindingTie",
    "Handover",
    "Inspection",
    "InspectionRound",
    "InspectionStagePeriod",
    "Installation",
    "IntakeBatch",
    "IssuedWarning",
    "LedgerCell",
    "LedgerChange",
    "LoginAttempt",
    "LoginSession",
    "LoginTicket",
    "Measure",
    "MilestoneRecord",
    "Outcome",
    "PanelAssignment",
    "PlanRemark",
    "PlanReviewer",
    "PlanVersion",
    "PolicyDocument",
    "ProgressReport",
    "Responsibility",
    "SavedView",
    "SpotDraw",
    "StoredFile",
    "SupervisionVisit",
    "Task",
    "Unit",
    "UnitHead",
    "UnitPortrait",
    "UnitWorkbook",
    "VisitMember",
    "WarningAddress",
    "WorkingPaper",
]
