"""Whether a draw repeats an earlier one: noted for everybody to see, never refused (抽了再抽, docs/rules.md §6.2)."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date

from core.vocabulary import DrawState, Term

REPEAT_DAYS = 30
"""Natural days within which another draw over some of the same findings counts as a repetition; the thirtieth day is one."""


class RepeatReason(Term):
    """Why a draw counts as repeated."""

    RECENT = "recent", "30天内抽过或作废过重叠的名单"
    NOT_VISITED = "not_visited", "上次抽中的还没有查完"


@dataclass(frozen=True, kw_only=True)
class EarlierDraw:
    """A draw that was held or abandoned, with findings by their numbers."""

    id: int
    state: DrawState
    ended_on: date
    frame: Set[str]
    not_visited: Set[str]
    """Drawn findings that stand in no recorded visit of this draw."""


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """An earlier draw that a new one repeats."""

    draw: int
    state: DrawState
    ended_on: date
    reasons: tuple[RepeatReason, ...]
    shared: int
    """Findings that are in both frames."""


def repeats(frame: Set[str], sealed_on: date, earlier: Iterable[EarlierDraw]) -> tuple[Repeat, ...]:
    """Earlier draws over some of the same findings that are too near, or whose findings were not visited yet."""
    found = []
    for one in earlier:
        shared = len(frame & one.frame)
        if shared and (reasons := _reasons(one, sealed_on)):
            found.append(Repeat(draw=one.id, state=one.state, ended_on=one.ended_on, reasons=reasons, shared=shared))
    return tuple(found)


def _reasons(one: EarlierDraw, sealed_on: date) -> tuple[RepeatReason, ...]:
    holds = {
        RepeatReason.RECENT: (sealed_on - one.ended_on).days <= REPEAT_DAYS,
        RepeatReason.NOT_VISITED: bool(one.not_visited),
    }
    return tuple(reason for reason in RepeatReason if holds[reason])
