"""Which column holds which field: exact wording first, then what is free, then near wording; each field once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from rapidfuzz import fuzz, process

from core.intake.ledger.model import ColumnMatch, Match
from core.intake.ledger.synonyms import (
    AMBIGUOUS,
    BY_CONTENT,
    CORRECTION_HEADERS,
    FILLERS,
    IGNORED,
    INSIDE_ONE_UNIT,
    KEYWORDS,
    SYNONYMS,
)
from core.intake.ledger.text import folded, without_space

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_MONEY_UNIT = re.compile(r"[:/,]?(单位)?[:/]?(人民币)?[百千]?[万亿]?元$")
_MARKS = re.compile(r"[*:/、,.;。·\"“”《》'_-]")
_FILLERS = re.compile(FILLERS)
_NEAR_ENOUGH = 80
_AHEAD_OF_NEXT = 5
# Several columns of measures are all measures; any other field is taken by its first column.
_MANY = frozenset({"measure"})

FitsContent = Callable[[int, str], float]


@dataclass(frozen=True, slots=True)
class Label:
    """The header of one column; `group` is the cell above it in a two-row header."""

    text: str
    group: str = ""


def plain_label(text: str) -> str:
    """Reduce a header to what synonyms are compared with: no white space, brackets, money unit or marks."""
    label = folded(text).lower()
    return _MARKS.sub("", _MONEY_UNIT.sub("", _BRACKETS.sub("", label))) or _MARKS.sub("", label)


_EXACT: dict[str, str] = {plain_label(word): field for field, words in SYNONYMS.items() for word in words}
_STRIPPED: dict[str, str] = {
    stripped: field for word, field in _EXACT.items() if len(stripped := _FILLERS.sub("", word)) >= 2
}
_KEYWORDS = tuple((re.compile(pattern), field) for pattern, field in KEYWORDS)


def exact_field(label: Label) -> str | None:
    """Field that this header names word for word, alone or together with its group."""
    own, group = plain_label(label.text), plain_label(label.group)
    for word in (own, group + own):
        if word in _EXACT:
            return _EXACT[word]
        if word in AMBIGUOUS:
            return AMBIGUOUS[word][0]
    return None


class _Assignment:
    """Columns settled so far."""

    def __init__(self, labels: Mapping[int, Label]) -> None:
        self.labels = labels
        self.plain = {column: plain_label(label.text) for column, label in labels.items()}
        self.fields: dict[int, tuple[str | None, Match]] = {}

    def open_columns(self) -> list[int]:
        return [column for column in self.labels if column not in self.fields]

    def is_free(self, field: str) -> bool:
        return field in _MANY or all(taken != field for taken, _ in self.fields.values())

    def take(self, column: int, field: str | None, how: Match) -> bool:
        """Give the column this field when no other column has it."""
        if field is None or not self.is_free(field):
            return False
        self.fields[column] = (field, how)
        return True


def match_columns(
    labels: Mapping[int, Label], *, one_unit: bool, overrides: Mapping[str, str], fits: FitsContent
) -> tuple[ColumnMatch, ...]:
    """Match every column; `one_unit` when the title names the only unit, `fits` rates a field by the cells below."""
    work = _Assignment(labels)
    _take_given(work, overrides)
    _take_exact(work, fits)
    _take_ambiguous(work, one_unit)
    for guess in (_without_fillers, _near, _by_keyword):
        for column in work.open_columns():
            own, group = work.plain[column], plain_label(labels[column].group)
            any(work.take(column, guess(word, work), Match.SIMILAR) for word in (own, group + own))
    return tuple(_match(column, labels[column], work.fields.get(column)) for column in sorted(labels))


def _match(column: int, label: Label, found: tuple[str | None, Match] | None) -> ColumnMatch:
    field, how = found or (None, Match.UNMATCHED)
    return ColumnMatch(get_column_letter(column), without_space(label.text), without_space(label.group), field, how)


def _take_given(work: _Assignment, overrides: Mapping[str, str]) -> None:
    given = {plain_label(header): field for header, field in overrides.items()}
    ignored = {plain_label(header) for header in CORRECTION_HEADERS}
    for column in work.open_columns():
        label = work.labels[column]
        own = given.get(work.plain[column]) or given.get(plain_label(label.group) + work.plain[column])
        if own == IGNORED or (own is None and work.plain[column] in ignored):
            work.fields[column] = (None, Match.IGNORED)
        elif own is not None:
            work.take(column, own, Match.GIVEN)


def _take_exact(work: _Assignment, fits: FitsContent) -> None:
    """The wording our templates use goes first, so that 具体问题 wins over 问题 where both stand."""
    ranked: list[tuple[int, int, str]] = []
    for column in work.open_columns():
        own, group = work.plain[column], plain_label(work.labels[column].group)
        if own in BY_CONTENT:
            field: str | None = _best_fit(column, BY_CONTENT[own], fits)
        else:
            field = _EXACT.get(own) or (None if own in AMBIGUOUS else _EXACT.get(group + own))
        if field is not None:
            words = [plain_label(word) for word in SYNONYMS[field]]
            ranked.append((words.index(own) if own in words else len(words), column, field))
    for _, column, field in sorted(ranked):
        work.take(column, field, Match.EXACT)


def _best_fit(column: int, candidates: tuple[str, ...], fits: FitsContent) -> str:
    return max(candidates, key=lambda field: fits(column, field))


def _take_ambiguous(work: _Assignment, one_unit: bool) -> None:
    for column in work.open_columns():
        own, group = work.plain[column], plain_label(work.labels[column].group)
        word = own if own in AMBIGUOUS else group + own
        for field in AMBIGUOUS.get(word, ()):
            if field == "unit" and one_unit and word in INSIDE_ONE_UNIT:
                continue
            if work.take(column, field, Match.EXACT):
                break


def _without_fillers(label: str, work: _Assignment) -> str | None:
    return _STRIPPED.get(_FILLERS.sub("", label))


def _near(label: str, work: _Assignment) -> str | None:
    """The one synonym that is near, when words of other fields are clearly farther."""
    if len(label) < 4:
        return None
    near = process.extract(label, list(_EXACT), scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH - _AHEAD_OF_NEXT, limit=8)
    if not near or near[0][1] < _NEAR_ENOUGH:
        return None
    field = _EXACT[near[0][0]]
    rivals = [score for word, score, _ in near if _EXACT[word] != field]
    return field if not rivals or near[0][1] - rivals[0] >= _AHEAD_OF_NEXT else None


def _by_keyword(label: str, work: _Assignment) -> str | None:
    return next((field for pattern, field in _KEYWORDS if work.is_free(field) and pattern.search(label)), None)
