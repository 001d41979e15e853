"""Uploaded files: names cleaned, content decides, opened only by those who may (docs/trust.md V7, A15)."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.access.actor import ByUsername, load_actor
from core.commands.evidence import AttachEvidence
from core.config import Settings
from core.errors import NotFound, NotPermitted, Unavailable, UnreadableFile
from core.evidence import evidence_type
from core.files import Upload, clean_name, keep_file, open_file, path_of
from core.identity import Actor
from core.intake.container import MEGABYTE
from core.messages import sentence
from core.queries.trail import list_access_events
from core.store.models.material import FilePurpose
from tests.county import TODAY, County, at

NOW = at(TODAY)


def actor(county: County, username: str) -> Actor:
    with county.store.read() as session:
        return load_actor(session, ByUsername(username), NOW, TODAY)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("公示照片.png", "公示照片.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\桌面\\台账.xlsx", "台账.xlsx"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("发票\u202egnp.exe", "发票gnp.exe"),
        ("CON.xlsx", "_CON.xlsx"),
        ("com1", "_com1"),
        ("contract.pdf", "contract.pdf"),
        ("", "未命名文件"),
        ("...", "未命名文件"),
        ('a<b>"c"?.pdf', "abc.pdf"),
    ],
)
def test_a_name_cannot_lead_anywhere_or_hide_its_ending(given: str, kept: str) -> None:
    """V7."""
    assert clean_name(given) == kept


def test_a_very_long_name_keeps_its_ending() -> None:
    """V7."""
    name = clean_name("长" * 300 + ".docx")
    assert len(name) == 120
    assert name.endswith(".docx")


@pytest.mark.parametrize("data", [b"MZ\x90\x00 program", b"<html><script>", b"", b"plain text", b"PK\x03\x04 broken"])
def test_evidence_is_told_from_its_content(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        evidence_type(data)
    assert evidence_type(b"%PDF-1.7 x") == "application/pdf"


def test_an_old_workbook_is_to_be_saved_as_a_new_one() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le")
    with pytest.raises(UnreadableFile) as refusal:
        evidence_type(old)
    assert "另存为“Excel 表格（.xlsx）”后再传" in sentence(refusal.value)


def test_a_file_over_the_limit_is_refused_with_both_sizes() -> None:
    at_the_limit = b"%PDF-1.7" + b"\0" * (MEGABYTE - 8)
    assert evidence_type(at_the_limit, 1) == "application/pdf"
    with pytest.raises(UnreadableFile) as refusal:
        evidence_type(at_the_limit + b"\0", 1)
    assert sentence(refusal.value).startswith("文件有 1.1 MB，超过 1 MB 上限。")


@pytest.mark.parametrize("read", ["0", "201", "abc", "5.5", "-1", "²"])
def test_a_limit_that_makes_no_sense_is_named(read: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HBP_MAX_UPLOAD_MB", read)
    with pytest.raises(Unavailable) as refusal:
        Settings()
    assert f"读到“{read}”" in sentence(refusal.value)


def test_a_changed_file_is_not_handed_out(county: County, tmp_path: Path) -> None:
    """A21."""
    file_id = county.add_file(tmp_path)
    county.do(AttachEvidence(finding_id=county.add_finding(), file_id=file_id, title="佐证"), "liuzhou")
    path = open_file(county.store, tmp_path, actor(county, "office"), file_id, NOW).path
    path.write_bytes(b"%PDF-1.7 evidencE")
    with pytest.raises(Unavailable) as refusal:
        open_file(county.store, tmp_path, actor(county, "office"), file_id, NOW)
    assert refusal.value.details["reason"] == "file_damaged"


def test_evidence_opens_for_those_who_see_its_finding_and_for_nobody_else(county: County, tmp_path: Path) -> None:
    finding, file_id = county.add_finding(), county.add_file(tmp_path)
    county.do(AttachEvidence(finding_id=finding, file_id=file_id, title="佐证"), "liuzhou")
    for username in ("leader", "office", "team1", "liuzhou", "liuzhou_head", "discipline", "resident", "vice_mayor"):
        assert (
            open_file(county.store, tmp_path, actor(county, username), file_id, NOW).path.read_bytes()
            == b"%PDF-1.7 evidence"
        )
    for username in ("caizheng", "team2", "panel", "civil", "sysadmin", "secadmin", "auditor"):
        with pytest.raises(NotFound):
            open_file(county.store, tmp_path, actor(county, username), file_id, NOW)
    last = county.see(list_access_events, 1, 0, caller="auditor")[0]
    assert (last.action, last.result, last.subject) == ("file.opened", "not_found", f"file={file_id}")


def test_an_export_opens_for_its_maker_only(county: County, tmp_path: Path) -> None:
    upload = Upload(data=b"rows", name="问题台账.xlsx", content_type="x", purpose=FilePurpose.EXPORT)
    number = keep_file(county.store, tmp_path, actor(county, "office"), upload, NOW)
    assert open_file(county.store, tmp_path, actor(county, "office"), number, NOW).name == "问题台账.xlsx"
    with pytest.raises(NotFound):
        open_file(county.store, tmp_path, actor(county, "leader"), number, NOW)


def test_a_file_that_never_was_and_a_foreign_one_get_the_same_answer(county: County, tmp_path: Path) -> None:
    foreign = county.add_file(tmp_path, unit="县财政局")
    for number in (foreign, 4711):
        with pytest.raises(NotFound):
            open_file(county.store, tmp_path, actor(county, "liuzhou"), number, NOW)


def test_a_unit_stores_evidence_for_its_own_inspections_only(county: County, tmp_path: Path) -> None:
    def keep(username: str, unit: str) -> int:
        upload = Upload(
            data=b"%PDF-",
            name="x.pdf",
            content_type="application/pdf",
            purpose=FilePurpose.EVIDENCE,
            inspection_id=county.ids[unit],
        )
        return keep_file(county.store, tmp_path, actor(county, username), upload, NOW)

    assert keep("liuzhou", "柳舟镇")
    with pytest.raises(NotFound):
        keep("liuzhou", "县财政局")
    with pytest.raises(NotPermitted):
        keep("leader", "柳舟镇")


def test_the_same_bytes_lie_once_and_a_lost_file_is_named(county: County, tmp_path: Path) -> None:
    finding = county.add_finding()
    first, second = county.add_file(tmp_path), county.add_file(tmp_path)
    assert first == second
    assert first != county.add_file(tmp_path, unit="县财政局")
    assert len([f for f in tmp_path.rglob("*") if f.is_file() and len(f.name) == 64]) == 1
    county.do(AttachEvidence(finding_id=finding, file_id=first, title="佐证"), "liuzhou")
    next(f for f in tmp_path.rglob("*") if len(f.name) == 64).unlink()
    with pytest.raises(Unavailable) as refusal:
        open_file(county.store, tmp_path, actor(county, "office"), first, NOW)
    assert refusal.value.details["reason"] == "file_lost"
    assert path_of(tmp_path, "ab" + "0" * 62) == tmp_path / "ab" / ("ab" + "0" * 62)


def test_whoever_uploaded_evidence_opens_it_only_while_he_may_see_its_finding(county: County, tmp_path: Path) -> None:
    clerk = actor(county, "liuzhou")
    upload = Upload(
        data=b"%PDF-own",
        name="x.pdf",
        content_type="application/pdf",
        purpose=FilePurpose.EVIDENCE,
        inspection_id=county.ids["柳舟镇"],
    )
    number = keep_file(county.store, tmp_path, clerk, upload, NOW)
    county.do(AttachEvidence(finding_id=county.add_finding(), file_id=number, title="佐证"), "liuzhou")
    assert open_file(county.store, tmp_path, clerk, number, NOW)
    moved_away = replace(clerk, grants=actor(county, "caizheng").grants)
    with pytest.raises(NotFound):
        open_file(county.store, tmp_path, moved_away, number, NOW)
