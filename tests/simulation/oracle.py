"""What must wait and must be warned of on a day, worked out slowly from the book alone – not by the rules of the program."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.simulation.book import Case

Waiting = tuple[str, int, str]
"""Kind, subject and part of what waits."""
STAGE, REPORT, FIRST, PUBLIC, SECOND, CLOSE, FOLLOW, HAND = 90, 10, 30, 40, 270, 365, 90, 10
FINDING_KINDS = {
    "unit": "rectify",
    "head_signs": "sign_clearance",
    "first_review": "review_clearance",
    "approval": "approve_clearance",
}


def after(day: date, number: int) -> date:
    """So many natural days later."""
    return day + timedelta(days=number)


def waiting(case: Case, day: date) -> dict[Waiting, date | None]:
    """Everything of one inspection that waits on somebody, with its due day."""
    found: dict[Waiting, date | None] = {}
    for part in (_findings(case), _plan(case), _papers(case), _stations(case, day), _handovers(case, day)):
        found |= dict(part)
    return found


def phase(case: Case, day: date) -> str:
    """Whose time it is."""
    if case.closed_on is not None and case.closed_on <= day:
        return "long_run"
    return "early" if day <= after(case.feedback_on, STAGE) else "middle"


def overdue(case: Case, day: date) -> int:
    """Findings past their deadline and not cleared (问题数)."""
    return sum(finding.due_on < day and finding.status != "cleared" for finding in case.findings)


def level(due_on: date, day: date) -> str:
    """Level of warning on a day; empty for none."""
    for name, least in (("escalated", 31), ("red", 1), ("yellow", -10), ("green", -20)):
        if (day - due_on).days >= least:
            return name
    return ""


def warnings(case: Case, day: date) -> set[tuple[str, int, str, date, str]]:
    """What is due to be warned of on a day: kind, subject, part, due day, level; a finding is one thing whoever holds it."""
    found = set()
    for (kind, subject, part), due_on in waiting(case, day).items():
        if due_on is not None and (name := level(due_on, day)):
            said = "rectify" if kind in FINDING_KINDS.values() or kind == "decide_extension" else kind
            found.add((said, subject, part, due_on, name))
    return found


def _findings(case: Case) -> Iterator[tuple[Waiting, date | None]]:
    for finding in case.findings:
        if finding.status != "cleared":
            yield (FINDING_KINDS[finding.station], finding.id, ""), finding.due_on
        if finding.asked_for_time:
            yield ("decide_extension", finding.id, ""), finding.due_on


def _plan(case: Case) -> Iterator[tuple[Waiting, date | None]]:
    if case.closed_on is not None:
        return
    if not case.versions:
        yield ("submit_plan", case.id, ""), after(case.feedback_on, 30)
        return
    state, since, amend_by_on = case.versions[-1]
    if state == "submitted":
        yield ("review_plan", case.id, ""), after(since, 10)
    elif state == "returned":
        yield ("submit_plan", case.id, ""), amend_by_on


PAPER_KINDS = {
    "draft": "send_dispatch",
    "sent": "sign_dispatch",
    "signed": "reply_dispatch",
    "returned": "reply_dispatch",
    "replied": "review_reply",
}


def _papers(case: Case) -> Iterator[tuple[Waiting, date | None]]:
    for paper in case.papers:
        if paper.state in PAPER_KINDS:
            yield (PAPER_KINDS[paper.state], paper.id, "copy_to_leader"), paper.due_on


def _stations(case: Case, day: date) -> Iterator[tuple[Waiting, date | None]]:
    """Stations of the chain; no inspection here is evaluated, so that what follows an evaluation never begins."""
    start = case.feedback_on
    if case.closed_on is not None:
        last = case.met.get("follow_up", case.closed_on)
        yield ("meet_milestone", case.id, "follow_up"), after(last, FOLLOW)
        return
    ended = after(start, STAGE)
    if not case.papers:
        yield ("meet_milestone", case.id, "notices"), after(start, 3)
    for name, due_on in (("relay", after(start, 7)), ("democratic_life", after(start, 60))):
        if name not in case.met:
            yield ("meet_milestone", case.id, name), due_on
    if day > ended:
        for name, number in (("report", REPORT), ("first_evaluation", FIRST), ("publication", PUBLIC)):
            if name not in case.met:
                yield ("meet_milestone", case.id, name), after(ended, number)
    for name, number in (("second_evaluation", SECOND), ("close_out", CLOSE)):
        if day > after(start, number):
            yield ("meet_milestone", case.id, name), after(start, number)


def _handovers(case: Case, day: date) -> Iterator[tuple[Waiting, date | None]]:
    changes = {}
    ended = after(case.feedback_on, STAGE)
    if day > ended and (case.closed_on is None or case.closed_on > after(ended, 1)):
        changes["middle"] = after(ended, 1)
    if case.closed_on is not None:
        changes["long_run"] = case.closed_on
    for to_phase, changed_on in changes.items():
        signed = case.signatures.get(to_phase, [])
        if len(signed) < 3:
            kind = "sign_handover" if signed else "draw_up_handover"
            yield (kind, case.id, to_phase), after(changed_on, HAND)
