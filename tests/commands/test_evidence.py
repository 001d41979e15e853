"""The archive ledger: files put in and recognised again, papers registered, material checked."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.commands.evidence import AttachEvidence, RegisterPaper, VerifyMaterial
from core.errors import InvalidInput, NotFound, NotPermitted, RuleViolated, StaleVersion
from core.messages import sentence
from core.queries.evidence import Attached, FileUses, list_material, list_same_files
from core.queries.finding import get_finding
from core.queries.finding_rows import ArchiveRow
from core.queries.ledgers import get_ledgers
from core.queries.timeline import list_timeline
from core.rules.archive import usual_retention
from core.store.models import StoredFile
from core.vocabulary import MaterialKind, Retention, Secrecy, Verdict
from tests.county import TODAY, County

PAPER = {"title": "谈话笔录", "paper_no": "柳纪档2026-7", "keeper": "镇纪委档案室"}


def attach(county: County, finding: int, file_id: int, username: str = "liuzhou", **fields: Any) -> Attached:
    wanted = AttachEvidence(finding_id=finding, file_id=file_id, **{"title": "公示照片", **fields})
    attached: Attached = county.do(wanted, username)
    return attached


def entry(county: County, finding: int) -> ArchiveRow:
    """The last entry of the finding's archive ledger."""
    row: ArchiveRow = county.see(get_finding, finding).archive[-1]
    return row


def test_everything_the_archive_ledger_asks_for_is_kept_and_shown(county: County, tmp_path: Path) -> None:
    finding, file_id = county.add_finding(), county.add_file(tmp_path)
    attach(
        county,
        finding,
        file_id,
        kind=MaterialKind.VOUCHER,
        formed_on=TODAY,
        pages=3,
        keeper="财政所",
        secrecy=Secrecy.PUBLIC,
        retention=Retention.PERMANENT,
    )
    row = asdict(entry(county, finding))
    expected = {"seq": 1, "title": "公示照片", "kind": MaterialKind.VOUCHER, "formed_on": TODAY, "pages": 3}
    expected |= {"keeper": "财政所", "secrecy": Secrecy.PUBLIC, "retention": Retention.PERMANENT, "file_id": file_id}
    expected |= {"verdict": Verdict.UNVERIFIED, "file_name": "佐证.pdf", "size": 17, "elsewhere": 0}
    assert expected.items() <= row.items()


def test_pages_counted_in_the_file_are_taken_where_none_are_given(county: County, tmp_path: Path) -> None:
    finding = county.add_finding()
    file_id = county.add_file(tmp_path)
    with county.store.write() as session:
        session.get_one(StoredFile, file_id).pages = 12
    attach(county, finding, file_id)
    assert entry(county, finding).pages == 12
    attach(county, finding, file_id, pages=2)
    assert entry(county, finding).pages == 2


@pytest.mark.parametrize(
    ("kind", "retention"),
    [
        (MaterialKind.DECISION, Retention.PERMANENT),
        (MaterialKind.POLICY, Retention.PERMANENT),
        (MaterialKind.VOUCHER, Retention.THIRTY_YEARS),
        (MaterialKind.MINUTES, Retention.THIRTY_YEARS),
        (MaterialKind.PHOTO, Retention.TEN_YEARS),
        (MaterialKind.OTHER, Retention.TEN_YEARS),
    ],
)
def test_without_a_retention_the_kind_decides(kind: MaterialKind, retention: Retention) -> None:
    assert usual_retention(kind) is retention


def test_material_is_not_formed_after_today(county: County, tmp_path: Path) -> None:
    finding, file_id = county.add_finding(), county.add_file(tmp_path)
    with pytest.raises(InvalidInput) as refusal:
        attach(county, finding, file_id, formed_on=date(2026, 11, 25))
    assert "形成日期" in sentence(refusal.value)
    assert attach(county, finding, file_id, formed_on=date(2026, 11, 24))


def test_classified_material_is_registered_as_paper_and_never_uploaded(county: County, tmp_path: Path) -> None:
    finding = county.add_finding()
    with pytest.raises(RuleViolated) as refusal:
        attach(county, finding, county.add_file(tmp_path), secrecy=Secrecy.CLASSIFIED)
    assert "涉密材料不得上传" in sentence(refusal.value)
    county.do(RegisterPaper(finding_id=finding, **PAPER), "liuzhou")
    row = entry(county, finding)
    assert (row.secrecy, row.file_id, row.paper_no, row.keeper) == (
        Secrecy.CLASSIFIED,
        None,
        "柳纪档2026-7",
        "镇纪委档案室",
    )
    for lacking in ("paper_no", "keeper"):
        with pytest.raises(InvalidInput):
            RegisterPaper(finding_id=finding, **(PAPER | {lacking: " "}))


def test_the_five_ledgers_list_papers_with_all_fields(county: County, tmp_path: Path) -> None:
    finding = county.add_finding()
    attach(county, finding, county.add_file(tmp_path))
    county.do(RegisterPaper(finding_id=finding, **PAPER), "liuzhou")
    rows = county.see(get_ledgers, "R1-柳舟镇").archive
    assert [(row["title"], row["paper_no"], row["sha256"] is None) for row in rows] == [
        ("公示照片", "", False),
        ("谈话笔录", "柳纪档2026-7", True),
    ]
    asked = {"seq", "title", "kind", "formed_on", "keeper", "pages", "measure_seq", "secrecy", "sha256", "verdict"}
    assert asked | {"retention"} <= set(rows[0])


def test_whoever_attaches_bytes_used_before_is_told_where_and_learns_of_others_only_how_many(
    county: County, tmp_path: Path
) -> None:
    first, second = county.add_finding(), county.add_finding(text="另一个问题")
    foreign = county.add_finding("县财政局")
    own, other = county.add_file(tmp_path), county.add_file(tmp_path, unit="县财政局")
    assert attach(county, foreign, other, "caizheng").uses == FileUses()
    assert attach(county, first, own).uses == FileUses(hidden=1)
    uses = attach(county, second, own).uses
    assert (uses.codes, uses.hidden) == (("R1-柳舟镇-01",), 1)
    all_uses = county.see(list_same_files, own)
    assert (all_uses.codes, all_uses.hidden) == (("R1-县财政局-01", "R1-柳舟镇-01", "R1-柳舟镇-02"), 0)
    assert entry(county, second).elsewhere == 2
    with pytest.raises(NotFound):
        county.see(list_same_files, other, caller="liuzhou")


def test_a_stored_file_is_chosen_again_from_the_material_of_the_inspection(county: County, tmp_path: Path) -> None:
    first, second = county.add_finding(), county.add_finding(text="另一个问题")
    file_id = county.add_file(tmp_path)
    attach(county, first, file_id, pages=2, keeper="财政所")
    attach(county, second, file_id, pages=2, keeper="财政所", title="同一张照片")
    rows = county.see(list_material, "R1-柳舟镇", caller="liuzhou")
    assert [(row.title, row.pages, row.keeper, row.codes) for row in rows] == [
        ("同一张照片", 2, "财政所", ("R1-柳舟镇-01", "R1-柳舟镇-02"))
    ]
    with pytest.raises(NotFound):
        county.see(list_material, "R1-柳舟镇", caller="caizheng")


def verify(county: County, finding: int, username: str, **fields: Any) -> None:
    row = entry(county, finding)
    wanted = {"verdict": Verdict.MATCHES, "version": row.version, **fields}
    county.do(VerifyMaterial(finding_id=finding, item_id=row.id, **wanted), username)


def test_supervisors_and_the_office_verify_material_and_units_do_not(county: County, tmp_path: Path) -> None:
    finding = county.add_finding()
    attach(county, finding, county.add_file(tmp_path))
    for username in ("liuzhou", "liuzhou_head", "leader", "team2"):
        with pytest.raises((NotPermitted, NotFound)):
            verify(county, finding, username)
    verify(county, finding, "team1", verdict=Verdict.DIFFERS, note="照片不是本村")
    row = entry(county, finding)
    assert (row.verdict, row.verdict_note) == (Verdict.DIFFERS, "照片不是本村")
    newest = county.see(list_timeline, finding)[0]
    assert newest.what == "核验材料"
    assert "照片不是本村" in newest.text
    verify(county, finding, "office")
    assert entry(county, finding).verdict is Verdict.MATCHES


@pytest.mark.parametrize("verdict", [Verdict.PARTLY, Verdict.DIFFERS])
def test_a_verdict_that_does_not_wholly_match_says_why(county: County, tmp_path: Path, verdict: Verdict) -> None:
    finding = county.add_finding()
    attach(county, finding, county.add_file(tmp_path))
    with pytest.raises(InvalidInput):
        verify(county, finding, "team1", verdict=verdict)


def test_of_two_who_verify_at_once_the_second_is_told(county: County, tmp_path: Path) -> None:
    finding = county.add_finding()
    attach(county, finding, county.add_file(tmp_path))
    verify(county, finding, "team1")
    with pytest.raises(StaleVersion):
        verify(county, finding, "office", version=1)


def test_material_of_another_finding_is_not_verified_here(county: County, tmp_path: Path) -> None:
    finding, other = county.add_finding(), county.add_finding(text="另一个问题")
    attach(county, finding, county.add_file(tmp_path))
    item = entry(county, finding).id
    with pytest.raises(NotFound):
        county.do(VerifyMaterial(finding_id=other, item_id=item, version=1, verdict=Verdict.MATCHES), "team1")
