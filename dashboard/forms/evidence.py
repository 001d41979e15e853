"""Uploading evidence: the content decides what it is, then it is listed under the finding."""

import streamlit as st

from core.commands.evidence import AttachEvidence
from core.evidence import ENDINGS, evidence_type
from core.files import Upload
from core.queries.finding_rows import FindingDetail
from core.store.models.material import FilePurpose
from core.vocabulary import MaterialKind
from dashboard.shell import PageContext, attempt


def show_evidence_form(ctx: PageContext, detail: FindingDetail) -> None:
    """One file with title, kind and the measure it proves."""
    measures = {m.id: f"措施 {m.task_seq}.{m.seq} {m.text[:20]}" for m in detail.measures}
    with st.form("evidence", border=False):
        upload = st.file_uploader(
            "佐证材料", list(ENDINGS), help="PDF、Word、Excel、PPT、OFD、图片，不超过 20MB；不得上传涉密材料"
        )
        title = st.text_input("材料名称（空着用文件名）", max_chars=80)
        kinds = list(MaterialKind)
        kind = (
            st.selectbox("类别", kinds, kinds.index(MaterialKind.OTHER), format_func=lambda k: k.term)
            or MaterialKind.OTHER
        )
        measure = st.selectbox("对应措施", [None, *measures], format_func=lambda n: measures.get(n, "全部措施"))
        if not st.form_submit_button("上传佐证", type="primary"):
            return
    if upload is None:
        st.error("还没有选择文件。")
        return

    def save() -> object:
        data = upload.getvalue()
        file_id = ctx.keep(
            Upload(
                data=data,
                name=upload.name,
                content_type=evidence_type(data),
                purpose=FilePurpose.EVIDENCE,
                inspection_id=detail.inspection_id,
            )
        )
        name = title.strip() or upload.name.rsplit(".", 1)[0][:80]
        return ctx.write(
            AttachEvidence(
                finding_id=detail.row.id,
                file_id=file_id,
                title=name,
                kind=kind,
                measure_id=measure,
                formed_on=ctx.today,
            )
        )

    if attempt(save, "佐证已上传。"):
        st.rerun()
