"""Where a portrait lost its points, each line leading to what is behind it (主要失分项下钻到原始问题)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd
import streamlit as st

from core.queries.findings import FindingRow
from core.schemes import current_portrait_scheme
from core.scoring.figures import shown
from core.scoring.portrait import Portrait
from dashboard import numbers
from dashboard.components import say, tables
from dashboard.components.links import sheet_of
from dashboard.components.portrait_view import UnitView
from dashboard.navigation import BY_KEY
from dashboard.shell import plain

SHOWN = 8
LEAST = Decimal("0.05")
"""Smaller losses would be printed as nothing."""


@dataclass(frozen=True)
class Loss:
    """Points an item lost of its full marks, or that were taken off for something that must not be."""

    name: str
    points: Decimal
    full: Decimal | None
    """None for what is taken off the whole (否定项)."""
    finding_ids: tuple[int, ...]


def losses(portrait: Portrait) -> list[Loss]:
    """All losses worth a line, the greatest first."""
    items = [
        Loss(f"{one.name} · {item.name}", item.full - item.points, item.full, item.finding_ids)
        for one in portrait.dimensions
        for item in one.items
        if item.points is not None and item.full - item.points >= LEAST
    ]
    taken = [Loss(f"否定项 · {one.code.term}", one.points, None, one.finding_ids) for one in portrait.deductions]
    return sorted([*items, *taken], key=lambda loss: -loss.points)


def show_losses(view: UnitView) -> None:
    """The greatest losses; a click opens the finding behind one, or lists them when there are several."""
    found = losses(view.portrait)
    say.section("主要失分项", _note(found) if found else "")
    if not found:
        nothing = "没有可列的失分。" if view.portrait.score is not None else "数据均未采集，没有可列的失分。"
        st.markdown(f":gray[{nothing}]")
        return
    top = found[:SHOWN]
    columns = {"失分项": 256, "扣分/满分": tables.number_column(80), "依据": 110}
    picked = tables.show_rows(loss_frame(top, view), "portrait.losses", columns)
    if picked is not None:
        _open(top[picked], view)


def loss_frame(found: Sequence[Loss], view: UnitView) -> pd.DataFrame:
    """What was lost, how much of how much, and what is behind it."""
    return pd.DataFrame(
        {
            "失分项": [loss.name for loss in found],
            "扣分/满分": [_taken(loss) for loss in found],
            "依据": [evidence(loss, view) for loss in found],
        }
    )


def evidence(loss: Loss, view: UnitView) -> str:
    """The finding behind a loss, how many there are, or the score sheet."""
    if not loss.finding_ids:
        return "评估得分表"
    rows = behind(loss, view)
    if len(loss.finding_ids) == 1 and rows:
        return f"{rows[0].code} {rows[0].title}"
    return f"{len(loss.finding_ids)} 个问题"


def behind(loss: Loss, view: UnitView) -> list[FindingRow]:
    """Findings behind a loss that the reader may open, overdue ones first."""
    rows = [view.rows[number] for number in loss.finding_ids if number in view.rows]
    return sorted(rows, key=lambda row: -row.overdue_days)


def _taken(loss: Loss) -> str:
    return f"-{numbers.tenths(loss.points)}{'' if loss.full is None else f' / {shown(loss.full)}'}"


def _note(found: Sequence[Loss]) -> str:
    limit = current_portrait_scheme().deduction_limit
    taken = sum((loss.points for loss in found if loss.full is None), Decimal(0))
    capped = f"；否定项合计以 {shown(limit)} 分为限" if taken > limit else ""
    part = f"{len(found)} 项，列前 {SHOWN}；" if len(found) > SHOWN else ""
    return f"{part}扣分按各项满分计{capped}；点行看原始问题"


def _open(loss: Loss, view: UnitView) -> None:
    rows = behind(loss, view)
    inspection = view.detail.inspection
    if not loss.finding_ids and inspection and inspection.scores:
        st.switch_page(BY_KEY["score_sheet"].file, query_params=sheet_of(inspection.code, inspection.scores[-1].cycle))
    if len(rows) == 1:
        st.switch_page(BY_KEY["finding"].file, query_params={"id": str(rows[0].id)})
    if not rows:
        return
    say.section(plain(loss.name), f"{len(rows)} 个问题，逾期在前；点行打开")
    frame = pd.DataFrame(
        {
            "编号": [row.code for row in rows],
            "问题": [row.title for row in rows],
            "状态": ["　".join(tables.pills(row)) for row in rows],
        }
    )
    columns = {"编号": 112, "问题": 240, "状态": 120}
    key = f"portrait.behind.{loss.name}"
    tables.open_picked(tables.show_rows(frame, key, columns, height="auto"), rows, key)
