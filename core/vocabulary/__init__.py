"""Every stored code with its Chinese term and its order; codes are stored, terms are shown (docs/rules.md §1–§9)."""

from core.vocabulary.chain import Milestone, Phase, RoundKind, Stage
from core.vocabulary.evaluation import (
    Band,
    Grade,
    LookbackHint,
    PortraitDeduction,
    Proposal,
    ScoreFlag,
    ScoreSource,
    Veto,
)
from core.vocabulary.findings import (
    Category,
    Commonality,
    Handling,
    Severity,
    Source,
    Station,
    Status,
    Subcategory,
    WarningLevel,
)
from core.vocabulary.ledgers import (
    ChangeKind,
    ClearanceStep,
    Decision,
    ExtensionDecision,
    FindingLink,
    Ledger,
    LedgerBreak,
    MaterialKind,
    MeasureStatus,
    PlanAspect,
    PlanMark,
    PlanState,
    Retention,
    Secrecy,
    Verdict,
)
from core.vocabulary.oversight import (
    DispatchKind,
    DispatchState,
    DrawState,
    DueReason,
    ItemKind,
    RiskFactor,
    RiskSignal,
    TeamSide,
    VisitKind,
    VisitMethod,
    VisitState,
    WarningReceiver,
)
from core.vocabulary.people import BodyKind, Role, UnitKind
from core.vocabulary.term import Term

__all__ = [
    "Band", "BodyKind", "Category", "ChangeKind", "ClearanceStep", "Commonality", "Decision", "DispatchKind",
    "DispatchState", "DrawState", "DueReason", "ExtensionDecision", "FindingLink", "Grade", "Handling", "ItemKind",
    "Ledger", "LedgerBreak", "LookbackHint", "MaterialKind", "MeasureStatus", "Milestone", "Phase", "PlanAspect",
    "PlanMark", "PlanState", "PortraitDeduction", "Proposal", "Retention", "RiskFactor", "RiskSignal", "Role",
    "RoundKind", "ScoreFlag", "ScoreSource", "Secrecy", "Severity", "Source", "Stage", "Station", "Status",
    "Subcategory", "TeamSide", "Term", "UnitKind", "Verdict", "Veto", "VisitKind", "VisitMethod", "VisitState",
    "WarningLevel", "WarningReceiver",
]  # fmt: skip
