"""No paper lies where nobody holds it, and every day limit is kept to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.dispatch import (
    TRANSITIONS,
    Answer,
    Chase,
    Paper,
    Step,
    answered_in_time,
    chase,
    draft_due_on,
    next_state,
    signed_in_time,
    turn,
)
from core.rules.dispatch_names import RECEIVING, SERIES, paper_number, receiving_role
from core.rules.plan import DayCount, RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import BodyKind, DispatchKind, DispatchState, ItemKind, Role

DAY = date(2026, 3, 2)
ENDED = (DispatchState.ACCEPTED, DispatchState.WITHDRAWN)
HOLDERS = {
    DispatchState.DRAFT: ItemKind.SEND_DISPATCH,
    DispatchState.SENT: ItemKind.SIGN_DISPATCH,
    DispatchState.SIGNED: ItemKind.REPLY_DISPATCH,
    DispatchState.REPLIED: ItemKind.REVIEW_REPLY,
    DispatchState.RETURNED: ItemKind.REPLY_DISPATCH,
}


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def taken(paper: Paper, step: Step, day: date) -> Paper:
    """The paper after a step, told by its days only."""
    days = {"sent_on": paper.sent_on, "signed_on": paper.signed_on, "withdrawn_on": paper.withdrawn_on}
    answers = list(paper.answers)
    if step is Step.REPLY:
        answers.append(Answer(replied_on=day))
    elif step in (Step.ACCEPT, Step.RETURN):
        answers[-1] = Answer(
            replied_on=answers[-1].replied_on, decided_on=day, is_accepted=step is Step.ACCEPT, amend_by_on=day
        )
    else:
        days[{Step.SEND: "sent_on", Step.SIGN: "signed_on", Step.WITHDRAW: "withdrawn_on"}[step]] = day
    return Paper(drafted_on=paper.drafted_on, reply_by_on=paper.reply_by_on, answers=tuple(answers), **days)


@given(st.lists(st.tuples(st.sampled_from(Step), st.integers(0, 9)), max_size=14), st.booleans())
def test_whatever_is_done_the_days_alone_say_the_state_and_every_open_state_has_a_holder(
    steps: list[tuple[Step, int]], wants_reply: bool
) -> None:
    state, day = DispatchState.DRAFT, DAY
    paper = Paper(drafted_on=day, reply_by_on=after(30) if wants_reply else None)
    was = {day: state}
    for step, days in steps:
        reached = next_state(step, state, wants_reply=wants_reply)
        if reached is None:
            continue
        state, day = reached, day + timedelta(days=days)
        paper = taken(paper, step, day)
        was[day] = state
        assert paper.state is state
    now = turn(paper, None)
    if state in ENDED or (state is DispatchState.SIGNED and not wants_reply):
        assert now is None
        assert not any(next_state(one, state, wants_reply=wants_reply) for one in Step)
    else:
        assert now is not None
        assert now.kind is HOLDERS[state]
        assert any(next_state(one, state, wants_reply=wants_reply) for one in Step)
    for past, stood in was.items():
        assert paper.at(past).state is stood


def test_the_table_lets_nothing_be_answered_unsigned_or_withdrawn_once_signed() -> None:
    assert {step: set(leads) for step, leads in TRANSITIONS.items()} == {
        Step.SEND: {DispatchState.DRAFT},
        Step.SIGN: {DispatchState.SENT},
        Step.REPLY: {DispatchState.SIGNED, DispatchState.RETURNED},
        Step.ACCEPT: {DispatchState.REPLIED},
        Step.RETURN: {DispatchState.REPLIED},
        Step.WITHDRAW: {DispatchState.DRAFT, DispatchState.SENT},
    }


@pytest.mark.parametrize(
    ("paper", "due", "what"),
    [
        (Paper(drafted_on=DAY, sent_on=DAY, reply_by_on=after(30)), 3, Chase.UNSIGNED),
        (Paper(drafted_on=DAY, sent_on=DAY), 3, Chase.UNSIGNED),
        (Paper(drafted_on=DAY, sent_on=DAY, signed_on=DAY, reply_by_on=after(30)), 30, Chase.UNANSWERED),
    ],
)
def test_a_receiver_is_chased_from_the_day_after_the_due_day(paper: Paper, due: int, what: Chase) -> None:
    assert chase(paper, after(due)) is None
    assert chase(paper, after(due + 1)) is what
    now = turn(paper, None)
    assert now is not None
    assert (now.due_on, now.overdue_days(after(due)), now.overdue_days(after(due + 2))) == (after(due), 0, 2)


def test_a_returned_answer_is_due_by_the_day_it_was_given_and_the_office_decides_within_ten_days() -> None:
    answered = Paper(
        drafted_on=DAY, sent_on=DAY, signed_on=DAY, reply_by_on=after(5), answers=(Answer(replied_on=after(5)),)
    )
    now = turn(answered, None)
    assert now is not None
    assert (now.kind, now.since_on, now.due_on, now.is_receivers) == (
        ItemKind.REVIEW_REPLY, after(5), after(15), False,
    )  # fmt: skip
    assert chase(answered, after(99)) is None
    returned = taken(answered, Step.RETURN, after(8))
    now = turn(returned, None)
    assert now is not None
    assert (now.kind, now.since_on, now.due_on) == (ItemKind.REPLY_DISPATCH, after(8), after(8))
    assert chase(returned, after(9)) is Chase.UNANSWERED


def test_punctuality_counts_the_day_itself_as_in_time() -> None:
    for days, in_time in ((3, True), (4, False)):
        assert signed_in_time(Paper(drafted_on=DAY, sent_on=DAY, signed_on=after(days))) is in_time
    for days, in_time in ((30, True), (31, False)):
        paper = Paper(drafted_on=DAY, reply_by_on=after(30), answers=(Answer(replied_on=after(days)),))
        assert answered_in_time(paper) is in_time
    assert not signed_in_time(Paper(drafted_on=DAY, sent_on=DAY))
    assert not answered_in_time(Paper(drafted_on=DAY, reply_by_on=after(1)))


def test_a_draft_of_a_notice_is_due_by_the_rounds_days_and_a_letter_has_none() -> None:
    calendar = WorkCalendar()
    notice, plan = DispatchKind.COPY_TO_LEADER, RoundPlan()
    assert draft_due_on(notice, DAY, plan, calendar) == after(3)
    friday = date(2026, 3, 6)
    working = RoundPlan(day_count=DayCount.WORKDAYS)
    assert draft_due_on(notice, friday, working, calendar) == date(2026, 3, 11)
    assert draft_due_on(DispatchKind.ADMONITION, DAY, plan, calendar) is None
    assert draft_due_on(notice, None, plan, calendar) is None
    now = turn(Paper(drafted_on=DAY), after(3))
    assert now is not None
    assert (now.kind, now.due_on) == (ItemKind.SEND_DISPATCH, after(3))


def test_a_body_signs_and_answers_its_notices_and_a_unit_its_letters() -> None:
    sign, reply = ItemKind.SIGN_DISPATCH, ItemKind.REPLY_DISPATCH
    for body, role in RECEIVING.items():
        for waiting in (sign, reply):
            assert receiving_role(DispatchKind.COPY_TO_LEADER, body, waiting) is role
    assert receiving_role(DispatchKind.ADMONITION, None, sign) is Role.UNIT_HEAD
    assert receiving_role(DispatchKind.ADMONITION, None, reply) is Role.UNIT
    assert BodyKind.TEAM not in RECEIVING


def test_every_kind_has_a_series_of_its_own() -> None:
    assert len(set(SERIES.values())) == len(DispatchKind)
    assert paper_number(DispatchKind.COPY_TO_LEADER, 2026, 3) == "巡察办抄领〔2026〕3号"
    assert paper_number(DispatchKind.COPY_TO_LEADER, None, None) == ""
