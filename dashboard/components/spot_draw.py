"""One draw on the page: its commitment while it is sealed, its result in large type once it is held, and its frame."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.access.log import Access, log_access
from core.documents.draw_sheet import draw_sheet_paper
from core.identity import Actor
from core.queries.draws import DrawCandidate, DrawDetail
from core.rules.draw_check import Check
from core.vocabulary import DrawState, Verdict
from dashboard import gate, numbers, runtime
from dashboard.components import say, tables
from dashboard.components.spot_check import range_words
from dashboard.shell import offer_download, plain

FALSE = Verdict.DIFFERS.term
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTHS = {"编号": 120, "单位": 110, "问题": 320, "风险因素": 220, "权重": tables.number_column(56), "入选概率": tables.number_column(84), "抽中": 60}  # fmt: skip


def sentence(detail: DrawDetail) -> str:
    """What this draw is and where it stands."""
    row = detail.row
    base = f"第 **{row.id}** 号抽取：从 **{numbers.count(row.frame_size)}** 个候选问题中抽 **{row.size}** 个"
    if row.state is DrawState.SEALED:
        return f"{base}，{numbers.month_day(row.sealed_on)}已封存，等待抽取。"
    if row.drawn_on is None or row.result is None:
        return f"{base}，已作废：{plain(row.abandon_reason)}。"
    if not row.result.checked:
        return f"{base}，{numbers.month_day(row.drawn_on)}抽出，还没有登记核查结果。"
    return f"{base}；已查 **{row.result.checked}** 个，不符 **{row.result.false}** 个，不符率 **{range_words(row.result)}**。"


def show_commitment(detail: DrawDetail) -> None:
    """What can be written down or photographed before the draw."""
    with st.container(border=True, key="draw-commitment"):
        st.markdown(f"事由：{plain(detail.row.purpose)}")
        st.markdown(f"随机数承诺（SHA-256）  \n`{detail.row.commitment}`")
        st.markdown(f"候选名单指纹（SHA-256）  \n`{detail.row.frame_sha256}`")
        st.markdown(
            ":small[:gray[名单、权重、数量已经固定；随机数由系统生成，抽取前任何人都看不到。种子 = SHA-256（随机数、名单指纹、留痕链头、抽取时刻），不能由人选定。]]"
        )


def show_result(detail: DrawDetail) -> None:
    """The findings drawn, large enough for the back row of a meeting room."""
    basis = "结论为“不符”的算不符，“部分相符”不算；区间为 Wilson 95%"
    result = detail.row.result
    if result is not None and result.weighted is not None:
        basis += f"；按入选概率加权推算，全部候选的不符率约 {numbers.ratio(result.weighted)}"
    say.section("抽取结果", basis)
    with st.container(key="draw-result"):
        frame = result_frame(detail.drawn).map(plain)
        frame["核查结论"] = frame["核查结论"].replace(FALSE, f":red[**{FALSE}**]")
        st.table(frame.set_index("序号"), border="horizontal")


def result_frame(drawn: Sequence[DrawCandidate]) -> pd.DataFrame:
    """One line for each finding drawn."""
    return pd.DataFrame(
        {
            "序号": [str(place) for place in range(1, len(drawn) + 1)],
            "单位": [one.unit for one in drawn],
            "编号": [one.code for one in drawn],
            "问题": [one.title for one in drawn],
            "核查结论": [_verdict(one) for one in drawn],
        }
    )


def show_frame(detail: DrawDetail) -> None:
    """All candidates with weight and chance."""
    tables.show_rows(candidate_frame(detail.candidates), f"spot_check.frame.{detail.row.id}", WIDTHS, height=320)


def candidate_frame(candidates: Sequence[DrawCandidate]) -> pd.DataFrame:
    """One line for each finding that could be drawn."""
    return pd.DataFrame(
        {
            "编号": [one.code for one in candidates],
            "单位": [one.unit for one in candidates],
            "问题": [one.title for one in candidates],
            "风险因素": ["、".join(factor.term for factor in one.factors) for one in candidates],
            "权重": [str(one.weight) for one in candidates],
            "入选概率": [numbers.ratio(float(one.probability)) for one in candidates],
            "抽中": ["抽中" if one.is_drawn else "" for one in candidates],
        }
    )


def show_checks(checks: Sequence[Check]) -> None:
    """Every part of the sheet computed again just now."""
    for check in checks:
        icon = ":material/check_circle:" if check.holds else ":red[:material/error:]"
        st.markdown(f"{icon} {check.kind.term}")
    st.markdown(":small[:gray[任何人可用抽取单文件在命令行复算：python -m core draw verify --sheet 文件]]")


def show_downloads(detail: DrawDetail) -> None:
    """The paper to sign, and the sheet to compute again."""
    paper = "打印抽取单（Word）" if detail.sheet else "打印封存单（Word）"
    st.button(paper, icon=":material/print:", key="draw.paper", on_click=gate.guarded(_paper), args=(detail,))
    if detail.sheet:
        st.button(
            "抽取单文件（JSON）", icon=":material/download:", key="draw.sheet", on_click=gate.guarded(_sheet), args=(detail,)
        )  # fmt: skip


def _paper(actor: Actor, detail: DrawDetail) -> None:
    name = f"回马枪{'抽取单' if detail.sheet else '封存单'}_{detail.row.id}.docx"
    _hand_out(actor, name, DOCX, draw_sheet_paper(detail))


def _sheet(actor: Actor, detail: DrawDetail) -> None:
    _hand_out(actor, f"回马枪抽取单_{detail.row.id}.json", "application/json", detail.sheet_text.encode())


def _hand_out(actor: Actor, name: str, content_type: str, data: bytes) -> None:
    offer_download(actor, name, content_type, data)
    log_access(runtime.store(), Access.by(actor, "list.exported", f"list={name}"), runtime.now())


def _verdict(one: DrawCandidate) -> str:
    return "待查" if one.verdict is None or one.verdict is Verdict.UNVERIFIED else one.verdict.term
