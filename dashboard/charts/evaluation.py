"""Scores as points on a line with the bounds of the grades; shape and colour say the grade."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import altair as alt
import pandas as pd

from core.queries.evaluation import EvaluationRow
from core.vocabulary import Grade
from dashboard.charts.base import spec
from dashboard.theme import Palette, rating_fill

SHAPES = {Grade.GOOD: "circle", Grade.FAIRLY_GOOD: "square", Grade.FAIR: "diamond", Grade.POOR: "triangle-down"}
COLUMNS = ("name", "code", "cycle", "total", "grade", "term", "round")
PICK = "pick"
LOWEST = 40
"""The line begins here unless somebody scores lower."""


def score_dots(rows: Sequence[EvaluationRow], bounds: Sequence[Decimal], palette: Palette) -> dict[str, Any]:
    """One line for each evaluated unit, the best on top; units not evaluated are left out."""
    scored = sorted((row for row in rows if row.total is not None), key=lambda row: -(row.total or 0))
    names = _names(scored)
    frame = pd.DataFrame([_line(row, name) for row, name in zip(scored, names, strict=True)], columns=list(COLUMNS))
    least = min([LOWEST, *(int(row.total or 0) // 10 * 10 for row in scored)])
    x = alt.X("total:Q").scale(domain=[least, 100], range=[0, {"expr": "width-52"}]).axis(None)
    base = alt.Chart(frame).encode(y=alt.Y("name:N").sort(names).title(None))
    pick = alt.selection_point(name=PICK, fields=["code", "cycle"], on="click", empty=False)
    grades = list(Grade)
    points = (
        base.mark_point(size=95, filled=True, opacity=1, cursor="pointer")
        .encode(
            x=x,
            shape=alt.Shape("grade:N").scale(domain=grades, range=[SHAPES[g] for g in grades]).legend(None),
            color=alt.Color("grade:N")
            .scale(domain=grades, range=[rating_fill(grade, palette) for grade in grades])
            .legend(None),
            tooltip=[
                alt.Tooltip("name:N", title="单位"),
                alt.Tooltip("round:N", title="轮次"),
                alt.Tooltip("cycle:Q", title="第几次评估"),
                alt.Tooltip("total:Q", title="总分", format=".2f"),
                alt.Tooltip("term:N", title="等次"),
            ],
        )
        .add_params(pick)
    )
    words = base.mark_text(align="left", dx=9, color=palette.ink).encode(x=x, text=alt.Text("total:Q", format=".2f"))
    return spec(alt.layer(_bounds(bounds, x, palette), points, words).properties(height=alt.Step(20)), palette)


def _bounds(bounds: Sequence[Decimal], x: Any, palette: Palette) -> alt.LayerChart:
    """A dashed rule at each bound, with its number above."""
    frame = pd.DataFrame({"total": [float(bound) for bound in bounds]})
    rules = alt.Chart(frame).mark_rule(strokeDash=[3, 3], color=palette.rule).encode(x=x)
    numbers = (
        alt.Chart(frame)
        .mark_text(baseline="bottom", color=palette.muted, dy=-2)
        .encode(x=x, y=alt.value(0), text=alt.Text("total:Q", format=".0f"))
    )
    return rules + numbers


def _names(rows: Sequence[EvaluationRow]) -> list[str]:
    """A unit that was evaluated in two rounds has two lines, told apart by the round."""
    often = Counter(row.unit_name for row in rows)
    return [f"{row.unit_name} {row.round_code}" if often[row.unit_name] > 1 else row.unit_name for row in rows]


def _line(row: EvaluationRow, name: str) -> tuple[object, ...]:
    grade = row.grade
    total = float(row.total) if row.total is not None else None
    return (
        name,
        row.inspection_code,
        row.cycle,
        total,
        grade.value if grade else "",
        grade.term if grade else "",
        row.round_name,
    )
