"""Dimensions of a portrait as bars of full marks, with a tick where the median of the kind lies."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import altair as alt
import pandas as pd

from core.scoring.figures import shown
from core.scoring.portrait import PortraitDimensionScore
from core.vocabulary import Status
from dashboard import numbers
from dashboard.charts.base import spec
from dashboard.theme import Palette

ROOM = 144
"""Pixels kept free on the right for points of full marks and the difference from the median."""
COLUMNS = ("name", "share", "median", "points", "gap", "standing", "items")
BELOW, LEVEL, UNKNOWN = "below", "level", "unknown"
CLEARLY = Decimal("0.1")
"""A bar this share of full marks below the median of the kind is marked."""
SIZE: Any = {"expr": "width>800?15:13"}


def dimension_bars(
    dimensions: Sequence[PortraitDimensionScore], medians: Mapping[str, Decimal], palette: Palette
) -> dict[str, Any]:
    """One bar for each dimension in the order of the scheme; what is not collected stays empty and says so."""
    frame = dimension_frame(dimensions, medians)
    names = alt.Y("name:N").sort([one.name for one in dimensions]).title(None)
    base = alt.Chart(frame).encode(y=names, tooltip=TOOLTIP)
    layers = alt.layer(
        base.mark_bar(size=14, color=palette.tone(Status.NOT_STARTED).tint).encode(
            x=alt.value(0), x2=alt.value({"expr": f"width-{ROOM}"})
        ),
        _bars(base, palette),
        base.transform_filter("isValid(datum.median)")
        .mark_tick(thickness=2, size=22, color=palette.ink, opacity=0.75)
        .encode(x=_along("median:Q")),
        base.mark_text(align="right", fontSize=SIZE, color=palette.ink).encode(
            x=alt.value({"expr": "width-62"}), text="points:N"
        ),
        _gaps(base, palette),
    )
    return spec(layers.resolve_scale(color="independent").properties(height=alt.Step(26)), palette)


def dimension_frame(dimensions: Sequence[PortraitDimensionScore], medians: Mapping[str, Decimal]) -> pd.DataFrame:
    """One line for each dimension; shares 0–1, points and differences as they are printed."""
    rows = [_line(one, medians.get(one.code)) for one in dimensions]
    return pd.DataFrame(rows, columns=list(COLUMNS))


TOOLTIP = [
    alt.Tooltip("name:N", title="项目"),
    alt.Tooltip("points:N", title="得分 / 满分"),
    alt.Tooltip("share:Q", title="得分率", format=".1%"),
    alt.Tooltip("median:Q", title="同类中位数（得分率）", format=".1%"),
    alt.Tooltip("items:N", title="其中"),
]


def _along(field: str) -> alt.X:
    return alt.X(field).scale(domain=[0, 1], range=[0, {"expr": f"width-{ROOM}"}]).axis(None)


def _bars(base: alt.Chart, palette: Palette) -> alt.Chart:
    fills = [palette.tone(Status.RETURNED).fill, palette.tone(Status.IN_PROGRESS).fill]
    colour = alt.Color("standing:N").scale(domain=[BELOW, LEVEL], range=fills).legend(None)
    known = base.transform_filter("isValid(datum.share)")
    return known.mark_bar(size=14).encode(x=_along("share:Q"), color=colour)


def _gaps(base: alt.Chart, palette: Palette) -> alt.Chart:
    inks = [palette.tone(Status.RETURNED).text, palette.muted]
    colour = alt.Color("standing:N").scale(domain=[BELOW, LEVEL], range=inks).legend(None)
    return base.mark_text(align="right", fontSize=SIZE, fontWeight="bold").encode(
        x=alt.value({"expr": "width-4"}), text="gap:N", color=colour
    )


def _line(one: PortraitDimensionScore, median: Decimal | None) -> tuple[object, ...]:
    items = "；".join(f"{item.name} {numbers.tenths(item.points)} / {shown(item.full)}" for item in one.items)
    points = f"{numbers.tenths(one.points)} / {shown(one.full)}"
    gap = None if one.share is None or median is None else one.share - median
    standing = UNKNOWN if one.share is None else BELOW if gap is not None and gap <= -CLEARLY else LEVEL
    words = numbers.tenths_gap(None if gap is None else gap * one.full)
    return one.name, _float(one.share), _float(median), points, words, standing, items


def _float(share: Decimal | None) -> float | None:
    return None if share is None else float(share)
