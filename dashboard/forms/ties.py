"""Tying a stored finding: similar ones on demand, one click each, and ties taken back."""

import streamlit as st

from core.abilities import COMMANDS, reaching_grant
from core.commands.ties import TieFindings, UntieFindings
from core.queries.finding_rows import FindingDetail
from core.queries.similar import SimilarRow, TieRow, list_similar
from core.vocabulary import FindingLink, Status
from dashboard.components.similar import show_similar_row
from dashboard.shell import PageContext, attempt, plain


def show_tie_desk(ctx: PageContext, detail: FindingDetail) -> None:
    """For whoever may tie: what is like this finding, looked up only when it is asked for."""
    if reaching_grant(ctx.actor, COMMANDS["tie_findings"], detail.place) is None:
        return
    if detail.row.status not in Status.counted():
        return
    for tied in detail.ties:
        label, key = plain(f"取消关联 {tied.code}"), f"ties.untie.{tied.id}"
        if tied.is_earlier and st.button(label, icon=":material/link_off:", type="tertiary", key=key):
            _untie(ctx, detail, tied)
    if not st.toggle("查找相似问题", key=f"ties.look.{detail.row.id}"):
        return
    rows: tuple[SimilarRow, ...] = ctx.read_now(list_similar, detail.row.text, detail.inspection_id, detail.row.id)
    known = {row.id for row in detail.ties}
    if not rows:
        st.markdown(":gray[没有相似的问题。]")
    for row in rows:
        with st.container(border=True, gap="xsmall"):
            show_similar_row(row)
            if row.link is None or row.id in known:
                continue
            if st.button(f"标记{row.link.term}", icon=":material/link:", key=f"ties.mark.{row.id}"):
                _tie(ctx, detail, row.id, row.link)


def _tie(ctx: PageContext, detail: FindingDetail, earlier_id: int, link: FindingLink) -> None:
    command = TieFindings(finding_id=detail.row.id, version=detail.row.version, earlier_id=earlier_id, link=link)
    if attempt(lambda: ctx.write(command), f"已标记{link.term}。"):
        st.rerun()


def _untie(ctx: PageContext, detail: FindingDetail, row: TieRow) -> None:
    command = UntieFindings(finding_id=detail.row.id, version=detail.row.version, earlier_id=row.id)
    if attempt(lambda: ctx.write(command), f"已取消与 {row.code} 的关联；个性、共性没有改，需要时请在“更正”里改。"):
        st.rerun()
