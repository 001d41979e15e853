"""Cards of figures: the label leads to the rows, below it the change against the end of last month."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboard.navigation import BY_KEY


@dataclass(frozen=True, kw_only=True)
class Card:
    """One figure with where it leads; `good` says whether more is better, None when it is neither.

    `change` is words, not a change, where `is_change` is off.
    """

    key: str
    label: str
    value: str
    change: str
    good: bool | None = None
    query: tuple[tuple[str, str], ...] = ()
    page: str = "findings"
    is_change: bool = True
    stays: bool = False
    """It leads to this page with another address: a link would leave the old one in the browser."""


def show_cards(cards: list[Card]) -> None:
    """All cards in one row, in two where the window is narrow."""
    with st.container(key="cards"), st.grid(len(cards), min_column_width=104, gap="xsmall"):
        for card in cards:
            _show(card)


def _show(card: Card) -> None:
    with st.container(border=True, key=f"kpi-{card.key}", gap=None):
        _show_label(card)
        st.metric(
            card.label,
            card.value,
            card.change,
            label_visibility="collapsed",
            delta_color=_colour(card),
            delta_arrow="auto" if _has_changed(card) else "off",
        )


def _show_label(card: Card) -> None:
    file, query, icon = BY_KEY[card.page].file, dict(card.query), ":material/chevron_right:"
    if not card.stays:
        st.page_link(file, label=card.label, icon=icon, icon_position="right", query_params=query)
    elif st.button(card.label, key=f"lead-{card.key}", type="tertiary", icon=icon, icon_position="right"):
        st.switch_page(file, query_params=query)


def _colour(card: Card) -> Literal["off", "normal", "inverse"]:
    if card.good is None or not _has_changed(card):
        return "off"
    return "normal" if card.good else "inverse"


def _has_changed(card: Card) -> bool:
    return card.is_change and card.change not in ("持平", "—")
