"""Papers on their way: drafted by themselves, numbered, sent, signed for, answered, decided; and whom each opens to (docs/rules.md §5, docs/trust.md X21)."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from core.commands import inspections, master_data
from core.commands.dispatch_answers import ReplyDispatch, SignDispatch
from core.commands.dispatch_drafting import DraftCopyNotices, Drafted, DraftLetter
from core.commands.dispatches import ChangeDispatch, DecideReply, SendDispatches, WithdrawDispatch
from core.commands.duty_departments import DutyLine, SetDutyDepartments
from core.dispatch_offers import offered_on_dispatch
from core.errors import CoreError, InvalidInput, NotFound, NotPermitted, RuleViolated, StaleVersion
from core.queries.criteria import FindingCriteria
from core.queries.dispatch_items import items
from core.queries.dispatch_receivers import list_charged_units, summarise_receivers
from core.queries.dispatches import (
    DispatchCriteria,
    DispatchDetail,
    get_dispatch,
    list_dispatches,
    list_duty_departments,
)
from core.queries.findings import Window, list_findings
from core.queries.inspections import list_inspections
from core.rules.items import HolderGap
from core.rules.plan import RoundPlan
from core.vocabulary import BodyKind, DispatchKind, DispatchState, ItemKind, Role, Subcategory
from tests.county import FEEDBACK, County

LEADER, DEPARTMENT = DispatchKind.COPY_TO_LEADER, DispatchKind.COPY_TO_DEPARTMENT
ALL = DispatchCriteria()


def after(days: int) -> date:
    return FEEDBACK + timedelta(days=days)


@pytest.fixture
def findings(county: County) -> list[int]:
    """One finding on subsidies, one on meetings, one of no kind."""
    return [
        county.add_finding(subcategory="B7", category="B", cause="监管缺位", nature="作风"),
        county.add_finding(subcategory="C1", category="C", text="重大事项未经集体研究"),
        county.add_finding(text="还没有分类的问题"),
    ]


def assign(county: County, kind: str, body: str, version: int = 0) -> None:
    line = DutyLine(subcategory=Subcategory(kind), body_id=county.ids[body], version=version)
    county.do(SetDutyDepartments(lines=(line,)), "office")


def draft(county: County, unit: str = "柳舟镇", on: date = FEEDBACK) -> Drafted:
    drafted: Drafted = county.do(DraftCopyNotices(inspection_id=county.ids[unit]), "office", on=on)
    return drafted


def letter(county: County, kind: DispatchKind = DispatchKind.ADMONITION, caller: str = "office", **fields: Any) -> int:
    wanted = {"inspection_id": county.ids["柳舟镇"], "kind": kind, "summary": "逾期未整改", **fields}
    number: int = county.do(DraftLetter(**wanted), caller, on=FEEDBACK)
    return number


def paper(county: County, number: int, on: date | None = None) -> DispatchDetail:
    found: DispatchDetail = county.see(get_dispatch, number, on=on)
    return found


def step(county: County, command: type, number: int, caller: str, on: date = FEEDBACK, **fields: Any) -> Any:
    version = paper(county, number).row.version
    return county.do(command(dispatch_id=number, version=version, **fields), caller, on=on)


def send(county: County, *numbers: int, on: date = FEEDBACK) -> tuple[str, ...]:
    given: tuple[str, ...] = county.do(SendDispatches(dispatch_ids=numbers), "office", on=on)
    return given


def missing(refusal: pytest.ExceptionInfo[RuleViolated]) -> list[tuple[str, int]]:
    return [(one.code, one.count) for one in refusal.value.details["missing"]]  # type: ignore[attr-defined]


def test_a_feedback_drafts_a_notice_for_each_receiver_and_a_second_press_only_what_is_missing(
    county: County, findings: list[int]
) -> None:
    assign(county, "B7", "县民政部门")
    drafted = draft(county)
    assert len(drafted.dispatch_ids) == 2
    assert (drafted.without_department, drafted.without_leader) == (("R1-柳舟镇-02", "R1-柳舟镇-03"), False)
    to_leader, to_department = (paper(county, number) for number in drafted.dispatch_ids)
    assert (to_leader.row.receiver, to_leader.row.findings) == ("副县长（分管农业农村）", 3)
    assert all(f"R1-柳舟镇-0{n}" in to_leader.summary for n in (1, 2, 3))
    assert to_leader.advice.count("\n") == 2
    assert (to_leader.causes, to_leader.authority) == ("", "")
    assert [one.code for one in to_department.findings] == ["R1-柳舟镇-01"]
    assert "监管缺位" in to_department.causes
    assert all((to_department.authority, to_department.demands, to_department.self_check))
    with pytest.raises(RuleViolated) as refusal:
        draft(county)
    assert missing(refusal) == [("no_lead_department", 2)]
    assign(county, "C1", "县民政部门")
    (added,) = draft(county).dispatch_ids
    assert [one.code for one in paper(county, added).findings] == ["R1-柳舟镇-02"]
    step(county, WithdrawDispatch, drafted.dispatch_ids[0], "office")
    (again,) = draft(county).dispatch_ids
    assert paper(county, again).row.kind is LEADER


def test_why_nothing_is_drafted_is_said_in_full(county: County) -> None:
    with pytest.raises(RuleViolated) as refusal:
        draft(county)
    assert missing(refusal) == [("no_findings_to_tell", 0)]
    county.add_finding("县财政局")
    with pytest.raises(RuleViolated) as refusal:
        draft(county, "县财政局")
    assert missing(refusal) == [("no_charge_leader", 0), ("no_lead_department", 1)]


def test_the_other_two_kinds_of_receiver_can_be_switched_on(county: County, findings: list[int]) -> None:
    version = 1
    kinds = DispatchKind.copy_notices()
    wanted = master_data.ChangeRound(
        round_id=county.ids["R1"], version=version, name="第一轮", plan=RoundPlan(notice_kinds=kinds)
    )
    county.do(wanted)
    assign(county, "C3", "县民政部门")
    made = [paper(county, number) for number in draft(county).dispatch_ids]
    assert {(one.row.kind, one.row.receiver): [f.code[-2:] for f in one.findings] for one in made} == {
        (LEADER, "副县长（分管农业农村）"): ["01", "02", "03"],
        (DispatchKind.COPY_TO_DISCIPLINE, "第一执纪监督室"): ["01", "02", "03"],
        (DispatchKind.COPY_TO_ORGANISATION, "县民政部门"): ["02"],
    }


def test_a_notice_goes_its_way_and_every_day_can_be_looked_at_again(county: County, findings: list[int]) -> None:
    (number,) = draft(county).dispatch_ids
    assert send(county, number, on=after(2)) == ("巡察办抄领〔2026〕1号",)
    assert paper(county, number).row.paper.reply_by_on == after(32)
    with pytest.raises(RuleViolated):
        step(county, ReplyDispatch, number, "vice_mayor", text="已督促")
    step(county, SignDispatch, number, "vice_mayor", on=after(5))
    with pytest.raises(RuleViolated):
        step(county, WithdrawDispatch, number, "office")
    told = {"text": "已到单位督促", "visits": 2, "cases": 1, "policies": "补贴公示办法"}
    step(county, ReplyDispatch, number, "vice_mayor", on=after(20), **told)
    with pytest.raises(InvalidInput) as refusal:
        step(county, DecideReply, number, "office", accept=False, on=after(21))
    assert [p[0] for p in refusal.value.details["problems"]] == ["reason", "amend_by_on"]  # type: ignore[attr-defined]
    back = {"accept": False, "reason": "写明成效", "amend_by_on": after(21)}
    step(county, DecideReply, number, "office", on=after(21), **back)
    step(county, ReplyDispatch, number, "vice_mayor", on=after(23), text="补充成效")
    step(county, DecideReply, number, "office", on=after(24), accept=True)
    found = paper(county, number)
    assert [(one.text, one.is_accepted, one.who) for one in found.replies] == [
        ("补充成效", True, "vice_mayor"),
        ("已到单位督促", False, "vice_mayor"),
    ]
    assert (found.replies[1].visits, found.replies[1].cases, found.replies[1].policies) == (2, 1, "补贴公示办法")
    states = {days: paper(county, number, on=after(days)).row.state for days in (0, 2, 5, 20, 21, 23, 24)}
    words = ["草稿", "已发出", "已签收", "已反馈", "退回补充", "已反馈", "已采纳"]
    assert [state.term for state in states.values()] == words
    assert paper(county, number, on=after(20)).replies[0].is_accepted is None
    late = paper(county, number, on=after(22)).row
    assert (late.overdue_days, late.holder, late.role) == (1, "副县长（分管农业农村）", Role.CHARGE_LEADER)
    (row,) = county.see(summarise_receivers, ALL)
    assert (row.received, row.signed_in_time, row.answered_in_time, row.accepted, row.returned, row.overdue) == (
        1, 1, 1, 1, 1, 0,
    )  # fmt: skip


def test_a_letter_is_signed_by_the_head_and_answered_by_the_unit_or_ends_with_the_signature(county: County) -> None:
    asked, told = letter(county, reply_by_on=after(10)), letter(county)
    assert send(county, told, asked) == ("巡察办诫〔2026〕1号", "巡察办诫〔2026〕2号")
    with pytest.raises(NotPermitted):
        step(county, SignDispatch, asked, "liuzhou")
    for number in (asked, told):
        step(county, SignDispatch, number, "liuzhou_head")
    assert paper(county, told).row.turn is None
    with pytest.raises(RuleViolated) as refusal:
        step(county, ReplyDispatch, told, "liuzhou", text="收到")
    assert missing(refusal) == [("no_reply_wanted", 0)]
    step(county, ReplyDispatch, asked, "liuzhou", text="已整改")
    assert paper(county, asked).row.role is Role.OFFICE


def test_a_discipline_office_drafts_supervision_orders_after_its_visits_only(county: County) -> None:
    for kind in (DispatchKind.ADMONITION, DispatchKind.SUPERVISION_ORDER):
        with pytest.raises(NotPermitted):
            letter(county, kind, "discipline")
    with pytest.raises(NotFound):
        letter(county, DispatchKind.SUPERVISION_ORDER, "discipline", visit_id=999)
    with pytest.raises(NotFound):
        letter(county, finding_ids=(county.add_finding("县财政局"),))
    with pytest.raises(InvalidInput):
        letter(county, LEADER)
    with pytest.raises(InvalidInput):
        letter(county, reply_by_on=after(-1))


def test_a_draft_is_edited_on_the_screen_it_was_opened_and_no_more_once_it_is_sent(
    county: County, findings: list[int]
) -> None:
    (number,) = draft(county).dispatch_ids
    words = {"title": "关于柳舟镇的抄告", "summary": "改过的问题 {{ x }}", "advice": "约谈", "reply_by_on": after(15)}
    step(county, ChangeDispatch, number, "office", **words)
    with pytest.raises(StaleVersion):
        county.do(ChangeDispatch(dispatch_id=number, version=1, **words), "office")
    with pytest.raises(InvalidInput):
        send(county, number, on=after(16))
    send(county, number, on=after(15))
    found = paper(county, number)
    assert (found.row.title, found.summary, found.row.paper.reply_by_on) == (
        "关于柳舟镇的抄告", "改过的问题 {{ x }}", after(15),
    )  # fmt: skip
    for refused in (lambda: step(county, ChangeDispatch, number, "office", **words), lambda: send(county, number)):
        with pytest.raises(RuleViolated):
            refused()


def test_a_bulk_goes_out_whole_or_not_at_all_and_not_to_a_body_that_is_no_more(
    county: County, findings: list[int]
) -> None:
    (number,) = draft(county).dispatch_ids
    other = letter(county)
    county.do(
        master_data.ChangeBody(
            body_id=county.ids["副县长（分管农业农村）"], version=1, name="副县长（分管农业农村）", is_active=False
        )
    )
    with pytest.raises(RuleViolated) as refusal:
        send(county, number, other)
    assert missing(refusal) == [("receiver_inactive", 0)]
    assert paper(county, other).row.state is DispatchState.DRAFT
    (gone,) = (one for one in county.see(waiting, on=FEEDBACK) if one.subject_id == number)
    assert gone.holder.role is Role.OFFICE


def waiting(reading: Any) -> list[Any]:
    """What waits, for tests that look at items by themselves."""
    return list(items(reading))


@pytest.fixture(autouse=True)
def waiting_may_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Items are read by other queries; here they are asked for alone."""
    from core.abilities import QUERIES, READERS

    monkeypatch.setitem(QUERIES, "waiting", READERS)


def test_what_waits_names_its_holder_its_day_and_a_gap(county: County, findings: list[int]) -> None:
    (number,) = draft(county).dispatch_ids
    order = letter(county, DispatchKind.SUPERVISION_ORDER, reply_by_on=after(10))

    def seen(on: date) -> dict[int, tuple[Any, ...]]:
        found = county.see(waiting, on=on)
        return {one.subject_id: (one.kind, one.holder.role, one.code, one.since_on, one.due_on) for one in found}

    title = "关于柳舟镇巡察整改的督办单"
    assert seen(FEEDBACK) == {
        number: (ItemKind.SEND_DISPATCH, Role.OFFICE, "关于柳舟镇巡察反馈问题的抄告单", FEEDBACK, after(3)),
        order: (ItemKind.SEND_DISPATCH, Role.OFFICE, title, FEEDBACK, None),
    }
    send(county, number, order, on=after(1))
    assert seen(after(1)) == {
        number: (ItemKind.SIGN_DISPATCH, Role.CHARGE_LEADER, "巡察办抄领〔2026〕1号", after(1), after(4)),
        order: (ItemKind.SIGN_DISPATCH, Role.UNIT_HEAD, "巡察办督〔2026〕1号", after(1), after(4)),
    }
    mine = county.see(waiting, caller="vice_mayor", on=after(1))
    assert {one.subject_id for one in mine} == {number, order}
    assert [one.holder.body_id for one in mine if one.subject_id == number] == [county.ids["副县长（分管农业农村）"]]
    body = county.ids["副县长（分管农业农村）"]
    county.do(master_data.ChangeBody(body_id=body, version=1, name="副县长（分管农业农村）", is_active=False))
    gaps = {one.subject_id: one.holder.gap for one in county.see(waiting, on=after(1))}
    assert gaps == {number: HolderGap.INACTIVE_BODY, order: None}


def test_two_senders_at_once_never_give_the_same_number(county: County, findings: list[int]) -> None:
    letters = [letter(county) for _ in range(6)]
    given: list[str] = []
    refused: list[CoreError] = []

    def go(numbers: list[int]) -> None:
        for number in numbers:
            try:
                given.extend(send(county, number))
            except CoreError as error:
                refused.append(error)

    threads = [threading.Thread(target=go, args=(part,)) for part in (letters, letters[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == [f"巡察办诫〔2026〕{n}号" for n in range(1, 7)]
    assert len(refused) == 6


def test_numbers_begin_anew_each_year_and_a_withdrawn_one_stays_taken(county: County) -> None:
    first, second, third = (letter(county) for _ in range(3))
    send(county, first)
    step(county, WithdrawDispatch, first, "office")
    assert send(county, second) == ("巡察办诫〔2026〕2号",)
    assert send(county, third, on=date(2027, 1, 1)) == ("巡察办诫〔2027〕1号",)


def seen_by(county: County, caller: str) -> set[int]:
    return {row.id for row in county.see(list_dispatches, ALL, caller=caller)}


def test_a_paper_opens_to_its_receiver_once_it_is_sent_and_to_nobody_else(county: County) -> None:
    county.add_finding(subcategory="B7", category="B")
    other = county.add_finding("县财政局", subcategory="B7", category="B", text="抄给民政的问题")
    assign(county, "B7", "县民政部门")
    to_leader, to_civil = draft(county).dispatch_ids
    (of_other,) = draft(county, "县财政局").dispatch_ids
    order = letter(county)
    everybody = (
        "vice_mayor",
        "civil",
        "discipline",
        "team1",
        "resident",
        "liuzhou",
        "liuzhou_head",
        "caizheng",
        "panel",
    )
    assert all(seen_by(county, caller) == set() for caller in everybody)
    assert county.see(list_findings, FindingCriteria(), Window(), caller="civil").total == 0
    assert county.see(list_inspections, caller="civil") == ()
    send(county, to_leader, of_other, order)
    assert {caller: seen_by(county, caller) for caller in everybody} == {
        "vice_mayor": {to_leader, order}, "civil": {of_other}, "discipline": {order}, "team1": {order},
        "resident": {order}, "liuzhou": {order}, "liuzhou_head": {order}, "caizheng": set(), "panel": set(),
    }  # fmt: skip
    told = county.see(list_findings, FindingCriteria(), Window(), caller="civil").rows
    assert [row.id for row in told] == [other]
    assert [row.findings for row in county.see(list_inspections, caller="civil")] == [1]
    attacks: tuple[Callable[[str], Any], ...] = (
        lambda who: county.do(SignDispatch(dispatch_id=to_leader, version=2), who),
        lambda who: county.do(ReplyDispatch(dispatch_id=to_leader, version=2, text="试"), who),
        lambda who: county.see(get_dispatch, to_leader, caller=who),
    )
    for who in set(everybody) - {"vice_mayor"}:
        for attack in attacks:
            with pytest.raises((NotFound, NotPermitted)):
                attack(who)
    with pytest.raises(NotFound):
        county.see(get_dispatch, to_civil, caller="civil")
    with pytest.raises(NotPermitted):
        county.do(SignDispatch(dispatch_id=order, version=2), "vice_mayor")
    step(county, WithdrawDispatch, of_other, "office")
    assert seen_by(county, "civil") == set()
    assert county.see(list_findings, FindingCriteria(), Window(), caller="civil").total == 0


def test_a_charge_leader_sees_how_his_units_stand_and_what_he_owes(county: County, findings: list[int]) -> None:
    send(county, *draft(county).dispatch_ids)
    (unit,) = county.see(list_charged_units, caller="vice_mayor", on=after(1))
    assert (unit.unit_name, unit.figures.findings, unit.received, unit.answered, unit.due, unit.next_due_on) == (
        "柳舟镇", 3, 1, 0, 1, after(3),
    )  # fmt: skip
    (row,) = county.see(summarise_receivers, ALL, caller="vice_mayor", on=after(4))
    assert (row.open, row.overdue, row.signed_in_time) == (1, 1, 0)
    for caller in ("liuzhou", "team1"):
        with pytest.raises(NotPermitted):
            county.see(summarise_receivers, ALL, caller=caller)


def test_the_table_of_departments_is_kept_line_by_line(county: County) -> None:
    assign(county, "B7", "县民政部门")
    second = county.do(master_data.CreateBody(code="B9", name="县农业部门", kind=BodyKind.DEPARTMENT))
    with pytest.raises(StaleVersion):
        county.do(SetDutyDepartments(lines=(DutyLine(subcategory=Subcategory.B7, body_id=second),)))
    county.do(SetDutyDepartments(lines=(DutyLine(subcategory=Subcategory.B7, body_id=second, version=1),)))
    row = next(one for one in county.see(list_duty_departments) if one.subcategory is Subcategory.B7)
    assert (row.name, row.version) == ("县农业部门", 2)
    with pytest.raises(InvalidInput):
        assign(county, "A1", "第一巡察组")
    county.do(SetDutyDepartments(lines=(DutyLine(subcategory=Subcategory.B7, version=2),)))
    assert all(one.body_id is None for one in county.see(list_duty_departments))
    with pytest.raises(RuleViolated):
        county.do(SetDutyDepartments(lines=(DutyLine(subcategory=Subcategory.B7),)))


def test_each_is_offered_what_may_be_done_now(county: County, findings: list[int]) -> None:
    from core.access.actor import ByUsername, load_actor
    from tests.county import at

    (number,) = draft(county).dispatch_ids

    def offered(caller: str) -> set[str]:
        with county.store.read() as session:
            actor = load_actor(session, ByUsername(caller), at(county.today), county.today)
        return set(offered_on_dispatch(actor, paper(county, number).row))

    assert offered("office") == {"change_dispatch", "send_dispatches", "withdraw_dispatch"}
    send(county, number)
    assert (offered("vice_mayor"), offered("office")) == ({"sign_dispatch"}, {"withdraw_dispatch"})
    assert offered("discipline") == offered("leader") == offered("civil") == set()
    step(county, SignDispatch, number, "vice_mayor")
    assert (offered("vice_mayor"), offered("office")) == ({"reply_dispatch"}, set())
    step(county, ReplyDispatch, number, "vice_mayor", text="已督促")
    assert offered("office") == {"decide_reply"}


def test_before_the_feedback_nothing_is_drafted(county: County) -> None:
    made = county.do(master_data.CreateRound(code="R2", term_no=15, round_no=2, name="第二轮"))
    bare = county.do(
        inspections.CreateInspection(round_id=made, unit_id=county.ids["unit:柳舟镇"], team_id=county.ids["第一巡察组"])
    )
    with pytest.raises(RuleViolated) as refusal:
        county.do(DraftCopyNotices(inspection_id=bare))
    assert missing(refusal) == [("no_feedback_day", 0)]
