"""What happened to a unit on a line of time; evaluations in the shape and colour of their grade."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from core.queries.portrait_events import PortraitEvent
from core.vocabulary import Grade
from dashboard.charts.base import spec
from dashboard.charts.evaluation import SHAPES
from dashboard.charts.timeline_layout import Place, Tick, month_ticks, place_events
from dashboard.theme import Palette, rating_fill

COLUMNS = ("at", "level", "align", "on", "words", "kind")
PLAIN = "plain"
ROW = 21
"""Pixels of a line of words."""
SIZE: Any = {"expr": "width>800?15:13"}


def timeline(events: Sequence[PortraitEvent], palette: Palette) -> dict[str, Any]:
    """One line with points; its height grows with the levels of words."""
    places = place_events(events)
    up = max((place.level for place in places), default=1)
    down = min((place.level for place in places), default=-1)
    bottom = min(down, -1) - 1.0
    y = alt.Y("level:Q").scale(domain=[bottom - 0.4, max(up, 1) + 0.6], nice=False, zero=False).axis(None)
    base = alt.Chart(place_frame(places))
    layers = [
        alt.Chart(pd.DataFrame({"at": [0.0], "end": [1.0], "level": [0.0]}))
        .mark_rule(color=palette.rule, strokeWidth=1.5)
        .encode(x=_along(), x2="end:Q", y=y),
        base.mark_rule(color=palette.rule, opacity=0.6).encode(x=_along(), y=y, y2=alt.datum(0.0)),
        *_words(base, y, palette),
        _points(base, y, palette),
        _ticks(month_ticks(events), bottom, y, palette),
    ]
    return spec(alt.layer(*layers).properties(height=int(ROW * (max(up, 1) - bottom + 1))), palette)


def place_frame(places: Sequence[Place]) -> pd.DataFrame:
    """One line for each point."""
    rows = [
        (place.at, place.level, place.align, place.on.isoformat(), place.words, place.grade or PLAIN)
        for place in places
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _along() -> alt.X:
    return alt.X("at:Q").scale(domain=[0, 1], nice=False).axis(None)


def _words(base: alt.Chart, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    """Words over a seam of the ground colour, which parts them from lines behind."""
    layers = []
    for align in ("left", "center", "right"):
        own = base.transform_filter(f"datum.align == '{align}' && datum.level != 0")
        seam = own.mark_text(align=align, fontSize=SIZE, color=palette.ground, stroke=palette.ground, strokeWidth=5)
        ink = own.mark_text(align=align, fontSize=SIZE, color=palette.ink)
        layers += [one.encode(x=_along(), y=y, text="words:N") for one in (seam, ink)]
    return layers


def _points(base: alt.Chart, y: alt.Y, palette: Palette) -> alt.Chart:
    kinds = [PLAIN, *Grade]
    shapes = ["circle", *(SHAPES[grade] for grade in Grade)]
    fills = [palette.muted, *(rating_fill(grade, palette) for grade in Grade)]
    return base.mark_point(size=85, filled=True, opacity=1).encode(
        x=_along(),
        y=alt.datum(0.0),
        shape=alt.Shape("kind:N").scale(domain=kinds, range=shapes).legend(None),
        color=alt.Color("kind:N").scale(domain=kinds, range=fills).legend(None),
        tooltip=[alt.Tooltip("on:N", title="日期"), alt.Tooltip("words:N", title="事项")],
    )


def _ticks(ticks: Sequence[Tick], level: float, y: alt.Y, palette: Palette) -> alt.Chart:
    frame = pd.DataFrame({"at": [t.at for t in ticks], "month": [t.words for t in ticks], "level": level})
    return alt.Chart(frame).mark_text(fontSize=12, color=palette.muted).encode(x=_along(), y=y, text="month:N")
