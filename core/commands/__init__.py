"""The write path: importing this package registers every command."""

from core.commands import accounts, clearance, extension, findings, inspections, intake, master_data, rectification
from core.commands.base import COMMANDS, HANDLERS, Command, execute

__all__ = [
    "COMMANDS",
    "HANDLERS",
    "Command",
    "accounts",
    "clearance",
    "execute",
    "extension",
    "findings",
    "inspections",
    "intake",
    "master_data",
    "rectification",
]
