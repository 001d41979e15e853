"""What may hint at sham rectification in one inspection: hints with what is behind them, never a conclusion (风险信号, docs/rules.md §6.3)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.vocabulary import RiskSignal

LAST_DAYS = 1
"""Asked for on the deadline or so many natural days before it: at the last."""
LAST_LEAST = 3
"""So many findings at the last make a hint, if they are also a share of all that the inspection cleared."""
LAST_SHARE = 30
"""Per cent."""


@dataclass(frozen=True, kw_only=True)
class SignalFinding:
    """One counted finding as far as signals depend on it."""

    id: int
    code: str
    title: str = ""
    is_cleared: bool = False
    requested_on: date | None = None
    """Day of the request that was granted; None where it was cleared on the spot or came in cleared."""
    due_on: date | None = None
    pieces: tuple[tuple[str, date | None, tuple[int, ...]], ...] = ()
    """Its pieces of evidence that are listed elsewhere too: what people call them, the day they were formed, the other findings."""
    alike: tuple[int, ...] = ()
    """Other findings whose outcome says nearly the same."""
    explained: frozenset[RiskSignal] = frozenset()
    reopened_on: date | None = None
    """Day on which it broke out again before close-out."""
    relapse_of: str = ""
    """Number of the finding it came back from after close-out."""
    found_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SignalFacts:
    """One inspection: its findings, and its newest adopted evaluation as far as it says something."""

    findings: tuple[SignalFinding, ...]
    cycle: int | None = None
    evaluated_on: date | None = None
    inflated_by: str = ""
    """By how many points the self score exceeds the review, where the evaluation flags it; empty otherwise."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """One line of what is behind a signal; without a finding it is about the whole inspection."""

    finding_id: int | None
    code: str
    title: str
    words: str
    on: date | None = None
    is_explained: bool = False


@dataclass(frozen=True, kw_only=True)
class Signal:
    """One hint with its lines."""

    kind: RiskSignal
    words: str
    traces: tuple[Trace, ...]

    @property
    def is_explained(self) -> bool:
        """Whether a reason was given for every line."""
        return all(trace.is_explained for trace in self.traces)


Line = tuple[str, date | None]
"""Words and the day they are about."""
Names = Mapping[int, str]
"""Numbers of findings by id, as far as the reader may see them."""


def signals(facts: SignalFacts, names: Names) -> tuple[Signal, ...]:
    """Signals of one inspection in their fixed order; none is a verdict."""
    found = (rule(facts, names) for rule in RULES)
    return tuple(signal for signal in found if signal is not None)


def is_at_the_last(requested_on: date | None, due_on: date | None) -> bool:
    """Asked for on its deadline or the day before; later is late, which other lists show."""
    if requested_on is None or due_on is None:
        return False
    return 0 <= (due_on - requested_on).days <= LAST_DAYS


def _at_the_last(facts: SignalFacts, _names: Names) -> Signal | None:
    cleared = [one for one in facts.findings if one.is_cleared]
    last = [one for one in cleared if is_at_the_last(one.requested_on, one.due_on)]
    if len(last) < LAST_LEAST or len(last) * 100 < LAST_SHARE * len(cleared):
        return None
    words = f"已销号 {len(cleared)} 个，其中 {len(last)} 个在期限当天或前一天申请（{len(last) / len(cleared):.0%}）"
    traces = tuple(_trace(one, f"期限 {one.due_on}，{one.requested_on} 申请", one.requested_on) for one in last)
    return Signal(kind=RiskSignal.CLEARED_AT_THE_LAST, words=words, traces=traces)


def _evidence_reused(facts: SignalFacts, names: Names) -> Signal | None:
    def say(one: SignalFinding) -> Iterator[Line]:
        for piece, formed_on, others in one.pieces:
            yield f"{piece}也用在{_others(others, names)}", formed_on

    return _likeness(facts, RiskSignal.EVIDENCE_REUSED, say, "有材料同时用在别的问题上")


def _alike_outcomes(facts: SignalFacts, names: Names) -> Signal | None:
    def say(one: SignalFinding) -> Iterator[Line]:
        if one.alike:
            yield f"成效与{_others(one.alike, names)}几乎一样", None

    return _likeness(facts, RiskSignal.ALIKE_OUTCOMES, say, "的成效与别的问题几乎一样")


def _likeness(
    facts: SignalFacts, kind: RiskSignal, say: Callable[[SignalFinding], Iterator[Line]], what: str
) -> Signal | None:
    """Lines of one likeness; those with a reason stay in view and are marked."""
    traces = tuple(
        _trace(one, words, on, is_explained=kind in one.explained) for one in facts.findings for words, on in say(one)
    )
    if not traces:
        return None
    explained = len({trace.finding_id for trace in traces if trace.is_explained})
    note = f"，其中 {explained} 个已说明" if explained else ""
    return Signal(kind=kind, words=f"{_findings(traces)} 个问题{what}{note}", traces=traces)


def _inflated_self(facts: SignalFacts, _names: Names) -> Signal | None:
    if not facts.inflated_by:
        return None
    words = f"第 {facts.cycle} 次评估自评高于审评 {facts.inflated_by} 分"
    trace = Trace(finding_id=None, code="", title="", words=words, on=facts.evaluated_on)
    return Signal(kind=RiskSignal.INFLATED_SELF, words=words, traces=(trace,))


def _relapsed(facts: SignalFacts, _names: Names) -> Signal | None:
    traces = tuple(_trace(one, words, on) for one in facts.findings for words, on in _relapses(one))
    if not traces:
        return None
    words = f"{_findings(traces)} 个问题办结后又反弹"
    return Signal(kind=RiskSignal.RELAPSED_AFTER_CLEARANCE, words=words, traces=traces)


def _relapses(one: SignalFinding) -> Iterator[Line]:
    if one.reopened_on is not None:
        yield f"{one.reopened_on} 反弹重开", one.reopened_on
    if one.relapse_of:
        yield f"{one.relapse_of} 报结后又反弹", one.found_on


RULES: tuple[Callable[[SignalFacts, Names], Signal | None], ...] = (
    _at_the_last,
    _evidence_reused,
    _alike_outcomes,
    _inflated_self,
    _relapsed,
)


def _findings(traces: Sequence[Trace]) -> int:
    return len({trace.finding_id for trace in traces})


def _trace(one: SignalFinding, words: str, on: date | None = None, *, is_explained: bool = False) -> Trace:
    return Trace(finding_id=one.id, code=one.code, title=one.title, words=words, on=on, is_explained=is_explained)


def _others(others: Sequence[int], names: Names) -> str:
    """R1-甲镇-02、R1-甲镇-03和不在您查看范围内的1个问题"""
    seen = [names[one] for one in others if one in names]
    hidden = len(others) - len(seen)
    unseen = [f"不在您查看范围内的{hidden}个问题"] if hidden else []
    return "和".join(["、".join(seen)] * bool(seen) + unseen)
