"""Parts of the page of joint reviews: where every plan stands, one plan with its remarks, and two versions side by side."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.ledgers.fields import BY_KEY
from core.queries.plan_review import NOW, PlanDossier, PlanReviewRow, PlanVersionDetail, PlanVersionRow, RemarkRow
from core.rules.plan_comparison import COMPARED, PlanRow, RowChange, RowFate
from core.vocabulary import Ledger, PlanState, Role, Status
from dashboard import numbers
from dashboard.components import say, tables
from dashboard.shell import plain
from dashboard.theme import OVERDUE, badge, palette

TONES = {PlanState.SUBMITTED: Status.APPLIED, PlanState.RETURNED: Status.RETURNED, PlanState.AGREED: Status.CLEARED}
NOT_HANDED_IN = "未报送"
FATES = {RowFate.ADDED: "新增", RowFate.REMOVED: "删去", RowFate.CHANGED: "修改"}
FEW = 8
"""So many changed cells are shown without a frame that scrolls."""
WIDTHS = {"单位": 100, "轮次": 92, "状态": 118, "版本": 62, "报送日": 92, "轮到谁": 100, "已等/日": 70, "应于": 92, "超期/日": 70, "意见": 62}  # fmt: skip


def list_sentence(rows: Sequence[PlanReviewRow]) -> str:
    """How many plans wait for whom, and how many are late."""
    by_role = {role: sum(row.turn.role is role for row in rows) for role in (Role.OFFICE, Role.UNIT)}
    absent = sum(row.last is None and row.turn.role is not None for row in rows)
    late = sum(row.overdue_days > 0 for row in rows)
    said = f"待巡察办联审 **{by_role[Role.OFFICE]}** 份；待单位报送或修改 **{by_role[Role.UNIT]}** 份"
    said += f"（其中未报送 {absent} 份）" if absent else ""
    return said + (f"；:red[超期 **{late}** 份]。" if late else "。")


def show_list(rows: Sequence[PlanReviewRow]) -> PlanReviewRow | None:
    """All plans, those that wait first; gives the one that was clicked."""
    columns = {name: tables.number_column(width) if name.endswith("/日") else width for name, width in WIDTHS.items()}
    picked = tables.show_rows(_styled(review_frame(rows)), "plan_review.list", columns, height="stretch")
    return None if picked is None else rows[picked]


def review_frame(rows: Sequence[PlanReviewRow]) -> pd.DataFrame:
    """One line for each inspection that had its feedback."""
    return pd.DataFrame(
        {
            "单位": [row.unit_name for row in rows],
            "轮次": [row.round_name for row in rows],
            "状态": [_state_words(row.last) for row in rows],
            "版本": [f"第 {row.last.no} 版" if row.last else "" for row in rows],
            "报送日": [str(row.last.submitted_on) if row.last else "" for row in rows],
            "轮到谁": [row.holder for row in rows],
            "已等/日": [str(row.days) if row.turn.role else "" for row in rows],
            "应于": [str(row.turn.due_on or "") for row in rows],
            "超期/日": [str(row.overdue_days or "") for row in rows],
            "意见": [f"{row.last.remarks} 条" if row.last and row.last.remarks else "" for row in rows],
        }
    )


def sentence(dossier: PlanDossier) -> str:
    """Where the plan stands, whose turn it is, since when and until when."""
    row, last = dossier.review, dossier.review.last
    unit = plain(row.unit_name)
    if row.turn.role is None:
        said = "方案尚未报送，本次巡察已报结" if last is None else f"第 {last.no} 版方案**{last.state.term}**"
        return f"{unit}{said}{f'（{last.decided_on}）' if last and last.decided_on else ''}。"
    late = f"，:red[超期 **{row.overdue_days}** 日]" if row.overdue_days else ""
    due = f"应于 {row.turn.due_on} 前"
    if last is None:
        return f"{unit}还没有报送整改方案和三清单；{due}报送{late}。"
    if row.turn.role is Role.OFFICE:
        return f"{unit}第 {last.no} 版方案在 **巡察办** 联审，已 **{row.days}** 日；{due}同意或退改{late}。"
    return f"{unit}第 {last.no} 版方案已退回，在 **{unit}** 修改，已 **{row.days}** 日；{due}再报{late}。"


def show_reviewers(dossier: PlanDossier) -> None:
    """Who was invited beside the unit's supervisors."""
    names = "、".join(plain(row.name) for row in dossier.reviewers) or "没有另行邀请"
    st.markdown(f":small[:gray[参加联审：巡察办、巡察组、联系的执纪监督室、派驻组、分管领导；邀请：{names}]]")


def version_words(row: PlanVersionRow) -> str:
    """A version in the choice of versions."""
    return f"第 {row.no} 版　{row.submitted_on}　{row.state.term}"


def show_decision(row: PlanVersionRow) -> None:
    """What the unit wrote, and what came of the version."""
    tone = TONES[row.state]
    st.markdown(f"{badge(tone, row.state.term)}　{row.submitted_on} 报送：{plain(row.statement)}")
    if row.state is PlanState.RETURNED:
        st.warning(f"{row.decided_on} 退回：{plain(row.reason)}（{row.amend_by_on} 前再报）", icon=":material/undo:")
    elif row.state is PlanState.AGREED and row.reason:
        st.info(f"{row.decided_on} 同意：{plain(row.reason)}", icon=":material/task_alt:")


def show_content(detail: PlanVersionDetail) -> None:
    """The three ledgers as they were submitted."""
    for tab, ledger in zip(
        st.tabs([_tab(ledger, detail.content[ledger]) for ledger in COMPARED]), COMPARED, strict=True
    ):
        with tab:
            frame = content_frame(ledger, detail.content[ledger])
            if frame.empty:
                st.markdown(":gray[这份清单没有内容。]")
                continue
            columns = {BY_KEY[ledger][key].label: BY_KEY[ledger][key].width for key in _shown(ledger)}
            columns_config = {name: st.column_config.TextColumn(width=width) for name, width in columns.items()}
            st.dataframe(
                frame, hide_index=True, height=360, row_height=30, column_config=columns_config, placeholder=""
            )


def content_frame(ledger: Ledger, rows: Sequence[PlanRow]) -> pd.DataFrame:
    """The rows of one ledger with the labels of its columns; what nobody filled in is left out."""
    keys = [key for key in _shown(ledger) if any(row.cells.get(key) for row in rows)]
    return pd.DataFrame({BY_KEY[ledger][key].label: [row.cells.get(key, "") for row in rows] for key in keys})


def show_remarks(remarks: Sequence[RemarkRow]) -> None:
    """What reviewers said, by aspect; which finding it is about."""
    if not remarks:
        st.markdown(":gray[还没有意见。]")
    for aspect in dict.fromkeys(
        sorted((one.aspect for one in remarks), key=list(type(remarks[0].aspect)).index) if remarks else ()
    ):
        st.markdown(f"**{aspect.term}**")
        for one in remarks:
            if one.aspect is aspect:
                mark = f" · {one.mark.term}" if one.mark else ""
                about = f" · {plain(one.finding)}" if one.finding else ""
                st.markdown(
                    f"{plain(one.text)}  \n:small[:gray[{plain(one.who)}（{one.role}）{one.made_on}{mark}{about}]]"
                )


def side_words(number: int) -> str:
    """One side of a comparison."""
    return "现在的清单" if number == NOW else f"第 {number} 版"


def show_changes(changes: Sequence[RowChange], older: int, newer: int) -> None:
    """Every cell that differs, old beside new."""
    cells = sum(len(change.cells) for change in changes)
    say.section(
        f"{side_words(older)} → {side_words(newer)}",
        f"不同 {len(changes)} 行、{cells} 处；问题、任务、措施、责任清单逐格比较",
    )
    if not changes:
        st.markdown(":gray[两边内容相同。]")
        return
    # A table of the page, not a grid: what was changed may stand at the end of a long text.
    with st.container(height="content" if cells <= FEW else 440, border=False):
        st.table(change_frame(changes, older, newer).map(plain).set_index("编号"), border="horizontal")


def change_frame(changes: Sequence[RowChange], older: int, newer: int) -> pd.DataFrame:
    """One line for each cell that differs."""
    lines = [
        (
            change.ledger.term,
            change.finding,
            FATES[change.fate],
            BY_KEY[change.ledger][cell.field].label,
            cell.old,
            cell.new,
        )
        for change in changes
        for cell in change.cells
    ]
    return pd.DataFrame(lines, columns=["清单", "编号", "变化", "项目", side_words(older), side_words(newer)])


def _tab(ledger: Ledger, rows: Sequence[PlanRow]) -> str:
    name = "措施" if ledger is Ledger.MEASURES else ledger.term
    return f"{name} {numbers.count(len(rows))}"


def _shown(ledger: Ledger) -> tuple[str, ...]:
    return tuple(BY_KEY[ledger])


def _state_words(last: PlanVersionRow | None) -> str:
    if last is None:
        return f"○ {NOT_HANDED_IN}"
    return f"{palette().tone(TONES[last.state]).mark} {last.state.term}"


def _styled(frame: pd.DataFrame) -> object:
    red = f"color: {palette().tone(OVERDUE).text}; font-weight: 600"
    return frame.style.map(lambda days: red if days else "", subset=["超期/日"])
