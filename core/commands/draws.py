"""Draws for unannounced checks: sealed, held by a later command, or abandoned; each is kept for good (回马枪, docs/rules.md §6.2)."""

import secrets
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from sqlalchemy import select

from core.almanac import work_calendar
from core.clock import local
from core.commands.base import Command, Done, Work, handles
from core.commands.draw_visits import open_visits
from core.commands.fields import Code, Statement, Version
from core.commands.load import load, require_version
from core.errors import RuleViolated
from core.identity import Scope
from core.queries.base import Reading
from core.queries.draw_frame import Candidate, FrameCriteria, candidates
from core.queries.draw_record import repeated, sealed_part
from core.rules.draw import DEFAULT_WEIGHTS, LARGEST_WEIGHT, commitment_of, weight_of
from core.rules.draw_sheet import Moment, SealedPart, SheetCandidate, SheetRepeat, make_sheet, sheet_text
from core.rules.lifecycle import Missing
from core.store.models import SpotDraw
from core.store.trail import AUDIT, Happening, lock_chain
from core.vocabulary import DrawState, Handling, RiskFactor, Status, UnitKind

MOST_DRAWN = 500
Codes = Annotated[tuple[Code, ...], Field(max_length=500)]


class DrawFrame(Command):
    """Which findings can be drawn; empty means all."""

    rounds: Codes = ()
    units: Codes = ()
    unit_kinds: tuple[UnitKind, ...] = ()
    categories: Codes = ()
    statuses: tuple[Status, ...] = ()
    handlings: tuple[Handling, ...] = ()


class SealDraw(Command):
    """Fix frame, weights and number to draw; nobody can know yet whom it meets, and nobody gives a seed."""

    purpose: Statement
    frame: DrawFrame = DrawFrame()
    size: Annotated[int, Field(ge=1, le=MOST_DRAWN)]
    weights: dict[RiskFactor, Annotated[int, Field(ge=0, le=LARGEST_WEIGHT)]] = Field(default_factory=dict)
    """What is not named keeps its default."""


class HoldDraw(Command):
    """Draw what was sealed; the visits to the drawn findings are opened with it."""

    draw_id: int
    version: Version


class AbandonDraw(Command):
    """Give a sealed draw up; it stays in the list with its reason."""

    draw_id: int
    version: Version
    reason: Statement


@handles(SealDraw)
def seal_draw(work: Work, command: SealDraw) -> Done:
    """Take the frame as it is today, bind a secret to it and show the commitment only; returns the id."""
    reading = Reading(work.session, Scope(everything=True), work.today, work_calendar())
    found = candidates(reading, FrameCriteria(**command.frame.model_dump()))
    _require_drawable(work, command.size, found)
    weights = dict(DEFAULT_WEIGHTS) | command.weights
    sealed = _sealed(work, reading, command, weights, found)
    secret = secrets.token_hex(32)
    kept = sealed.model_dump(mode="json")
    draw = SpotDraw(
        sealed_on=work.today,
        size=command.size,
        purpose=command.purpose,
        criteria={"criteria": kept["criteria"], "weights": kept["weights"]},
        frame={"candidates": kept["candidates"], "repeats": kept["repeats"]},
        frame_sha256=sealed.sha256(),
        secret=secret,
        commitment=commitment_of(secret),
        event_id=work.event_id,
    )
    work.session.add(draw)
    work.session.flush()
    after = {"frame_sha256": draw.frame_sha256, "commitment": draw.commitment, "size": draw.size, "frame": len(found)}
    return Done(Happening(action="draw.sealed", subject_type="draw", subject_id=draw.id, after=after), draw.id)


@handles(HoldDraw)
def hold_draw(work: Work, command: HoldDraw) -> Done:
    """Let secret, frame, head of the audit chain and the second decide; returns the numbers that were drawn."""
    draw = _load_sealed(work, command.draw_id, command.version)
    at = local(work.now).replace(microsecond=0).isoformat()
    moment = Moment(secret=draw.secret, head_hash=lock_chain(work.session, AUDIT).last_hash, drawn_at=at)
    sheet = make_sheet(sealed_part(draw), moment)
    draw.state, draw.drawn_on = DrawState.HELD, work.today
    draw.seed, draw.sheet, draw.sheet_sha256 = sheet.seed, sheet_text(sheet), sheet.sheet_sha256
    open_visits(work, draw, sheet.drawn)
    after = {"sheet_sha256": draw.sheet_sha256, "size": draw.size}
    return Done(Happening(action="draw.held", subject_type="draw", subject_id=draw.id, after=after), sheet.drawn)


@handles(AbandonDraw)
def abandon_draw(work: Work, command: AbandonDraw) -> Done:
    """Close a sealed draw without a result."""
    draw = _load_sealed(work, command.draw_id, command.version)
    draw.state, draw.abandoned_on, draw.abandon_reason = DrawState.ABANDONED, work.today, command.reason
    after = {"reason": command.reason}
    return Done(Happening(action="draw.abandoned", subject_type="draw", subject_id=draw.id, after=after))


def _load_sealed(work: Work, draw_id: int, version: int) -> SpotDraw:
    """A draw that is neither held nor abandoned; raises NotFound, StaleVersion or RuleViolated."""
    draw: SpotDraw = load(work, SpotDraw, draw_id, "draw")
    if draw.state is not DrawState.SEALED:
        raise RuleViolated(missing=(Missing(code="draw_not_sealed", where="spot_check"),), state=draw.state.term)
    require_version(draw, version)
    return draw


def _require_drawable(work: Work, size: int, found: Sequence[Candidate]) -> None:
    """One draw at a time, and no more drawn than there are."""
    missing = []
    if not found:
        missing.append(Missing(code="draw_frame_empty", where="spot_check"))
    elif size > len(found):
        missing.append(Missing(code="draw_too_large", where="spot_check", count=len(found), facts={"size": size}))
    if work.session.scalar(select(SpotDraw.id).where(SpotDraw.state == DrawState.SEALED)) is not None:
        missing.append(Missing(code="draw_sealed_already", where="spot_check"))
    if missing:
        raise RuleViolated(missing=tuple(missing))


def _sealed(
    work: Work, reading: Reading, command: SealDraw, weights: dict[RiskFactor, int], found: Sequence[Candidate]
) -> SealedPart:
    return SealedPart(
        purpose=command.purpose,
        sealed_on=work.today,
        criteria=command.frame.model_dump(),
        weights=weights,
        size=command.size,
        candidates=tuple(
            SheetCandidate(
                code=one.code,
                unit=one.unit_name,
                title=one.title,
                factors=one.factors,
                weight=weight_of(one.factors, weights),
            )
            for one in found
        ),
        repeats=tuple(SheetRepeat(**vars(one)) for one in repeated(reading, [one.code for one in found])),
    )
