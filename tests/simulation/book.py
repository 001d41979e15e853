"""The book of a simulated county: what happened, noted down beside the commands, without asking the database."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Finding:
    """One finding."""

    id: int
    due_on: date
    status: str = "not_started"
    station: str = "unit"
    asked_for_time: bool = False
    was_extended: bool = False
    is_clearable: bool = False


@dataclass
class Paper:
    """One official paper that is sent, signed for and answered."""

    id: int
    state: str
    due_on: date | None
    reply_by_on: date | None = None


@dataclass
class Case:
    """One inspection; its clerk and head log in under the name of the unit."""

    id: int
    code: str
    unit: str
    feedback_on: date
    pace: float
    """How likely it is that something gets done on a day."""
    has_resident_team: bool
    findings: list[Finding] = field(default_factory=list)
    met: dict[str, date] = field(default_factory=dict)
    versions: list[tuple[str, date, date | None]] = field(default_factory=list)
    """Versions of the plan: how it stands, since which day, and the day given for amending."""
    first_plan_on: date | None = None
    signatures: dict[str, list[date]] = field(default_factory=dict)
    """Days of drawing up, giving and receiving, by the phase handed over into."""
    papers: list[Paper] = field(default_factory=list)
    closed_on: date | None = None

    @property
    def clerk(self) -> str:
        """Account of the unit's clerk."""
        return f"{self.code}-clerk"

    @property
    def head(self) -> str:
        """Account of the unit's head."""
        return f"{self.code}-head"
