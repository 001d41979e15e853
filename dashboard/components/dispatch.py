"""One official paper on the screen: where it stands, what it says, what was answered."""

from datetime import date

import streamlit as st

from core.queries.dispatch_rows import DispatchRow
from core.queries.dispatches import DispatchDetail, ReplyRow
from core.rules.dispatch import sign_by
from core.vocabulary import DispatchKind, DispatchState, ItemKind
from dashboard import address
from dashboard.components import say
from dashboard.components.dispatches import TONES
from dashboard.components.stations import Station, show_stations
from dashboard.navigation import BY_KEY
from dashboard.shell import PageContext, plain
from dashboard.theme import badge

ACTS = {
    ItemKind.SEND_DISPATCH: "发出",
    ItemKind.SIGN_DISPATCH: "签收",
    ItemKind.REPLY_DISPATCH: "反馈",
    ItemKind.REVIEW_REPLY: "阅处",
}
MOST = 1_000_000_000


def chosen_paper() -> int | None:
    """The paper in the address; None for the list."""
    address.take_number("paper", MOST)
    return int(st.query_params["paper"]) if st.query_params.get("paper", "").isdecimal() else None


def open_paper(row: DispatchRow | None) -> None:
    """A click on a row of the list opens its paper."""
    if row is not None:
        st.query_params["paper"] = str(row.id)
        st.rerun()


def show_way_back(ctx: PageContext) -> None:
    """To the list, at the right of the head."""
    with ctx.tools:
        if st.button("返回列表", icon=":material/arrow_back:", key="dispatch.back"):
            del st.query_params["paper"]
            st.rerun()


def sentence(row: DispatchRow) -> str:
    """Where it stands, whose turn it is, since when and until when."""
    is_notice = row.kind in DispatchKind.copy_notices()
    name = f"致{plain(row.receiver)}的" + (f"抄告单（关于{plain(row.unit_name)}）" if is_notice else row.kind.term)
    if row.turn is None:
        return f"{name}**{row.state.term}**。"
    word = row.chase.term if row.chase else "超期"
    late = f"，:red[{word} **{row.overdue_days}** 日]" if row.overdue_days else ""
    due = f"；应于 {row.turn.due_on} 前{ACTS[row.turn.kind]}" if row.turn.due_on else f"；待{ACTS[row.turn.kind]}"
    return f"{name}在 **{plain(row.holder)}** 手里，已 **{row.days}** 日{due}{late}。"


def show_way(row: DispatchRow) -> None:
    """Drafted, sent, signed for, answered, decided: each with its day, or the day it is due."""
    paper = row.paper
    decided_on = paper.answers[-1].decided_on if paper.answers else None
    days: tuple[tuple[str, date | None, date | None], ...] = (
        ("起草", paper.drafted_on, None),
        ("发出", paper.sent_on, None),
        ("签收", paper.signed_on, sign_by(paper)),
        ("反馈", row.replied_on, paper.reply_by_on),
        ("阅处", decided_on if row.state is DispatchState.ACCEPTED else None, None),
    )
    if paper.sent_on and paper.reply_by_on is None:
        days = days[:3]
    acting = ACTS[row.turn.kind] if row.turn else ""
    stations = []
    for name, done_on, due_on in days:
        is_now = name == acting
        due = row.turn.due_on if is_now and row.turn else due_on
        note = str(done_on) if done_on and not is_now else (f"应于 {due}" if due else "—")
        state = ("late" if row.overdue_days else "now") if is_now else ("done" if done_on else "todo")
        stations.append(Station(name=name, note=note, state=state))  # type: ignore[arg-type]
    show_stations(stations, key="dispatch", min_width=120)


def show_paper(detail: DispatchDetail) -> None:
    """The words of the paper, in the order in which they are printed."""
    row = detail.row
    is_notice = row.kind in DispatchKind.copy_notices()
    st.markdown(f"{badge(TONES[row.state], row.state.term)}　**{plain(row.title)}**　{plain(row.number)}")
    parts = (
        ("主要问题" if is_notice else "主要事项", detail.summary),
        ("成因与性质", detail.causes),
        ("履责建议" if is_notice else "整改要求", detail.advice),
        ("监管职责依据", detail.authority),
        ("行业监管要求", detail.demands),
        ("自查范围（再监督）", detail.self_check),
    )
    for name, text in parts:
        if text:
            st.markdown(f"**{name}**")
            st.markdown(plain(text))


def show_beside(detail: DispatchDetail) -> None:
    """Findings it is about, and the answers, the newest first."""
    say.section("涉及问题", f"{len(detail.findings)} 个")
    with st.container(height=200 if len(detail.findings) > 6 else "content", border=False, gap="xxsmall"):
        for one in detail.findings:
            st.page_link(
                BY_KEY["finding"].file, label=plain(f"{one.code}　{one.title}"), query_params={"id": str(one.id)}
            )
    say.section("反馈", f"{len(detail.replies)} 次，新的在上")
    if not detail.replies:
        st.markdown(":gray[还没有反馈。]")
    for reply in detail.replies:
        _show_reply(reply)


def _show_reply(reply: ReplyRow) -> None:
    told = f"督查指导 {reply.visits} 次 · 查处 {reply.cases} 件"
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{reply.replied_on}**　{plain(reply.who)}　:small[:gray[{told}]]")
        st.markdown(plain(reply.text))
        if reply.policies:
            st.markdown(f":gray[建立制度：]{plain(reply.policies)}")
        if reply.is_accepted:
            st.markdown(f":green[{reply.decided_on} 巡察办采纳]　{plain(reply.reason)}")
        elif reply.is_accepted is False:
            st.markdown(f":orange[{reply.decided_on} 退回补充：]{plain(reply.reason)}（{reply.amend_by_on} 前）")
