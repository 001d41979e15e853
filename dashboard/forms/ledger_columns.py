"""Which column holds which field, as the check found it and as somebody corrects it."""

import streamlit as st

from core.intake.ledger.model import ColumnMatch, LedgerCheck
from core.intake.ledger.synonyms import IGNORED, SYNONYMS
from dashboard.components.import_result import how_matched
from dashboard.shell import plain

CHOICES = (IGNORED, *SYNONYMS)
Overrides = tuple[tuple[str, str], ...]


def show_columns(check: LedgerCheck, given: Overrides, sha256: str) -> Overrides | None:
    """One selectbox for each column; returns the corrections when somebody asks to check with them."""
    st.markdown(":small[:gray[列名没有对上或对错的，在这里改；改完按下面的按钮重新核对。]]")
    changed = dict(given)
    with st.grid(4, min_column_width=200, gap="small"):
        for column in check.columns:
            chosen = _choose(column, sha256)
            if chosen is not None and chosen != _found(column):
                changed[_name(column, check)] = chosen
    fresh = tuple(sorted(changed.items()))
    pressed = st.button(
        "按改过的列名重新核对", disabled=fresh == given, icon=":material/sync:", key="intake_ledger.recheck"
    )
    return fresh if pressed else None


def _choose(column: ColumnMatch, sha256: str) -> str | None:
    with st.container(gap=None):
        st.markdown(f"**{column.letter}**　{plain(column.group + column.header)}")
        chosen = st.selectbox(
            f"{column.letter} 列",
            CHOICES,
            index=CHOICES.index(found) if (found := _found(column)) else None,
            format_func=lambda field: "不读入" if field == IGNORED else SYNONYMS[field][0],
            placeholder="没有对上，不读入",
            key=f"intake_ledger.column.{sha256[:8]}.{column.letter}.{column.how}.{column.field}",
            label_visibility="collapsed",
        )
        st.markdown(f":small[{how_matched(column)}]")
    return chosen


def _found(column: ColumnMatch) -> str | None:
    return column.field or (IGNORED if column.how == "ignored" else None)


def _name(column: ColumnMatch, check: LedgerCheck) -> str:
    """A header alone, or with its group where other columns have the same."""
    same = sum(other.header == column.header for other in check.columns)
    return column.header if same == 1 else column.group + column.header
