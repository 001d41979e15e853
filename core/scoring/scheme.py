"""An evaluation scheme (评估办法): indicators, weights, grades and limits of one version (docs/rules.md §7)."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.scoring.figures import HUNDRED, Full, Points, Share
from core.vocabulary import Grade, ScoreSource

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=32)]
Words = Annotated[str, Field(min_length=1, max_length=200)]


class Part(BaseModel):
    """A part of a scheme: fixed once read, with nothing in it that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PointRule(StrEnum):
    """How an indicator's points come about; another way is one more member and one more rule in `composition`."""

    DEDUCT = "deduct"
    """Starts from full marks and loses."""


class LateStep(Part):
    """From so many days late on, so many points are lost."""

    days: int = Field(ge=1)
    lose: Points


class Indicator(Part):
    """A second-level indicator (二级指标)."""

    code: Code
    name: Words
    points: Points
    rule: PointRule = PointRule.DEDUCT
    deductions: Words
    """What costs how much, in words, as the scorer reads it."""
    evidence: str | None = None
    """Name of the function that proposes points from data; None is scored by hand."""
    per_item: Points | None = None
    every_days: int | None = Field(default=None, ge=1)
    late: tuple[LateStep, ...] = ()


class Dimension(Part):
    """A first-level indicator (一级指标)."""

    code: Code
    name: Words
    points: Full
    indicators: tuple[Indicator, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(indicator.points for indicator in self.indicators)
        if total != self.points:
            raise ValueError(f"“{self.name}”各二级指标合计{total}分，与一级指标{self.points}分不符")
        return self


class GradeBand(Part):
    """A grade holds from this total up."""

    grade: Grade
    least: Points
    consequence: Words


class Weights(Part):
    """Weights of the three sources; only their proportion counts, so 20:60:20 and 1:3:1 are the same."""

    self_score: Decimal = Field(alias="self", ge=0, allow_inf_nan=False)
    review: Decimal = Field(gt=0, allow_inf_nan=False)
    survey: Decimal = Field(ge=0, allow_inf_nan=False)

    def shares(self) -> dict[ScoreSource, Decimal]:
        """Share of each source; they add up to 1."""
        total = self.self_score + self.review + self.survey
        return {
            ScoreSource.SELF: self.self_score / total,
            ScoreSource.REVIEW: self.review / total,
            ScoreSource.SURVEY: self.survey / total,
        }


class SurveyRule(Part):
    """What the answers to the question on overall satisfaction are worth; those who do not know do not count."""

    satisfied: Points
    basically: Points
    dissatisfied: Points
    least_ballots: int = Field(ge=1)


class Limits(Part):
    """Thresholds of flags, vetoes and hints."""

    inflated_self: Points
    """Self more than this many points above review is inflated (自评虚高)."""
    false_items: int = Field(ge=1)
    days_not_started: int = Field(ge=1)
    overdue_share: Share
    overdue_least: int = Field(ge=1)
    relapsed_least: int = Field(ge=1)


class Scheme(Part):
    """One version of an evaluation scheme; what was computed with it stays bound to it."""

    code: Code
    version: int = Field(ge=1)
    name: Words
    weights: Weights
    survey: SurveyRule
    limits: Limits
    grades: tuple[GradeBand, ...]
    dimensions: tuple[Dimension, ...]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        total = sum(dimension.points for dimension in self.dimensions)
        if total != HUNDRED:
            raise ValueError(f"一级指标合计{total}分，应为100分")
        codes = [dimension.code for dimension in self.dimensions]
        keys = list(self.indicators)
        if len(set(codes)) != len(codes) or len(keys) != sum(len(d.indicators) for d in self.dimensions):
            raise ValueError("指标代码有重复")
        if [band.grade for band in self.grades] != list(Grade):
            raise ValueError("等次须按好、较好、一般、差的次序写全")
        bounds = [band.least for band in self.grades]
        if bounds != sorted(bounds, reverse=True) or len(set(bounds)) != len(bounds) or bounds[-1] != 0:
            raise ValueError("等次分数线须由高到低，最后一档从0分起")
        return self

    @property
    def label(self) -> str:
        """How a version is referred to."""
        return f"{self.code}-{self.version}"

    @property
    def indicators(self) -> dict[str, Indicator]:
        """Indicators by key (`deployment.leadership`), in order."""
        return {f"{d.code}.{i.code}": i for d in self.dimensions for i in d.indicators}

    def grade_of(self, total: Decimal) -> Grade:
        """Grade of a rounded total."""
        return next(band.grade for band in self.grades if total >= band.least)

    def band(self, grade: Grade) -> GradeBand:
        """Bound and consequence of a grade."""
        return next(band for band in self.grades if band.grade is grade)
