"""The five ledgers of an inspection for scripts: every field of docs/rules.md §4."""

from core.commands.ledger_additions import NewRow
from core.commands.ledger_changes import CellChange, SaveLedgers
from core.queries.ledgers import get_ledgers
from tests.county import County


def test_all_fields_of_a_finding_and_its_responsibility_and_outcome_are_given(county: County) -> None:
    cells = {"text": "补贴未公示", "tags": "惠民、乡村振兴", "lead_department": "县民政部门", "note": "交办会已说"}
    inspection_id = county.ids["柳舟镇"]
    county.do(SaveLedgers(inspection_id=inspection_id, rows=(NewRow(ledger="findings", cells=cells),)))
    number = 1
    typed = (
        ("responsibilities", "phone", "8123456"),
        ("outcomes", "policies", "《甲办法》\n《乙细则》 2026-03-31"),
        ("outcomes", "disciplined", "2"),
    )
    changes = tuple(CellChange(ledger=led, row_id=number, field=key, was="", now=now) for led, key, now in typed)
    county.do(SaveLedgers(inspection_id=inspection_id, cells=changes))
    ledgers = county.see(get_ledgers, "R1-柳舟镇")
    (finding,), (who,), (outcome,) = ledgers.findings, ledgers.responsibilities, ledgers.outcomes
    assert (finding["tags"], finding["lead_department"], finding["note"]) == (
        "惠民、乡村振兴",
        "县民政部门",
        "交办会已说",
    )
    assert (who["phone"], who["early"], who["long_run_resident"]) == ("8123456", "第一巡察组", "第一派驻组")
    assert (outcome["policies"], outcome["disciplined"]) == ("甲办法、乙细则", 2)
