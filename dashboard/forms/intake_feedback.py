"""反馈拆分: a text becomes drafts that somebody looks through before they are kept."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from core import clock
from core.commands.findings import Draft, SaveDrafts
from core.errors import CoreError
from core.files import clean_name
from core.identity import Actor
from core.intake.docx import text_of_upload
from core.intake.feedback import LOW_CONFIDENCE, DraftFinding, FeedbackDraft, split_feedback
from core.messages import sentence
from core.plain_text import is_visible
from core.queries.inspections import InspectionRow, list_inspections
from core.vocabulary import Role, Subcategory
from dashboard import gate, runtime
from dashboard.components import say
from dashboard.components.original import show_passage
from dashboard.forms.draft_table import DraftTable, corrected_all, line_of
from dashboard.navigation import BY_KEY
from dashboard.shell import PageContext, flash, plain

WORK, REFUSED, NOTE, TITLE, BODY, FILE, MODE = (
    f"intake_feedback.{name}" for name in ("work", "refused", "note", "title", "text", "file", "mode")
)
SPLIT, WAITING = "split", "waiting"
SURE = 0.9
LONGEST = 1_000_000
ASPECT_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class Work:
    """A text that has been split and not been kept yet."""

    title: str
    text: str
    split: FeedbackDraft

    @property
    def findings(self) -> tuple[DraftFinding, ...]:
        """What was found, the doubtful ones first, each group in the order of the text."""
        return tuple(sorted(self.split.findings, key=lambda one: (one.confidence >= LOW_CONFIDENCE, one.start)))

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The findings as drafts, in the same order."""
        return tuple(_draft(one) for one in self.findings)


def current_work() -> Work | None:
    """The split text in this window."""
    work = st.session_state.get(WORK)
    return work if isinstance(work, Work) else None


def sure_word(confidence: float | None) -> str:
    """高, 中, 低 with a mark."""
    if confidence is None:
        return "—"
    return "高" if confidence >= SURE else "中" if confidence >= LOW_CONFIDENCE else "！ 低"


def choose_inspection(ctx: PageContext) -> InspectionRow | None:
    """The inspection whose feedback it is, the newest round first; None when there is none."""
    rows: tuple[InspectionRow, ...] = ctx.read_now(list_inspections)
    newest = sorted(rows, key=lambda row: -row.round_id)
    if not newest:
        return None
    return st.selectbox(
        "哪次巡察",
        newest,
        format_func=lambda row: f"{row.round_name}　{row.unit_name}　反馈日 {row.feedback_on or '未登记'}",
        key="intake_feedback.inspection",
        label_visibility="collapsed",
        width=350,
    )


def show_missing_day(ctx: PageContext, inspection: InspectionRow) -> None:
    """Drafts may wait for the feedback day; confirming them may not."""
    if inspection.feedback_on is not None:
        return
    st.warning("这次巡察还没有登记反馈日：可以先存草稿，登记反馈日以后才能确认交办。", icon=":material/rule:")
    if ctx.actor.has(Role.OFFICE):
        st.page_link(BY_KEY["master_data"].file, label="去基础数据登记反馈日", icon=":material/account_tree:")


def choose_mode(waiting: int) -> str:
    """New text, or drafts that wait."""
    names = {SPLIT: "拆分新的", WAITING: f"待确认 {waiting}"}
    st.session_state.setdefault(MODE, SPLIT)
    chosen = st.segmented_control(
        "做什么", list(names), format_func=names.__getitem__, required=True, key=MODE, label_visibility="collapsed"
    )
    return chosen or SPLIT


def show_refusal() -> None:
    """Why the last step was refused, and what was changed on the way in."""
    if text := st.session_state.pop(REFUSED, ""):
        st.error(plain(text), icon=":material/block:")
    if text := st.session_state.pop(NOTE, ""):
        st.info(plain(text), icon=":material/info:")


def show_source() -> None:
    """Where a text is pasted or uploaded."""
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    with left:
        st.text_input("标题", key=TITLE, max_chars=80, placeholder="如：关于巡察某镇党委的反馈意见")
    with right:
        st.file_uploader("上传 .docx 或 .txt，代替粘贴", key=FILE, on_change=gate.guarded(_load))
    st.text_area("正文", key=BODY, height=260, placeholder="把反馈意见、通报或新闻稿整段粘贴到这里", max_chars=LONGEST)
    st.button(
        "拆分", on_click=gate.guarded(_split), type="primary", icon=":material/segment:", key="intake_feedback.split"
    )


def split_sentence(split: FeedbackDraft) -> str:
    """What the text says about itself, and what was found."""
    found = len(split.findings)
    stated, aspects = split.stated.findings, split.stated.aspects
    if stated is None:
        return f"文中没有写明问题总数，拆出 **{found}** 个，请对照原文核对。"
    said = f"文中写明 {aspects} 个方面 {stated} 个问题" if aspects else f"文中写明 {stated} 个问题"
    agreed = "**一致**" if stated == found else ":orange[**不一致**]"
    return f"{said}，拆出 **{found}** 个，{agreed}。"


def show_split(work: Work) -> DraftTable:
    """The drafts with the original below."""
    say.show_sentence(split_sentence(work.split))
    if work.split.warnings:
        st.warning(plain("\n".join(work.split.warnings)), icon=":material/rule:")
    findings, drafts = work.findings, work.drafts
    lines = [
        line_of(draft, taken=True, sure=sure_word(one.confidence)) for one, draft in zip(findings, drafts, strict=True)
    ]
    mark = hashlib.sha256(work.text.encode()).hexdigest()[:8]
    table = DraftTable(f"intake_feedback.{mark}", [one.start for one in findings], [], lines)
    say.section("问题草稿", "把握低的在前；不是问题的去掉勾；分类、整改类别、期限可改，期限空着按整改类别算")
    table.show(height=250, text_width=452)
    if findings:
        _show_original(work, findings)
    return table


def show_split_actions(work: Work, table: DraftTable, inspection: InspectionRow) -> None:
    """Give up, or keep the ticked ones as drafts."""
    st.markdown(":small[:gray[存为草稿后由巡察办逐条确认，确认后才交办、才计入数字。]]", width="stretch")
    st.button("放弃", on_click=_give_up, key="intake_feedback.give_up")
    st.button(
        f"保存 {len(table.taken)} 个草稿",
        on_click=gate.guarded(_save),
        args=(work, table, inspection.id),
        type="primary",
        icon=":material/save:",
        disabled=not table.taken,
        key="intake_feedback.save",
    )


def _show_original(work: Work, findings: tuple[DraftFinding, ...]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.selectbox(
            "对照原文",
            range(len(findings)),
            format_func=lambda place: f"对照原文：第 {place + 1} 行　{findings[place].text[:30]}",
            key="intake_feedback.place",
            label_visibility="collapsed",
            width=480,
        )
        one = findings[chosen or 0]
        reasons = f"　把握不高：{plain('；'.join(one.reasons))}" if one.reasons else ""
        st.markdown(f":small[:gray[方面：{plain(one.aspect or '没有写明')}{reasons}]]", width="stretch")
    show_passage(work.text, one.start, one.end, height=130)


def _draft(one: DraftFinding) -> Draft:
    """A finding of any length; what is too long is refused when it is kept, where its line is known."""
    return Draft.model_construct(
        text=one.text,
        title="",
        subcategory=Subcategory.from_code(one.category) if one.category else None,
        aspect=(one.aspect or "")[:ASPECT_LENGTH],
        source_start=one.start,
        source_end=one.end,
        confidence=one.confidence,
    )


def _load(_actor: Actor) -> None:
    upload = st.session_state.get(FILE)
    if upload is None:
        return
    name = clean_name(upload.name)
    try:
        text = text_of_upload(upload.getvalue(), name)
    except CoreError as error:
        st.session_state[REFUSED] = f"{name}：{sentence(error)}"
        return
    st.session_state[BODY] = text
    st.session_state[TITLE] = st.session_state.get(TITLE) or name.rsplit(".", 1)[0][:80]


def _split(_actor: Actor) -> None:
    text, removed = readable(st.session_state.get(BODY) or "")
    title = (st.session_state.get(TITLE) or "").strip()
    if not text:
        st.session_state[REFUSED] = "还没有正文：请粘贴反馈意见，或上传 .docx、.txt。"
        return
    if not title:
        title = text.split("\n", 1)[0].strip()[:80]
    st.session_state[TITLE] = title
    if removed:
        st.session_state[NOTE] = f"正文里有 {removed} 个看不见的控制字符，已删去。"
    st.session_state[WORK] = Work(title=title, text=text, split=split_feedback(text))


def readable(text: str) -> tuple[str, int]:
    """The text without marks that hide or reorder others and without white space around it; how many went."""
    kept = [mark for mark in text.replace("\r\n", "\n").replace("\r", "\n") if is_visible(mark)]
    lines = text.count("\r\n")
    return "".join(kept).strip(), len(text) - lines - len(kept)


def _give_up() -> None:
    st.session_state.pop(WORK, None)


def _save(actor: Actor, work: Work, table: DraftTable, inspection_id: int) -> None:
    if current_work() != work:
        return
    # Gone before it is kept: a second click while this one runs must find nothing to keep again.
    _give_up()
    try:
        drafts = corrected_all(work.drafts, table.lines, table.taken)
        command = SaveDrafts(
            inspection_id=inspection_id, document_title=work.title, document_text=work.text, drafts=drafts
        )
        saved = runtime.carry_out(actor, command, clock.today())
    except CoreError as error:
        st.session_state[WORK] = work
        st.session_state[REFUSED] = sentence(error)
        return
    table.forget(table.ids)
    st.session_state[BODY] = st.session_state[TITLE] = ""
    st.session_state[MODE] = WAITING
    flash(f"已保存 {len(saved)} 个草稿，待巡察办确认。")
