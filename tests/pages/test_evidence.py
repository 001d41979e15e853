"""Putting material into the archive ledger through the page: several files at once, one used again, a paper; checking it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.commands.evidence import AttachEvidence
from core.queries.finding import get_finding
from core.vocabulary import Secrecy, Verdict
from tests.county import County
from tests.intake.evidence_files import pdf_of, picture_of
from tests.pages.conftest import open_app, said


def press(at: AppTest, label: str) -> AppTest:
    """The last button of this name: the first may open the form."""
    return [button for button in at.button if button.label == label][-1].click().run()


def write(at: AppTest, label: str, text: str) -> None:
    next(field for field in at.text_input if field.label == label).input(text)


def test_of_several_files_the_good_ones_are_kept_and_each_bad_one_says_why(county: County) -> None:
    finding = county.add_finding()
    at = open_app(county, "liuzhou", "finding", id=str(finding))
    for name, data in (("公示.png", picture_of()), ("凭证.pdf", pdf_of(2)), ("旧表.pdf", b"%PDF-")):
        at.file_uploader[0].upload(name, data)
    press(at, "上传佐证")
    assert "已上传佐证 2 件。" in at.success[0].value
    assert [error.value.split("：")[0] for error in at.error] == ["旧表\\.pdf"]
    rows = county.see(get_finding, finding).archive
    assert [(row.title, row.pages, row.formed_on) for row in rows] == [
        ("公示", 1, county.today),
        ("凭证", 2, county.today),
    ]


def test_the_form_says_where_the_same_file_is_used_already(county: County) -> None:
    first, second = county.add_finding(), county.add_finding(text="另一个问题")
    for finding in (first, second):
        at = open_app(county, "liuzhou", "finding", id=str(finding))
        at.file_uploader[0].upload("公示.png", picture_of())
        press(at, "上传佐证")
    assert "同一文件用于 1 个问题：R1\\-柳舟镇\\-01" in at.success[0].value
    assert "同一文件还用于 1 个问题" in said(at)


def test_stored_material_is_used_again_and_papers_are_registered(county: County, tmp_path: Path) -> None:
    first, second = county.add_finding(), county.add_finding(text="另一个问题")
    county.do(AttachEvidence(finding_id=first, file_id=county.add_file(tmp_path), title="公示照片"), "liuzhou")
    at = open_app(county, "liuzhou", "finding", id=str(second))
    at.segmented_control("evidence.way").set_value("选用已有材料").run()
    press(at, "列入本问题")
    at.segmented_control("evidence.way").set_value("登记纸质件").run()
    write(at, "材料名称", "谈话笔录")
    press(at, "登记纸质件")
    assert "件号" in at.error[0].value
    write(at, "件号", "柳纪档2026-7")
    write(at, "责任人", "镇纪委")
    press(at, "登记纸质件")
    rows = county.see(get_finding, second).archive
    assert [(row.title, row.secrecy) for row in rows] == [
        ("公示照片", Secrecy.INTERNAL),
        ("谈话笔录", Secrecy.CLASSIFIED),
    ]


def test_the_team_verifies_material_on_the_page_and_the_unit_cannot(county: County, tmp_path: Path) -> None:
    finding = county.add_finding()
    county.do(AttachEvidence(finding_id=finding, file_id=county.add_file(tmp_path), title="公示照片"), "liuzhou")
    unit = open_app(county, "liuzhou", "finding", id=str(finding))
    assert "保存核验结论" not in {button.label for button in unit.button}
    at = open_app(county, "team1", "finding", id=str(finding))
    next(one for one in at.radio if one.label == "核验结论").set_value(Verdict.DIFFERS)
    press(at, "保存核验结论")
    assert "请写明哪里不符" in at.error[0].value
    next(one for one in at.text_area if one.label.startswith("说明")).input("照片不是本村")
    press(at, "保存核验结论")
    assert "照片不是本村" in said(at)


def test_a_look_shows_the_page_in_a_dialog_and_says_when_it_cannot(county: County, tmp_path: Path) -> None:
    finding = county.add_finding()
    at = open_app(county, "liuzhou", "finding", id=str(finding))
    at.file_uploader[0].upload("凭证.pdf", pdf_of(2))
    press(at, "上传佐证")
    press(at, "预览")
    assert "第 1 / 2 页" in said(at)
    next(file for file in (tmp_path / "files").rglob("*") if file.is_file()).write_bytes(b"changed")
    press(at, "预览")
    assert any("与登记的指纹不符" in info.value for info in at.info)
