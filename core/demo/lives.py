"""The life of a finding for each fate, from the day the unit gets it until the last day of the story."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from core.demo.entries import due_on
from core.demo.fates import Character, Fate
from core.demo.life import Life
from core.demo.waves import Wave
from core.vocabulary import Station, Status

PACE: Mapping[Character, tuple[float, float]] = {
    Character.DILIGENT: (0.35, 0.8),
    Character.AVERAGE: (0.55, 0.97),
    Character.SLOW: (0.8, 1.0),
    Character.SHAM: (0.98, 1.0),
}
"""Which part of the time until the deadline a unit takes."""
THIRD = (Wave.THIRD_EARLY, Wave.THIRD_MIDDLE, Wave.THIRD_LATE)
LONG_AGO = 300
"""What came back so many days ago after close-out has been cleared again since."""
STATIONS = (Station.FIRST_REVIEW, Station.HEAD_SIGNS, Station.APPROVAL)


def plan_life(life: Life) -> None:
    """Plan all steps of one finding by its fate."""
    life.day = life.finding.known_on
    LIVES[life.finding.fate](life)


def _days(life: Life, least: int, most: int) -> timedelta:
    return timedelta(days=life.rng.randint(least, most))


def _good_day(life: Life) -> date:
    """A day before deadline and limit, as the unit's pace has it."""
    end = min(due_on(life.finding), life.limit)
    span = max(0, (end - life.day).days)
    return life.day + timedelta(days=round(span * life.rng.uniform(*PACE[life.finding.inspection.character])))


def _cleared(life: Life) -> None:
    life.clear(_good_day(life))


def _on_the_spot(life: Life) -> None:
    life.clear_on_the_spot(life.day + _days(life, 2, 18))


def _late(life: Life) -> None:
    life.clear(due_on(life.finding) + _days(life, 4, 45))


def _after_return(life: Life) -> None:
    good = _good_day(life)
    first = max(life.day + timedelta(days=1), good - _days(life, 24, 34))
    _returned_from(life, first, life.rng.choice(STATIONS))
    life.request(max(life.day + timedelta(days=1), good - timedelta(days=9)))
    life.sign(good - timedelta(days=6))
    life.review(good - timedelta(days=3))
    life.approve(good)


def _returned_from(life: Life, asked_on: date, station: Station) -> None:
    life.work(asked_on, (30, 80))
    life.request(asked_on)
    day = asked_on + _days(life, 1, 3)
    if station is not Station.HEAD_SIGNS:
        life.sign(day)
        day += _days(life, 1, 3)
    if station is Station.APPROVAL:
        life.review(day)
        day += _days(life, 1, 3)
    life.send_back(day, station)


def _after_extension(life: Life) -> None:
    due = due_on(life.finding)
    life.work(due - timedelta(days=9), (30, 55))
    life.extend(due - timedelta(days=8), due + timedelta(days=45), approve=True, decided_on=due - timedelta(days=5))
    life.clear(due + _days(life, 10, 42))


def _after_relapse(life: Life) -> None:
    life.clear(life.day + _days(life, 25, 60))
    life.reopen(life.day + _days(life, 40, 90))
    life.clear(life.day + _days(life, 25, 42))


def _relapsed_twice(life: Life) -> None:
    """All within the first eight months, so that the second evaluation knows of it."""
    life.clear(life.day + _days(life, 25, 45))
    for _ in range(2):
        life.reopen(life.day + _days(life, 30, 50))
        life.clear(life.day + _days(life, 25, 40))


def _partial(life: Life) -> None:
    life.clear(_ended_on(life), Status.PARTIALLY_CLEARED, life.finding.target)


def _long_term(life: Life) -> None:
    life.clear(_ended_on(life), Status.LONG_TERM, life.finding.target)


def _ended_on(life: Life) -> date:
    """Recently in the third round, within the first year otherwise; always well before the next day that is named."""
    is_new = life.finding.inspection.wave in THIRD
    day = life.day + (_days(life, 38, 85) if is_new else _days(life, 70, 240))
    target = life.finding.target
    return min(day, life.limit, target - timedelta(days=14) if target else day)


def _long_term_cleared(life: Life) -> None:
    _back_to_long_run(life, life.limit + timedelta(days=200))
    life.clear(life.day + _days(life, 60, 120))


def _long_term_in_review(life: Life) -> None:
    _back_to_long_run(life, life.finding.target)
    until = life.story.until
    life.work(until - timedelta(days=12), (90,))
    life.request(until - timedelta(days=9))
    life.sign(until - timedelta(days=6))


def _back_to_long_run(life: Life, goal_on: date | None) -> None:
    """Long-term before close-out; then its story goes on after it."""
    life.clear(_ended_on(life), Status.LONG_TERM, goal_on)
    _go_on_after_close_out(life)


def _go_on_after_close_out(life: Life) -> None:
    closed_on = life.finding.inspection.closed_on
    if closed_on is None:
        raise ValueError(life.finding.fate)
    life.day, life.limit = closed_on + timedelta(days=1), life.story.until


def _back_after_close_out(life: Life) -> None:
    _cleared(life)
    _go_on_after_close_out(life)
    if life.day < life.story.until - timedelta(days=LONG_AGO):
        life.reopen(life.day + _days(life, 60, 150))
        life.clear(life.day + _days(life, 25, 42))
        return
    life.reopen(life.story.until - timedelta(days=30), life.story.until + timedelta(days=25))


def _at_head(life: Life) -> None:
    _apply(life, life.story.until - _days(life, 1, 5), 0)


def _at_review(life: Life) -> None:
    _apply(life, life.story.until - _days(life, 4, 16), 1)


def _at_office(life: Life) -> None:
    _apply(life, life.story.until - _days(life, 6, 20), 2)


def _apply(life: Life, asked_on: date, steps: int) -> None:
    life.work(asked_on, (30, 85))
    life.request(asked_on)
    for number, step in enumerate((life.sign, life.review)[:steps], 1):
        step(asked_on + timedelta(days=2 * number))


def _returned(life: Life) -> None:
    _returned_from(life, life.story.until - _days(life, 11, 24), life.rng.choice(STATIONS))


def _relapsed(life: Life) -> None:
    target = life.finding.target or life.story.until
    found_on = min(life.story.until - _days(life, 5, 30), target - timedelta(days=1))
    life.clear(min(_good_day(life), found_on - timedelta(days=20)))
    life.reopen(found_on, target)


def _in_progress(life: Life) -> None:
    life.work(life.story.until, (15, life.rng.choice((30, 45, 60, 75))))


def _extended(life: Life) -> None:
    due = due_on(life.finding)
    life.work(due - timedelta(days=9), (20, 45))
    target = life.finding.target or due + timedelta(days=45)
    life.extend(due - timedelta(days=8), target, approve=True, decided_on=due - timedelta(days=4))
    life.work(life.story.until, (60, 70))


def _extension_pending(life: Life) -> None:
    day = life.story.until - _days(life, 1, 6)
    life.work(day, (20, 50))
    life.extend(day, due_on(life.finding) + timedelta(days=40), approve=None)


def _extension_refused(life: Life) -> None:
    day = life.story.until - _days(life, 14, 20)
    life.work(day, (20, 40))
    life.extend(day, due_on(life.finding) + timedelta(days=60), approve=False, decided_on=day + timedelta(days=4))


def _nothing(_life: Life) -> None:
    """Nobody has touched it, or it was withdrawn when it came in."""


LIVES: Mapping[Fate, Callable[[Life], None]] = {
    Fate.CLEARED: _cleared,
    Fate.ON_THE_SPOT: _on_the_spot,
    Fate.LATE: _late,
    Fate.AFTER_RETURN: _after_return,
    Fate.AFTER_EXTENSION: _after_extension,
    Fate.AFTER_RELAPSE: _after_relapse,
    Fate.RELAPSED_TWICE: _relapsed_twice,
    Fate.PARTIAL: _partial,
    Fate.LONG_TERM: _long_term,
    Fate.LONG_TERM_CLEARED: _long_term_cleared,
    Fate.LONG_TERM_IN_REVIEW: _long_term_in_review,
    Fate.BACK_AFTER_CLOSE_OUT: _back_after_close_out,
    Fate.AT_HEAD: _at_head,
    Fate.AT_REVIEW: _at_review,
    Fate.AT_OFFICE: _at_office,
    Fate.RETURNED: _returned,
    Fate.RELAPSED: _relapsed,
    Fate.IN_PROGRESS: _in_progress,
    Fate.EXTENDED: _extended,
    Fate.EXTENSION_PENDING: _extension_pending,
    Fate.EXTENSION_REFUSED: _extension_refused,
    Fate.NOT_STARTED: _nothing,
    Fate.NEVER_STARTED: _nothing,
    Fate.WITHDRAWN: _nothing,
}
