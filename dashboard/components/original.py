"""A passage of an original with one finding marked; letters of users stay letters."""

import streamlit as st

from dashboard.shell import plain

BEFORE, AFTER = 80, 300
"""Characters shown around the finding: little before it, so that the eye finds it at once."""


def show_passage(text: str, start: int, end: int, *, height: int) -> None:
    """The finding at these offsets, with what stands around it."""
    first, last = max(start - BEFORE, 0), min(end + AFTER, len(text))
    before = ("…" if first else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) else "")
    with st.container(border=True, height=height, key="gate-original"):
        st.markdown(_lines(before) + _marked(text[start:end]) + _lines(after))


def _lines(text: str) -> str:
    """White space at the start of a line would make Markdown of it."""
    return "\n".join(plain(line.lstrip(" \t")) + "  " for line in text.split("\n")).removesuffix("  ")


def _marked(text: str) -> str:
    return "  \n".join(f":blue-background[{plain(line.strip())}]" for line in text.split("\n") if line.strip())
