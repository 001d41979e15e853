"""A table of drafts to correct: what is typed is kept by draft, whatever happens to the rows in between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from core.commands.findings import Draft
from core.errors import InvalidInput
from core.vocabulary import Category, Handling, Subcategory

TAKEN, SURE, CATEGORY, TEXT, HANDLING, DUE, PERSONS = "选", "把握", "分类", "问题", "整改类别", "期限", "涉人涉事"
EDITED = (TAKEN, CATEGORY, TEXT, HANDLING, DUE, PERSONS)
"""What a browser may change; the rest of a line comes from the server, whatever the browser sends."""
TERMS: dict[str, Category | Subcategory] = {f"{one.value} {one.term}": one for one in (*Category, *Subcategory)}
Line = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The lines a table was drawn from; they stay the same while somebody types on them."""

    key: str
    lines: tuple[Line, ...]


class DraftTable:
    """One table in one window: its lines, and what was typed on them."""

    def __init__(self, name: str, ids: Sequence[int], versions: Sequence[int], lines: Sequence[Line]) -> None:
        self.ids = tuple(ids)
        self._typed_key, self._basis_key = f"{name}.typed", f"{name}.basis"
        self.key = f"{name}.table.{crc32(repr((ids, versions)).encode())}"
        self._basis = self._read_basis(lines)
        self._remember()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines as they stand now, typed values included."""
        edits = self._edits()
        return tuple(line | edits.get(place, {}) for place, line in enumerate(self._basis.lines))

    @property
    def taken(self) -> tuple[int, ...]:
        """Places of the ticked lines."""
        return tuple(place for place, line in enumerate(self.lines) if line[TAKEN])

    def show(self, *, height: int, text_width: int, locked: bool = False) -> None:
        """Draw the table; `locked` shows it to somebody who may not change it."""
        frame = pd.DataFrame(list(self._basis.lines))
        st.data_editor(
            frame,
            key=self.key,
            hide_index=True,
            row_height=34,
            height=height,
            num_rows="fixed",
            disabled=True if locked else [name for name in frame.columns if name not in EDITED],
            placeholder="",
            column_config=_columns(text_width),
            column_order=[name for name in frame.columns if not (locked and name == TAKEN)],
        )

    def forget(self, ids: Sequence[int]) -> None:
        """What was typed on these drafts is done with."""
        typed = st.session_state.get(self._typed_key, {})
        st.session_state[self._typed_key] = {number: edit for number, edit in typed.items() if number not in ids}
        st.session_state.pop(self._basis_key, None)

    def _read_basis(self, lines: Sequence[Line]) -> Basis:
        basis = st.session_state.get(self._basis_key)
        if isinstance(basis, Basis) and basis.key == self.key and self.key in st.session_state:
            return basis
        typed = st.session_state.get(self._typed_key, {})
        merged = tuple(line | typed.get(number, {}) for number, line in zip(self.ids, lines, strict=True))
        st.session_state[self._basis_key] = fresh = Basis(key=self.key, lines=merged)
        return fresh

    def _edits(self) -> dict[int, Line]:
        """Edits of the table on the screen by place, only of columns that may be edited."""
        sent = st.session_state.get(self.key) or {}
        rows: Mapping[int, Mapping[str, Any]] = sent.get("edited_rows", {})
        return {
            int(place): {name: _value(name, value) for name, value in row.items() if name in EDITED}
            for place, row in rows.items()
            if 0 <= int(place) < len(self.ids)
        }

    def _remember(self) -> None:
        typed = dict(st.session_state.get(self._typed_key, {}))
        for place, edit in self._edits().items():
            typed[self.ids[place]] = typed.get(self.ids[place], {}) | edit
        st.session_state[self._typed_key] = typed


def line_of(draft: Draft, *, taken: bool, sure: str, **before: str) -> Line:
    """One line of the table; `before` are further columns that stand first."""
    category = draft.subcategory or draft.category
    return {
        TAKEN: taken,
        **before,
        SURE: sure,
        CATEGORY: f"{category.value} {category.term}" if category else None,
        TEXT: draft.text,
        HANDLING: draft.handling.term,
        DUE: draft.due_on,
        PERSONS: draft.involves_persons,
    }


def corrected(draft: Draft, line: Line) -> Draft:
    """A draft with what a line says; its place in the original stays; raises InvalidInput."""
    category = TERMS.get(str(line[CATEGORY]))
    text = str(line[TEXT] or "")
    same = text.strip() == draft.text
    return Draft(
        text=text,
        title=draft.title if same else "",
        subcategory=category if isinstance(category, Subcategory) else None,
        category=category if isinstance(category, Category) else None,
        handling=Handling.from_term(str(line[HANDLING])) or draft.handling,
        due_on=line[DUE],
        involves_persons=bool(line[PERSONS]),
        concerns_public=draft.concerns_public,
        amount_yuan=draft.amount_yuan,
        aspect=draft.aspect,
        source_start=draft.source_start,
        source_end=draft.source_end,
        confidence=draft.confidence,
    )


def corrected_all(drafts: Sequence[Draft], lines: Sequence[Line], places: Sequence[int]) -> tuple[Draft, ...]:
    """The chosen drafts as their lines have them; raises InvalidInput that names the first wrong line."""
    done = []
    for place in places:
        try:
            done.append(corrected(drafts[place], lines[place]))
        except InvalidInput as error:
            raise _on_line(error, place + 1) from error
    return tuple(done)


def _on_line(error: InvalidInput, number: int) -> InvalidInput:
    """The same refusal, saying in which line."""
    problems: list[tuple[str, str, str, dict[str, Any]]] = error.details["problems"]  # type: ignore[assignment]
    return InvalidInput(problems=[(*rest, facts | {"finding": f"第 {number} 行"}) for *rest, facts in problems])


def _value(name: str, value: Any) -> Any:
    if name == DUE and isinstance(value, str):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return None
    return value


def _columns(text_width: int) -> dict[str, Any]:
    column = st.column_config
    return {
        TAKEN: column.CheckboxColumn(width=58),
        SURE: column.TextColumn(width=56),
        "编号": column.TextColumn(width=104),
        CATEGORY: column.SelectboxColumn(options=list(TERMS), width=150),
        TEXT: column.TextColumn(required=True, width=text_width),
        HANDLING: column.SelectboxColumn(options=[one.term for one in Handling], required=True, width=124),
        DUE: column.DateColumn(width=100, format="YYYY-MM-DD"),
        PERSONS: column.CheckboxColumn(width=92),
    }
