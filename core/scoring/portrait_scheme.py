"""What a portrait consists of, per kind of unit: one version of its dimensions and deductions (docs/rules.md §9)."""

from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from core.scoring.figures import HUNDRED, Full, Points, Share
from core.scoring.scheme import Code, Part, Words
from core.vocabulary import Band, Category, PortraitDeduction, Severity, Subcategory, UnitKind


class ItemMeasure(StrEnum):
    """How an item is measured; `ENTERED` waits for figures from outside (petitions, cases, studies)."""

    FINDING_LOAD = "finding_load"
    OWNERS_NAMED = "owners_named"
    REVIEW_SHARE = "review_share"
    CLEARANCE = "clearance"
    ON_TIME = "on_time"
    EVALUATION = "evaluation"
    NO_RELAPSE = "no_relapse"
    SATISFACTION = "satisfaction"
    ENTERED = "entered"


class PortraitItem(Part):
    """A part of a dimension with its own full marks."""

    name: Words
    points: Full
    measure: ItemMeasure
    categories: tuple[str, ...] = ()
    """Categories (A) or subcategories (B5) whose findings weigh on it."""
    dimension: str = ""
    """Dimension of the evaluation whose review points it takes over."""

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        known = {*Category, *Subcategory}
        unknown = [code for code in self.categories if code not in known]
        if unknown:
            raise ValueError(f"“{self.name}”没有{unknown[0]}这个问题分类")
        if (self.measure is ItemMeasure.FINDING_LOAD) != bool(self.categories):
            raise ValueError(f"“{self.name}”按问题扣分的须写问题分类，其他的不写")
        if (self.measure is ItemMeasure.REVIEW_SHARE) != bool(self.dimension):
            raise ValueError(f"“{self.name}”取审评得分的须写一级指标，其他的不写")
        return self


class PortraitDimension(Part):
    """One dimension; common to all unless it names kinds of units."""

    code: Code
    name: Words
    points: Full
    unit_kinds: tuple[UnitKind, ...] = ()
    items: tuple[PortraitItem, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(item.points for item in self.items)
        if total != self.points:
            raise ValueError(f"“{self.name}”各项合计{total}分，与{self.points}分不符")
        return self


class PortraitBand(Part):
    """A band holds from this score up."""

    band: Band
    least: Points


class PortraitScheme(Part):
    """One version of the portrait's indicators."""

    code: Code
    version: int = Field(ge=1)
    name: Words
    least_completeness: Share
    """Below it a score is shown, but neither banded nor ranked."""
    severity: dict[Severity, Points]
    """Points one finding takes off its item while it is not cleared."""
    cleared_share: Share
    """Part of them that stays when it is cleared."""
    deductions: dict[PortraitDeduction, Points]
    deduction_limit: Points
    bands: tuple[PortraitBand, ...]
    dimensions: tuple[PortraitDimension, ...]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for kind in UnitKind:
            total = sum(dimension.points for dimension in self.dimensions_of(kind))
            if total != HUNDRED:
                raise ValueError(f"{kind.term}的各项合计{total}分，应为100分")
        codes = {dimension.code for dimension in self.dimensions}
        if len(codes) != len(self.dimensions):
            raise ValueError("一级指标代码有重复")
        if [row.band for row in self.bands] != list(Band) or self.bands[-1].least != 0:
            raise ValueError("画像档须按绿、蓝、黄、红的次序写全，红档从0分起")
        bounds = [row.least for row in self.bands]
        if bounds != sorted(set(bounds), reverse=True):
            raise ValueError("画像档分数线须由高到低")
        if set(self.severity) != set(Severity) or set(self.deductions) != set(PortraitDeduction):
            raise ValueError("严重程度和否定项须写全")
        return self

    @property
    def label(self) -> str:
        """How a version is referred to."""
        return f"{self.code}-{self.version}"

    def dimensions_of(self, kind: UnitKind) -> tuple[PortraitDimension, ...]:
        """Dimensions that hold for a kind of unit, common ones first as written."""
        return tuple(d for d in self.dimensions if not d.unit_kinds or kind in d.unit_kinds)

    def band_of(self, score: Decimal) -> Band:
        """Band of a rounded score."""
        return next(row.band for row in self.bands if score >= row.least)
