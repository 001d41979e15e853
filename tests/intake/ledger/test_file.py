"""Uploaded ledgers through the child process: progress, hostile files, same result as in-process."""

import io
import zipfile
from pathlib import Path

import pytest

from core.errors import UnreadableFile
from core.intake.ledger import check_ledger_file
from core.intake.ledger.model import LedgerCheck
from core.intake.ledger.wire import from_wire, to_wire
from core.intake.reasons import reason_sentence
from tests.intake.ledger.sheets import check_bytes, workbook_bytes

SAMPLES = Path(__file__).parent / "samples"
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _with_parts(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(SAMPLES / "ledger_3.xlsx") as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, parts.get(name) or source.read(name))
        for name in parts.keys() - set(source.namelist()):
            target.writestr(name, parts[name])
    return buffer.getvalue()


def _sheet() -> bytes:
    with zipfile.ZipFile(SAMPLES / "ledger_3.xlsx") as archive:
        return archive.read(SHEET)


def _refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refused:
        check_ledger_file(data)
    assert reason_sentence(refused.value)
    return str(refused.value.details["reason"])


@pytest.mark.parametrize("name", ["ledger_1", "ledger_2", "ledger_3"])
def test_child_process_and_wire_change_nothing(name):
    data = (SAMPLES / f"{name}.xlsx").read_bytes()

    here = check_bytes(data)

    assert check_ledger_file(data) == here
    assert from_wire(LedgerCheck, to_wire(here)) == here


def test_progress_is_told_while_rows_are_checked():
    rows = [["问题", "措施"], *([f"问题{n}", "a"] for n in range(450))]
    told: list[tuple[int, int]] = []

    check_ledger_file(workbook_bytes(rows), progress=lambda done, total: told.append((done, total)))

    assert told == [(200, 451), (400, 451)]


def test_million_merges_are_refused():
    merges = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(100, 100_100))

    assert _refused(_with_parts({SHEET: _sheet().replace(b"</mergeCells>", merges + b"</mergeCells>")})) == "too_heavy"


def test_a_merge_of_the_whole_sheet_many_times_is_no_burden():
    merges = b'<mergeCell ref="A1:XFD1048576"/>' * 300_000

    assert _refused(_with_parts({SHEET: _sheet().replace(b"</mergeCells>", merges + b"</mergeCells>")})) == "too_heavy"


def test_stated_size_of_the_sheet_is_not_believed():
    data = _with_parts({SHEET: _sheet().replace(b'ref="A1:H17"', b'ref="A1:XFD1048576"')})

    assert check_ledger_file(data).rows_total == 7


def test_hundred_thousand_empty_formatted_rows_are_passed_over():
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n) for n in range(100, 100_100))
    data = _with_parts({SHEET: _sheet().replace(b"</sheetData>", rows + b"</sheetData>")})

    assert check_ledger_file(data).rows_total == 7


def test_too_many_strings_are_refused_before_they_are_read():
    strings = b"<sst " + NAMESPACE + b">" + b"<si><t>x</t></si>" * 250_000 + b"</sst>"

    assert _refused(_with_parts({"xl/sharedStrings.xml": strings})) == "too_heavy"


def test_too_many_rows_are_refused():
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 50_100))
    data = _with_parts({SHEET: b"<worksheet " + NAMESPACE + b"><sheetData>" + rows + b"</sheetData></worksheet>"})

    assert _refused(data) == "too_many_rows"


def test_shared_strings_are_read_as_well_as_inline_ones():
    types = _part("[Content_Types].xml")
    if b"sharedStrings" not in types:
        override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
        types = types.replace(b"</Types>", override + b"</Types>")
    words = ("问题", "措施", "甲", "先")
    strings = "".join(f"<si><r><t>{word[:1]}</t></r><r><t>{word[1:]}</t></r></si>" for word in words)
    cells = [b'<c r="%s" t="s"><v>%d</v></c>' % (place, n) for n, place in enumerate((b"A1", b"B1", b"A2", b"B2"))]
    sheet = b"<sheetData><row>" + b"".join(cells[:2]) + b"</row><row>" + b"".join(cells[2:]) + b"</row></sheetData>"
    data = _with_parts(
        {
            "[Content_Types].xml": types,
            "xl/sharedStrings.xml": b"<sst " + NAMESPACE + b">" + strings.encode() + b"</sst>",
            SHEET: b"<worksheet " + NAMESPACE + b">" + sheet + b"</worksheet>",
        }
    )

    assert [(row.text, row.measures) for row in check_ledger_file(data).rows] == [("甲", ("先",))]


def _part(name: str) -> bytes:
    with zipfile.ZipFile(SAMPLES / "ledger_3.xlsx") as archive:
        return archive.read(name)


def test_broken_xml_is_a_broken_file():
    assert _refused(_with_parts({SHEET: b"<worksheet><oops>"})) == "broken"


def test_ledger_without_a_finding_column_says_what_was_read():
    with pytest.raises(UnreadableFile) as refused:
        check_ledger_file(workbook_bytes([["姓名", "电话"], ["a", 1]]))

    assert "姓名、电话" in reason_sentence(refused.value)
