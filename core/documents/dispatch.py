"""Copy notices and supervision letters as they are printed, several in one file (docs/rules.md §5, §12)."""

from collections.abc import Sequence

from docx.document import Document

from core.documents import official
from core.queries.dispatches import DispatchDetail
from core.vocabulary import DispatchKind

ISSUER = "县委巡察工作领导小组办公室"
NUMERALS = "一二三四五六七八九"


def dispatches_document(details: Sequence[DispatchDetail]) -> bytes:
    """Every paper begins on a page of its own; notices carry a receipt and a table to answer in."""
    document = official.new_document()
    for place, detail in enumerate(details):
        if place:
            official.page_break(document)
        _paper(document, detail)
    return official.to_bytes(document)


def _paper(document: Document, detail: DispatchDetail) -> None:
    row = detail.row
    is_notice = row.kind in DispatchKind.copy_notices()
    official.title(document, detail.row.title)
    if row.number:
        official.number(document, row.number)
    official.addressee(document, row.receiver)
    official.paragraph(document, _opening(detail, is_notice))
    for number, (name, text) in zip(NUMERALS, _parts(detail, is_notice), strict=False):
        official.heading(document, f"{number}、{name}")
        official.paragraph(document, text)
    official.paragraph(document, _closing(detail, is_notice))
    official.signature(document, ISSUER, row.paper.sent_on)
    official.heading(document, "签收回执")
    official.form(document, [("签收单位（人）", "", "签收日期", "")], (36, 48, 30, 42))
    if is_notice or row.paper.reply_by_on:
        official.heading(document, "抄后反馈" if is_notice else "书面反馈")
        _answer(document, detail)


def _opening(detail: DispatchDetail, is_notice: bool) -> str:
    row = detail.row
    inspection = row.round_name.removesuffix("巡察") + "巡察"
    if is_notice:
        return f"{inspection}向{row.unit_name}反馈了问题，现将有关问题{row.findings}个抄告如下。"
    return f"{inspection}反馈后，{row.unit_name}整改中有以下事项，现发{row.kind.term}。"


def _parts(detail: DispatchDetail, is_notice: bool) -> list[tuple[str, str]]:
    """What the paper holds, in its order; what is empty has no heading."""
    asked = "履责建议" if is_notice else "整改要求"
    parts = (
        ("主要问题" if is_notice else "主要事项", detail.summary),
        ("成因与性质", detail.causes),
        (asked, detail.advice),
        ("监管职责依据", detail.authority),
        ("行业监管要求", detail.demands),
        ("自查范围", detail.self_check),
    )
    found = [(name, text) for name, text in parts if text]
    if not is_notice and detail.findings:
        found.append(("涉及问题", "\n".join(f"{one.code}　{one.title}" for one in detail.findings)))
    return found


def _closing(detail: DispatchDetail, is_notice: bool) -> str:
    due_on = detail.row.paper.reply_by_on
    what = "抄后反馈情况" if is_notice else "办理情况"
    if due_on is None:
        return f"请签收后按规定时限将{what}书面报我办。" if is_notice else "请主要负责人签收，抓好落实。"
    return f"请签收后于{official.day_words(due_on)}前将{what}书面报我办。"


def _answer(document: Document, detail: DispatchDetail) -> None:
    """The last answer where there is one, else room to write it by hand."""
    reply = detail.replies[0] if detail.replies else None
    rows = [
        ("反馈情况", reply.text if reply else "\n\n\n\n\n"),
        ("督查指导次数", f"{reply.visits}次" if reply else ""),
        ("查处数", f"{reply.cases}件" if reply else ""),
        ("建立制度", reply.policies if reply else ""),
        ("反馈日期", official.day_words(reply.replied_on) if reply else ""),
    ]
    official.form(document, rows, (36, 120))
