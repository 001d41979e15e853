"""Evidence is kept when it really opens and no scanner objects; looked at page by page by those who may open it."""

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.commands.evidence import AttachEvidence
from core.config import Settings
from core.doctor import examine
from core.errors import CoreError, NotFound, NotPermitted, Unavailable, UnreadableFile
from core.evidence import Received, keep_evidence
from core.messages import sentence
from core.previews import Preview, open_preview
from core.queries.actions import action_words, subject_words
from core.queries.trail import list_access_events
from core.store.models import StoredFile
from tests.county import County
from tests.intake.evidence_files import pdf_of, picture_of, png_of, slides_of, workbook_of
from tests.intake.files import docx_of, zip_of
from tests.test_files import NOW, actor

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def keep(county: County, folder: Path, data: bytes, username: str = "liuzhou", clamd: str = "") -> int:
    settings = Settings(data_dir=folder, clamd_socket=clamd)
    received = Received(data=data, name="佐证", inspection_id=county.ids["柳舟镇"])
    return keep_evidence(county.store, settings, actor(county, username), received, NOW)


def refusal(county: County, folder: Path, data: bytes, clamd: str = "") -> str:
    with pytest.raises(CoreError) as refused:
        keep(county, folder, data, clamd=clamd)
    assert not [file for file in (folder / "files").rglob("*") if file.is_file()]
    assert sentence(refused.value).endswith("。")
    return str(refused.value.details["reason"])


@pytest.mark.parametrize(
    ("data", "pages"),
    [
        (pdf_of(3), 3),
        (picture_of(), 1),
        (picture_of(kind="JPEG"), 1),
        (docx_of("<w:p/>"), None),
        (workbook_of(("序号",)), None),
        (slides_of("一"), None),
        (zip_of({"OFD.xml": b"<o/>"}), None),
    ],
)
def test_every_kind_of_evidence_is_opened_once_and_kept_with_its_pages(
    sqlite_county: County, tmp_path: Path, data: bytes, pages: int | None
) -> None:
    number = keep(sqlite_county, tmp_path, data)
    with sqlite_county.store.read() as session:
        assert session.get_one(StoredFile, number).pages == pages
    assert keep(sqlite_county, tmp_path, data) == number


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 nothing", "broken"),
        (pdf_of(1, b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "pdf_script"),
        (picture_of()[:40], "broken"),
        (png_of(60_000, 60_000), "too_many_points"),
        (png_of(80_000, 1_001), "too_many_points"),
        (zip_of({"word/document.xml": b"<w/>", "word/embeddings/a.bin": b"x"}), "embedded"),
    ],
)
def test_what_does_not_open_or_would_act_is_not_kept(
    sqlite_county: County, tmp_path: Path, data: bytes, reason: str
) -> None:
    """V6, A20."""
    assert refusal(sqlite_county, tmp_path, data) == reason


def test_who_may_not_hand_in_evidence_is_refused_before_the_file_is_looked_at(
    sqlite_county: County, tmp_path: Path
) -> None:
    for username, kind in (("leader", NotPermitted), ("caizheng", NotFound)):
        with pytest.raises(kind):
            keep(sqlite_county, tmp_path, b"not even a file", username)


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[str]:
    """A small scanner that speaks like clamd and knows one virus."""
    address = str(tmp_path / "clamd")
    server = socket.socket(socket.AF_UNIX)
    server.bind(address)
    server.listen()

    def serve() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                if (asked := stream.read(6)) == b"zPING\0":
                    line.sendall(b"PONG\0")
                    continue
                assert asked + stream.read(4) == b"zINSTREAM\0"
                data = b""
                while length := struct.unpack(">I", stream.read(4))[0]:
                    data += stream.read(length)
                said = (
                    b""
                    if b"mute" in data
                    else b"stream: Eicar-Test-Signature FOUND\0"
                    if EICAR in data
                    else b"stream: OK\0"
                )
                line.sendall(said)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield address
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


def test_what_the_scanner_finds_is_refused_and_what_is_clean_is_kept(
    sqlite_county: County, tmp_path: Path, clamd: str
) -> None:
    """A20."""
    assert refusal(sqlite_county, tmp_path, pdf_of(1, EICAR), clamd) == "infected"
    assert keep(sqlite_county, tmp_path, pdf_of(1) + b"%" + b"x" * 600_000, clamd=clamd)


def test_without_an_answer_of_the_scanner_the_upload_waits(sqlite_county: County, tmp_path: Path, clamd: str) -> None:
    """A20: a scanner that is down, mute or elsewhere lets nothing pass."""
    for address, data in ((clamd, pdf_of(1, b"mute")), (f"{clamd}-none", pdf_of(1)), ("127.0.0.1:1", pdf_of(1))):
        assert refusal(sqlite_county, tmp_path, data, address) == "scanner_away"


def test_the_doctor_says_whether_the_scanner_answers(tmp_path: Path, clamd: str) -> None:
    def state(address: str) -> str:
        checks = examine(Settings(data_dir=tmp_path, clamd_socket=address))
        return next(check.state for check in checks if check.subject == "病毒扫描")

    assert [state(address) for address in ("", clamd, f"{clamd}-none")] == ["ok", "ok", "failed"]


def preview(county: County, folder: Path, data: bytes, page: int = 0, username: str = "team1") -> Preview:
    file_id = keep(county, folder, data)
    county.do(AttachEvidence(finding_id=county.add_finding(), file_id=file_id, title="佐证"), "liuzhou")
    return open_preview(county.store, folder / "files", actor(county, username), file_id, page, NOW)


def test_pictures_and_pages_are_shown_as_pictures_written_anew(sqlite_county: County, tmp_path: Path) -> None:
    photo = preview(sqlite_county, tmp_path, picture_of(3000, 2000, "JPEG"))
    assert (photo.pages, photo.picture[:8]) == (1, b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(photo.picture[16:20]) == 1400
    page = preview(sqlite_county, tmp_path, pdf_of(3), 1)
    assert (page.page, page.pages, int.from_bytes(page.picture[16:20])) == (1, 3, 1400)
    assert preview(sqlite_county, tmp_path, pdf_of(3), 99).page == 2


def test_word_excel_and_slides_are_shown_as_text(sqlite_county: County, tmp_path: Path) -> None:
    paragraphs = "".join(f"<w:p><w:r><w:t>第{n}段</w:t></w:r></w:p>" for n in range(41))
    first, last = (preview(sqlite_county, tmp_path, docx_of(paragraphs), page) for page in (0, 1))
    assert (first.pages, first.text.count("\n"), last.text) == (2, 39, "第40段")
    rows = [(n, "=1+1" if n else "金额", None) for n in range(41)]
    table = preview(sqlite_county, tmp_path, workbook_of(*rows, sheets=2), 3)
    assert (table.heading, table.pages, table.table) == ("表2", 4, (("40", ""),))
    show = slides_of("第一页", "第二页", "第三页")
    assert [preview(sqlite_county, tmp_path, show, page).text for page in (0, 2)] == ["第一页", "第三页"]


def test_what_cannot_be_shown_can_only_be_downloaded(sqlite_county: County, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        preview(sqlite_county, tmp_path, zip_of({"OFD.xml": b"<o/>"}))
    assert "下载" in sentence(refused.value)


def test_every_look_is_written_down_and_only_who_may_open_the_file_has_one(county: County, tmp_path: Path) -> None:
    """A15."""
    for username in ("caizheng", "team2", "civil", "secadmin"):
        with pytest.raises(NotFound):
            preview(county, tmp_path, pdf_of(2), 1, username)
        last = county.see(list_access_events, 1, 0, caller="auditor")[0]
        assert (last.actor, last.action, last.result) == (username, "file.previewed", "not_found")
    preview(county, tmp_path, pdf_of(2), 1)
    last = county.see(list_access_events, 1, 0, caller="auditor")[0]
    assert (last.actor, action_words(last.action), last.result) == ("team1", "预览文件", "ok")
    assert subject_words(last.subject) == "文件 1，页 2"


def test_a_lost_or_changed_file_is_not_shown(sqlite_county: County, tmp_path: Path) -> None:
    """A21."""
    preview(sqlite_county, tmp_path, pdf_of(1))
    stored = next(file for file in (tmp_path / "files").rglob("*") if file.is_file())
    for change, reason in (
        (lambda: stored.write_bytes(pdf_of(2)), "file_damaged"),
        (stored.unlink, "file_lost"),
    ):
        change()
        with pytest.raises(Unavailable) as refused:
            open_preview(sqlite_county.store, tmp_path / "files", actor(sqlite_county, "team1"), 1, 0, NOW)
        assert refused.value.details["reason"] == reason
