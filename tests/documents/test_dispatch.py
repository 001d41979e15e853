"""Notices and letters as they are printed, read back as Word would read them."""

import io
from datetime import date
from typing import Any

import docx
import pytest
from docx.document import Document

from core.documents.dispatch import dispatches_document
from core.identity import Place
from core.queries.dispatch_rows import DispatchRow
from core.queries.dispatches import DispatchDetail, ReplyRow, ToldFinding
from core.rules.dispatch import Paper
from core.vocabulary import BodyKind, DispatchKind

SENT, DUE = date(2026, 3, 4), date(2026, 4, 3)


def detail(kind: DispatchKind, *replies: ReplyRow, paper: Paper | None = None, **words: str) -> DispatchDetail:
    is_letter = kind in DispatchKind.letters()
    row = DispatchRow(
        id=1, version=1, kind=kind, title="关于柳舟镇巡察反馈问题的抄告单", number="巡察办抄部〔2026〕1号", inspection_id=1,
        inspection_code="R1-柳舟镇", round_code="R1", round_name="第一轮", unit_id=1, unit_code="LZZ",
        unit_name="柳舟镇", body_id=None if is_letter else 2, body_kind=None if is_letter else BodyKind.DEPARTMENT,
        receiver="柳舟镇" if is_letter else "县民政部门", receiver_is_active=True, findings=1,
        paper=paper or Paper(drafted_on=SENT, sent_on=SENT, reply_by_on=DUE), turn=None, chase=None, days=0,
        overdue_days=0, place=Place(),
    )  # fmt: skip
    said = {"summary": "1. 补贴未公示。", "causes": "", "advice": "", "authority": "", "demands": "", "self_check": ""}
    told = (ToldFinding(id=1, code="R1-柳舟镇-01", title="补贴未公示"),)
    return DispatchDetail(row=row, findings=told, replies=replies, **(said | words))


def read(*details: DispatchDetail) -> Document:
    return docx.Document(io.BytesIO(dispatches_document(details)))


def text(document: Document) -> str:
    return "\n".join(one.text for one in document.paragraphs)


def cells(document: Document) -> str:
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_a_notice_holds_every_field_of_the_screen_and_room_to_sign_and_answer() -> None:
    words = {name: f"{name}的内容" for name in ("causes", "advice", "authority", "demands", "self_check")}
    document = read(detail(DispatchKind.COPY_TO_DEPARTMENT, **words))
    said = text(document)
    for expected in (
        *words.values(), "关于柳舟镇巡察反馈问题的抄告单", "巡察办抄部〔2026〕1号", "县民政部门：", "1. 补贴未公示。",
        "二、成因与性质", "六、自查范围", "2026年4月3日前", "2026年3月4日",
    ):  # fmt: skip
        assert expected in said
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["签收单位（人）", "", "签收日期", ""]
    assert "反馈情况" in cells(document)
    assert "{" not in said


def test_the_answer_stands_in_its_table() -> None:
    reply: dict[str, Any] = {"is_accepted": None, "decided_on": None, "reason": "", "amend_by_on": None}
    answer = ReplyRow(
        replied_on=date(2026, 3, 20),
        who="县民政部门",
        text="已逐村核对",
        visits=3,
        cases=2,
        policies="公示办法",
        **reply,
    )
    told = cells(read(detail(DispatchKind.COPY_TO_LEADER, answer)))
    for expected in ("已逐村核对", "3次", "2件", "公示办法", "2026年3月20日"):
        assert expected in told


@pytest.mark.parametrize("kind", DispatchKind.letters())
def test_a_letter_that_asks_for_a_signature_only_has_no_table_to_answer_in(kind: DispatchKind) -> None:
    document = read(detail(kind, paper=Paper(drafted_on=SENT, sent_on=SENT), advice="立即整改"))
    assert f"现发{kind.term}" in text(document)
    assert "R1-柳舟镇-01　补贴未公示" in text(document)
    assert "整改要求" in text(document)
    assert len(document.tables) == 1


def test_several_papers_each_begin_a_page_and_a_draft_has_a_day_to_fill_in() -> None:
    unsent = detail(DispatchKind.COPY_TO_DEPARTMENT, paper=Paper(drafted_on=SENT), summary="{{ 问题 }}\x0b<w:p/>&")
    document = read(unsent, detail(DispatchKind.ADMONITION))
    assert document.element.xml.count('w:type="page"') == 1
    assert "　　年　　月　　日" in text(document)
    assert "{{ 问题 }}<w:p/>&" in text(document)
