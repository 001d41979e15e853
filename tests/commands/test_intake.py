"""A ledger becomes findings, all or nothing, never twice, and can be undone while nobody has worked on it."""

from datetime import date
from decimal import Decimal

import pytest

from core.commands.findings import Draft
from core.commands.intake import ImportLedger, LedgerEntry, NewUnit, UndoBatch
from core.commands.rectification import ProgressLine, ReportProgress
from core.errors import InvalidInput, RuleViolated
from core.queries.criteria import FindingCriteria
from core.queries.finding import get_finding
from core.queries.findings import Window, list_findings
from core.queries.inspections import list_inspections
from core.queries.intake import list_batches, list_known_texts, match_units
from core.queries.ledgers import get_ledgers
from core.queries.progress import summarise_progress
from core.vocabulary import Handling, Status, UnitKind
from tests.county import FEEDBACK, TODAY, County


def entries(county: County) -> tuple[LedgerEntry, ...]:
    own = county.ids["unit:柳舟镇"]
    return (
        LedgerEntry(row=4, unit=own, draft=Draft(text="接待超标"), status=Status.CLEARED, cleared_on=date(2026, 5, 1)),
        LedgerEntry(row=5, unit=own, draft=Draft(text="账目不清", due_on=date(2026, 4, 30)), status=Status.IN_PROGRESS),
        LedgerEntry(
            row=6, unit=own, draft=Draft(text="学习不深入", handling=Handling.LONG_TERM), status=Status.LONG_TERM
        ),
        LedgerEntry(
            row=7,
            unit=own,
            draft=Draft(text="阵地被占用"),
            recovered_yuan=Decimal("100.5"),
            goal="收回",
            handler="组织委员",
        ),
    )


def ledger(county: County, **fields: object) -> ImportLedger:
    given = {
        "file_name": "台账.xlsx",
        "sha256": "b" * 64,
        "round_id": county.ids["R1"],
        "entries": entries(county),
        **fields,
    }
    return ImportLedger(**given)


def test_rows_become_findings_in_the_state_that_the_ledger_reports(county: County) -> None:
    result = county.do(ledger(county))
    assert (result.accepted, result.duplicates) == (4, 0)
    rows = county.see(list_findings, FindingCriteria(), Window()).rows
    assert [row.status for row in rows] == [Status.CLEARED, Status.IN_PROGRESS, Status.LONG_TERM, Status.NOT_STARTED]
    assert [row.code for row in rows] == [f"R1-柳舟镇-0{n}" for n in range(1, 5)]


def test_a_past_clearance_counts_on_its_own_day(county: County) -> None:
    county.do(ledger(county))
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 4, 30)).now.cleared == 0
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 5, 1)).now.cleared == 1
    assert county.see(summarise_progress, FindingCriteria(), on=FEEDBACK).now.late_entries == 4


def test_what_is_cleared_without_a_day_counts_as_cleared_on_the_ledgers_day(county: County) -> None:
    own = county.ids["unit:柳舟镇"]
    entry = LedgerEntry(row=4, unit=own, draft=Draft(text="接待超标"), status=Status.CLEARED)
    county.do(ledger(county, entries=(entry,), counted_on=date(2026, 6, 30)))
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 6, 29)).now.cleared == 0
    assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 6, 30)).now.cleared == 1


def test_the_same_ledger_again_makes_nothing_and_says_so(county: County) -> None:
    county.do(ledger(county))
    with pytest.raises(RuleViolated) as refusal:
        county.do(ledger(county))
    assert refusal.value.details["missing"][0].code == "nothing_new"  # type: ignore[index]
    assert county.see(summarise_progress, FindingCriteria()).now.findings == 4


def test_only_new_rows_of_an_edited_copy_come_in(county: County) -> None:
    county.do(ledger(county))
    more = LedgerEntry(row=8, unit=county.ids["unit:柳舟镇"], draft=Draft(text="新发现的问题"))
    result = county.do(ledger(county, sha256="c" * 64, entries=(*entries(county), more)))
    assert (result.accepted, result.duplicates) == (1, 4)


def test_the_same_text_at_another_unit_is_another_finding(county: County) -> None:
    county.do(ledger(county))
    other = LedgerEntry(row=4, unit=county.ids["unit:县财政局"], draft=Draft(text="接待超标"))
    assert county.do(ledger(county, entries=(other,))).accepted == 1


def test_units_and_inspections_that_only_the_ledger_knows_are_created(county: County) -> None:
    entry = LedgerEntry(row=4, unit="新设单位", draft=Draft(text="问题一", due_on=date(2026, 6, 30)))
    wanted = ledger(
        county, entries=(entry,), new_units=(NewUnit(code="新设单位", name="新设单位", kind=UnitKind.PARK),)
    )
    result = county.do(wanted)
    assert result.created_units == ("新设单位",)
    assert result.created_inspections == ("R1-新设单位",)
    row = next(r for r in county.see(list_inspections) if r.unit_name == "新设单位")
    assert (row.feedback_on, row.findings) == (date(2026, 6, 30), 1)


def test_an_inspection_that_was_there_is_not_told_as_created(county: County) -> None:
    assert county.do(ledger(county)).created_inspections == ()


def test_what_the_ledger_says_has_not_begun_has_not_begun_whatever_else_it_says(county: County) -> None:
    own = county.ids["unit:柳舟镇"]
    entry = LedgerEntry(row=4, unit=own, draft=Draft(text="问题一"), status=Status.NOT_STARTED, progress="等上级批复")
    county.do(ledger(county, entries=(entry,)))
    assert county.see(list_findings, FindingCriteria(), Window()).rows[0].status is Status.NOT_STARTED


def test_an_unknown_unit_is_refused_and_nothing_is_left(county: County) -> None:
    entry = LedgerEntry(row=4, unit="没有的单位", draft=Draft(text="问题一"))
    with pytest.raises(InvalidInput):
        county.do(ledger(county, entries=(*entries(county), entry)))
    assert county.see(list_batches) == ()
    assert county.see(summarise_progress, FindingCriteria()).now.findings == 0


def test_a_ledger_of_one_inspection_needs_no_unit_column(county: County) -> None:
    entry = LedgerEntry(row=4, draft=Draft(text="问题一"), measures=("措施一", "措施二"))
    county.do(ledger(county, round_id=None, inspection_id=county.ids["县财政局"], entries=(entry,)))
    row = county.see(list_findings, FindingCriteria(units=("CZJ",)), Window()).rows[0]
    assert [m.text for m in county.see(get_finding, row.id).measures] == ["措施一", "措施二"]


def test_a_round_or_an_inspection_must_be_named(county: County) -> None:
    with pytest.raises(InvalidInput):
        county.do(ledger(county, round_id=None))


def test_a_whole_batch_is_undone_and_may_come_again(county: County) -> None:
    batch = county.do(ledger(county)).batch_id
    assert county.do(UndoBatch(batch_id=batch, version=1, reason="传错文件")) == 4
    assert county.see(summarise_progress, FindingCriteria()).now.findings == 0
    assert county.see(list_batches)[0].undone_on == TODAY
    assert county.do(ledger(county)).accepted == 4


def test_a_batch_somebody_has_worked_on_is_not_undone(county: County) -> None:
    batch = county.do(ledger(county)).batch_id
    row = county.see(list_findings, FindingCriteria(statuses=("not_started",)), Window()).rows[0]
    line = ProgressLine(finding_id=row.id, version=row.version, percent=5, text="已启动", happened_on=date(2026, 4, 1))
    county.do(ReportProgress(lines=(line,)), "liuzhou")
    with pytest.raises(RuleViolated) as refusal:
        county.do(UndoBatch(batch_id=batch, version=1, reason="传错文件"))
    assert refusal.value.details["missing"][0].code == "batch_worked_on"  # type: ignore[index]


def test_a_batch_is_undone_once(county: County) -> None:
    batch = county.do(ledger(county)).batch_id
    county.do(UndoBatch(batch_id=batch, version=1, reason="传错文件"))
    with pytest.raises(RuleViolated):
        county.do(UndoBatch(batch_id=batch, version=2, reason="再撤一次"))


def test_units_are_matched_by_name_short_name_or_code_and_others_get_similar_names(county: County) -> None:
    found = county.see(match_units, ("柳舟镇", " 柳 舟镇", "CZJ", "县财政局党组织", "柳州镇", "县外事办"))
    assert [match.unit_name for match in found] == ["柳舟镇", "柳舟镇", "县财政局", "县财政局", "", ""]
    assert found[4].similar[0] == "柳舟镇"


def test_texts_already_stored_are_known_by_unit(county: County) -> None:
    county.do(ledger(county))
    known = county.see(list_known_texts, county.ids["R1"], None)
    assert (county.ids["unit:柳舟镇"], "接待超标") in known
    assert (county.ids["unit:县财政局"], "接待超标") not in known


def test_the_ledgers_of_a_row_are_filled_from_its_further_columns(county: County) -> None:
    row = LedgerEntry(
        row=2,
        draft=Draft(text="补贴未公示", tags=("惠民",), note="交办会已说"),
        status=Status.CLEARED,
        cleared_on=date(2026, 5, 1),
        progress="12个村已公示",
        goal="全部公示",
        measures=("逐村核对",),
        completion_mark="公示栏可见",
        department="县民政部门",
        policies="《公示办法》 2026-03-31",
        disposal="谈话提醒2人",
    )
    other = LedgerEntry(row=3, draft=Draft(text="另一个问题"), department="县交通部门")
    county.do(ledger(county, round_id=None, inspection_id=county.ids["柳舟镇"], entries=(row, other), new_units=()))
    ledgers = county.see(get_ledgers, "R1-柳舟镇")
    first, second = ledgers.findings
    assert (first["lead_department"], first["tags"], first["note"]) == ("县民政部门", "惠民", "交办会已说")
    assert (second["lead_department"], second["note"]) == (None, "主责部门：县交通部门")
    (outcome,) = ledgers.outcomes
    assert (outcome["summary"], outcome["disposal"]) == ("12个村已公示", "谈话提醒2人")
    assert outcome["policies"] == "公示办法"
    assert ledgers.tasks[0]["completion_mark"] == "公示栏可见"
