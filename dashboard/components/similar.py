"""Similar findings beside the one that is typed, and ties of a finding both ways."""

from collections.abc import MutableMapping, Sequence

import streamlit as st

from core.likeness import NEARLY_IDENTICAL
from core.queries.similar import SimilarRow, TieRow
from core.vocabulary import FindingLink
from dashboard.components import say
from dashboard.navigation import BY_KEY
from dashboard.shell import plain
from dashboard.theme import status_badge

SHOWN = 90
"""So many letters of a similar text are shown."""


def show_similar(rows: Sequence[SimilarRow], marks: MutableMapping[int, FindingLink]) -> None:
    """Each with how alike it is, where it stands, and one click that marks it; marks are saved with the finding."""
    say.section("相似问题", "最多8个；标记随本问题一起保存")
    if not rows:
        st.markdown(":gray[录入反馈原文后在这里显示；现在没有相似的问题。]")
    for row in rows:
        with st.container(border=True, gap="xsmall"):
            show_similar_row(row)
            if row.link is not None:
                _show_mark(row, row.link, marks)


def show_similar_row(row: SimilarRow) -> None:
    """How alike it is, whose it is, how it stands, and what it says."""
    alike = f"{row.likeness:.0%}"
    shown = f":red[**{alike}**]" if row.likeness >= NEARLY_IDENTICAL else f"**{alike}**"
    where = "本次巡察" if row.same_inspection else "本单位" if row.same_unit else "其他单位"
    st.markdown(f"相似 {shown}　:gray-background[ {where} ]　{status_badge(row.status)}")
    text = row.text if len(row.text) <= SHOWN else f"{row.text[:SHOWN]}…"
    st.markdown(f"{plain(text)}  \n:small[:gray[{plain(f'{row.unit_name} · {row.round_name} · {row.code}')}]]")
    if row.same_inspection and row.likeness >= NEARLY_IDENTICAL:
        st.markdown(":small[:red[本次巡察已有几乎相同的问题，请核对是否重复录入。]]")


def marked_words(marks: MutableMapping[int, FindingLink]) -> str:
    """How many were marked as what, for the bar at the bottom."""
    numbers = [(link, sum(one is link for one in marks.values())) for link in FindingLink]
    return "，".join(f"{link.term} **{number}** 个" for link, number in numbers if number)


def show_ties(rows: Sequence[TieRow]) -> None:
    """Findings that this one is tied to, each a link to its page."""
    if not rows:
        return
    st.markdown("**关联**")
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            way = "此前" if row.is_earlier else "此后"
            words = f"{row.link.term}（{way}）" if row.link is FindingLink.REPEATED else row.link.term
            st.markdown(f":orange-background[ {words} ]", width="content")
            st.page_link(
                BY_KEY["finding"].file,
                label=plain(f"{row.code} {row.title}"),
                query_params={"id": str(row.id)},
                width="content",
            )
            st.markdown(f":small[:gray[{plain(row.unit_name)} · {plain(row.round_name)}]]　{status_badge(row.status)}")


def _show_mark(row: SimilarRow, link: FindingLink, marks: MutableMapping[int, FindingLink]) -> None:
    is_marked = row.id in marks
    label = f"已标{link.term}，点击取消" if is_marked else f"标记{link.term}"
    if st.button(
        label,
        icon=":material/check:" if is_marked else ":material/link:",
        type="primary" if is_marked else "secondary",
        key=f"similar.mark.{row.id}",
    ):
        if is_marked:
            marks.pop(row.id)
        else:
            marks[row.id] = link
        st.rerun()
