"""How each item of a portrait is measured from what the system knows of a unit (docs/rules.md §9)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.rules.deadlines import was_on_time
from core.scoring.evaluation import Score
from core.scoring.facts import FindingFacts
from core.scoring.figures import HUNDRED, ZERO
from core.scoring.portrait_scheme import ItemMeasure, PortraitItem, PortraitScheme
from core.vocabulary import PortraitDeduction, ScoreFlag, ScoreSource, Status, UnitKind, Veto


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """One unit on the day asked for: its last inspection that was fed back, and the last evaluation adopted in it."""

    as_of: date
    kind: UnitKind
    findings: tuple[FindingFacts, ...] | None
    """None: never inspected."""
    score: Score | None = None


@dataclass(frozen=True, kw_only=True)
class ItemScore:
    """Points of one item; None where nothing is collected."""

    name: str
    full: Decimal
    points: Decimal | None
    finding_ids: tuple[int, ...] = ()
    """Findings behind what was lost."""


def measure_item(scheme: PortraitScheme, item: PortraitItem, facts: UnitFacts) -> ItemScore:
    """Points of an item, never below zero."""
    share, ids = MEASURES[item.measure](scheme, item, facts)
    points = None if share is None else item.points * max(ZERO, share)
    return ItemScore(name=item.name, full=item.points, points=points, finding_ids=ids)


Measured = tuple[Decimal | None, tuple[int, ...]]
"""Share of full marks that was reached, and the findings behind the rest."""
NOTHING: Measured = (None, ())


def _finding_load(scheme: PortraitScheme, item: PortraitItem, facts: UnitFacts) -> Measured:
    if facts.findings is None:
        return NOTHING
    found = [finding for finding in facts.findings if _weighs_on(finding, item)]
    lost = sum((_load(scheme, finding) for finding in found), ZERO)
    return 1 - lost / item.points, tuple(finding.id for finding in found)


def _weighs_on(finding: FindingFacts, item: PortraitItem) -> bool:
    code = finding.subcategory
    return code is not None and (code in item.categories or code.category in item.categories)


def _load(scheme: PortraitScheme, finding: FindingFacts) -> Decimal:
    full = scheme.severity[finding.severity]
    return full * scheme.cleared_share if finding.status is Status.CLEARED else full


def _owners_named(_scheme: PortraitScheme, _item: PortraitItem, facts: UnitFacts) -> Measured:
    if not facts.findings:
        return NOTHING
    return _share_of(facts.findings, [f for f in facts.findings if not f.has_owner])


def _review_share(_scheme: PortraitScheme, item: PortraitItem, facts: UnitFacts) -> Measured:
    dimensions = facts.score.by_dimension if facts.score else ()
    for dimension in dimensions:
        if dimension.code == item.dimension and dimension.review_points is not None:
            return dimension.review_points / dimension.points, ()
    return NOTHING


def _clearance(_scheme: PortraitScheme, _item: PortraitItem, facts: UnitFacts) -> Measured:
    if not facts.findings:
        return NOTHING
    return _share_of(facts.findings, [f for f in facts.findings if f.status is not Status.CLEARED])


def _on_time(_scheme: PortraitScheme, _item: PortraitItem, facts: UnitFacts) -> Measured:
    past = tuple(f for f in facts.findings or () if f.due_on is not None and f.due_on < facts.as_of)
    if not past:
        return NOTHING
    return _share_of(past, [f for f in past if not was_on_time(f.status, f.cleared_on, f.due_on)])


def _evaluation(_scheme: PortraitScheme, _item: PortraitItem, facts: UnitFacts) -> Measured:
    if facts.score is None or facts.score.total is None:
        return NOTHING
    return facts.score.total / HUNDRED, ()


def _no_relapse(_scheme: PortraitScheme, _item: PortraitItem, facts: UnitFacts) -> Measured:
    """A tenth of the findings relapsed takes everything."""
    if not facts.findings:
        return NOTHING
    relapsed = [f for f in facts.findings if f.relapses or f.came_back]
    return 1 - Decimal(10 * len(relapsed)) / len(facts.findings), tuple(f.id for f in relapsed)


def _satisfaction(_scheme: PortraitScheme, _item: PortraitItem, facts: UnitFacts) -> Measured:
    """Too few ballots say nothing about the public."""
    if facts.score is None or ScoreFlag.TOO_FEW_BALLOTS in facts.score.flags:
        return NOTHING
    survey = facts.score.by_source[ScoreSource.SURVEY]
    return NOTHING if survey is None else (survey / HUNDRED, ())


def _entered(_scheme: PortraitScheme, _item: PortraitItem, _facts: UnitFacts) -> Measured:
    return NOTHING


def _share_of(all_of_them: tuple[FindingFacts, ...], lacking: list[FindingFacts]) -> Measured:
    good = len(all_of_them) - len(lacking)
    return Decimal(good) / len(all_of_them), tuple(finding.id for finding in lacking)


MEASURES: dict[ItemMeasure, Callable[[PortraitScheme, PortraitItem, UnitFacts], Measured]] = {
    ItemMeasure.FINDING_LOAD: _finding_load,
    ItemMeasure.OWNERS_NAMED: _owners_named,
    ItemMeasure.REVIEW_SHARE: _review_share,
    ItemMeasure.CLEARANCE: _clearance,
    ItemMeasure.ON_TIME: _on_time,
    ItemMeasure.EVALUATION: _evaluation,
    ItemMeasure.NO_RELAPSE: _no_relapse,
    ItemMeasure.SATISFACTION: _satisfaction,
    ItemMeasure.ENTERED: _entered,
}


@dataclass(frozen=True, kw_only=True)
class Deduction:
    """Something that is taken off after everything else (否定项)."""

    code: PortraitDeduction
    points: Decimal
    finding_ids: tuple[int, ...] = ()


def find_deductions(scheme: PortraitScheme, facts: UnitFacts) -> tuple[Deduction, ...]:
    """What the system itself knows; vetoes count once the leading group confirmed them, cases once they are entered."""
    each = scheme.deductions
    found = []
    vetoes = facts.score.vetoes if facts.score else ()
    if any(hit.code is Veto.FALSE_RECTIFICATION for hit in vetoes):
        code = PortraitDeduction.FALSE_RECTIFICATION
        found.append(Deduction(code=code, points=each[code]))
    repeated = tuple(finding.id for finding in facts.findings or () if finding.is_repeated)
    if repeated:
        code = PortraitDeduction.REPEATED
        found.append(Deduction(code=code, points=each[code] * len(repeated), finding_ids=repeated))
    return tuple(found)
