"""What scoring is told: the facts of one evaluation, and those of an inspection from which evidence is measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from core.scoring.figures import Given
from core.vocabulary import Milestone, ScoreSource, Severity, Status, Subcategory


class Ballots(BaseModel):
    """Answers to the question on overall satisfaction (总体满意度), as numbers of ballots."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    satisfied: int = Field(default=0, ge=0)
    basically: int = Field(default=0, ge=0)
    dissatisfied: int = Field(default=0, ge=0)
    unknown: int = Field(default=0, ge=0)

    @property
    def valid(self) -> int:
        """Valid ballots (有效票): all but those that do not know."""
        return self.satisfied + self.basically + self.dissatisfied


class ScoreFacts(BaseModel):
    """Everything a score follows from; a point that nobody gave is absent, not zero."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    self_points: dict[str, Given] = Field(default_factory=dict, alias="self")
    review_points: dict[str, Given] = Field(default_factory=dict, alias="review")
    ballots: Ballots | None = None
    false_items: int = Field(default=0, ge=0)
    confirmed_false_rectification: bool = False
    days_not_started: int = Field(default=0, ge=0)
    """Most natural days past due of a finding that was not yet started."""
    accountability_case: bool = False
    relapsed_two_rounds: bool = False
    mass_incident: bool = False

    def points(self, source: ScoreSource) -> dict[str, Decimal]:
        """Points by indicator key of self or review."""
        return self.self_points if source is ScoreSource.SELF else self.review_points


@dataclass(frozen=True, kw_only=True)
class FindingFacts:
    """One counted finding on the day asked for."""

    id: int
    code: str
    title: str = ""
    status: Status
    due_on: date | None = None
    cleared_on: date | None = None
    subcategory: Subcategory | None = None
    severity: Severity = Severity.GENERAL
    involves_persons: bool = False
    has_disposal: bool = False
    has_owner: bool = True
    """A leader answers for it (责任领导)."""
    has_handler: bool = True
    """An office or a person does the work (牵头部门或经办人)."""
    tasks: int = 1
    tasks_without_goal: int = 0
    tasks_without_due: int = 0
    done_measures_without_evidence: int = 0
    pieces: int = 0
    """Pieces in the archive ledger."""
    policies: int = 0
    wider_review: bool = False
    relapses: int = 0
    """How often it was found again before close-out."""
    came_back: bool = False
    """It stands for one that was closed out and found again (报结后反弹)."""

    @property
    def is_repeated(self) -> bool:
        """Put right and broken again and again (屡改屡犯)."""
        return self.relapses >= 2 or self.came_back


@dataclass(frozen=True, kw_only=True)
class MilestoneFacts:
    """By when something had to be done, and when it was; None is not recorded."""

    due_on: date
    met_on: date | None


@dataclass(frozen=True, kw_only=True)
class InspectionFacts:
    """One inspection on the day asked for."""

    as_of: date
    findings: tuple[FindingFacts, ...] = ()
    milestones: Mapping[Milestone, MilestoneFacts] = field(default_factory=dict)
    false_item_ids: tuple[int, ...] = ()
    """Findings whose reported rectification was found not to be true (与事实不符)."""
