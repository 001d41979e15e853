"""The upper parts of one unit's portrait: sentence, figures, dimensions, line of time, words to quote."""

from typing import Any

import streamlit as st

from core.queries.portrait import PortraitRow
from core.queries.portrait_events import PortraitEvent
from core.scoring.portrait_words import NAMED
from dashboard import numbers
from dashboard.charts.portrait import dimension_bars
from dashboard.charts.timeline import timeline
from dashboard.components import say
from dashboard.components.figures import Card, show_cards
from dashboard.components.links import dated, findings_of, sheet_of
from dashboard.components.portrait_view import UnitView, weak_points
from dashboard.shell import plain
from dashboard.theme import Palette, palette

Query = tuple[tuple[str, str], ...]


def sentence(view: UnitView) -> str:
    """One sentence to read out."""
    return f"截至{numbers.month_day(view.as_of)}，{plain(view.row.unit_name)}政治生态画像{_standing(view.row)}；{_findings(view)}。"


def show_figures(view: UnitView) -> None:
    """Six figures, each leading to its rows."""
    show_cards([_score(view), _rank(view), _evaluation(view), _clearance(view), _overdue(view), _completeness(view)])


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


def _score(view: UnitView) -> Card:
    score, median = view.portrait.score, view.row.standing.median
    gap = score - median if score is not None and median is not None and view.portrait.is_ranked else None
    words = numbers.tenths_gap(gap)
    same = words == "持平"
    return Card(
        key="portrait-score",
        label="画像得分",
        value=numbers.tenths(score),
        change="与同类中位数持平" if same else f"{words} 较同类中位数" if words else "—",
        good=None if same else True,
        is_change=not same,
        query=_kind(view),
        page="portrait",
        stays=True,
    )


def _rank(view: UnitView) -> Card:
    place = view.row.standing
    tied = f"与 {place.tied} 家并列，" if place.tied else ""
    better = "—" if place.percentile is None else f"{tied}高于 {place.percentile:.0%} 的同类"
    return Card(
        key="portrait-rank",
        label="同类名次",
        value=rank_words(view.row),
        change=better,
        is_change=False,
        query=_kind(view),
        page="portrait",
        stays=True,
    )


def rank_words(row: PortraitRow) -> str:
    """12 / 14; why not, for units that are not ranked."""
    if row.portrait.score is None:
        return numbers.NOT_COLLECTED
    return f"{row.standing.rank} / {row.standing.of}" if row.standing.rank else "数据不足"


def _evaluation(view: UnitView) -> Card:
    inspection = view.detail.inspection
    last = inspection.scores[-1] if inspection and inspection.scores else None
    value, change = "未评估", "—"
    if inspection and last:
        grade = last.score.grade
        value = f"{numbers.points(last.score.total)}{f' {grade.term}' if grade else ''}"
        before = inspection.scores[-2].score.total if len(inspection.scores) > 1 else None
        gap = numbers.points_change(last.score.total, before)
        change = f"{gap} 较第 {inspection.scores[-2].cycle} 次" if gap else f"第 {last.cycle} 次评估"
    return Card(
        key="portrait-evaluation",
        label="评估得分",
        value=value,
        change=change,
        good=True,
        is_change=change[0] in "+-",
        query=_query(sheet_of(inspection.code, last.cycle if last else None)) if inspection else (),
        page="score_sheet",
    )


def _clearance(view: UnitView) -> Card:
    of = numbers.count(len(view.detail.findings))
    return Card(
        key="portrait-clearance",
        label="完成率",
        value=numbers.ratio(view.clearance_ratio),
        change=f"已销号 {numbers.count(view.detail.cleared)} / {of}" if view.detail.findings else "没有问题",
        is_change=False,
        query=_query(findings_of(view.row.unit_code, view.round_code)),
    )


def _overdue(view: UnitView) -> Card:
    number, of = view.overdue, len(view.detail.findings)
    return Card(
        key="overdue" if number else "portrait-overdue",
        label="逾期",
        value=numbers.count(number) if of else "—",
        change=f"占 {number / of:.1%}" if number else "没有逾期" if of else "没有问题",
        is_change=False,
        query=_query(findings_of(view.row.unit_code, view.round_code, only="overdue")),
    )


def _completeness(view: UnitView) -> Card:
    missing = [one.name for one in view.portrait.dimensions if one.share is None]
    parts = sum(item.points is None for one in view.portrait.dimensions for item in one.items)
    words = f"缺：{'、'.join(missing)}" if len(missing) == 1 else f"{parts} 个分项未采集"
    return Card(
        key="portrait-completeness",
        label="完整度",
        value=f"{view.portrait.completeness:.0%}",
        change=words if parts else "全部采集",
        is_change=False,
        query=_kind(view),
        page="portrait",
        stays=True,
    )


def _kind(view: UnitView) -> Query:
    return _query(dated(kind=view.row.unit_kind.value))


def _query(query: dict[str, str]) -> Query:
    return tuple(query.items())


@st.cache_resource(max_entries=300, show_spinner=False, hash_funcs={PortraitRow: repr, Palette: lambda p: p.name})
def _bars(row: PortraitRow, colours: Palette) -> dict[str, Any]:
    """Making a chart costs a tenth of a second, reading its dictionary nothing."""
    return dimension_bars(row.portrait.dimensions, row.standing.medians if row.standing.of >= NAMED else {}, colours)


@st.cache_resource(max_entries=300, show_spinner=False, hash_funcs={PortraitEvent: repr, Palette: lambda p: p.name})
def _line(events: tuple[PortraitEvent, ...], colours: Palette) -> dict[str, Any]:
    return timeline(events, colours)
