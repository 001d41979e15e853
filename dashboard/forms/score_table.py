"""The grid of a score sheet: what can be filled, what is offered, and how its cells are read back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from core.queries.score_sheet import ScoreSheet, SheetLine
from core.scoring.review import proposed_points

OWN, REVIEW, REASON = "自评", "审评", "审评理由"
FIXED = ("一级", "指标", "满分", "证据分", "算式", "扣分规则")


def entry_frame(sheet: ScoreSheet) -> pd.DataFrame:
    """One line for each indicator; where nobody reviewed yet, the proposed points stand there."""
    names = {dimension.code: dimension.name for dimension in sheet.scheme.dimensions}
    begun = sheet.evaluation_id is not None
    return pd.DataFrame(
        {
            "一级": [names[line.key.split(".")[0]] for line in sheet.lines],
            "指标": [line.name for line in sheet.lines],
            "满分": [float(line.full) for line in sheet.lines],
            OWN: [_float(line.self_points) for line in sheet.lines],
            "证据分": [_float(proposed_points(line.evidence)) for line in sheet.lines],
            REVIEW: [_float(line.review_points if begun else proposed_points(line.evidence)) for line in sheet.lines],
            REASON: [line.reason for line in sheet.lines],
            "算式": [formula(line) for line in sheet.lines],
            "扣分规则": [line.deductions for line in sheet.lines],
        }
    )


def formula(line: SheetLine) -> str:
    """How the evidence came about."""
    return line.evidence.formula if line.evidence else "人工评分"


def _float(points: Decimal | None) -> float | None:
    return None if points is None else float(points)


def entered(value: Any) -> Decimal | None:
    """Points of a cell; None while it is empty."""
    return None if value is None or pd.isna(value) else Decimal(str(round(float(value), 2)))


def columns() -> Mapping[str, Any]:
    """Widths and kinds of the columns."""
    number = st.column_config.NumberColumn
    return {
        "一级": st.column_config.TextColumn(width=72),
        "指标": st.column_config.TextColumn(width=126),
        "满分": number(width=48, format="%g"),
        OWN: number(width=62, min_value=0, max_value=100, step=0.01, format="%g"),
        "证据分": number(width=62, format="%g"),
        REVIEW: number(width=62, min_value=0, max_value=100, step=0.01, format="%g"),
        REASON: st.column_config.TextColumn(width=220, max_chars=400),
        "算式": st.column_config.TextColumn(width=210),
        "扣分规则": st.column_config.TextColumn(width=210),
    }
