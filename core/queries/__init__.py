"""The read path: importing this package registers every query."""

from core.queries import (
    accounts,
    entry,
    finding,
    findings,
    holders,
    inspections,
    installation,
    intake,
    ledgers,
    master_data,
    progress,
    rounds,
    timeline,
    trail,
)

__all__ = [
    "accounts",
    "entry",
    "finding",
    "findings",
    "holders",
    "inspections",
    "installation",
    "intake",
    "ledgers",
    "master_data",
    "progress",
    "rounds",
    "timeline",
    "trail",
]
