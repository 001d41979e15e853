"""Progress, evidence and outcomes as units record them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.commands import evidence, extension, findings, intake
from core.commands.rectification import MeasureDone, NewPolicy, ProgressLine, RecordOutcome, ReportProgress
from core.errors import InvalidInput, NotFound, RuleViolated
from core.queries.criteria import FindingCriteria
from core.queries.entry import list_entry_rows
from core.queries.finding import get_finding
from core.queries.findings import Window
from core.queries.timeline import list_timeline
from core.vocabulary import MeasureStatus, Status
from tests.county import FEEDBACK, TODAY, County


def line(county: County, number: int, **fields: object) -> ProgressLine:
    given = {"percent": 40, "text": "已启动清退", "happened_on": date(2026, 4, 1), **fields}
    return ProgressLine(finding_id=number, version=county.version(number), **given)


def with_measures(county: County) -> int:
    """A finding that a ledger brought in with two measures."""
    entry = intake.LedgerEntry(row=3, draft=findings.Draft(text="超标准接待"), measures=("清退资金", "修订制度"))
    wanted = intake.ImportLedger(
        file_name="台账.xlsx", sha256="a" * 64, inspection_id=county.ids["柳舟镇"], entries=(entry,)
    )
    county.do(wanted)
    rows = county.see(list_entry_rows, FindingCriteria(units=("LZZ",)), Window())
    return int(rows[0].finding.id)


def test_the_first_report_sets_a_finding_under_way_on_its_own_day(county: County) -> None:
    number = county.add_finding()
    county.do(ReportProgress(lines=(line(county, number),)), "liuzhou", on=date(2026, 4, 10))
    detail = county.see(get_finding, number)
    assert (detail.row.status, detail.row.percent, detail.last_progress_on) == (
        Status.IN_PROGRESS,
        40,
        date(2026, 4, 1),
    )
    assert detail.periods[-1].valid_from == date(2026, 4, 1)


def test_the_unit_holds_a_finding_since_the_feedback_day_however_often_it_reports(county: County) -> None:
    number = county.add_finding()
    county.do(ReportProgress(lines=(line(county, number),)), "liuzhou")
    county.do(ReportProgress(lines=(line(county, number, happened_on=date(2026, 5, 1), percent=60),)), "liuzhou")
    row = county.see(get_finding, number).row
    assert (row.held_since_on, row.percent) == (FEEDBACK, 60)


@pytest.mark.parametrize(("day", "accepted"), [(TODAY, True), (date(2026, 11, 25), False)])
def test_progress_cannot_be_dated_after_today(county: County, day: date, accepted: bool) -> None:
    number = county.add_finding()
    report = ReportProgress(lines=(line(county, number, happened_on=day),))
    if accepted:
        assert county.do(report, "liuzhou") == 1
    else:
        with pytest.raises(InvalidInput):
            county.do(report, "liuzhou")


@pytest.mark.parametrize("percent", [-1, 101])
def test_percent_stays_between_nought_and_a_hundred(percent: int) -> None:
    with pytest.raises(InvalidInput):
        ProgressLine(finding_id=1, version=1, percent=percent, text="试", happened_on=TODAY)


def test_the_entry_table_knows_what_was_reported_this_month(county: County) -> None:
    number = county.add_finding()
    county.do(ReportProgress(lines=(line(county, number, happened_on=date(2026, 10, 31)),)), "liuzhou")
    assert not county.see(list_entry_rows, FindingCriteria(), Window(), caller="liuzhou")[0].reported_this_month
    county.do(ReportProgress(lines=(line(county, number, happened_on=date(2026, 11, 1), text="清退3万元"),)), "liuzhou")
    row = county.see(list_entry_rows, FindingCriteria(), Window(), caller="liuzhou")[0]
    assert (row.reported_this_month, row.last_text) == (True, "清退3万元")


def test_evidence_is_listed_with_its_measure(county: County, tmp_path: Path) -> None:
    number = with_measures(county)
    measure = county.see(get_finding, number).measures[1]
    file_id = county.add_file(tmp_path)
    county.do(
        evidence.AttachEvidence(finding_id=number, file_id=file_id, title="制度文本", measure_id=measure.id),
        "liuzhou",
    )
    detail = county.see(get_finding, number)
    assert [m.evidence for m in detail.measures] == [0, 1]
    assert (detail.archive[0].title, detail.archive[0].measure_seq) == ("制度文本", 2)


def test_a_file_or_measure_of_something_else_is_not_there(county: County, tmp_path: Path) -> None:
    number, other = with_measures(county), county.add_finding(text="没有措施的问题")
    measure = county.see(get_finding, number).measures[0]
    foreign = county.add_file(tmp_path, unit="县财政局")
    own = county.add_file(tmp_path, data=b"%PDF-1.7 own")
    for wanted in (
        evidence.AttachEvidence(finding_id=number, file_id=foreign, title="别人的"),
        evidence.AttachEvidence(finding_id=number, file_id=4711, title="没有的"),
        evidence.AttachEvidence(finding_id=other, file_id=own, title="错措施", measure_id=measure.id),
    ):
        with pytest.raises(NotFound):
            county.do(wanted, "liuzhou")


def test_the_outcome_ledger_takes_results_measures_money_and_policies(county: County) -> None:
    number = with_measures(county)
    first = county.see(get_finding, number).measures[0]
    wanted = RecordOutcome(
        finding_id=number,
        version=county.version(number),
        summary="全部清退",
        disposal="诫勉1人",
        recovered_yuan=Decimal("12.34"),
        measures=(
            MeasureDone(measure_id=first.id, status=MeasureStatus.DONE, done_on=date(2026, 5, 1), result="清退到位"),
        ),
        policies=(NewPolicy(name="公务接待办法", number="柳发〔2026〕3号"),),
    )
    county.do(wanted, "liuzhou")
    detail = county.see(get_finding, number)
    assert (detail.outcome.disposal, detail.outcome.recovered_yuan) == ("诫勉1人", Decimal("12.34"))
    assert (detail.measures[0].status, detail.policies[0].number) == (MeasureStatus.DONE, "柳发〔2026〕3号")


def test_a_measure_is_done_only_with_its_day(county: County) -> None:
    number = with_measures(county)
    measure = county.see(get_finding, number).measures[0]
    done = MeasureDone(measure_id=measure.id, status=MeasureStatus.DONE)
    with pytest.raises(InvalidInput):
        county.do(RecordOutcome(finding_id=number, version=county.version(number), measures=(done,)), "liuzhou")


def test_the_history_tells_each_step_once_newest_first(county: County, tmp_path: Path) -> None:
    number = county.add_finding()
    county.do(ReportProgress(lines=(line(county, number),)), "liuzhou")
    county.do(evidence.AttachEvidence(finding_id=number, file_id=county.add_file(tmp_path), title="凭证"), "liuzhou")
    rows = county.see(list_timeline, number)
    assert [row.what for row in rows] == ["上传佐证", "报告进展", "录入问题"]
    assert rows[1].text == "40%：已启动清退"
    assert county.see(list_timeline, number, caller="caizheng") == ()


class TestExtension:
    """Asking for a later deadline (申请延期)."""

    def ask(self, county: County, number: int, new_due_on: date = date(2026, 8, 31)) -> None:
        wanted = extension.RequestExtension(
            finding_id=number, version=county.version(number), new_due_on=new_due_on, reason="涉及诉讼"
        )
        county.do(wanted, "liuzhou")

    def decide(self, county: County, number: int, approve: bool) -> None:
        county.do(
            extension.DecideExtension(finding_id=number, version=county.version(number), approve=approve), "office"
        )

    def test_an_approved_extension_moves_the_deadline_and_stays_visible(self, county: County) -> None:
        number = county.add_finding()
        self.ask(county, number)
        self.decide(county, number, approve=True)
        row = county.see(get_finding, number).row
        assert (row.due_on, row.extension_count, row.status) == (date(2026, 8, 31), 1, Status.NOT_STARTED)

    def test_before_the_approval_the_old_deadline_still_counts(self, county: County) -> None:
        number = county.add_finding()
        self.ask(county, number, date(2026, 12, 31))
        self.decide(county, number, approve=True)
        from core.queries.progress import summarise_progress

        assert county.see(summarise_progress, FindingCriteria(), on=date(2026, 11, 23)).now.overdue == 1
        assert county.see(summarise_progress, FindingCriteria(), on=TODAY).now.overdue == 0

    def test_a_refused_extension_leaves_the_deadline(self, county: County) -> None:
        number = county.add_finding()
        self.ask(county, number)
        self.decide(county, number, approve=False)
        row = county.see(get_finding, number).row
        assert (row.due_on, row.extension_count) == (date(2026, 5, 31), 0)

    def test_only_one_request_waits_at_a_time_and_only_one_is_granted(self, county: County) -> None:
        number = county.add_finding()
        self.ask(county, number)
        with pytest.raises(RuleViolated):
            self.ask(county, number)
        self.decide(county, number, approve=True)
        with pytest.raises(RuleViolated):
            self.ask(county, number, date(2026, 12, 31))

    def test_a_deadline_is_not_moved_to_the_same_day(self, county: County) -> None:
        number = county.add_finding()
        with pytest.raises(RuleViolated):
            self.ask(county, number, date(2026, 5, 31))

    def test_nothing_is_decided_that_nobody_asked(self, county: County) -> None:
        with pytest.raises(RuleViolated):
            self.decide(county, county.add_finding(), approve=True)
