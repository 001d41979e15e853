"""Evidence of the demo county is what its ending says, and different where its content is."""

import io
import zipfile

import pytest
from docx import Document

from core.demo.evidence_files import make_file
from core.intake.file_kind import sniff
from core.vocabulary import MaterialKind

LINES = ("柳舟镇", "会议纪要", "A & B <整改>")


@pytest.mark.parametrize("kind", list(MaterialKind))
def test_a_file_is_what_its_ending_says(kind: MaterialKind) -> None:
    file = make_file(kind, LINES)
    assert sniff(file.data) == file.ending


@pytest.mark.parametrize("kind", list(MaterialKind))
def test_the_same_lines_give_the_same_bytes_and_others_do_not(kind: MaterialKind) -> None:
    assert make_file(kind, LINES).data == make_file(kind, LINES).data
    assert make_file(kind, LINES).data != make_file(kind, (*LINES, "另一份")).data


def test_word_opens_with_its_lines() -> None:
    document = Document(io.BytesIO(make_file(MaterialKind.MINUTES, LINES).data))
    assert [paragraph.text for paragraph in document.paragraphs] == list(LINES)


def test_the_archive_has_no_time_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(make_file(MaterialKind.POLICY, LINES).data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_offsets_of_a_pdf_point_at_its_objects() -> None:
    data = make_file(MaterialKind.VOUCHER, LINES).data
    table = data[data.index(b"\nxref\n") + 1 :].splitlines()[3:10]
    places = [int(line[:10]) for line in table]
    assert [data[place:].split(b" ", 1)[0] for place in places] == [b"1", b"2", b"3", b"4", b"5", b"6", b"7"]
