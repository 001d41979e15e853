"""What all charts share: font, quiet axes, and specs as plain dictionaries that are made once."""

from typing import Any

import altair as alt

from dashboard.theme import FONT, Palette


def spec(chart: alt.TopLevelMixin, palette: Palette) -> dict[str, Any]:
    """The chart as a Vega-Lite dictionary in our look; colours follow the ground it is shown on."""
    dressed = (
        chart.configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=palette.ink,
            labelFontSize={"expr": "width>800?15:13"},
            domain=False,
            ticks=False,
            grid=False,
            title=None,
            labelOverlap=False,
            labelFlush=False,
            labelBound=False,
            labelLimit=160,
        )
    )
    result: dict[str, Any] = dressed.to_dict()
    return result
