"""Putting material into the archive ledger: files, files the inspection has already, papers; and checking it."""

from typing import Any

import streamlit as st

from core.commands.evidence import AttachEvidence, RegisterPaper, VerifyMaterial
from core.errors import CoreError, NotSignedIn
from core.evidence import ENDINGS
from core.files import clean_name
from core.messages import sentence
from core.queries.evidence import Attached, FileUses, MaterialRow, list_material
from core.queries.finding_rows import FindingDetail
from core.vocabulary import MaterialKind, Retention, Secrecy, Verdict
from dashboard import runtime
from dashboard.components.archive import uses_words
from dashboard.shell import PageContext, attempt, flash, plain

TURN, REFUSED = "evidence.turn", "evidence.refused"
TITLE = 80
OPEN_MARKS = (Secrecy.INTERNAL, Secrecy.PUBLIC)


def show_evidence_form(ctx: PageContext, detail: FindingDetail) -> None:
    """Three ways in; the one chosen stays chosen."""
    ways = {"上传文件": _upload_form, "选用已有材料": _choose_form, "登记纸质件": _paper_form}
    way = st.segmented_control(
        "方式", list(ways), default="上传文件", required=True, key="evidence.way", label_visibility="collapsed"
    )
    for line in st.session_state.pop(REFUSED, ()):
        st.error(line, icon=":material/block:")
    ways[way or "上传文件"](ctx, detail)


def verify_form(_ctx: PageContext, detail: FindingDetail) -> VerifyMaterial | None:
    """Which piece, what checking it came to, and why where it does not match."""
    items = {item.id: item for item in detail.archive}
    with st.form("verify", border=False):
        chosen = st.selectbox("材料", list(items), format_func=lambda n: f"{items[n].seq}．{items[n].title}")
        verdicts = [Verdict.MATCHES, Verdict.PARTLY, Verdict.DIFFERS]
        verdict = st.radio("核验结论", verdicts, format_func=_term, horizontal=True)
        note = st.text_area("说明（部分相符、不符必填）", max_chars=2000, placeholder="台账怎么写、现场怎样、差在哪里")
        if not st.form_submit_button("保存核验结论", type="primary"):
            return None
    item = items[chosen]
    return VerifyMaterial(finding_id=detail.row.id, item_id=item.id, version=item.version, verdict=verdict, note=note)


def _upload_form(ctx: PageContext, detail: FindingDetail) -> None:
    most = runtime.settings().max_upload_mb
    with st.form("evidence", border=False):
        # The key of the container is where `paste.js` looks for the field.
        with st.container(key="paste-here"):
            uploads = st.file_uploader(
                "佐证材料（可多选、可拖入，截图可直接 Ctrl+V 粘贴）",
                list(ENDINGS),
                accept_multiple_files=True,
                max_upload_size=most,
                key=f"evidence.files.{st.session_state.get(TURN, 0)}",
                help=f"PDF、Word、Excel、PPT、OFD、图片，单个不超过 {most} MB",
            )
        st.markdown(":small[:orange[涉密材料不得上传，请用“登记纸质件”。]]")
        left, right = st.columns([2, 1])
        title = left.text_input("材料名称", max_chars=TITLE, placeholder="空着用文件名")
        secrecy = right.radio("密级", OPEN_MARKS, format_func=_term, horizontal=True)
        fields = _fields(ctx, detail) | {"secrecy": secrecy}
        if not st.form_submit_button("上传佐证", type="primary"):
            return
    if not uploads:
        st.error("还没有选择文件。")
        return
    _attach_all(ctx, detail, uploads, title.strip(), fields)


def _attach_all(ctx: PageContext, detail: FindingDetail, uploads: Any, title: str, fields: dict[str, Any]) -> None:
    """Each file by itself: what is wrong with one does not keep the others out."""
    refused, uses, kept = [], [], 0
    for number, upload in enumerate(uploads, 1):
        named = (
            f"{title}（{number}）" if title and len(uploads) > 1 else title or clean_name(upload.name).rsplit(".", 1)[0]
        )
        try:
            file_id = ctx.keep_evidence(upload.getvalue(), upload.name, detail.inspection_id)
            wanted = AttachEvidence(finding_id=detail.row.id, file_id=file_id, title=named[:TITLE], **fields)
            attached: Attached = ctx.write(wanted)
        except NotSignedIn:
            raise
        except CoreError as error:
            refused.append(plain(f"{upload.name}：{sentence(error)}"))
        else:
            kept += 1
            uses.append(attached.uses)
    st.session_state[REFUSED] = refused
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    if kept:
        flash(f"已上传佐证 {kept} 件。{_reused(uses)}")
    st.rerun()


def _choose_form(ctx: PageContext, detail: FindingDetail) -> None:
    """A file that another finding or measure of the inspection has already, without sending it again."""
    rows: tuple[MaterialRow, ...] = ctx.read_now(list_material, detail.inspection_code)
    if not rows:
        st.markdown(":gray[这次巡察还没有上传过材料。]")
        return
    known = {row.file_id: row for row in rows}
    chosen = st.selectbox(
        "已有材料", list(known), format_func=lambda n: f"{known[n].title}（{'、'.join(known[n].codes)}）"
    )
    row = known[chosen]
    with st.form(f"evidence.chosen.{chosen}", border=False):
        title = st.text_input("材料名称", row.title, max_chars=TITLE, key=f"evidence.title.{chosen}")
        fields = _fields(ctx, detail, row)
        if not st.form_submit_button("列入本问题", type="primary"):
            return
    wanted = {"finding_id": detail.row.id, "file_id": chosen, "title": title, **fields}
    if attempt(
        lambda: ctx.write(AttachEvidence(**wanted)), lambda attached: f"已列入本问题。{_reused([attached.uses])}"
    ):
        st.rerun()


def _paper_form(ctx: PageContext, detail: FindingDetail) -> None:
    """Number and keeper of a paper; nothing of what it says."""
    with st.form("evidence.paper", border=False):
        st.markdown(":small[:orange[涉密材料不得上传：只登记件号和保管人，名称里不得写涉密内容。]]")
        title = st.text_input("材料名称", max_chars=TITLE)
        paper_no = st.text_input("件号", max_chars=200, placeholder="如 柳纪档2026-7")
        fields = _fields(ctx, detail)
        marks = list(reversed(Secrecy))
        fields["secrecy"] = st.radio("密级", marks, format_func=_term, horizontal=True)
        if not st.form_submit_button("登记纸质件", type="primary"):
            return
    wanted = {"finding_id": detail.row.id, "title": title, "paper_no": paper_no, **fields}
    if attempt(lambda: ctx.write(RegisterPaper(**wanted)), "纸质材料已登记。"):
        st.rerun()


def _fields(ctx: PageContext, detail: FindingDetail, row: MaterialRow | None = None) -> dict[str, Any]:
    """What every piece of material is asked; a file known already brings its own answers."""
    measures = {m.id: f"措施 {m.task_seq}.{m.seq} {m.text[:20]}" for m in detail.measures}
    known = f".{row.file_id}" if row else ""
    kinds = list(MaterialKind)
    left, middle, right = st.columns(3)
    kind = left.selectbox(
        "类别",
        kinds,
        kinds.index(row.kind if row else MaterialKind.OTHER),
        format_func=_term,
        key=f"evidence.kind{known}",
    )
    measure = middle.selectbox("对应措施", [None, *measures], format_func=lambda n: measures.get(n, "全部措施"))
    formed = right.date_input(
        "形成日期",
        row.formed_on if row else ctx.today,
        max_value=ctx.today,
        format="YYYY-MM-DD",
        key=f"evidence.day{known}",
    )
    keeper = left.text_input("责任人", row.keeper if row else "", max_chars=200, key=f"evidence.keeper{known}")
    pages = middle.number_input(
        "页数",
        1,
        10000,
        row.pages if row else None,
        placeholder="自动",
        help="PDF 和图片空着自动数",
        key=f"evidence.pages{known}",
    )
    retention = right.selectbox(
        "保管期限",
        [None, *Retention],
        format_func=lambda r: r.term if r else "按类别",
        help="按类别：处分决定、制度永久，财务凭证、会议纪要 30 年，其他 10 年",
        key=f"evidence.retention{known}",
    )
    return {
        "kind": kind,
        "measure_id": measure,
        "formed_on": formed or None,
        "keeper": keeper,
        "pages": pages,
        "retention": retention,
    }


def _reused(uses: list[FileUses]) -> str:
    return "".join(dict.fromkeys(words for one in uses if (words := uses_words(one))))


def _term(member: Any) -> str:
    return str(member.term)
