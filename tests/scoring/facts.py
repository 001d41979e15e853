"""Schemes, facts and findings with keyword defaults, so that a test names only what it is about."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from core.scoring.evaluation import Score, evaluate
from core.scoring.facts import Ballots, FindingFacts, InspectionFacts, MilestoneFacts, ScoreFacts
from core.scoring.indicators import EVIDENCE, Measurement
from core.scoring.portrait import Portrait, PortraitDimensionScore
from core.scoring.portrait_items import ItemScore, UnitFacts
from core.scoring.portrait_scheme import PortraitScheme
from core.scoring.reading import read_portrait_scheme, read_scheme
from core.scoring.scheme import Indicator, Scheme
from core.vocabulary import Band, Milestone, Status, UnitKind

DATA = Path(__file__).parents[2] / "data"
SCHEME_TEXT = (DATA / "schemes" / "default-1.toml").read_text("utf-8")
PORTRAIT_TEXT = (DATA / "portraits" / "default-1.toml").read_text("utf-8")
TODAY = date(2026, 6, 30)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ENOUGH = 20
"""Valid ballots from which on the survey counts."""


@cache
def default_scheme() -> Scheme:
    return read_scheme(SCHEME_TEXT)


@cache
def default_portrait_scheme() -> PortraitScheme:
    return read_portrait_scheme(PORTRAIT_TEXT)


def scheme_with(*changes: tuple[str, str]) -> Scheme:
    """The default scheme with passages of its text replaced."""
    return read_scheme(changed(SCHEME_TEXT, *changes))


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with passages replaced, at their first place; each must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def weighing(own: object, review: object, survey: object) -> Scheme:
    """The default scheme with other weights."""
    return scheme_with(("self = 20\nreview = 60\nsurvey = 20", f"self = {own}\nreview = {review}\nsurvey = {survey}"))


def full_points() -> dict[str, Decimal]:
    """Full marks of every indicator."""
    return {key: indicator.points for key, indicator in default_scheme().indicators.items()}


def points_worth(total: object) -> dict[str, Decimal]:
    """Points by indicator that add up to this many of 100; what lacks is lacking at the end of the sheet."""
    left, points = Decimal(str(total)), {}
    for key, full in full_points().items():
        points[key] = min(full, left)
        left -= points[key]
    return points


def ballots(satisfied: int = 0, basically: int = 0, dissatisfied: int = 0, unknown: int = 0) -> Ballots:
    return Ballots(satisfied=satisfied, basically=basically, dissatisfied=dissatisfied, unknown=unknown)


def score_facts(own: object = 100, review: object = 100, votes: Ballots | None = None, **stated: Any) -> ScoreFacts:
    """Facts with so many points of self and review; without votes everybody is satisfied."""
    given = {"ballots": votes or ballots(ENOUGH), **stated}
    return ScoreFacts(self_points=points_worth(own), review_points=points_worth(review), **given)


def scored(own: object = 100, review: object = 100, votes: Ballots | None = None, **stated: Any) -> Score:
    """The score of such facts by the default scheme."""
    return evaluate(default_scheme(), score_facts(own, review, votes, **stated))


def finding(number: int = 1, status: Status = Status.IN_PROGRESS, **changes: Any) -> FindingFacts:
    """A finding under way, with nothing wrong about it."""
    return FindingFacts(id=number, code=f"1-1-{number}", status=status, **changes)


def findings(count: int, first: int = 1, **changes: Any) -> tuple[FindingFacts, ...]:
    """So many findings alike, numbered on."""
    return tuple(finding(first + offset, **changes) for offset in range(count))


def inspection(*found: FindingFacts, **changes: Any) -> InspectionFacts:
    return InspectionFacts(**{"as_of": TODAY, "findings": found, **changes})


def milestones(milestone: Milestone, due_on: date, met_on: date | None) -> dict[Milestone, MilestoneFacts]:
    return {milestone: MilestoneFacts(due_on=due_on, met_on=met_on)}


def indicator_of(evidence: str, **changes: Any) -> Indicator:
    """The indicator of the default scheme that this function measures."""
    found = next(one for one in default_scheme().indicators.values() if one.evidence == evidence)
    return found.model_copy(update=changes)


def measured(evidence: str, facts: InspectionFacts, **changes: Any) -> Measurement:
    """What this evidence function says, with the parameters of the default scheme."""
    return EVIDENCE[evidence].measure(facts, indicator_of(evidence, **changes))


def lost(measurement: Measurement) -> list[tuple[str, tuple[int, ...]]]:
    """Points lost, as written, with the findings behind them."""
    return [(str(loss.points), loss.finding_ids) for loss in measurement.losses]


def unit_facts(*found: FindingFacts, kind: UnitKind = UnitKind.AGENCY, **changes: Any) -> UnitFacts:
    """A unit with these findings; without any it was inspected and nothing was found."""
    return UnitFacts(**{"as_of": TODAY, "kind": kind, "findings": found, **changes})


def portrait(score: object = "80.0", *, is_ranked: bool = True, **shares: str | None) -> Portrait:
    """A portrait with this score, and dimensions of ten points by code with these shares of them."""
    return Portrait(
        score=None if score is None else Decimal(str(score)),
        band=Band.BLUE if is_ranked else None,
        completeness=Decimal(1),
        is_ranked=is_ranked,
        dimensions=tuple(_dimension(code, share) for code, share in shares.items()),
        deductions=(),
    )


def _dimension(code: str, share: str | None) -> PortraitDimensionScore:
    points = None if share is None else Decimal(share) * 10
    item = ItemScore(name=code, full=Decimal(10), points=points)
    return PortraitDimensionScore(code=code, name=code, full=Decimal(10), items=(item,))
