"""台账导入 as the office uses it: a file, its units, its result, and the way back."""

import pickle
from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from core import clock
from core.queries.criteria import FindingCriteria
from core.queries.findings import FindingRow, Window, list_findings
from core.queries.intake import list_batches
from core.store.models import LoginSession
from core.vocabulary import Status
from tests.county import County
from tests.intake.ledger.sheets import workbook_bytes
from tests.pages.conftest import OpenPage

SAMPLES = Path(__file__).parents[1] / "intake" / "ledger" / "samples"
HEADER = ("单位名称", "存在问题", "完成情况", "销号日期")


def upload(at: AppTest, data: bytes, name: str = "台账.xlsx") -> AppTest:
    return at.file_uploader("intake_ledger.file").upload(name, data).run()


def rows_as_file(*rows: tuple[str | None, ...], header: tuple[str, ...] = HEADER) -> bytes:
    return workbook_bytes([header, *rows])


def said(at: AppTest) -> str:
    return "\n".join(one.value for one in at.markdown)


def findings(county: County) -> tuple[FindingRow, ...]:
    rows: tuple[FindingRow, ...] = county.see(list_findings, FindingCriteria(), Window()).rows
    return rows


@pytest.fixture
def at(open_page: OpenPage) -> AppTest:
    return open_page("office", "intake_ledger")


def test_good_rows_are_imported_and_counted(at: AppTest, county: County):
    upload(at, rows_as_file(("柳舟镇", "台账不全", "已销号", "2026-05-08"), ("柳舟镇", "公示不及时", "", None)))
    assert "可入库 **2** 行" in said(at)

    at.button("intake_ledger.import").click().run()

    assert "已入库 **2** 个问题。" in said(at)
    assert {row.text: row.status for row in findings(county)} == {
        "台账不全": Status.CLEARED,
        "公示不及时": Status.NOT_STARTED,
    }


def test_imported_file_is_no_longer_on_offer(at: AppTest, county: County):
    upload(at, rows_as_file(("柳舟镇", "台账不全", "", None)))
    at.button("intake_ledger.import").click().run()

    assert not at.exception
    assert "intake_ledger.import" not in [one.key for one in at.button]
    assert len(county.see(list_batches)) == 1


def test_click_after_the_session_ended_imports_nothing(at: AppTest, county: County):
    upload(at, rows_as_file(("柳舟镇", "台账不全", "", None)))
    with county.store.write() as session:
        session.execute(sa.update(LoginSession).values(ended_at=clock.now()))
    at.button("intake_ledger.import").click().run()

    assert findings(county) == ()


def test_window_keeps_only_what_can_be_put_away(at: AppTest):
    upload(at, (SAMPLES / "ledger_1.xlsx").read_bytes())

    assert pickle.loads(pickle.dumps(at.session_state["intake_ledger.desk"])) == at.session_state["intake_ledger.desk"]


def test_same_file_again_brings_nothing_new(at: AppTest, county: County):
    data = rows_as_file(("柳舟镇", "台账不全", "", None))
    upload(at, data)
    at.button("intake_ledger.import").click().run()
    upload(at, data)

    assert "**都已在库中**" in said(at)
    assert at.button("intake_ledger.import").disabled
    assert len(findings(county)) == 1


def test_unknown_unit_holds_the_import_until_somebody_says_what_it_is(at: AppTest, county: County):
    upload(at, rows_as_file(("柳州镇", "台账不全", "", None)))
    assert at.button("intake_ledger.import").disabled

    choice = next(one for one in at.selectbox if (one.key or "").startswith("intake_ledger.unit."))
    assert choice.options[:3] == ["柳舟镇", "新建这个单位", "本次不入库"]
    choice.select(str(county.ids["unit:柳舟镇"])).run()
    at.button("intake_ledger.import").click().run()

    assert [row.unit_name for row in findings(county)] == ["柳舟镇"]


def test_new_units_are_created_with_their_kind(at: AppTest, county: County):
    upload(at, rows_as_file(("青石公司", "台账不全", "", None), ("新安街道", "公示不及时", "", None)))
    at.button("intake_ledger.all_new").click().run()
    at.button("intake_ledger.import").click().run()

    assert "新建单位 2 个（青石公司、新安街道）；新建巡察 2 次" in said(at)
    assert {(row.unit_name, row.unit_kind.term) for row in findings(county)} == {
        ("青石公司", "国企"),
        ("新安街道", "乡镇（街道）"),
    }


def test_unit_left_out_goes_to_the_wrong_rows(at: AppTest, county: County):
    upload(at, rows_as_file(("青石公司", "台账不全", "", None), ("柳舟镇", "公示不及时", "", None)))
    next(one for one in at.selectbox if (one.key or "").startswith("intake_ledger.unit.")).select("left_out").run()

    assert "1 行有误" in said(at)
    at.button("intake_ledger.import").click().run()
    assert [row.text for row in findings(county)] == ["公示不及时"]


def test_ledger_without_units_goes_to_the_chosen_inspection(at: AppTest, county: County):
    at.selectbox("intake_ledger.target").select(f"i{county.ids['县财政局']}").run()
    upload(at, rows_as_file(("台账不全", "正在整改"), header=("存在问题", "完成情况")))
    at.button("intake_ledger.import").click().run()

    assert [(row.unit_name, row.status) for row in findings(county)] == [("县财政局", Status.IN_PROGRESS)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04 not a container", "请"),
        ("单位,问题\n柳舟镇,台账".encode(), "纯文本"),
    ],
)
def test_unreadable_file_says_why_and_the_page_stays_usable(at: AppTest, county: County, data: bytes, words: str):
    upload(at, data)
    assert words in at.error[0].value
    assert not at.exception

    at.file_uploader("intake_ledger.file").set_value(None)
    upload(at, rows_as_file(("柳舟镇", "台账不全", "", None)))
    assert "可入库 **1** 行" in said(at)


def test_column_named_by_hand_is_checked_again(at: AppTest):
    upload(at, rows_as_file(("柳舟镇", "台账不全", "甲某"), header=("单位名称", "存在问题", "谁在管")))
    column = next(one for one in at.selectbox if ".C." in (one.key or ""))
    column.select("handler").run()
    at.button("intake_ledger.recheck").click().run()

    assert ":gray[按指定的对]" in said(at)


def test_batch_is_undone_with_a_reason_only(at: AppTest, county: County):
    upload(at, rows_as_file(("柳舟镇", "台账不全", "", None)))
    at.button("intake_ledger.import").click().run()
    batch = county.see(list_batches)[0]

    at.button(f"intake_ledger.undo.{batch.id}").click().run()
    at.button("intake_ledger.undo_confirmed").click().run()
    assert len(findings(county)) == 1

    at.button(f"intake_ledger.undo.{batch.id}").click().run()
    at.text_area("intake_ledger.reason").input("试导入")
    at.button("intake_ledger.undo_confirmed").click().run()
    assert findings(county) == ()
    assert "已撤销这一批" in at.success[0].value


def test_wrong_rows_are_handed_out_as_a_file(at: AppTest, county: County, tmp_path: Path):
    upload(at, (SAMPLES / "ledger_1.xlsx").read_bytes())
    at.button("intake_ledger.corrections").click().run()

    assert not at.exception
    assert any("download" in one.proto.body for one in at.get("html"))


def test_giving_up_leaves_nothing_behind(at: AppTest, county: County):
    upload(at, rows_as_file(("柳舟镇", "台账不全", "", None)))
    at.button("intake_ledger.give_up").click().run()

    assert at.session_state["intake_ledger.desk"].work is None
    assert findings(county) == ()


def test_only_the_office_may_open_the_page(open_page: OpenPage):
    at = open_page("team1", "intake_ledger")

    assert not at.file_uploader
