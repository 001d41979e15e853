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
from core.vocabulary.ledgers import ClearanceStep, Decision, ExtensionDecision, MaterialKind, MeasureStatus, Secrecy
from core.vocabulary.people import BodyKind, Role, UnitKind
from core.vocabulary.term import Term

__all__ = [
    "Band", "BodyKind", "Category", "ClearanceStep", "Commonality", "Decision", "ExtensionDecision", "Grade", "Handling",
    "LookbackHint", "MaterialKind", "MeasureStatus", "Milestone", "Phase", "PortraitDeduction", "Proposal", "Role",
    "RoundKind", "ScoreFlag", "ScoreSource", "Secrecy", "Severity", "Source", "Stage", "Station", "Status", "Subcategory",
    "Term", "UnitKind", "Veto", "WarningLevel",
]  # fmt: skip
