"""The three visible ledgers come out as their gold says, through the child process."""

import json
from pathlib import Path

import pytest

from core.intake.ledger import check_ledger_file

SAMPLES = Path(__file__).parent / "samples"


@pytest.mark.parametrize("name", ["ledger_1", "ledger_2", "ledger_3"])
def test_sample_ledger_is_read_as_its_gold_says(name):
    gold = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))

    check = check_ledger_file((SAMPLES / f"{name}.xlsx").read_bytes())

    assert {
        "rows_total": check.rows_total,
        "accepted": len(check.rows),
        "rejected": [{"row": row.row, "column": row.column, "letter": row.letter} for row in check.rejected],
        "duplicates": len(check.duplicates),
        "cleared": check.totals.cleared,
        "findings_head": [row.text for row in check.rows[:3]],
        "amount_total_yuan": float(check.totals.amount_yuan),
    } == gold


def test_samples_name_their_units_where_no_column_does():
    hints = [check_ledger_file((SAMPLES / f"ledger_{n}.xlsx").read_bytes()).unit_hint for n in (1, 2, 3)]

    assert hints == [None, "临湖区文化馆总支", "白石县交通投资公司"]


def test_merged_finding_keeps_all_its_measures():
    check = check_ledger_file((SAMPLES / "ledger_2.xlsx").read_bytes())

    assert check.rows[0].measures == ("公开名额", "建立候补名单", "每期通报")


def test_hidden_rows_and_other_sheets_are_said():
    first = check_ledger_file((SAMPLES / "ledger_1.xlsx").read_bytes())
    third = check_ledger_file((SAMPLES / "ledger_3.xlsx").read_bytes())

    assert first.notes == ("隐藏的行也已读入：第 7 行。",)
    assert third.notes == ("只读了工作表“问题清单”，没有读其他工作表：“填报说明”。",)
