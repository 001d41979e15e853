"""Parts of the overview, each from the same `Progress`."""

from typing import Any

import streamlit as st

from core.queries.progress import GroupFigures, Progress
from core.vocabulary import Status, UnitKind
from dashboard import numbers
from dashboard.charts import progress as charts
from dashboard.components import say
from dashboard.components.figures import Card, show_cards
from dashboard.navigation import BY_KEY
from dashboard.theme import Palette, palette


def sentence(progress: Progress) -> str:
    """One sentence to read out."""
    now, before = progress.now, progress.before
    rounds = sum(group.figures.findings > 0 for group in progress.rounds)
    units = sum(group.figures.findings > 0 for group in progress.units)
    day = numbers.month_day(progress.as_of)
    if not now.findings:
        return f"截至{day}，还没有反馈问题。"
    overdue = f":red[**逾期 {numbers.count(now.overdue)} 个**]" if now.overdue else "没有逾期"
    return (
        f"截至{day}，{rounds} 轮 {units} 家单位反馈问题 **{numbers.count(now.findings)}** 个，"
        f"已销号 **{numbers.count(now.cleared)}** 个（**{numbers.ratio(now.clearance_ratio)}**），"
        f"{overdue}，{numbers.in_words(now.overdue, before.overdue)}。"
    )


def basis(progress: Progress) -> str:
    """What is counted and compared (口径)."""
    late = f"；含事后补登 {progress.now.late_entries} 项" if progress.now.late_entries else ""
    return f"口径：问题数；变化较上月末（{numbers.month_day(progress.compared_on)}）；点卡片标题看明细{late}"


def show_figures(progress: Progress) -> None:
    """Nine figures that add up: findings = cleared + partially cleared + long-term + under way + not started."""
    now, before = progress.now, progress.before
    show_cards(
        [
            _card("findings", "反馈问题", progress),
            _card("cleared", "已销号", progress, good=True, status=Status.CLEARED.value),
            Card(
                key="ratio",
                label="完成率",
                value=numbers.ratio(now.clearance_ratio),
                change=numbers.ratio_change(now.clearance_ratio, before.clearance_ratio),
                good=True,
                page="progress",
            ),
            _card("partially_cleared", "阶段性完成", progress, status=Status.PARTIALLY_CLEARED.value),
            _card("long_term", "长期坚持", progress, status=Status.LONG_TERM.value),
            _card("under_way", "办理中", progress, only="under_way"),
            _card("not_started", "未启动", progress, good=False, status=Status.NOT_STARTED.value),
            _card("due_soon", "临期", progress, good=False, only="due_soon"),
            _card("overdue", "逾期", progress, good=False, only="overdue"),
        ]
    )


def show_rounds(progress: Progress) -> None:
    """Bars of the rounds."""
    say.section("各轮次进度", "段内为问题数，右为完成率")
    spec = _spec("rounds", progress.rounds, palette())
    _open_picked(
        st.vega_lite_chart(spec, key="overview.rounds", on_select="rerun", selection_mode=charts.PICK), "round"
    )


def show_units(progress: Progress) -> None:
    """Bars of the units in groups of one kind."""
    units = [group for group in progress.units if group.kind is not None]
    say.section("各单位进度", f"{len(units)} 家，固定次序；右为完成率，红为逾期个数")
    kinds = [kind for kind in UnitKind if any(group.kind is kind for group in units)]
    for columns in (kinds[:2], kinds[2:]):
        if columns:
            for place, kind in zip(st.columns(2, gap="medium"), columns, strict=False):
                with place:
                    _show_kind(kind, tuple(group for group in units if group.kind is kind))


def _show_kind(kind: UnitKind, groups: tuple[GroupFigures, ...]) -> None:
    st.markdown(f":small[:gray[**{kind.term} {len(groups)}**]]")
    spec = _spec("units", groups, palette())
    _open_picked(
        st.vega_lite_chart(spec, key=f"overview.units.{kind}", on_select="rerun", selection_mode=charts.PICK), "unit"
    )


@st.cache_resource(max_entries=500, show_spinner=False, hash_funcs={GroupFigures: repr, Palette: lambda p: p.name})
def _spec(name: str, groups: tuple[GroupFigures, ...], colours: Palette) -> dict[str, Any]:
    """Making a chart costs 20 ms, reading its dictionary nothing."""
    draw = {"rounds": charts.round_progress_bars, "units": charts.unit_progress_bars}[name]
    return draw(groups, colours)


def _open_picked(event: Any, name: str) -> None:
    """A click on a bar opens its rows."""
    picked = event.selection.get(charts.PICK) if event else None
    if picked:
        st.switch_page(BY_KEY["findings"].file, query_params={name: picked[0]["code"], "status": picked[0]["status"]})


def _card(key: str, label: str, progress: Progress, good: bool | None = None, **query: str) -> Card:
    now, before = getattr(progress.now, key), getattr(progress.before, key)
    return Card(
        key=key,
        label=label,
        value=numbers.count(now),
        change=numbers.change(now, before),
        good=good,
        query=_address() + tuple(query.items()),
    )


def _address() -> tuple[tuple[str, str], ...]:
    """The filters that hold on this page hold on the page a number opens."""
    return tuple(
        (name, str(value))
        for name in ("round", "unit", "kind", "category", "date")
        if (value := st.query_params.get(name))
    )
