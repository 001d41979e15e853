"""All units by kind with their portraits: rank, score, band, completeness, weak points."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.commands.portrait import RecordPortraits
from core.queries.portrait import PortraitRow
from core.vocabulary import Band, Role, Status, UnitKind
from dashboard import numbers
from dashboard.components import say, tables
from dashboard.components.export import Listing, as_shown
from dashboard.components.links import dated
from dashboard.components.portrait_cards import rank_words
from dashboard.components.portrait_view import weak_points
from dashboard.navigation import BY_KEY
from dashboard.shell import PageContext, attempt
from dashboard.theme import RATED, palette

TOO_LITTLE = "数据不足"


def sentence(rows: Sequence[PortraitRow], day: str) -> str:
    """How many are ranked, in which bands."""
    bands = [row.portrait.band for row in rows if row.portrait.band]
    told = "、".join(f"{band.term} {bands.count(band)} 家" for band in Band if band in bands)
    short = sum(row.portrait.score is not None and not row.portrait.is_ranked for row in rows)
    unknown = sum(row.portrait.score is None for row in rows)
    rest = "，".join(f"{words} {number} 家" for words, number in (("数据不足", short), ("未采集", unknown)) if number)
    graded = f"{len(bands)} 家已定档：**{told}**" if bands else "还没有单位定档"
    return f"截至{day}，{len(rows)} 家单位中 {graded}{f'；{rest}' if rest else ''}。"


def show_archive_button(ctx: PageContext) -> None:
    """The office puts today's portraits on record."""
    if not ctx.actor.has(Role.OFFICE):
        return
    with ctx.tools:
        pressed = st.button(
            "画像存档",
            key="portrait.record",
            icon=":material/inventory_2:",
            disabled=ctx.as_of != ctx.today,
            help="把今天全部单位的画像存档，以后可与之比较；今天存过的以这次为准。统计日不是今天时不能存档。",
        )
    if pressed and attempt(lambda: ctx.write(RecordPortraits()), lambda number: f"已存档 {number} 家单位的画像。"):
        st.rerun()


def show_kinds(rows: Sequence[PortraitRow]) -> None:
    """A table for each kind, two beside each other; units are compared within their kind only."""
    kinds = [kind for kind in UnitKind if any(row.unit_kind is kind for row in rows)]
    places = st.columns(2, gap="medium") if len(kinds) > 1 else [st.container()]
    for number, kind in enumerate(kinds):
        with places[number % len(places)]:
            _show_kind(kind, [row for row in rows if row.unit_kind is kind])


def by_rank(rows: Sequence[PortraitRow]) -> list[PortraitRow]:
    """Ranked units first; those with too little known after them, then those of which nothing is."""
    return sorted(rows, key=lambda row: (row.standing.rank or 10_000, row.portrait.score is None))


def portrait_frame(rows: Sequence[PortraitRow]) -> pd.DataFrame:
    """One line for each unit; what is not known says so."""
    return pd.DataFrame(
        {
            "单位": [row.unit_name for row in rows],
            "名次": [rank_words(row) if row.standing.rank else "—" for row in rows],
            "得分": [numbers.tenths(row.portrait.score) for row in rows],
            "画像档": [band_words(row) for row in rows],
            "完整度": [f"{row.portrait.completeness:.0%}" for row in rows],
            "最大短板": [next(iter(weak_points(row)), "") for row in rows],
        }
    )


def listing(rows: Sequence[PortraitRow]) -> Listing:
    """Kind by kind, each by rank, as on the screen."""
    ordered = [row for kind in UnitKind for row in by_rank([row for row in rows if row.unit_kind is kind])]
    frame = portrait_frame(ordered)
    frame.insert(0, "类别", [row.unit_kind.term for row in ordered])
    return as_shown("portrait", "单位画像", f"单位{len(rows)}家，只在同类单位中排名", frame)


def band_words(row: PortraitRow) -> list[str]:
    """Mark and word of the band as a pill; why there is none where something is known."""
    if row.portrait.band:
        return [_pill(row.portrait.band)]
    return [] if row.portrait.score is None else [TOO_LITTLE]


def _show_kind(kind: UnitKind, rows: list[PortraitRow]) -> None:
    ordered = by_rank(rows)
    ranked = rows[0].standing.of
    say.section(kind.term, f"{len(rows)} 家，{ranked} 家已排名，按名次；点行看画像")
    colours = palette()
    tints = {_pill(band): colours.tone(RATED[band][1]).tint for band in Band}
    shown = tints | {TOO_LITTLE: colours.tone(Status.NOT_STARTED).tint}
    columns = {
        "单位": 96,
        "名次": tables.number_column(58),
        "得分": tables.number_column(60),
        "画像档": st.column_config.MultiselectColumn(options=list(shown), color=list(shown.values()), width=80),
        "完整度": tables.number_column(60),
        "最大短板": 140,
    }
    picked = tables.show_rows(portrait_frame(ordered), f"portrait.list.{kind}", columns)
    if picked is not None:
        st.switch_page(BY_KEY["portrait"].file, query_params=dated(unit=ordered[picked].unit_code))


def _pill(band: Band) -> str:
    return f"{RATED[band][0]} {band.term}"
