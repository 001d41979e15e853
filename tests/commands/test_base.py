"""What holds for every command: one actor, one transaction, one event, nothing left behind by a refusal."""

from datetime import date

import pytest
import sqlalchemy as sa

from core.access.actor import BySession
from core.commands import findings, rectification
from core.commands.base import HANDLERS, Command, Done, Work
from core.errors import InvalidInput, NotFound, NotPermitted, NotSignedIn, RuleViolated
from core.queries.finding import get_finding
from core.store.models import Account, AuditEvent, Finding, FindingPeriod, LoginSession
from core.store.revision import revision
from core.store.trail import Happening
from tests.county import TODAY, County, at


def revision_of(county: County) -> int:
    with county.store.read() as session:
        return revision(session)


def test_a_command_writes_exactly_one_audit_event_and_moves_the_revision_by_one(county: County) -> None:
    before = revision_of(county)
    number = county.add_finding()
    assert revision_of(county) == before + 1
    with county.store.read() as session:
        event = session.get_one(AuditEvent, before + 1)
        assert (event.action, event.subject_type, event.subject_id) == ("finding.added", "finding", number)
        assert (event.actor, event.role) == ("operator", "office")


def test_a_batch_is_one_event_to_which_each_row_refers(county: County) -> None:
    numbers = [county.add_finding(text=f"第{n}个问题") for n in range(3)]
    before = revision_of(county)
    lines = tuple(
        rectification.ProgressLine(finding_id=n, version=1, percent=10, text="已启动", happened_on=date(2026, 4, 1))
        for n in numbers
    )
    county.do(rectification.ReportProgress(lines=lines), "liuzhou", on=date(2026, 4, 1))
    assert revision_of(county) == before + 1
    with county.store.read() as session:
        periods = session.scalars(sa.select(FindingPeriod).where(FindingPeriod.event_id == before + 1)).all()
        assert {period.finding_id for period in periods} == set(numbers)


def test_one_wrong_line_of_a_batch_leaves_nothing_of_the_others(county: County) -> None:
    first, second = county.add_finding(), county.add_finding(text="另一个问题")
    before = revision_of(county)
    lines = (
        rectification.ProgressLine(
            finding_id=first, version=1, percent=10, text="已启动", happened_on=date(2026, 4, 1)
        ),
        rectification.ProgressLine(
            finding_id=second, version=7, percent=10, text="已启动", happened_on=date(2026, 4, 1)
        ),
    )
    with pytest.raises(Exception, match="stale_version"):
        county.do(rectification.ReportProgress(lines=lines), "liuzhou")
    assert revision_of(county) == before
    assert county.see(get_finding, first).row.percent == 0


def test_a_role_taken_away_between_form_and_save_is_gone_at_the_save(county: County) -> None:
    """V16."""
    number = county.add_finding()
    with county.store.write() as session:
        session.execute(
            sa.text("DELETE FROM account_grant WHERE account_id = :id"), {"id": county.ids["account:liuzhou"]}
        )
    line = rectification.ProgressLine(
        finding_id=number, version=1, percent=10, text="已启动", happened_on=date(2026, 4, 1)
    )
    with pytest.raises(NotPermitted):
        county.do(rectification.ReportProgress(lines=(line,)), "liuzhou")


def test_an_ended_or_unknown_session_may_do_nothing(county: County) -> None:
    with county.store.write() as session:
        login = LoginSession(
            account_id=county.ids["account:office"],
            secret_sha256="x",
            started_at=at(TODAY),
            seen_at=at(TODAY),
            ended_at=at(TODAY),
        )
        session.add(login)
        session.flush()
        ended = login.id
    for number in (ended, 4711):
        with pytest.raises(NotSignedIn):
            county.do(
                findings.AddFinding(inspection_id=county.ids["柳舟镇"], draft=findings.Draft(text="问题")),
                BySession(number),
            )


def test_an_account_that_must_change_its_password_may_do_nothing_else(county: County) -> None:
    with county.store.write() as session:
        session.get_one(Account, county.ids["account:office"]).must_change_password = True
    with pytest.raises(NotPermitted) as refusal:
        county.do(findings.AddFinding(inspection_id=county.ids["柳舟镇"], draft=findings.Draft(text="问题")), "office")
    assert refusal.value.details["reason"] == "password_must_change"


def test_a_handler_that_forgets_to_ask_permission_is_an_error_of_ours(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Careless(Command):
        """A command of this test only."""

    def report_progress(_work: Work, _command: Careless) -> Done:
        return Done(Happening(action="careless", subject_type="none", subject_id=0))

    monkeypatch.setitem(HANDLERS, Careless, report_progress)
    with pytest.raises(RuntimeError, match="never asked"):
        county.do(Careless(), "liuzhou")


@pytest.mark.parametrize(
    "text",
    ["", "   ", "有\u202e倒写", "有\x00空字符", "有\ud800半个字", "字" * 4001],
    ids=["empty", "blank", "bidi", "nul", "surrogate", "too long"],
)
def test_text_that_hides_or_overflows_is_refused_before_anything_is_opened(text: str) -> None:
    with pytest.raises(InvalidInput):
        findings.Draft(text=text)


@pytest.mark.parametrize(
    "text", ["=1+1", "<b>粗</b>", "' OR 1=1 --", "{{ 7*7 }}", "𠮷野家", "第一行\n第二行", "$5 到 $6"]
)
def test_text_that_only_looks_dangerous_is_stored_as_it_is(county: County, text: str) -> None:
    number = county.add_finding(text=text)
    assert county.see(get_finding, number).row.text == text


def test_a_field_that_a_command_does_not_have_is_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        rectification.ProgressLine(finding_id=1, version=1, percent=1, text="试", happened_on=TODAY, status="cleared")
    assert refusal.value.details["problems"][0][:2] == ("status", "extra_forbidden")  # type: ignore[index]


@pytest.mark.parametrize("kind", [findings.CorrectFinding, rectification.ProgressLine, rectification.RecordOutcome])
def test_no_form_can_set_state_deadline_or_holder(kind: type[Command]) -> None:
    """V15, S3."""
    assert not {"status", "due_on", "station", "held_since_on", "segment"} & set(kind.model_fields)


def test_a_foreign_finding_and_one_that_never_was_get_the_same_answer(county: County) -> None:
    foreign = county.add_finding("县财政局")
    answers = []
    for number in (foreign, 4711):
        line = rectification.ProgressLine(finding_id=number, version=1, percent=1, text="试", happened_on=TODAY)
        with pytest.raises(NotFound) as refusal:
            county.do(rectification.ReportProgress(lines=(line,)), "liuzhou")
        answers.append(refusal.value.code)
    assert answers[0] == answers[1]


def test_a_step_that_the_state_does_not_allow_changes_nothing(county: County) -> None:
    number = county.add_finding()
    again = findings.Confirmation(finding_id=number, version=1, draft=findings.Draft(text="问题"))
    with pytest.raises(RuleViolated):
        county.do(findings.ConfirmFindings(confirmations=(again,)))
    with county.store.read() as session:
        assert session.get_one(Finding, number).version == 1
