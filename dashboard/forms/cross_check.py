"""对账 on a finding's page: what is still lacking before it may be asked for, where to mend it, and why a likeness is in order."""

from collections.abc import Sequence

import streamlit as st

from core.commands.explanations import ExplainBreak
from core.messages import missing_line
from core.offers import offered
from core.queries.cross_check import FindingBreaks
from core.queries.finding_rows import FindingDetail
from core.rules.cross_check import EXPLAINABLE
from core.rules.lifecycle import Missing
from core.vocabulary import Handling, LedgerBreak, Station, Status
from dashboard.components.cross_check import PLACES, tab_of
from dashboard.navigation import BY_KEY
from dashboard.shell import PageContext, attempt, plain

Found = Sequence[tuple[LedgerBreak, Missing]]


def show_check(ctx: PageContext, detail: FindingDetail, found: FindingBreaks) -> None:
    """The state of the cross-check beside the steps, before anybody tries one in vain."""
    if detail.row.status not in Status.counted():
        return
    with_unit = detail.station is Station.UNIT
    open_ = found.before_asking if with_unit else found.now
    way = "当场核销" if detail.row.handling is Handling.IMMEDIATE else "申请销号"
    if not open_:
        rest = f"，可以{way}" if with_unit and detail.row.status is not Status.NOT_STARTED else ""
        st.markdown(f":green[:material/rule: 对账：五份清单对得上{rest}]　{_reasons(found)}")
        return
    head = f"{way}前还缺 {len(open_)} 处" if with_unit else f"有 {len(open_)} 处对不上"
    with st.container(border=True, gap="xsmall", key="check"):
        st.markdown(f":orange[:material/rule: **对账：{head}**]　{_reasons(found)}")
        for kind, missing in open_:
            _show_break(ctx, detail, kind, missing)


def _show_break(ctx: PageContext, detail: FindingDetail, kind: LedgerBreak, missing: Missing) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{kind.term}**　{plain(missing_line(missing))}", width="stretch")
        if kind in EXPLAINABLE and "explain_break" in offered(ctx.actor, detail):
            with st.popover("说明", icon=":material/edit_note:", width="content"):
                _show_form(ctx, detail, kind)
        st.page_link(
            BY_KEY["finding"].file,
            label=f"去{PLACES[missing.where]}",
            icon=":material/chevron_right:",
            icon_position="right",
            query_params={"id": str(detail.row.id), "tab": tab_of(missing)},
            width="content",
        )


def _show_form(ctx: PageContext, detail: FindingDetail, kind: LedgerBreak) -> None:
    with st.form(f"explain.{kind.value}", border=False):
        reason = st.text_area(
            "为什么可以相同", max_chars=2000, placeholder="例如：同一次会议研究了几个问题，纪要只有一份"
        )
        sent = st.form_submit_button("保存说明", type="primary")

    def save() -> object:
        return ctx.write(ExplainBreak(finding_id=detail.row.id, version=detail.row.version, kind=kind, reason=reason))

    if sent and attempt(save, "说明已保存，这一处不再拦着销号。"):
        st.rerun()


def _reasons(found: FindingBreaks) -> str:
    """What was explained, with its reason."""
    told = [f"{one.kind.term}已于 {one.explained_on} 说明：{one.reason}" for one in found.explained]
    return f":small[:gray[{plain('；'.join(told))}]]" if told else ""
