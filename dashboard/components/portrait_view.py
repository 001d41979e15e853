"""Which unit a portrait page shows and everything known of it, read once for all parts of the page."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingRow, Window, list_findings
from core.queries.portrait import PortraitRow, UnitPortraitDetail, get_portrait, list_portraits
from core.queries.portrait_figures import PortraitFigures, get_portrait_figures
from core.rules.deadlines import is_overdue
from core.scoring.portrait import Portrait
from core.scoring.portrait_words import NAMED, strong_and_weak
from dashboard import address
from dashboard.shell import PageContext

ALL = ""


@dataclass(frozen=True, kw_only=True)
class UnitView:
    """One unit on the day of the page."""

    as_of: date
    detail: UnitPortraitDetail
    figures: PortraitFigures | None
    """None without an inspection that was fed back, or when it is not the reader's to see."""
    rows: dict[int, FindingRow]
    """Findings of the last inspection that the reader may open, by number."""

    @property
    def row(self) -> PortraitRow:
        """The unit and its place among its kind."""
        return self.detail.row

    @property
    def portrait(self) -> Portrait:
        """Its portrait."""
        return self.detail.row.portrait

    @property
    def round_code(self) -> str:
        """Round of the last inspection, for addresses."""
        return self.figures.round_code if self.figures else ""

    @property
    def overdue(self) -> int:
        """Findings overdue (问题数)."""
        return sum(is_overdue(one.status, one.due_on, self.as_of) for one in self.detail.findings.values())

    @property
    def clearance_ratio(self) -> float | None:
        """Cleared ÷ findings (完成率), 0–1; None without findings."""
        return self.detail.cleared / len(self.detail.findings) if self.detail.findings else None


def choose_unit(ctx: PageContext) -> str:
    """The unit in the address, changed by the chooser in the head; empty for all units."""
    units: dict[str, PortraitRow] = {row.unit_code: row for row in ctx.read(list_portraits, ())}
    address.take("unit", units)
    with ctx.tools:
        chosen = st.selectbox(
            "单位",
            [ALL, *units],
            format_func=lambda code: _label(units.get(code)),
            key="unit",
            label_visibility="collapsed",
            width=216,
        )
    address.give("unit", chosen or ALL)
    return chosen or ALL


def read_unit(ctx: PageContext, unit_code: str) -> UnitView:
    """Portrait, figures and findings of one unit."""
    detail: UnitPortraitDetail = ctx.read(get_portrait, unit_code)
    if detail.inspection is None:
        return UnitView(as_of=ctx.as_of, detail=detail, figures=None, rows={})
    code = detail.inspection.code
    findings = ctx.read(list_findings, FindingCriteria(inspection=code), Window()).rows
    return UnitView(
        as_of=ctx.as_of,
        detail=detail,
        figures=ctx.read(get_portrait_figures, code),
        rows={row.id: row for row in findings},
    )


def weak_points(row: PortraitRow) -> list[str]:
    """Names of the dimensions farthest below the median of the kind; none without others to compare with."""
    if not row.portrait.is_ranked or row.standing.of < NAMED:
        return []
    return [dimension.name for dimension in strong_and_weak(row.portrait, row.standing)[1]]


def _label(row: PortraitRow | None) -> str:
    return "全部单位" if row is None else f"{row.unit_kind.term}　{row.unit_name}"
