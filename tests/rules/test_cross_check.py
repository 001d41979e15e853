"""Where the five ledgers do not hold each other: every kind, to the day, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.cross_check import (
    EXPLAINABLE,
    LedgerFacts,
    MeasureFacts,
    PieceFacts,
    TaskFacts,
    breaks_of,
    claiming,
)
from core.vocabulary import LedgerBreak, Status

FEEDBACK, DUE, TODAY = date(2026, 3, 2), date(2026, 5, 31), date(2026, 5, 20)
DAY = timedelta(days=1)
WHOLE = LedgerFacts(
    finding_id=1,
    as_of=TODAY,
    began_on=FEEDBACK,
    due_on=DUE,
    involves_persons=True,
    tasks=(
        TaskFacts(
            seq=1,
            due_on=DUE,
            measures=(
                MeasureFacts(id=11, name="1.1", is_done=True, done_on=FEEDBACK),
                MeasureFacts(id=12, name="1.2", is_done=True, done_on=TODAY),
            ),
        ),
    ),
    owner_leader="副镇长",
    lead_office="民政办",
    summary="已公示",
    has_disposal=True,
    pieces=(PieceFacts(seq=1, measure_id=11, formed_on=TODAY), PieceFacts(seq=2, measure_id=12)),
)


def codes(facts: LedgerFacts) -> list[str]:
    return [broken.code for broken in breaks_of(facts)]


def measures(facts: LedgerFacts, **change: Any) -> LedgerFacts:
    """The same with the first measure changed."""
    task = facts.tasks[0]
    first = replace(task.measures[0], **change)
    return replace(facts, tasks=(replace(task, measures=(first, *task.measures[1:])),))


def pieces(facts: LedgerFacts, **change: Any) -> LedgerFacts:
    """The same with the first piece changed."""
    return replace(facts, pieces=(replace(facts.pieces[0], **change), *facts.pieces[1:]))


SPOILT: dict[str, tuple[LedgerBreak, str, Callable[[LedgerFacts], LedgerFacts]]] = {
    "finding_without_task": (
        LedgerBreak.FINDING_WITHOUT_TASK,
        "finding.tasks",
        lambda f: replace(f, tasks=()),
    ),
    "task_without_measure": (
        LedgerBreak.TASK_WITHOUT_MEASURE,
        "finding.tasks",
        lambda f: replace(f, tasks=(*f.tasks, TaskFacts(seq=2))),
    ),
    "no_owner_leader": (
        LedgerBreak.TASK_WITHOUT_OWNER,
        "finding.responsibility",
        lambda f: replace(f, owner_leader=""),
    ),
    "no_owner_office": (LedgerBreak.TASK_WITHOUT_OWNER, "finding.responsibility", lambda f: replace(f, lead_office="")),
    "cleared_without_outcome": (
        LedgerBreak.CLEARED_WITHOUT_OUTCOME,
        "finding.outcome",
        lambda f: replace(f, summary=""),
    ),
    "person_without_disposal": (
        LedgerBreak.PERSON_WITHOUT_DISPOSAL,
        "finding.outcome",
        lambda f: replace(f, has_disposal=False),
    ),
    "no_evidence": (LedgerBreak.MEASURE_WITHOUT_EVIDENCE, "finding.evidence", lambda f: replace(f, pieces=())),
    "measure_without_evidence": (
        LedgerBreak.MEASURE_WITHOUT_EVIDENCE,
        "finding.evidence",
        lambda f: replace(f, pieces=f.pieces[1:]),
    ),
    "task_due_late": (
        LedgerBreak.DATES_OUT_OF_ORDER,
        "finding.tasks",
        lambda f: replace(f, tasks=(replace(f.tasks[0], due_on=DUE + DAY),)),
    ),
    "measure_done_early": (
        LedgerBreak.DATES_OUT_OF_ORDER,
        "finding.tasks",
        lambda f: measures(f, done_on=FEEDBACK - DAY),
    ),
    "measure_done_ahead": (
        LedgerBreak.DATES_OUT_OF_ORDER,
        "finding.tasks",
        lambda f: measures(f, done_on=TODAY + DAY),
    ),
    "evidence_formed_ahead": (
        LedgerBreak.DATES_OUT_OF_ORDER,
        "finding.evidence",
        lambda f: pieces(f, formed_on=TODAY + DAY),
    ),
    "evidence_reused": (LedgerBreak.EVIDENCE_REUSED, "finding.evidence", lambda f: pieces(f, elsewhere=(7,))),
    "alike_outcomes": (LedgerBreak.ALIKE_OUTCOMES, "finding.outcome", lambda f: replace(f, alike=(7,))),
}
"""One spoiling for each break that a request can meet, and nothing else; days are one beyond what is allowed."""


def test_whole_ledgers_hold_whatever_is_asked_for() -> None:
    """The first measure is done on the feedback day, the last and its piece today, the task ends on the due day."""
    for wanted in (None, Status.CLEARED, Status.PARTIALLY_CLEARED, Status.LONG_TERM):
        assert breaks_of(replace(WHOLE, claim=wanted)) == ()


@given(st.sets(st.sampled_from(sorted(SPOILT)), max_size=3))
def test_each_break_and_no_other_is_named_with_the_place_that_mends_it(spoilt: set[str]) -> None:
    apart = {"no_evidence", "measure_without_evidence", "evidence_formed_ahead", "evidence_reused"}
    planned = {"finding_without_task", "task_without_measure", "task_due_late", "measure_done_early",
               "measure_done_ahead", "no_owner_leader", "no_owner_office"}  # fmt: skip
    if len(spoilt & apart) > 1 or len(spoilt & planned) > 1 or (spoilt & apart and spoilt & planned):
        return  # one spoils what the other would be seen by
    facts = claiming(WHOLE, Status.CLEARED)
    for code in sorted(spoilt):
        facts = SPOILT[code][2](facts)
    found = {broken.code: (broken.kind, broken.where) for broken in breaks_of(facts)}
    assert found == {code: SPOILT[code][:2] for code in spoilt}


@pytest.mark.parametrize("code", sorted(SPOILT))
def test_each_break_is_found_alone(code: str) -> None:
    assert codes(SPOILT[code][2](claiming(WHOLE, Status.CLEARED))) == [code]


DUE_WHEN_CLAIMED = {"cleared_without_outcome", "person_without_disposal", "no_evidence"}


@pytest.mark.parametrize("code", sorted(DUE_WHEN_CLAIMED))
def test_outcome_disposal_and_evidence_are_due_once_something_is_claimed(code: str) -> None:
    under_way = measures(WHOLE, is_done=False, done_on=None)
    under_way = replace(under_way, tasks=(replace(under_way.tasks[0], measures=under_way.measures[:1]),))
    spoilt = SPOILT[code][2](under_way)
    assert codes(spoilt) == []
    for wanted in (Status.CLEARED, Status.PARTIALLY_CLEARED, Status.LONG_TERM):
        assert codes(claiming(spoilt, wanted)) == [code]


@pytest.mark.parametrize(
    ("claim", "done", "expected"),
    [
        (None, False, []),
        (None, True, ["measure_without_evidence"]),
        (Status.PARTIALLY_CLEARED, False, []),
        (Status.PARTIALLY_CLEARED, True, ["measure_without_evidence"]),
        (Status.CLEARED, False, ["measure_without_evidence"]),
    ],
)
def test_a_measure_needs_a_piece_once_it_is_done_and_every_one_when_all_is_cleared(
    claim: Status | None, done: bool, expected: list[str]
) -> None:
    facts = measures(
        replace(WHOLE, claim=claim, pieces=WHOLE.pieces[1:]), is_done=done, done_on=TODAY if done else None
    )
    assert codes(facts) == expected
    general = replace(facts, pieces=(PieceFacts(seq=3),))
    assert codes(general) == []


def test_what_was_cleared_on_the_spot_needs_evidence_and_disposal_only() -> None:
    bare = LedgerFacts(finding_id=1, as_of=TODAY, involves_persons=True)
    assert codes(claiming(bare, Status.CLEARED, on_the_spot=True)) == ["person_without_disposal", "no_evidence"]
    shown = replace(bare, has_disposal=True, pieces=(PieceFacts(seq=1, measure_id=11),))
    half_planned = replace(shown, tasks=(TaskFacts(seq=1, due_on=DUE),), due_on=TODAY)
    assert codes(claiming(half_planned, Status.CLEARED, on_the_spot=True)) == []


@pytest.mark.parametrize(("cleared_on", "expected"), [(TODAY, []), (TODAY - DAY, ["measure_done_late"])])
def test_no_measure_is_done_after_the_day_of_clearance(cleared_on: date, expected: list[str]) -> None:
    assert codes(replace(WHOLE, claim=Status.CLEARED, cleared_on=cleared_on)) == expected


@pytest.mark.parametrize(("days", "expected"), [(0, []), (-1, ["cleared_early"])])
def test_nothing_is_cleared_before_its_feedback_unless_it_was_put_right_before(days: int, expected: list[str]) -> None:
    task = replace(WHOLE.tasks[0], measures=(MeasureFacts(id=11, name="1.1"),))
    cleared = replace(
        WHOLE, claim=Status.CLEARED, tasks=(task,), pieces=(PieceFacts(seq=1),), cleared_on=FEEDBACK + days * DAY
    )
    assert codes(cleared) == expected
    assert codes(replace(cleared, began_on=None)) == []


def test_either_the_lead_office_or_the_handler_will_do() -> None:
    assert codes(replace(WHOLE, lead_office="", handler="经办")) == []


def test_a_break_names_its_places_its_limit_and_the_other_findings() -> None:
    (late,) = breaks_of(SPOILT["measure_done_early"][2](WHOLE))
    assert (late.places, late.limit) == ((("1.1", FEEDBACK - DAY),), FEEDBACK)
    (reused,) = breaks_of(pieces(WHOLE, elsewhere=(9, 7)))
    assert (reused.places, reused.others) == ((("1", None),), (9, 7))


def test_only_likenesses_can_be_explained() -> None:
    assert set(EXPLAINABLE) == {LedgerBreak.EVIDENCE_REUSED, LedgerBreak.ALIKE_OUTCOMES}
    assert {kind for kind, _, _ in SPOILT.values()} == set(LedgerBreak)
