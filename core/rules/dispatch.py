"""The way of an official paper: drafted, sent, signed for, answered, decided; who holds it and until when (docs/rules.md §5.1)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.rules.plan import RoundPlan
from core.rules.workdays import WorkCalendar
from core.vocabulary import DispatchKind, DispatchState, ItemKind, Term

SIGN_DAYS = 3
"""Natural days from sending to signature (§5.1)."""
DECIDE_DAYS = 10
"""Natural days from an answer to the office's decision (§5.1)."""


class Step(StrEnum):
    """What can be done with a paper; every change of state is one of these."""

    SEND = "send"
    SIGN = "sign"
    REPLY = "reply"
    ACCEPT = "accept"
    RETURN = "return"
    WITHDRAW = "withdraw"


TRANSITIONS: dict[Step, dict[DispatchState, DispatchState]] = {
    Step.SEND: {DispatchState.DRAFT: DispatchState.SENT},
    Step.SIGN: {DispatchState.SENT: DispatchState.SIGNED},
    Step.REPLY: {
        DispatchState.SIGNED: DispatchState.REPLIED,
        DispatchState.RETURNED: DispatchState.REPLIED,
    },
    Step.ACCEPT: {DispatchState.REPLIED: DispatchState.ACCEPTED},
    Step.RETURN: {DispatchState.REPLIED: DispatchState.RETURNED},
    Step.WITHDRAW: {
        DispatchState.DRAFT: DispatchState.WITHDRAWN,
        DispatchState.SENT: DispatchState.WITHDRAWN,
    },
}
"""From which state a step leads where; what is signed for can no longer be withdrawn, what is not signed for not answered."""


class Chase(Term):
    """What a receiver is chased for (催办)."""

    UNSIGNED = "unsigned", "逾期未签收"
    UNANSWERED = "unanswered", "逾期未反馈"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer of the receiver with what came of it."""

    replied_on: date
    decided_on: date | None = None
    is_accepted: bool | None = None
    amend_by_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Paper:
    """The days of one paper; answers in the order they came. No `reply_by_on` asks for a signature only."""

    drafted_on: date
    sent_on: date | None = None
    signed_on: date | None = None
    reply_by_on: date | None = None
    withdrawn_on: date | None = None
    answers: tuple[Answer, ...] = ()

    def at(self, day: date) -> "Paper":
        """The paper as far as it had come on this day."""
        answers = tuple(_answer_at(one, day) for one in self.answers if one.replied_on <= day)
        return Paper(
            drafted_on=self.drafted_on,
            sent_on=_until(self.sent_on, day),
            signed_on=_until(self.signed_on, day),
            reply_by_on=self.reply_by_on,
            withdrawn_on=_until(self.withdrawn_on, day),
            answers=answers,
        )

    @property
    def state(self) -> DispatchState:
        """Where it stands, by its days alone."""
        if self.withdrawn_on is not None:
            return DispatchState.WITHDRAWN
        if self.answers:
            return {None: DispatchState.REPLIED, True: DispatchState.ACCEPTED, False: DispatchState.RETURNED}[
                self.answers[-1].is_accepted
            ]
        if self.signed_on is not None:
            return DispatchState.SIGNED
        return DispatchState.DRAFT if self.sent_on is None else DispatchState.SENT


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What waits, since when and until when; the day itself is still in time."""

    kind: ItemKind
    since_on: date
    due_on: date | None

    @property
    def is_receivers(self) -> bool:
        """Whether the receiver must act, not the office."""
        return self.kind in (ItemKind.SIGN_DISPATCH, ItemKind.REPLY_DISPATCH)

    def overdue_days(self, day: date) -> int:
        """Natural days past the due day; zero on the due day itself."""
        return 0 if self.due_on is None else max((day - self.due_on).days, 0)


def next_state(step: Step, state: DispatchState, *, wants_reply: bool) -> DispatchState | None:
    """Where the step leads, or None when it may not; a paper that asks for a signature only ends with it."""
    if step is Step.REPLY and not wants_reply:
        return None
    return TRANSITIONS[step].get(state)


def turn(paper: Paper, draft_due_on: date | None) -> Turn | None:
    """Whose turn it is; None once the paper has ended: accepted, withdrawn, or signed for when no answer is asked."""
    last = paper.answers[-1] if paper.answers else None
    found: dict[DispatchState, tuple[ItemKind, date | None, date | None]] = {
        DispatchState.DRAFT: (ItemKind.SEND_DISPATCH, paper.drafted_on, draft_due_on),
        DispatchState.SENT: (ItemKind.SIGN_DISPATCH, paper.sent_on, sign_by(paper)),
        DispatchState.SIGNED: (ItemKind.REPLY_DISPATCH, paper.signed_on, paper.reply_by_on),
    }
    if last is not None:
        decide_by_on = last.replied_on + timedelta(days=DECIDE_DAYS)
        found[DispatchState.REPLIED] = (ItemKind.REVIEW_REPLY, last.replied_on, decide_by_on)
        found[DispatchState.RETURNED] = (ItemKind.REPLY_DISPATCH, last.decided_on, last.amend_by_on)
    if paper.state not in found or (paper.state is DispatchState.SIGNED and paper.reply_by_on is None):
        return None
    kind, since_on, due_on = found[paper.state]
    assert since_on is not None  # noqa: S101 - no state is reached without its day
    return Turn(kind=kind, since_on=since_on, due_on=due_on)


def draft_due_on(kind: DispatchKind, feedback_on: date | None, plan: RoundPlan, calendar: WorkCalendar) -> date | None:
    """Copy notices go out within the round's days after the feedback (同步抄告); letters have no such day."""
    if kind in DispatchKind.letters() or feedback_on is None:
        return None
    return plan.day_after(feedback_on, plan.notice_days, calendar)


def sign_by(paper: Paper) -> date | None:
    """Last day on which a signature is in time; None before it is sent."""
    return None if paper.sent_on is None else paper.sent_on + timedelta(days=SIGN_DAYS)


def chase(paper: Paper, day: date) -> Chase | None:
    """What the receiver is chased for on this day: the day after the due day is the first."""
    now = turn(paper, None)
    if now is None or not now.is_receivers or not now.overdue_days(day):
        return None
    return Chase.UNSIGNED if now.kind is ItemKind.SIGN_DISPATCH else Chase.UNANSWERED


def signed_in_time(paper: Paper) -> bool:
    """Whether it was signed for by the third day after sending."""
    due_on = sign_by(paper)
    return paper.signed_on is not None and due_on is not None and paper.signed_on <= due_on


def answered_in_time(paper: Paper) -> bool:
    """Whether the first answer came by the day asked for."""
    return bool(paper.answers) and paper.reply_by_on is not None and paper.answers[0].replied_on <= paper.reply_by_on


def _until(happened_on: date | None, day: date) -> date | None:
    return happened_on if happened_on is not None and happened_on <= day else None


def _answer_at(one: Answer, day: date) -> Answer:
    return one if _until(one.decided_on, day) else Answer(replied_on=one.replied_on)
