"""Progress bars of rounds and units: states in fixed order, ratio and overdue number beside them."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from core.queries.progress import GroupFigures
from core.vocabulary import Status
from dashboard.charts.base import spec
from dashboard.frames import progress_frame
from dashboard.theme import OVERDUE, Palette

ROOM = 128
"""Pixels kept free on the right for ratio and overdue number."""
LEAST_PRINTED = 30
"""A segment's number is printed from this many findings up; the rest stands in the tooltip."""
PICK = "pick"


def round_progress_bars(groups: Sequence[GroupFigures], palette: Palette) -> dict[str, Any]:
    """One bar for each round, as long as it has findings (问题数)."""
    frame = progress_frame(groups)
    longest = max((group.figures.findings for group in groups), default=0) or 1
    frame = frame.assign(begin=frame["start"] * frame["total"], end=(frame["start"] + frame["share"]) * frame["total"])
    base = alt.Chart(frame).encode(y=_names(groups))
    x = alt.X("begin:Q").scale(domain=[0, longest], range=[0, {"expr": f"width-{ROOM}"}]).axis(None)
    bars = _bars(base, palette, 30).encode(x=x, x2="end:Q")
    numbers = (
        base.transform_filter(alt.datum.findings >= LEAST_PRINTED)
        .transform_calculate(middle="(datum.begin + datum.end) / 2")
        .mark_text(fontSize={"expr": "width>800?15:13"}, fontWeight="bold")
        .encode(
            x=alt.X("middle:Q").scale(domain=[0, longest]),
            text=alt.Text("findings:Q", format=","),
            color=_on_bar(palette),
        )
    )
    layers = bars + numbers + _ratio(base, palette, 70) + _overdue(base, palette, 2, "逾期 ")
    return spec(layers.resolve_scale(color="independent").properties(height=alt.Step(44)), palette)


def unit_progress_bars(groups: Sequence[GroupFigures], palette: Palette) -> dict[str, Any]:
    """One thin 100 % bar for each unit in fixed order; an empty place for units with nothing."""
    frame = progress_frame(groups)
    frame = frame.assign(end=frame["start"] + frame["share"])
    base = alt.Chart(frame).encode(y=_names(groups))
    x = alt.X("start:Q").scale(domain=[0, 1], range=[0, {"expr": "width-78"}]).axis(None)
    bars = _bars(base, palette, 13).encode(x=x, x2="end:Q")
    return spec(
        (bars + _ratio(base, palette, 30) + _overdue(base, palette, 2, "")).properties(height=alt.Step(20)), palette
    )


def _names(groups: Sequence[GroupFigures]) -> alt.Y:
    return alt.Y("name:N").sort([group.name for group in groups]).title(None)


def _bars(base: alt.Chart, palette: Palette, size: int) -> alt.Chart:
    states = Status.counted()
    pick = alt.selection_point(name=PICK, fields=["code", "status"], on="click", empty=False)
    return (
        base.mark_bar(size=size, stroke=palette.ground, strokeWidth=1, cursor="pointer")
        .encode(
            color=alt.Color("status:N")
            .scale(domain=[s.value for s in states], range=palette.fills(states))
            .legend(None),
            order="order:Q",
            tooltip=[
                alt.Tooltip("name:N", title="名称"),
                alt.Tooltip("term:N", title="状态"),
                alt.Tooltip("findings:Q", title="问题数", format=","),
                alt.Tooltip("total:Q", title="问题总数", format=","),
                alt.Tooltip("ratio:Q", title="完成率", format=".1%"),
                alt.Tooltip("overdue:Q", title="逾期", format=","),
            ],
        )
        .add_params(pick)
    )


def _on_bar(palette: Palette) -> alt.Color:
    """White or dark label, whichever reads better on the fill."""
    dark_text = (
        ("partially_cleared", "applied", "returned")
        if palette.name == "light"
        else tuple(s.value for s in Status.counted() if s not in (Status.IN_PROGRESS, Status.NOT_STARTED))
    )
    states = [s.value for s in Status.counted()]
    colours = ["#14171c" if state in dark_text else "#ffffff" for state in states]
    return alt.Color("status:N").scale(domain=states, range=colours).legend(None)


def _ratio(base: alt.Chart, palette: Palette, from_right: int) -> alt.Chart:
    digits = ".0%" if from_right < ROOM / 2 else ".1%"
    once = base.transform_filter(alt.datum.order == 0).transform_calculate(
        shown=f"isValid(datum.ratio) ? format(datum.ratio, '{digits}') : '—'"
    )
    return once.mark_text(align="right", color=palette.ink, fontSize={"expr": "width>800?15:13"}).encode(
        x=alt.value({"expr": f"width-{from_right}"}), text="shown:N"
    )


def _overdue(base: alt.Chart, palette: Palette, from_right: int, word: str) -> alt.Chart:
    once = base.transform_filter((alt.datum.order == 0) & (alt.datum.overdue > 0)).transform_calculate(
        shown=f"'{word}' + datum.overdue"
    )
    return once.mark_text(
        align="right", fontWeight="bold", color=palette.tone(OVERDUE).text, fontSize={"expr": "width>800?15:13"}
    ).encode(x=alt.value({"expr": f"width-{from_right}"}), text="shown:N")
