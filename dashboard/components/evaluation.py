"""Parts of the page of scores, shared with the overview."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.queries.evaluation import EvaluationCriteria, EvaluationRow
from core.schemes import current_scheme
from core.vocabulary import Grade, ScoreSource, UnitKind
from dashboard import numbers
from dashboard.charts import evaluation as charts
from dashboard.components import filters, say, tables
from dashboard.components.export import Listing, as_shown
from dashboard.components.links import sheet_of
from dashboard.navigation import BY_KEY
from dashboard.shell import PageContext
from dashboard.theme import RATED, Palette, palette

WIDTHS = {"轮次": 112, "单位": 104, "类别": 92, "评估": 62, "总分": 66, "等次": 76, "同类名次": 76, "较上次": 70,
          "自评": 62, "审评": 62, "测评": 62, "提示": 166}  # fmt: skip

NUMBERS = ("总分", "同类名次", "较上次", "自评", "审评", "测评")


def show_filters(ctx: PageContext) -> EvaluationCriteria:
    """Round and kind, in the address."""
    chosen = filters.show_finding_filters(ctx, "round", "kind")
    return EvaluationCriteria(rounds=chosen.rounds, unit_kinds=chosen.unit_kinds)


def sentence(rows: Sequence[EvaluationRow], day: str) -> str:
    """How many are evaluated, with which grades, and how many are candidates."""
    graded = Counter(row.grade for row in rows if row.grade)
    if not graded:
        return f"截至{day}，还没有采用的评估结果。"
    grades = "、".join(f"{grade.term} {graded[grade]} 次" for grade in Grade if graded[grade])
    candidates = len({row.unit_code for row in rows if row.is_candidate})
    tail = f"；:red[**{candidates} 家**建议列为回头看候选]" if candidates else ""
    return f"截至{day}，{len(rows)} 次巡察已评估 **{graded.total()}** 次：{grades}{tail}。"


def show_dots(rows: Sequence[EvaluationRow], *, key: str) -> None:
    """Scores as points; a click opens the sheet."""
    spec = _spec(tuple(rows), palette())
    event: Any = st.vega_lite_chart(spec, key=key, on_select="rerun", selection_mode=charts.PICK)
    picked = event.selection.get(charts.PICK) if event else None
    if picked:
        open_sheet(picked[0]["code"], picked[0]["cycle"])


def show_by_kind(rows: Sequence[EvaluationRow]) -> None:
    """Points in groups of one kind: units are compared within their kind only."""
    kinds = [kind for kind in UnitKind if any(row.unit_kind is kind and row.score for row in rows)]
    for place, kind in zip(st.columns(max(1, len(kinds)), gap="medium"), kinds, strict=False):
        with place:
            same = [row for row in rows if row.unit_kind is kind]
            say.section(kind.term, f"{sum(row.score is not None for row in same)} 次评估；虚线为等次线")
            show_dots(same, key=f"evaluation.dots.{kind}")


def show_legend() -> None:
    """What the marks mean, and what is counted."""
    st.markdown(f"{_marks()}　　:small[:gray[口径：已采用的评估总分；只在同轮同类单位中排名，同分同名次]]")


def show_marks() -> None:
    """What the marks mean."""
    st.markdown(f":small[{_marks()}]")


def _marks() -> str:
    colours = palette()
    return "　".join(
        f':color[{RATED[grade][0]}]{{foreground="{colours.tone(RATED[grade][1]).fill}"}} {grade.term}'
        for grade in Grade
    )


def show_table(rows: Sequence[EvaluationRow]) -> None:
    """All inspections; those not evaluated say so. A click opens the sheet."""
    columns = {name: tables.number_column(width) if name in NUMBERS else width for name, width in WIDTHS.items()}
    picked = tables.show_rows(score_frame(rows), "evaluation.table", columns, height="auto")
    cycle = None if picked is None else rows[picked].cycle
    if picked is not None and cycle is not None:
        open_sheet(rows[picked].inspection_code, cycle)


def score_frame(rows: Sequence[EvaluationRow]) -> pd.DataFrame:
    """One line for each inspection; what is not collected says so."""
    return pd.DataFrame(
        {
            "轮次": [row.round_name for row in rows],
            "单位": [row.unit_name for row in rows],
            "类别": [row.unit_kind.term for row in rows],
            "评估": [f"第{row.cycle}次" if row.cycle else "" for row in rows],
            "总分": [numbers.points(row.total) if row.score else "未评估" for row in rows],
            "等次": [f"{RATED[row.grade][0]} {row.grade.term}" if row.grade else "" for row in rows],
            "同类名次": [f"{row.rank} / {row.of}" if row.rank else "" for row in rows],
            "较上次": [numbers.points_change(row.total, row.previous_total) for row in rows],
            **{name: [_source(row, source) for row in rows] for name, source in SOURCES.items()},
            "提示": [_remarks(row) for row in rows],
        }
    )


def listing(rows: Sequence[EvaluationRow]) -> Listing:
    """All inspections as on the screen."""
    return as_shown("evaluation", "评估得分", f"巡察{len(rows)}次，已采用的评估总分", score_frame(rows))


SOURCES = {"自评": ScoreSource.SELF, "审评": ScoreSource.REVIEW, "测评": ScoreSource.SURVEY}


def open_sheet(inspection: str, cycle: int) -> None:
    """Go to the sheet of an evaluation."""
    st.switch_page(BY_KEY["score_sheet"].file, query_params=sheet_of(inspection, cycle))


@st.cache_resource(max_entries=200, show_spinner=False, hash_funcs={EvaluationRow: repr, Palette: lambda p: p.name})
def _spec(rows: tuple[EvaluationRow, ...], colours: Palette) -> dict[str, Any]:
    """Making a chart costs 20 ms, reading its dictionary nothing."""
    bounds = [band.least for band in current_scheme().scheme.grades if band.least]
    return charts.score_dots(rows, bounds, colours)


def _source(row: EvaluationRow, source: ScoreSource) -> str:
    return numbers.points(row.score.by_source[source]) if row.score else ""


def _remarks(row: EvaluationRow) -> str:
    if row.score is None:
        return ""
    return "；".join([*(hit.code.term for hit in row.score.vetoes), *(flag.term for flag in row.score.flags)])
