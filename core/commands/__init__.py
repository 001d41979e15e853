"""The write path: importing this package registers every command."""

from core.commands import (
    accounts,
    clearance,
    evaluation,
    evidence,
    extension,
    findings,
    inspections,
    intake,
    master_data,
    milestones,
    portrait,
    rectification,
    rectification_plan,
    score_sheet,
)
from core.commands.base import COMMANDS, HANDLERS, Command, execute

__all__ = [
    "COMMANDS",
    "HANDLERS",
    "Command",
    "accounts",
    "clearance",
    "evaluation",
    "evidence",
    "execute",
    "extension",
    "findings",
    "inspections",
    "intake",
    "master_data",
    "milestones",
    "portrait",
    "rectification",
    "rectification_plan",
    "score_sheet",
]
