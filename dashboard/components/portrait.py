"""The upper parts of one unit's portrait: sentence, dimensions, line of time, words to quote."""

from typing import Any

import streamlit as st

from core.queries.portrait import PortraitRow
from core.queries.portrait_events import PortraitEvent
from core.scoring.portrait_words import NAMED
from dashboard import numbers
from dashboard.charts.portrait import dimension_bars
from dashboard.charts.timeline import timeline
from dashboard.components import say
from dashboard.components.portrait_view import UnitView, weak_points
from dashboard.shell import plain
from dashboard.theme import Palette, palette


def sentence(view: UnitView) -> str:
    """One sentence to read out."""
    return f"截至{numbers.month_day(view.as_of)}，{plain(view.row.unit_name)}政治生态画像{_standing(view.row)}；{_findings(view)}。"


def show_dimensions(view: UnitView) -> None:
    """Bars of all dimensions against the median of the kind."""
    row = view.row
    of = row.standing.of
    peers = f"竖线为同类 {of} 家中位数" if of >= NAMED else "同类不足 2 家，不作比较"
    say.section(
        f"{len(row.portrait.dimensions)} 项得分与同类中位数", f"条为得分率，{peers}；右为得分/满分、与中位数之差"
    )
    st.vega_lite_chart(_bars(row, palette()), key="portrait.dimensions")


def show_timeline(view: UnitView) -> None:
    """What happened, on a line."""
    say.section("时间线", f"{len(view.detail.events)} 件；评估按等次着色，指到点上看日期" if view.detail.events else "")
    if not view.detail.events:
        st.markdown(":gray[还没有反馈、评估、报结等事项。]")
        return
    st.vega_lite_chart(_line(view.detail.events, palette()), key="portrait.timeline")


def show_words(view: UnitView) -> None:
    """A paragraph to copy."""
    say.section("可直接引用的结论", "右上角可复制；数字与本页一致")
    st.code(view.detail.words, language=None, wrap_lines=True)


def _standing(row: PortraitRow) -> str:
    portrait, place = row.portrait, row.standing
    if portrait.score is None:
        return "数据均**未采集**，暂不评分"
    if not portrait.is_ranked or portrait.band is None:
        return f" **{portrait.score} 分**，数据完整度 {portrait.completeness:.0%}，**数据不足**，不定档、不排名"
    tied = "并列" if place.tied else ""
    words = (
        f" **{portrait.score} 分，{portrait.band.term}**（完整度 {portrait.completeness:.0%}），"
        f"同类 {place.of} 家中{tied}第 **{place.rank}** 名"
    )
    weak = "、".join(f"**{plain(name)}**" for name in weak_points(row))
    return f"{words}；失分主要在 {weak}" if weak else words


def _findings(view: UnitView) -> str:
    detail = view.detail
    if detail.inspection is None:
        return "尚未巡察反馈"
    if not detail.findings:
        return f"{plain(detail.inspection.round_name)}尚未移交问题"
    late = f":red[**逾期 {numbers.count(view.overdue)} 个**]" if view.overdue else "没有逾期"
    return (
        f"反馈问题 {numbers.count(len(detail.findings))} 个，已销号 {numbers.count(detail.cleared)} 个"
        f"（{numbers.ratio(view.clearance_ratio)}），{late}"
    )


@st.cache_resource(max_entries=300, show_spinner=False, hash_funcs={PortraitRow: repr, Palette: lambda p: p.name})
def _bars(row: PortraitRow, colours: Palette) -> dict[str, Any]:
    """Making a chart costs a tenth of a second, reading its dictionary nothing."""
    return dimension_bars(row.portrait.dimensions, row.standing.medians if row.standing.of >= NAMED else {}, colours)


@st.cache_resource(max_entries=300, show_spinner=False, hash_funcs={PortraitEvent: repr, Palette: lambda p: p.name})
def _line(events: tuple[PortraitEvent, ...], colours: Palette) -> dict[str, Any]:
    return timeline(events, colours)
