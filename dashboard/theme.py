"""Colours and marks of states, one set for light and one for dark ground; state is always word, mark and colour together."""

from dataclasses import dataclass

import streamlit as st

from core.vocabulary import Band, Grade, Status

FONT = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, Source Han Sans SC, sans-serif"


@dataclass(frozen=True)
class Tone:
    """How one state looks: mark character, fill of bars, text and tint of badges."""

    mark: str
    fill: str
    text: str
    tint: str


@dataclass(frozen=True)
class Palette:
    """Everything a chart or badge needs on one ground."""

    name: str
    ground: str
    ink: str
    muted: str
    rule: str
    tones: tuple[tuple[str, Tone], ...]

    def tone(self, code: str) -> Tone:
        """Tone of a state, or of `overdue`."""
        return dict(self.tones)[code]

    def fills(self, statuses: tuple[Status, ...]) -> list[str]:
        """Fill colours in the order of the states given."""
        return [self.tone(status).fill for status in statuses]


OVERDUE = "overdue"
LIGHT = Palette(
    name="light",
    ground="#ffffff",
    ink="#1f2429",
    muted="#5a6168",
    rule="#aab2bb",
    tones=(
        (Status.NOT_STARTED, Tone("○", "#80868c", "#5a6168", "#eef0f2")),
        (Status.IN_PROGRESS, Tone("◇", "#1975cd", "#12569b", "#e5f0fb")),
        (Status.APPLIED, Tone("◆", "#4e9bbb", "#1f6480", "#e4f1f6")),
        (Status.CLEARED, Tone("●", "#237052", "#1d6247", "#e4f1eb")),
        (Status.PARTIALLY_CLEARED, Tone("◎", "#629f74", "#3b6b4a", "#eaf4ec")),
        (Status.LONG_TERM, Tone("∞", "#473d8b", "#473d8b", "#ecebf6")),
        (Status.RETURNED, Tone("△", "#d47802", "#8f4f00", "#fdf0df")),
        (Status.RELAPSED, Tone("▲", "#660044", "#660044", "#f6e6f0")),
        (Status.DRAFT, Tone("…", "#80868c", "#5a6168", "#eef0f2")),
        (Status.WITHDRAWN, Tone("×", "#80868c", "#5a6168", "#eef0f2")),
        (OVERDUE, Tone("！", "#c10400", "#b00400", "#fbe9e8")),
    ),
)
DARK = Palette(
    name="dark",
    ground="#14171c",
    ink="#e8eaed",
    muted="#a9b0b9",
    rule="#4a525d",
    tones=(
        (Status.NOT_STARTED, Tone("○", "#727272", "#b4bac2", "#2a3038")),
        (Status.IN_PROGRESS, Tone("◇", "#527de3", "#8fb0ff", "#1d2b4a")),
        (Status.APPLIED, Tone("◆", "#cce5fe", "#cce5fe", "#23303c")),
        (Status.CLEARED, Tone("●", "#42aa7b", "#66c79b", "#173428")),
        (Status.PARTIALLY_CLEARED, Tone("◎", "#b3f5c4", "#b3f5c4", "#22382a")),
        (Status.LONG_TERM, Tone("∞", "#b8a9fc", "#c3b7fd", "#2c2944")),
        (Status.RETURNED, Tone("△", "#f8ac3e", "#f8b95e", "#3a2a14")),
        (Status.RELAPSED, Tone("▲", "#cf75a0", "#e59cc0", "#3c2131")),
        (Status.DRAFT, Tone("…", "#727272", "#b4bac2", "#2a3038")),
        (Status.WITHDRAWN, Tone("×", "#727272", "#b4bac2", "#2a3038")),
        (OVERDUE, Tone("！", "#e53837", "#ff8f88", "#3d1d1e")),
    ),
)

RATED: dict[Grade | Band, tuple[str, str]] = {
    Grade.GOOD: ("●", Status.CLEARED),
    Grade.FAIRLY_GOOD: ("■", Status.IN_PROGRESS),
    Grade.FAIR: ("◆", Status.RETURNED),
    Grade.POOR: ("▼", OVERDUE),
    Band.GREEN: ("●", Status.CLEARED),
    Band.BLUE: ("■", Status.IN_PROGRESS),
    Band.YELLOW: ("◆", Status.RETURNED),
    Band.RED: ("▼", OVERDUE),
}
"""Mark of each grade and band, and the tone whose colours it wears; marks differ, so that colour is never alone."""


def palette() -> Palette:
    """The palette of the ground this browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def badge(code: str, word: str) -> str:
    """A state as Markdown: mark and word on its tint."""
    tone = palette().tone(code)
    return f':color[ {tone.mark} {word} ]{{foreground="{tone.text}" background="{tone.tint}"}}'


def status_badge(status: Status) -> str:
    """The badge of a finding's state."""
    return badge(status, status.term)


def rating_badge(rating: Grade | Band) -> str:
    """The badge of a grade or band: its mark and word."""
    mark, code = RATED[rating]
    tone = palette().tone(code)
    return f':color[ {mark} {rating.term} ]{{foreground="{tone.text}" background="{tone.tint}"}}'


def rating_fill(rating: Grade | Band, colours: Palette) -> str:
    """Fill colour of a grade's or band's mark in charts."""
    return colours.tone(RATED[rating][1]).fill
