"""A new draw is put together with its chances in view and sealed; a sealed one is held or abandoned."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from core.commands.base import Command
from core.commands.draws import MOST_DRAWN, AbandonDraw, DrawFrame, HoldDraw, SealDraw
from core.draw_offers import offered_on_draw
from core.queries.draw_frame import FrameCriteria, FramePreview, preview_frame
from core.queries.draws import DrawRow
from core.queries.master_data import Options, list_options
from core.rules.draw import DEFAULT_WEIGHTS, LARGEST_WEIGHT
from core.vocabulary import Handling, RiskFactor, Status, UnitKind
from dashboard import numbers
from dashboard.components import say, tables
from dashboard.components.spot_check import show_repeats
from dashboard.forms.popover import show_step
from dashboard.shell import PageContext, attempt

USUAL = 10
FACTOR_HELP = {
    RiskFactor.LOW_SCORE: "最近一次已采用的评估为一般或差",
    RiskFactor.INFLATED_SELF: "最近一次已采用的评估标了自评虚高",
    RiskFactor.NEVER_CHECKED: "已销号，还没有一次已登记的督查查过",
    RiskFactor.OVERDUE: "本问题逾期，或本单位逾期不少于 3 个",
    RiskFactor.MONEY: "涉及金额大于 0",
}


@dataclass(frozen=True)
class DrawStep:
    """One step as people see it."""

    name: str
    label: str
    icon: str
    done: str
    draw: Callable[[PageContext, DrawRow], Command | None]
    primary: bool = False


def show_steps(ctx: PageContext, row: DrawRow) -> None:
    """Hold or abandon, as far as somebody may."""
    may = offered_on_draw(ctx.actor, row)
    for step in STEPS:
        if step.name in may:
            show_step(ctx, row, step)


def show_new_draw(ctx: PageContext) -> None:
    """Frame, weights and number on the left, what they come to on the right; nothing is kept before it is sealed."""
    choices, outcome = st.columns([6, 5], gap="large")
    with choices:
        purpose = st.text_input("抽取事由", max_chars=200, key="draw.purpose", placeholder="如 已销号问题反向核查")
        criteria = _choose_frame(ctx)
        size = int(st.number_input("抽取数量/个", 1, MOST_DRAWN, USUAL, key="draw.size", width=140))
        weights = _choose_weights()
    preview: FramePreview = ctx.read_now(preview_frame, criteria, size, tuple(weights.items()))
    with outcome:
        _show_preview(preview)
        if st.button("封存", type="primary", icon=":material/lock:", key="draw.seal") and attempt(
            lambda: _seal(ctx, purpose, criteria, size, weights), "已封存。承诺值可以打印或抄下，再抽取。"
        ):
            st.rerun()


def _choose_frame(ctx: PageContext) -> FrameCriteria:
    options: Options = ctx.read_now(list_options)
    rounds = {row.code: row.name for row in options.rounds}
    units = {row.code: row.short_name for row in options.units}
    statuses = {one.value: one.term for one in Status.counted()}
    with st.grid(2, gap="small"):
        chosen = {
            "statuses": _several("问题状态", statuses, "statuses", (Status.CLEARED.value,)),
            "rounds": _several("轮次", rounds, "rounds"),
            "unit_kinds": _several("单位类别", {one.value: one.term for one in UnitKind}, "kinds"),
            "units": _several("单位", units, "units"),
            "handlings": _several("整改类别", {one.value: one.term for one in Handling}, "handlings"),
        }
    return FrameCriteria(**chosen)


def _several(label: str, names: dict[str, str], key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    return tuple(
        st.multiselect(
            label, list(names), list(default), format_func=names.__getitem__, key=f"draw.{key}", placeholder="全部"
        )
    )


def _choose_weights() -> dict[RiskFactor, int]:
    say.section("风险权重", f"0—{LARGEST_WEIGHT}；每个候选的权重 = 1 + 各因素之和")
    with st.grid(3, gap="small", min_column_width=120):
        return {
            factor: int(
                st.number_input(
                    factor.term, 0, LARGEST_WEIGHT, DEFAULT_WEIGHTS[factor], key=f"draw.w.{factor}", help=FACTOR_HELP[factor]
                )
            )
            for factor in RiskFactor
        }  # fmt: skip


def _show_preview(preview: FramePreview) -> None:
    """How large the frame is, how likely each is, how many of each unit on average."""
    lines = [f"候选 **{numbers.count(preview.frame)}** 个问题，抽 **{preview.size}** 个"]
    if preview.lowest is not None and preview.highest is not None:
        low, high = numbers.ratio(float(preview.lowest)), numbers.ratio(float(preview.highest))
        lines.append(f"每个入选概率 **{low}—{high}**" if low != high else f"每个入选概率都是 **{low}**")
    elif preview.frame:
        lines.append(":red[候选不够抽：请少抽几个或放宽范围]")
    st.markdown("，".join(lines) + "。")
    factors = "　".join(f"{factor.term} {preview.by_factor.get(factor, 0)}" for factor in RiskFactor)
    st.markdown(f":small[:gray[有风险因素的候选/个：{factors}]]")
    show_repeats(preview.repeats)
    if preview.units:
        frame = pd.DataFrame(
            {
                "单位": [one.unit_name for one in preview.units],
                "候选/个": [str(one.candidates) for one in preview.units],
                "平均抽到/个": [f"{float(one.expected):.2f}" for one in preview.units],
            }
        )
        widths = {"单位": 140, "候选/个": tables.number_column(80), "平均抽到/个": tables.number_column(100)}
        tables.show_rows(frame, "spot_check.units", widths, height=260)


def _seal(ctx: PageContext, purpose: str, criteria: FrameCriteria, size: int, weights: dict[RiskFactor, int]) -> None:
    number = ctx.write(SealDraw(purpose=purpose, frame=DrawFrame(**vars(criteria)), size=size, weights=dict(weights)))
    st.query_params["draw"] = str(number)


def _hold_form(_ctx: PageContext, row: DrawRow) -> Command | None:
    with st.form("draw.hold", border=False):
        st.markdown(
            f"从 {numbers.count(row.frame_size)} 个候选中抽 {row.size} 个。抽出即生效，不能重来；同时为抽中的单位安排督查，检查前单位看不到。"
        )
        if not st.form_submit_button("现在抽取", type="primary"):
            return None
    return HoldDraw(draw_id=row.id, version=row.version)


def _abandon_form(_ctx: PageContext, row: DrawRow) -> Command | None:
    with st.form("draw.abandon", border=False):
        reason = st.text_area("作废理由", max_chars=4000, placeholder="永久留存，领导可见")
        if not st.form_submit_button("作废", type="primary"):
            return None
    return AbandonDraw(draw_id=row.id, version=row.version, reason=reason)


STEPS: tuple[Any, ...] = (
    DrawStep("hold_draw", "抽取", ":material/shuffle:", "已抽取。", _hold_form, primary=True),
    DrawStep("abandon_draw", "作废", ":material/block:", "已作废，留在记录里。", _abandon_form),
)
