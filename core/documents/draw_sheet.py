"""A draw on paper: sealed with its commitment, or held with its result, and room for those present to sign (docs/rules.md §6.2)."""

from collections.abc import Sequence

from docx.document import Document

from core.documents.official import day_words as day
from core.documents.official import (
    form,
    heading,
    new_document,
    note,
    page_break,
    paragraph,
    table,
    title,
    to_bytes,
)
from core.queries.draws import DrawCandidate, DrawDetail, DrawRow
from core.rules.draw_sheet import DrawSheet


def draw_sheet_paper(detail: DrawDetail) -> bytes:
    """The paper as .docx; the frame follows on a page of its own."""
    document = new_document()
    row = detail.row
    title(document, "回马枪抽取单" if detail.sheet else "回马枪抽取封存单")
    paragraph(document, f"抽取事由：{row.purpose}")
    paragraph(
        document,
        f"第{row.id}号抽取于{day(row.sealed_on)}封存，候选问题{row.frame_size}个，抽取{row.size}个。"
        "封存时候选名单、权重、数量已经固定；种子由封存时的随机数、名单指纹、留痕链头和抽取时刻算出，任何人不能选定。",
    )
    _repeats(document, row)
    if detail.sheet:
        _result(document, detail, detail.sheet)
    heading(document, "三、指纹" if detail.sheet else "一、指纹")
    form(document, _prints(row, detail.sheet), (38, 118))
    paragraph(document, "")
    form(document, (("主持人", "", "监督人", ""), ("操作人", "", "日期", "")), (30, 48, 30, 48), 14)
    page_break(document)
    heading(document, "附：候选名单")
    note(document, f"候选{row.frame_size}个；权重 = 1 + 各风险因素的权重之和；入选概率的分数见抽取单文件")
    table(
        document,
        ("编号", "问题", "风险因素", "权重", "入选概率"),
        [_candidate(one) for one in detail.candidates],
        (40, 48, 34, 14, 20),
    )
    return to_bytes(document)


def _repeats(document: Document, row: DrawRow) -> None:
    for one in row.repeats:
        reasons = "、".join(reason.term for reason in one.reasons)
        paragraph(
            document, f"重复抽取提示：与第{one.draw}号抽取（{one.state.term}）重叠{one.shared}个问题，{reasons}。"
        )


def _result(document: Document, detail: DrawDetail, sheet: DrawSheet) -> None:
    heading(document, "一、抽取结果")
    table(
        document,
        ("序号", "编号", "单位", "问题", "核查结论"),
        [
            (str(place), one.code, one.unit, one.title, one.verdict.term if one.verdict else "")
            for place, one in enumerate(detail.drawn, 1)
        ],
        (14, 36, 26, 56, 24),
    )
    heading(document, "二、怎样复算")
    paragraph(
        document,
        f"抽取时刻{sheet.drawn_at}。种子是随机数、名单指纹、留痕链头、抽取时刻四项的SHA-256；"
        "用抽取单文件运行 python -m core draw verify --sheet 可逐项重算。",
    )


def _prints(row: DrawRow, sheet: DrawSheet | None) -> Sequence[Sequence[str]]:
    """What this paper is held against later."""
    known = [("名单指纹", row.frame_sha256), ("随机数承诺", row.commitment)]
    if sheet:
        known += [
            ("随机数", sheet.secret),
            ("留痕链头", sheet.head_hash),
            ("种子", sheet.seed),
            ("抽取单指纹", sheet.sheet_sha256),
        ]
    return known


def _candidate(one: DrawCandidate) -> tuple[str, ...]:
    factors = "、".join(factor.term for factor in one.factors)
    return one.code, one.title, factors, str(one.weight), f"{float(one.probability):.1%}"
