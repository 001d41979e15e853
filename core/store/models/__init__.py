"""All tables; importing this package is enough to know the whole schema."""

from core.store.models.accounts import Account, AccountGrant, LoginAttempt, LoginSession, LoginTicket
from core.store.models.bodies import Body, Unit, UnitHead
from core.store.models.clearance import ClearanceDecision, ClearanceRequest, ExtensionRequest
from core.store.models.evaluation import (
    Evaluation,
    EvaluationFalseItem,
    EvaluationPoint,
    EvaluationScheme,
    EvaluationVeto,
    MilestoneRecord,
    UnitPortrait,
)
from core.store.models.findings import Finding, FindingPeriod, FindingTag
from core.store.models.inspections import (
    FeedbackDocument,
    Inspection,
    InspectionRound,
    InspectionStagePeriod,
    PanelAssignment,
)
from core.store.models.intake import IntakeBatch
from core.store.models.ledgers import ArchiveItem, Measure, Outcome, PolicyDocument, Responsibility, Task
from core.store.models.material import StoredFile
from core.store.models.progress import ProgressReport
from core.store.models.trail import AccessEvent, AuditEvent, ChainHead, Installation

__all__ = [
    "AccessEvent",
    "Account",
    "AccountGrant",
    "ArchiveItem",
    "AuditEvent",
    "Body",
    "ChainHead",
    "ClearanceDecision",
    "ClearanceRequest",
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
    "Inspection",
    "InspectionRound",
    "InspectionStagePeriod",
    "Installation",
    "IntakeBatch",
    "LoginAttempt",
    "LoginSession",
    "LoginTicket",
    "Measure",
    "MilestoneRecord",
    "Outcome",
    "PanelAssignment",
    "PolicyDocument",
    "ProgressReport",
    "Responsibility",
    "StoredFile",
    "Task",
    "Unit",
    "UnitHead",
    "UnitPortrait",
]
