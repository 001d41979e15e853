"""Parts of the page of visits: what is due, what is planned and recorded, one visit with its team and papers."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.queries.visits import MemberRow, PaperRow, VisitDetail, VisitRow
from core.queries.visits_due import DueInspection
from core.vocabulary import DueReason, Status, Verdict, VisitState
from dashboard import numbers
from dashboard.components import say, tables
from dashboard.shell import plain
from dashboard.theme import badge

TONES = {
    Verdict.UNVERIFIED: Status.NOT_STARTED,
    Verdict.MATCHES: Status.CLEARED,
    Verdict.PARTLY: Status.RETURNED,
    Verdict.DIFFERS: Status.RELAPSED,
}
REASONS = {reason.value: reason.term for reason in DueReason} | {"drawn": "回马枪抽中", "chosen": "指定"}
WIDTHS = {"单位": 92, "轮次": 100, "类别": 84, "第几次": 62, "带队": 140, "安排": 180, "督查日": 92, "底稿": 62, "已核": 62, "不符": 62}  # fmt: skip


def sentence(due: Sequence[DueInspection], rows: Sequence[VisitRow], day: date) -> str:
    """How much is due, how much is planned, how many were found false."""
    planned = [row for row in rows if row.state is VisitState.PLANNED]
    recorded = [row for row in rows if row.state is VisitState.RECORDED]
    checked, false = sum(row.checked for row in recorded), sum(row.differs for row in recorded)
    late = sum(row.planned_to_on < day for row in planned)
    said = f"本轮间歇期应督 **{len(due)}** 家、问题 **{numbers.count(sum(len(row.findings) for row in due))}** 个；已安排 **{len(planned)}** 次"
    said += f"（:red[过期未登记 {late} 次]）" if late else ""
    return f"{said}；已登记 **{len(recorded)}** 次，核查问题 {checked} 个，不符 **{false}** 个。"


def unit_sentence(rows: Sequence[VisitRow]) -> str:
    """What a visited unit reads."""
    false = sum(row.differs for row in rows)
    return f"已登记的督查 **{len(rows)}** 次，核查问题 {sum(row.checked for row in rows)} 个，不符 **{false}** 个。"


def due_frame(rows: Sequence[DueInspection]) -> pd.DataFrame:
    """One line for each inspection (问题数)."""
    columns: dict[str, list[object]] = {
        "单位": [row.unit_name for row in rows],
        "轮次": [row.round_name for row in rows],
        "第几次": [f"第 {row.next_no} 次" for row in rows],
        "应督问题": [len(row.findings) for row in rows],
    }
    for reason in DueReason:
        columns[reason.term] = [row.number(reason) for row in rows]
    columns["联系的执纪监督室"] = [row.discipline_office for row in rows]
    return pd.DataFrame(columns)


def visit_frame(rows: Sequence[VisitRow]) -> pd.DataFrame:
    """One line for each visit; papers count findings."""
    return pd.DataFrame(
        {
            "单位": [row.unit_name for row in rows],
            "轮次": [row.round_name for row in rows],
            "类别": [row.kind.term for row in rows],
            "第几次": [f"第 {row.no} 次" if row.no else "" for row in rows],
            "带队": [row.lead for row in rows],
            "安排": [f"{row.planned_from_on} 至 {row.planned_to_on}" for row in rows],
            "督查日": [str(row.visited_on or "") for row in rows],
            "底稿": [row.papers for row in rows],
            "已核": [row.checked for row in rows],
            "不符": [row.differs for row in rows],
        }
    )


def show_visits(rows: Sequence[VisitRow], key: str) -> VisitRow | None:
    """The list; gives the visit that was clicked."""
    if not rows:
        say.show_empty("fact_check", "没有", "安排督查后在这里；登记后单位才看得到。")
        return None
    picked = tables.show_rows(visit_frame(rows), f"supervision.{key}", dict(WIDTHS), height=330)
    return None if picked is None else rows[picked]


def one_sentence(detail: VisitDetail) -> str:
    """One visit in a sentence."""
    row = detail.row
    head = f"{plain(row.unit_name)}（{plain(row.round_name)}）{row.kind.term}"
    if row.state is VisitState.RECORDED:
        return f"{head}第 **{row.no}** 次督查，{row.visited_on} 由 {plain(row.lead)} 带队，核查问题 {row.papers} 个，不符 **{row.differs}** 个。"
    if row.state is VisitState.CANCELLED:
        return f"{head}已取消：{plain(detail.cancel_reason)}。"
    return f"{head}已安排 {row.planned_from_on} 至 {row.planned_to_on}，{plain(row.lead)} 带队，底稿 {row.checked}/{row.papers} 份有结论。"


def show_team(detail: VisitDetail) -> None:
    """Members by side, with what lacks and who should stand aside."""
    if detail.missing_sides and detail.row.state is VisitState.PLANNED:
        st.warning(
            f"联合督查组缺：{'、'.join(side.term for side in detail.missing_sides)}。", icon=":material/group_off:"
        )
    show_ties(detail)
    words = (
        "；".join(f"{one.side.term}　{plain(one.name)} {plain(one.post)}" for one in detail.members) or "还没有填成员"
    )
    methods = "、".join(method.term for method in detail.methods)
    st.markdown(f":small[:gray[督查组：{words}{f'　　方式：{methods}' if methods else ''}]]")
    if detail.conclusion:
        st.markdown(f"**总体情况** {plain(detail.conclusion)}　:small[:gray[单位签字：{plain(detail.unit_signer)}]]")


def show_ties(detail: VisitDetail) -> None:
    """Members who should stand aside, and why; it is for whoever leads to decide."""
    stand_aside = [member for member in detail.members if member.is_tied]
    if stand_aside:
        names = "、".join(f"{plain(one.name)}（{_tie(one)}）" for one in stand_aside)
        st.warning(f"与被督查单位有关联，建议回避：{names}。", icon=":material/person_alert:")


def _tie(member: MemberRow) -> str:
    return plain(member.tie) if member.tie else "在该单位工作或工作过"


def paper_frame(papers: Sequence[PaperRow]) -> pd.DataFrame:
    """One line for each working paper."""
    return pd.DataFrame(
        {
            "编号": [paper.code for paper in papers],
            "问题": [paper.title for paper in papers],
            "为什么查": [REASONS.get(paper.reason, "") for paper in papers],
            "结论": [paper.verdict.term for paper in papers],
            "核查事实": [paper.fact for paper in papers],
            "处理意见": [paper.handling for paper in papers],
        }
    )


def show_papers(detail: VisitDetail) -> PaperRow | None:
    """The papers; gives the one that was clicked."""
    say.section("督查底稿", f"问题 {len(detail.papers)} 个；点一行填写或查看")
    widths = {"编号": 120, "问题": 190, "为什么查": 110, "结论": 78, "核查事实": 280, "处理意见": 200}
    columns: dict[str, object] = dict(widths)
    picked = tables.show_rows(paper_frame(detail.papers), "supervision.papers", columns, height=260)
    return None if picked is None else detail.papers[picked]


def verdict_badge(verdict: Verdict) -> str:
    """Mark, word and colour of a verdict."""
    return badge(TONES[verdict], verdict.term)
