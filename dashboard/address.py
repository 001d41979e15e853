"""Filters in the address, as codes: a view can be sent to somebody and means the same tomorrow (docs/adr/0008).

Streamlit's own binding writes the label of a choice into the address; labels of ours carry counts, which change.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import streamlit as st

SEEN = "address."


def take(name: str, allowed: Collection[str], default: str | None = "") -> None:
    """Before a choice is drawn: if the address has changed since, the choice follows it; unknown codes are ignored."""
    _follow(name, lambda asked: next((code for code in asked if code in allowed), default))


def take_many(name: str, allowed: Collection[str]) -> None:
    """The same for a choice of several."""
    _follow(name, lambda asked: [code for code in asked if code in allowed])


def take_day(name: str, latest: date) -> None:
    """The same for a day; one that is none, or later than the latest, is the latest."""
    _follow(name, lambda asked: _day(asked[0] if asked else "", latest))


def take_text(name: str, most: int) -> None:
    """The same for words somebody looks for, cut to so many characters."""
    _follow(name, lambda asked: asked[0][:most] if asked else "")


def take_number(name: str, most: int) -> None:
    """The same for a number from 1; what is none, or is larger than `most`, is 1."""
    _follow(name, lambda asked: _number(asked[0] if asked else "", most))


def give(name: str, *codes: str) -> None:
    """After a choice is drawn: the address says what was chosen; what is left at its default is not in it."""
    chosen = tuple(code for code in codes if code)
    if chosen != _asked(name):
        if chosen:
            st.query_params[name] = list(chosen)
        elif name in st.query_params:
            del st.query_params[name]
    st.session_state[SEEN + name] = chosen


def _follow(name: str, read: Callable[[tuple[str, ...]], Any]) -> None:
    asked = _asked(name)
    if name not in st.session_state or asked != st.session_state.get(SEEN + name, ()):
        st.session_state[name] = read(asked)


def _asked(name: str) -> tuple[str, ...]:
    return tuple(st.query_params.get_all(name))


def _number(text: str, most: int) -> int:
    number = int(text) if text.isdecimal() and len(text) <= len(str(most)) else 1
    return number if 1 <= number <= most else 1


def _day(text: str, latest: date) -> date:
    try:
        return min(date.fromisoformat(text), latest)
    except ValueError:
        return latest
