"""The portrait of a unit: dimensions, completeness, deductions, band (docs/rules.md §9)."""

from dataclasses import dataclass
from decimal import Decimal

from core.scoring.figures import HUNDRED, ZERO, rounded
from core.scoring.portrait_items import Deduction, ItemScore, UnitFacts, find_deductions, measure_item
from core.scoring.portrait_scheme import PortraitDimension, PortraitScheme
from core.vocabulary import Band

SCORE_DIGITS = 1


@dataclass(frozen=True, kw_only=True)
class PortraitDimensionScore:
    """One dimension, with what of it is collected."""

    code: str
    name: str
    full: Decimal
    items: tuple[ItemScore, ...]

    @property
    def collected(self) -> Decimal:
        """Full marks of the items that are collected."""
        return sum((item.full for item in self.items if item.points is not None), ZERO)

    @property
    def points(self) -> Decimal | None:
        """Points, scaled up from the collected items to the full marks; None when nothing is collected."""
        share = self.share
        return None if share is None else self.full * share

    @property
    def share(self) -> Decimal | None:
        """Share of full marks reached (得分率), 0–1, of what is collected."""
        return self.reached / self.collected if self.collected else None

    @property
    def reached(self) -> Decimal:
        """Points of the collected items."""
        return sum((item.points for item in self.items if item.points is not None), ZERO)


@dataclass(frozen=True, kw_only=True)
class Portrait:
    """One unit's portrait; `score` is None when nothing at all is collected."""

    score: Decimal | None
    """Points of 100, one decimal."""
    band: Band | None
    """None also when too little is collected."""
    completeness: Decimal
    """Share of the 100 points that is collected, 0–1."""
    is_ranked: bool
    """Enough is collected to be compared with others of its kind."""
    dimensions: tuple[PortraitDimensionScore, ...]
    deductions: tuple[Deduction, ...]


def portray(scheme: PortraitScheme, facts: UnitFacts) -> Portrait:
    """Draw the portrait: what is collected is scaled to 100, then deductions are taken off, rounded at the end."""
    dimensions = tuple(_dimension(scheme, dimension, facts) for dimension in scheme.dimensions_of(facts.kind))
    collected = sum((dimension.collected for dimension in dimensions), ZERO)
    reached = sum((dimension.reached for dimension in dimensions), ZERO)
    deductions = find_deductions(scheme, facts)
    taken = min(scheme.deduction_limit, sum((deduction.points for deduction in deductions), ZERO))
    score = rounded(max(ZERO, HUNDRED * reached / collected - taken), SCORE_DIGITS) if collected else None
    is_ranked = score is not None and collected / HUNDRED >= scheme.least_completeness
    return Portrait(
        score=score,
        band=scheme.band_of(score) if score is not None and is_ranked else None,
        completeness=collected / HUNDRED,
        is_ranked=is_ranked,
        dimensions=dimensions,
        deductions=deductions,
    )


def _dimension(scheme: PortraitScheme, dimension: PortraitDimension, facts: UnitFacts) -> PortraitDimensionScore:
    return PortraitDimensionScore(
        code=dimension.code,
        name=dimension.name,
        full=dimension.points,
        items=tuple(measure_item(scheme, item, facts) for item in dimension.items),
    )
