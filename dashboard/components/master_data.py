"""What basic data look like: the sentence, one line for each record, and the widths of the tables."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.queries.inspections import InspectionRow, list_inspections
from core.queries.master_data import BodyRow, HeadRow, UnitRow, list_bodies, list_unit_heads, list_units
from core.queries.rounds import RoundRow, list_rounds
from core.rules.plan import DayCount
from core.vocabulary import BodyKind
from dashboard import numbers
from dashboard.components.records import Line, yes_no
from dashboard.shell import PageContext

TABS = ("轮次", "单位", "巡察", "监督主体")
DAY_COUNTS = {DayCount.NATURAL: "自然日", DayCount.WORKDAYS: "工作日"}
COLUMN = st.column_config
ROUND_COLUMNS = {
    "编号": COLUMN.TextColumn(width=76),
    "届、轮": COLUMN.TextColumn(width=104),
    "名称": COLUMN.TextColumn(width=150),
    "类别": COLUMN.TextColumn(width=92),
    "计日": COLUMN.TextColumn(width=66),
    "即知即改/日": COLUMN.NumberColumn(width=86),
    "集中整改/日": COLUMN.NumberColumn(width=86),
    "报结/日": COLUMN.NumberColumn(width=66),
    "临期/日": COLUMN.NumberColumn(width=66),
    "黄色/日": COLUMN.NumberColumn(width=66),
    "转告诫/日": COLUMN.NumberColumn(width=76),
    "延期/次": COLUMN.NumberColumn(width=66),
}
UNIT_COLUMNS = {
    "编号": COLUMN.TextColumn(width=76),
    "名称": COLUMN.TextColumn(width=150),
    "简称": COLUMN.TextColumn(width=88),
    "类别": COLUMN.TextColumn(width=90),
    "现任一把手": COLUMN.TextColumn(width=126),
    "分管领导": COLUMN.TextColumn(width=140),
    "执纪监督室": COLUMN.TextColumn(width=110),
    "派驻组": COLUMN.TextColumn(width=110),
    "排序": COLUMN.NumberColumn(width=52),
    "启用": COLUMN.TextColumn(width=48),
}
INSPECTION_COLUMNS = {
    "轮次": COLUMN.TextColumn(width=120),
    "单位": COLUMN.TextColumn(width=120),
    "巡察组": COLUMN.TextColumn(width=120),
    "反馈日": COLUMN.DateColumn(width=96, format="YYYY-MM-DD"),
    "环节": COLUMN.TextColumn(width=110),
    "时期": COLUMN.TextColumn(width=60),
    "问题数": COLUMN.NumberColumn(width=66),
    "待确认": COLUMN.NumberColumn(width=66),
    "报结日": COLUMN.DateColumn(width=96, format="YYYY-MM-DD"),
}
BODY_COLUMNS = {
    "类别": COLUMN.TextColumn(width=150),
    "编号": COLUMN.TextColumn(width=110),
    "名称": COLUMN.TextColumn(width=280),
    "负责人职务": COLUMN.TextColumn(width=220),
    "启用": COLUMN.TextColumn(width=56),
}
HEAD_COLUMNS = {
    "单位": COLUMN.TextColumn(width=140),
    "职务": COLUMN.TextColumn(width=200),
    "姓名或岗位": COLUMN.TextColumn(width=160),
    "任职": COLUMN.DateColumn(width=110, format="YYYY-MM-DD"),
    "离任": COLUMN.DateColumn(width=110, format="YYYY-MM-DD"),
    "在任": COLUMN.TextColumn(width=60),
}


@dataclass(frozen=True, kw_only=True)
class MasterData:
    """All basic data as they are today."""

    rounds: tuple[RoundRow, ...]
    units: tuple[UnitRow, ...]
    heads: tuple[HeadRow, ...]
    inspections: tuple[InspectionRow, ...]
    bodies: tuple[BodyRow, ...]

    def bodies_of(self, kind: BodyKind, keep: int | None = None) -> dict[int, str]:
        """Bodies of a kind that may be chosen: those in use, and the one that is chosen already."""
        return {row.id: row.name for row in self.bodies if row.kind is kind and (row.is_active or row.id == keep)}


def read_master_data(ctx: PageContext) -> MasterData:
    """Read what the page shows."""
    return MasterData(
        rounds=ctx.read_now(list_rounds),
        units=ctx.read_now(list_units),
        heads=ctx.read_now(list_unit_heads),
        inspections=ctx.read_now(list_inspections),
        bodies=ctx.read_now(list_bodies),
    )


def sentence(data: MasterData) -> str:
    """How much there is, and what stops the work."""
    if not (data.rounds or data.units or data.bodies):
        return "还没有基础数据。先建**轮次**、**监督主体**和**单位**，再登记**巡察**。"
    parts = (
        f"共 **{len(data.rounds)}** 个轮次、**{numbers.count(len(data.units))}** 个单位、"
        f"**{numbers.count(len(data.inspections))}** 次巡察、**{len(data.bodies)}** 个监督主体"
    )
    return "；".join([parts, *_gaps(data)]) + "。"


def _gaps(data: MasterData) -> list[str]:
    headless = sum(not row.head for row in data.units if row.is_active)
    waiting = sum(row.feedback_on is None for row in data.inspections)
    gaps = [f":red[**{headless} 个单位没有在任的一把手**]，不能签字销号"] if headless else []
    return gaps + ([f"**{waiting}** 次巡察还没有登记反馈日"] if waiting else [])


def round_line(row: RoundRow) -> Line:
    """A round with its day counts."""
    plan = row.plan
    return {
        "编号": row.code,
        "届、轮": f"第{row.term_no}届第{row.round_no}轮",
        "名称": row.name,
        "类别": row.kind.term,
        "计日": DAY_COUNTS[plan.day_count],
        "即知即改/日": plan.immediate_days,
        "集中整改/日": plan.intensive_days,
        "报结/日": plan.close_out_days,
        "临期/日": plan.due_soon_days,
        "黄色/日": plan.yellow_days,
        "转告诫/日": plan.escalate_after_days,
        "延期/次": plan.extension_limit,
    }


def unit_line(row: UnitRow) -> Line:
    """A unit with its head and supervisors."""
    return {
        "编号": row.code,
        "名称": row.name,
        "简称": row.short_name,
        "类别": row.kind.term,
        "现任一把手": row.head,
        "分管领导": row.charge_leader,
        "执纪监督室": row.discipline_office,
        "派驻组": row.resident_team,
        "排序": row.sort_order,
        "启用": yes_no(row.is_active),
    }


def inspection_line(row: InspectionRow) -> Line:
    """An inspection with where it stands."""
    return {
        "轮次": row.round_name,
        "单位": row.unit_name,
        "巡察组": row.team_name,
        "反馈日": row.feedback_on,
        "环节": row.stage.term,
        "时期": row.phase.term if row.feedback_on else "",
        "问题数": row.findings,
        "待确认": row.drafts,
        "报结日": row.closed_on,
    }


def body_line(row: BodyRow) -> Line:
    """A body."""
    return {
        "类别": row.kind.term,
        "编号": row.code,
        "名称": row.name,
        "负责人职务": row.leader_post,
        "启用": yes_no(row.is_active),
    }


def head_line(row: HeadRow) -> Line:
    """A tenure."""
    return {
        "单位": row.unit_name,
        "职务": row.post,
        "姓名或岗位": row.name,
        "任职": row.from_on,
        "离任": row.to_on,
        "在任": yes_no(row.in_office),
    }


def show_heads(rows: Sequence[HeadRow]) -> None:
    """Tenures, the newest first within a unit."""
    st.dataframe(
        [head_line(row) for row in rows],
        key="units.heads",
        hide_index=True,
        row_height=30,
        height=430,
        placeholder="",
        column_config=HEAD_COLUMNS,
    )
