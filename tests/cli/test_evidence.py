"""Evidence at the command line: the checks of the page, the scope of whoever acts, one line for each piece."""

import json
from pathlib import Path

from tests.cli.test_cli import Run, run
from tests.county import County
from tests.intake.evidence_files import pdf_of

__all__ = ["run"]


def test_a_file_is_handed_in_and_shows_in_the_archive_ledger(county: County, run: Run, tmp_path: Path) -> None:
    county.add_finding()
    county.add_finding(text="另一个问题")
    file = tmp_path / "公示凭证.pdf"
    file.write_bytes(pdf_of(2))
    code, _out, _err = run("evidence", "add", "R1-柳舟镇-02", str(file), "--as", "liuzhou", "--kind", "财务凭证")
    assert code == 0
    code, out, _err = run("evidence", "add", "R1-柳舟镇-01", str(file), "--as", "liuzhou", "--json")
    assert [use["code"] for use in json.loads(out)["used_by"]["seen"]] == ["R1-柳舟镇-02"]
    _code, out, _err = run("evidence", "list", "R1-柳舟镇-02", "--json")
    assert [(row["title"], row["kind"], row["pages"]) for row in json.loads(out)] == [("公示凭证", "voucher", 2)]
    assert "公示凭证.pdf" in run("evidence", "list", "R1-柳舟镇-02")[1]


def test_a_bad_file_a_foreign_finding_and_a_wrong_kind_are_refused(county: County, run: Run, tmp_path: Path) -> None:
    county.add_finding("县财政局")
    file = tmp_path / "凭证.pdf"
    file.write_bytes(b"MZ program")
    for words, exit_code, said in (
        (("R1-县财政局-01",), 1, "请"),
        (("R1-县财政局-01", "--as", "liuzhou"), 1, "没有这个问题"),
        (("R1-县财政局-01", "--kind", "发票"), 2, "可以写"),
    ):
        code, _out, err = run("evidence", "add", words[0], str(file), *words[1:])
        assert code == exit_code
        assert said in err
        assert "Traceback" not in err
