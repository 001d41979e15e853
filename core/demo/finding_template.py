"""What a finding template of the demo county must hold; anything else is refused with its place and how to mend it."""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.demo.terms import read_term
from core.vocabulary import Handling, MaterialKind, Severity, Subcategory, Term, UnitKind

_COUNT_SLOTS = ("n", "n2", "year", "amount")
_UNIT_SLOTS = ("dept", "village", "office", "finance", "party_office", "org", "body", "meeting", "party", "head")
SLOTS = frozenset((*_COUNT_SLOTS, *_UNIT_SLOTS))
TITLE_LENGTH = 18
TEXT_LENGTHS = range(35, 111)
_DEFAULT_COUNTS = (2, 9)
_TEXT_FIELDS = ("title", "text", "goal", "outcome")
_MARKS = ("handling", "severity", "involves_persons", "public_interest", "publishable")
_TERM_FIELDS: Mapping[str, type[Term]] = {"handling": Handling, "severity": Severity}
_RANGES = ("n", "n2", "amount")
_KNOWN_FIELDS = frozenset((*_TEXT_FIELDS, *_MARKS, *_RANGES, "kinds", "only", "measures", "policy_title", "evidence"))


@dataclass(frozen=True)
class EvidenceTitle:
    """One piece of evidence a unit would hand in for this finding."""

    kind: MaterialKind
    title: str


@dataclass(frozen=True)
class FindingTemplate:
    """A finding with slots; counts are inclusive ranges, `amount` is a range in 元."""

    subcategory: Subcategory
    title: str
    text: str
    kinds: frozenset[UnitKind]
    only: Mapping[UnitKind, frozenset[str]]
    """Where a kind is named: codes of the only units of that kind it fits."""
    handling: Handling
    severity: Severity
    involves_persons: bool
    public_interest: bool
    publishable: bool
    n: tuple[int, int]
    n2: tuple[int, int]
    amount: tuple[int, int] | None
    goal: str
    measures: tuple[str, ...]
    outcome: str
    policy_title: str | None
    evidence: tuple[EvidenceTitle, ...]

    def fits(self, kind: UnitKind, code: str) -> bool:
        """Say whether a unit of this kind and code could have this finding."""
        return kind in self.kinds and (kind not in self.only or code in self.only[kind])

    def sentences(self) -> Iterator[str]:
        """Every text in which slots may stand."""
        yield from (self.title, self.text, self.goal, *self.measures, self.outcome)
        yield from (piece.title for piece in self.evidence)
        if self.policy_title:
            yield self.policy_title


def slots_of(sentence: str) -> frozenset[str]:
    """Names of the slots in a sentence."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


def read_template(subcategory: Subcategory, raw: Mapping[str, Any]) -> FindingTemplate:
    """Build a template from one TOML table; ask `template_problems` first."""
    return FindingTemplate(
        subcategory=subcategory,
        title=raw["title"],
        text=raw["text"],
        kinds=frozenset(read_term(UnitKind, kind) for kind in raw["kinds"]),
        only={read_term(UnitKind, kind): frozenset(codes) for kind, codes in raw.get("only", {}).items()},
        handling=read_term(Handling, raw.get("handling", Handling.TIME_LIMITED)),
        severity=read_term(Severity, raw.get("severity", Severity.GENERAL)),
        involves_persons=raw.get("involves_persons", False),
        public_interest=raw.get("public_interest", False),
        publishable=raw.get("publishable", True),
        n=_counts(raw.get("n", _DEFAULT_COUNTS)),
        n2=_counts(raw.get("n2", _DEFAULT_COUNTS)),
        amount=_counts(raw["amount"]) if "amount" in raw else None,
        goal=raw["goal"],
        measures=tuple(raw["measures"]),
        outcome=raw["outcome"],
        policy_title=raw.get("policy_title"),
        evidence=tuple(
            EvidenceTitle(read_term(MaterialKind, piece["kind"]), piece["title"]) for piece in raw["evidence"]
        ),
    )


def template_problems(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name what is wrong with one TOML table, as (field, sentence) pairs."""
    yield from _missing(raw)
    yield from _unknown_terms(raw)
    yield from _wrong_lengths(raw)
    yield from _wrong_ranges(raw)
    yield from _wrong_slots(raw)


def _counts(raw: Any) -> tuple[int, int]:
    low, high = raw
    return low, high


def _missing(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in (*_TEXT_FIELDS, "kinds", "measures", "evidence"):
        if not raw.get(field):
            yield field, "缺少此项，请补上。"
    for field in sorted(raw.keys() - _KNOWN_FIELDS):
        yield field, "不认识的项，请核对拼写后删去或改正。"


def _unknown_terms(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    asked: list[tuple[str, type[Term], object]] = [("kinds", UnitKind, kind) for kind in raw.get("kinds", ())]
    asked += [("only", UnitKind, kind) for kind in raw.get("only", ())]
    asked += [("evidence", MaterialKind, piece.get("kind")) for piece in raw.get("evidence", ())]
    asked += [(field, terms, raw[field]) for field, terms in _TERM_FIELDS.items() if field in raw]
    for field, terms, code in asked:
        try:
            read_term(terms, code)
        except ValueError as error:
            yield field, f"{error}。"
    if any(not piece.get("title") for piece in raw.get("evidence", ())):
        yield "evidence", "每件材料都要有 title，请补上。"


def _wrong_lengths(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    title, text = raw.get("title", ""), raw.get("text", "")
    if len(title) > TITLE_LENGTH:
        yield "title", f"有 {len(title)} 个字，不得超过 {TITLE_LENGTH} 个字。"
    if text and len(text) not in TEXT_LENGTHS:
        yield "text", f"有 {len(text)} 个字，应在 {TEXT_LENGTHS.start} 至 {TEXT_LENGTHS.stop - 1} 个字之间。"
    if text.endswith(("。", "；")):
        yield "text", "末尾不加标点，成文时另加。"
    if not 2 <= len(raw.get("measures", ())) <= 4:
        yield "measures", f"有 {len(raw.get('measures', ()))} 条，应为 2 至 4 条。"


def _wrong_ranges(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in _RANGES:
        bounds = raw.get(field, [1, 1])
        if len(bounds) != 2 or not 0 < bounds[0] <= bounds[1]:
            yield field, f"读到 {bounds}，应写作 [下限, 上限]，下限大于 0 且不大于上限。"


def _wrong_slots(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    texts = [(field, raw.get(field, "")) for field in (*_TEXT_FIELDS, "policy_title")]
    texts += [("measures", measure) for measure in raw.get("measures", ())]
    texts += [("evidence", piece.get("title", "")) for piece in raw.get("evidence", ())]
    for field, sentence in texts:
        used = slots_of(sentence)
        for slot in sorted(used - SLOTS):
            yield field, f"不认识的空位 {{{slot}}}，可用：{'、'.join(sorted(SLOTS))}。"
        if "amount" in used and "amount" not in raw:
            yield field, "用了 {amount} 却没有写 amount = [下限, 上限]（元）。"
        if "village" in used and set(raw.get("kinds", ())) != {UnitKind.TOWNSHIP}:
            yield field, "用了 {village}，kinds 只能是 township。"
    if "amount" in raw and "amount" not in slots_of(raw.get("text", "")):
        yield "text", "写了 amount 却没有在问题里用 {amount}。"
