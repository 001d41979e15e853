"""Steps of a way, each with whose turn it is or what came of it: text that can be read out and copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

ICONS = {
    "done": ":material/check_circle:",
    "now": ":material/radio_button_checked:",
    "late": ":material/error:",
    "todo": ":material/radio_button_unchecked:",
}


@dataclass(frozen=True, kw_only=True)
class Station:
    """One step; `note` is Markdown, text of users escaped."""

    name: str
    note: str
    state: Literal["done", "now", "late", "todo"]


def show_stations(stations: Sequence[Station], *, key: str, min_width: int = 68) -> None:
    """All steps in one row, the state told by bar, icon and words."""
    with st.grid(len(stations), min_column_width=min_width, gap="xxsmall"):
        for number, station in enumerate(stations, 1):
            with st.container(key=f"hop-{station.state}-{key}-{number}", gap=None):
                st.markdown(f"{ICONS[station.state]} **{station.name}**")
                st.markdown(f":small[:gray[{station.note}]]")
