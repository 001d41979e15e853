"""The score of one evaluation: three sources composed, grade, flags, vetoes, proposals (docs/rules.md §7.2, §7.3)."""

from dataclasses import dataclass
from decimal import Decimal

from core.scoring.composition import DimensionScore, dimension_scores, missing_points, source_score
from core.scoring.facts import Ballots, ScoreFacts
from core.scoring.figures import ZERO, rounded, shown
from core.scoring.scheme import Scheme, SurveyRule
from core.scoring.veto import VetoHit, find_vetoes
from core.vocabulary import Grade, Proposal, ScoreFlag, ScoreSource

TOTAL_DIGITS = 2


@dataclass(frozen=True, kw_only=True)
class ProposalReason:
    """One proposal with what speaks for it."""

    code: Proposal
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Score:
    """A score that explains itself; what is not collected is None, never zero."""

    total: Decimal | None
    """Points of 100, two decimals."""
    grade: Grade | None
    by_source: dict[ScoreSource, Decimal | None]
    """Points of 100 of each source, not rounded; None while a point is missing or nobody answered."""
    weights: dict[ScoreSource, Decimal]
    """Weights that were used: they add up to 1."""
    by_dimension: tuple[DimensionScore, ...]
    flags: tuple[ScoreFlag, ...]
    vetoes: tuple[VetoHit, ...]
    proposals: tuple[ProposalReason, ...]
    missing: tuple[tuple[ScoreSource, str], ...]
    """Points nobody gave yet, as (source, indicator key)."""

    @property
    def lookback_reasons(self) -> tuple[str, ...]:
        """Why it proposes to look back; empty when it does not."""
        return next((one.reasons for one in self.proposals if one.code is Proposal.LOOKBACK), ())


def evaluate(scheme: Scheme, facts: ScoreFacts) -> Score:
    """Compose the score; a veto makes the grade poor whatever the points say."""
    by_source = {source: source_score(scheme, facts.points(source)) for source in ScoreSource.by_indicator()}
    by_source[ScoreSource.SURVEY] = survey_score(scheme.survey, facts.ballots)
    too_few = _has_too_few(scheme, facts.ballots)
    weights = _weights(scheme, too_few=too_few)
    total = _total(by_source, weights)
    vetoes = find_vetoes(scheme.limits, facts)
    grade = Grade.POOR if vetoes else None if total is None else scheme.grade_of(total)
    return Score(
        total=total,
        grade=grade,
        by_source=by_source,
        weights=weights,
        by_dimension=dimension_scores(scheme, facts),
        flags=_flags(scheme, by_source, too_few=too_few),
        vetoes=vetoes,
        proposals=_proposals(scheme, total, grade, vetoes),
        missing=missing_points(scheme, facts),
    )


def survey_score(rule: SurveyRule, ballots: Ballots | None) -> Decimal | None:
    """Points of 100 from the valid ballots; None when there is none."""
    if ballots is None or not ballots.valid:
        return None
    points = (
        rule.satisfied * ballots.satisfied
        + rule.basically * ballots.basically
        + rule.dissatisfied * ballots.dissatisfied
    )
    return points / ballots.valid


def _has_too_few(scheme: Scheme, ballots: Ballots | None) -> bool:
    """Fewer valid ballots than the scheme asks for (样本不足)."""
    return (ballots.valid if ballots else 0) < scheme.survey.least_ballots


def _weights(scheme: Scheme, *, too_few: bool) -> dict[ScoreSource, Decimal]:
    """The scheme's shares; with too few ballots the survey's share goes to the review."""
    shares = scheme.weights.shares()
    if too_few:
        shares[ScoreSource.REVIEW] += shares[ScoreSource.SURVEY]
        shares[ScoreSource.SURVEY] = ZERO
    return shares


def _total(by_source: dict[ScoreSource, Decimal | None], weights: dict[ScoreSource, Decimal]) -> Decimal | None:
    total = ZERO
    for source, weight in weights.items():
        points = by_source[source]
        if not weight:
            continue
        if points is None:
            return None
        total += points * weight
    return rounded(total, TOTAL_DIGITS)


def _flags(scheme: Scheme, by_source: dict[ScoreSource, Decimal | None], *, too_few: bool) -> tuple[ScoreFlag, ...]:
    gap = self_above_review(by_source)
    inflated = gap is not None and gap > scheme.limits.inflated_self
    asked = scheme.weights.survey > 0 or by_source[ScoreSource.SURVEY] is not None
    found = {ScoreFlag.INFLATED_SELF: inflated, ScoreFlag.TOO_FEW_BALLOTS: too_few and asked}
    return tuple(flag for flag in ScoreFlag if found[flag])


def self_above_review(by_source: dict[ScoreSource, Decimal | None]) -> Decimal | None:
    """Points by which the self score lies above the review; None while one of them is missing."""
    own, review = by_source[ScoreSource.SELF], by_source[ScoreSource.REVIEW]
    return None if own is None or review is None else own - review


def _proposals(
    scheme: Scheme, total: Decimal | None, grade: Grade | None, vetoes: tuple[VetoHit, ...]
) -> tuple[ProposalReason, ...]:
    """Poor is a candidate for look-back; a veto proposes accountability and the annual veto besides."""
    if grade is not Grade.POOR:
        return ()
    hits = tuple(hit.words for hit in vetoes)
    bound = scheme.grades[-2].least
    low = (f"总分 {total} 分，低于 {shown(bound)} 分",) if total is not None and total < bound else ()
    proposals = [ProposalReason(code=Proposal.LOOKBACK, reasons=low + hits)]
    if vetoes:
        proposals += [
            ProposalReason(code=code, reasons=hits) for code in (Proposal.ACCOUNTABILITY, Proposal.ANNUAL_VETO)
        ]
    return tuple(proposals)
