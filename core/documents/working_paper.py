"""The working papers of one visit, to be printed and signed (督查工作底稿, docs/rules.md §6.1)."""

from core.documents import official
from core.ledgers.fields import BY_KEY
from core.queries.visits import PaperRow, VisitDetail
from core.vocabulary import Ledger

WIDTHS = (30, 126)
"""Millimetres of the two columns."""


def working_papers(detail: VisitDetail) -> bytes:
    """One sheet for each finding: what the ledgers say, what was found, the verdict, and room for signatures."""
    document = official.new_document()
    for place, paper in enumerate(detail.papers):
        if place:
            official.page_break(document)
        official.title(document, "督查工作底稿")
        row = detail.row
        official.note(document, f"{row.unit_name}　{row.round_name}　{row.kind.term}　带队：{row.lead}")
        official.form(document, _rows(detail, paper), WIDTHS)
    return official.to_bytes(document)


def _rows(detail: VisitDetail, paper: PaperRow) -> list[tuple[str, str]]:
    team = "、".join(f"{one.name}（{one.side.term}{'，建议回避' if one.is_tied else ''}）" for one in detail.members)
    return [
        ("问题", f"{paper.code}　{paper.text}"),
        ("督查组", team),
        ("督查方式", "、".join(method.term for method in detail.methods)),
        ("台账记载", _record(paper)),
        ("核查事实", paper.fact),
        ("核查结论", paper.verdict.term),
        ("证据", "\n".join(filter(None, (paper.evidence, paper.file_name and f"附件：{paper.file_name}")))),
        ("处理意见", paper.handling),
        ("督查人签字", ""),
        ("单位签字", detail.unit_signer),
    ]


def _record(paper: PaperRow) -> str:
    """Tasks, responsibility, outcome and material in short."""
    lines = []
    for ledger in (Ledger.TASKS, Ledger.RESPONSIBILITIES, Ledger.OUTCOMES, Ledger.ARCHIVE):
        for row in paper.record.get(ledger.value, []):
            known = BY_KEY[ledger]
            cells = "，".join(f"{known[key].label}：{text}" for key, text in row.items() if key in known)
            lines.append(f"{ledger.term}　{cells}")
    return "\n".join(lines)
