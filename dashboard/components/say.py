"""The sentence that every page begins with, and the small words around figures."""

import streamlit as st

from core.vocabulary import Status
from dashboard.theme import palette


def show_sentence(markdown: str) -> None:
    """One sentence that can be read out as it stands."""
    with st.container(key="say"):
        st.markdown(markdown)


def section(title: str, note: str = "") -> None:
    """Heading of a part with its 口径 beside it."""
    st.markdown(f"**{title}**" + (f"　:small[:gray[{note}]]" if note else ""))


def show_legend(note: str) -> None:
    """One line of states for all charts of a page."""
    colours = palette()
    marks = "　".join(f':color[■]{{foreground="{colours.tone(s).fill}"}} {s.term}' for s in Status.counted())
    st.markdown(f"{marks}　　:small[:gray[{note}]]")


def show_empty(icon: str, title: str, why: str) -> None:
    """What is absent, why, and when it will come."""
    with st.container(border=True, horizontal_alignment="center"):
        st.markdown(f":material/{icon}:　**{title}**", text_alignment="center")
        st.markdown(f":gray[{why}]", text_alignment="center")
