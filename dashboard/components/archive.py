"""The archive ledger of a finding: what each piece is, a look at it without leaving the page, the way to download it."""

import streamlit as st
from openpyxl.utils import get_column_letter

from core.errors import CoreError, NotSignedIn
from core.identity import Actor
from core.messages import sentence
from core.previews import Preview
from core.queries.evidence import FileUses, list_same_files
from core.queries.finding_rows import ArchiveRow, FindingDetail
from core.vocabulary import Verdict
from dashboard import gate, numbers
from dashboard.shell import PageContext, plain

PAGE = "archive.page"
HEIGHT = 520
COLOURS = {Verdict.MATCHES: "green", Verdict.PARTLY: "orange", Verdict.DIFFERS: "red"}


def show_archive(ctx: PageContext, detail: FindingDetail) -> None:
    """Every piece in its order, files with 预览 and 下载, papers with their number."""
    if not detail.archive:
        st.markdown(":gray[还没有佐证材料。]")
        return
    for item in detail.archive:
        with st.container(horizontal=True, vertical_alignment="center", key=f"archive-{item.id}"):
            st.markdown(_words(item), width="stretch")
            if item.file_id is not None:
                _offer(ctx, item, item.file_id)


def _offer(ctx: PageContext, item: ArchiveRow, file_id: int) -> None:
    if st.button("预览", key=f"archive.look.{item.id}", type="tertiary", icon=":material/visibility:"):
        st.session_state[PAGE] = 0
        _look(ctx, item, file_id)
    show_download(file_id)


def show_download(file_id: int) -> None:
    """The way to a stored file; the route asks again who may have it."""
    st.html(f'<a class="hbp-file" href="/files/{file_id}" download>下载</a>', width="content")


@st.dialog("预览", width="large")
def _look(ctx: PageContext, item: ArchiveRow, file_id: int) -> None:
    """One page at a time; who is looking is asked again at every turn of a page."""
    gate.require()
    st.markdown(f"**{item.seq}．{plain(item.title)}**　:gray[{plain(item.file_name)}　{numbers.size(item.size)}]")
    if item.elsewhere:
        st.markdown(f":orange[{plain(uses_words(ctx.read_now(list_same_files, file_id)))}]")
    try:
        shown = ctx.preview(file_id, st.session_state.get(PAGE, 0))
    except NotSignedIn:
        raise
    except CoreError as error:
        st.info(plain(sentence(error)), icon=":material/visibility_off:")
        return
    _show_page(shown)
    if shown.pages > 1:
        _show_turns(shown)


def uses_words(uses: FileUses) -> str:
    """Where the same file is listed, as far as the reader may know."""
    named = f"同一文件用于 {len(uses.codes)} 个问题：{'、'.join(uses.codes)}。" if uses.codes else ""
    return named + (f"另有 {uses.hidden} 个问题用了同一文件，不在您的查看范围内。" if uses.hidden else "")


def _show_page(shown: Preview) -> None:
    with st.container(height=HEIGHT, border=True):
        if shown.picture:
            st.image(shown.picture, width="stretch")
        elif shown.table:
            st.markdown(f":gray[工作表　{plain(shown.heading)}]")
            columns = {get_column_letter(n + 1): list(cells) for n, cells in enumerate(zip(*shown.table, strict=True))}
            st.dataframe(columns, hide_index=True, row_height=32)
        else:
            st.text(shown.text)


def _show_turns(shown: Preview) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="center"):
        st.button("上一页", key="archive.back", on_click=_turn, args=(shown.page - 1,), disabled=shown.page == 0)
        st.markdown(f"第 {shown.page + 1} / {shown.pages} 页", width="content")
        last = shown.page == shown.pages - 1
        st.button("下一页", key="archive.on", on_click=_turn, args=(shown.page + 1,), disabled=last)


@gate.guarded
def _turn(_who: Actor, page: int) -> None:
    st.session_state[PAGE] = page


def _words(item: ArchiveRow) -> str:
    facts = [
        item.kind.term,
        numbers.size(item.size) if item.file_id else f"纸质 {item.paper_no}",
        f"{item.pages} 页" if item.pages else "",
        f"形成 {item.formed_on}" if item.formed_on else "",
        f"责任人 {item.keeper}" if item.keeper else "",
        f"措施 {item.measure_seq}" if item.measure_seq else "",
        f"保管 {item.retention.term}",
        item.secrecy.term,
    ]
    marks = f"　:{COLOURS[item.verdict]}-badge[核验{item.verdict.term}]" if item.verdict in COLOURS else ""
    marks += f"　:orange-badge[同一文件还用于 {item.elsewhere} 个问题]" if item.elsewhere else ""
    why = f"  \n:red[核验：{plain(item.verdict_note)}]" if item.verdict_note else ""
    return f"{item.seq}．{plain(item.title)}{marks}  \n:small[:gray[{plain(' · '.join(filter(None, facts)))}]]{why}"
