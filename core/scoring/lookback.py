"""Whom to look back at (回头看): proposals follow from the evaluation alone, other weak signals are hints (docs/rules.md §7.3)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.rules.deadlines import is_overdue, overdue_days
from core.scoring.evaluation import Score, self_above_review
from core.scoring.facts import FindingFacts
from core.scoring.figures import shown
from core.scoring.scheme import Limits, Scheme
from core.vocabulary import LookbackHint, ScoreFlag, Status


@dataclass(frozen=True, kw_only=True)
class LookbackFacts:
    """One inspection: its last evaluation, if any, and its findings of the day."""

    as_of: date
    score: Score | None
    findings: tuple[FindingFacts, ...]


@dataclass(frozen=True, kw_only=True)
class Hint:
    """One weak signal with the findings behind it."""

    code: LookbackHint
    words: str
    finding_ids: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lookback:
    """What speaks for looking back at a unit; it is a candidate with at least one proposal reason."""

    proposals: tuple[str, ...]
    hints: tuple[Hint, ...]

    @property
    def is_candidate(self) -> bool:
        """Whether the evaluation itself proposes it."""
        return bool(self.proposals)


HintRule = Callable[[Limits, LookbackFacts], Hint | None]


def look_back(scheme: Scheme, facts: LookbackFacts) -> Lookback:
    """Reasons of one inspection; both parts may be empty."""
    reasons = facts.score.lookback_reasons if facts.score else ()
    hints = (rule(scheme.limits, facts) for rule in HINTS)
    return Lookback(proposals=reasons, hints=tuple(hint for hint in hints if hint is not None))


def urgency(lookback: Lookback, total: Decimal | None) -> tuple[int, int, int, Decimal]:
    """Sort key: candidates first, those with more reasons, then more hints, then the lower total."""
    missing_last = Decimal(101)
    return (
        -int(lookback.is_candidate),
        -len(lookback.proposals),
        -len(lookback.hints),
        missing_last if total is None else total,
    )


def days_not_started(findings: Iterable[FindingFacts], as_of: date) -> int:
    """Most natural days past due of a finding not yet started; 0 when there is none."""
    waiting = (finding for finding in findings if finding.status is Status.NOT_STARTED)
    return max((overdue_days(finding.status, finding.due_on, as_of) for finding in waiting), default=0)


def relapsed_two_rounds(findings: Iterable[FindingFacts]) -> bool:
    """Whether one and the same finding broke out again twice (同一问题连续两轮反弹)."""
    return any(finding.relapses + finding.came_back >= 2 for finding in findings)


def _mass_overdue(limits: Limits, facts: LookbackFacts) -> Hint | None:
    late = [finding for finding in facts.findings if is_overdue(finding.status, finding.due_on, facts.as_of)]
    if len(late) < limits.overdue_least or Decimal(len(late)) / len(facts.findings) < limits.overdue_share:
        return None
    words = f"{len(facts.findings)} 个问题中 {len(late)} 个逾期（{len(late) / len(facts.findings):.1%}）"
    return Hint(code=LookbackHint.MASS_OVERDUE, words=words, finding_ids=tuple(finding.id for finding in late))


def _inflated(_limits: Limits, facts: LookbackFacts) -> Hint | None:
    if facts.score is None or ScoreFlag.INFLATED_SELF not in facts.score.flags:
        return None
    gap = self_above_review(facts.score.by_source)
    return None if gap is None else Hint(code=LookbackHint.INFLATED_SELF, words=f"自评高于审评 {shown(gap)} 分")


def _relapsed(limits: Limits, facts: LookbackFacts) -> Hint | None:
    found = [finding for finding in facts.findings if finding.relapses or finding.came_back]
    if len(found) < limits.relapsed_least:
        return None
    ids = tuple(finding.id for finding in found)
    return Hint(code=LookbackHint.RELAPSED, words=f"{len(found)} 个问题反弹", finding_ids=ids)


def _repeated(_limits: Limits, facts: LookbackFacts) -> Hint | None:
    found = [finding for finding in facts.findings if finding.is_repeated]
    if not found:
        return None
    ids = tuple(finding.id for finding in found)
    return Hint(code=LookbackHint.REPEATED, words=f"{len(found)} 个问题屡改屡犯", finding_ids=ids)


HINTS: tuple[HintRule, ...] = (_mass_overdue, _inflated, _relapsed, _repeated)
