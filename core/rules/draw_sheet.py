"""The draw sheet: everything a draw follows from, word for word, so that anyone can compute it again (docs/rules.md §6.2)."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.rules.draw import BASE_WEIGHT, commitment_of, draw, probabilities, seed_of
from core.rules.draw_repeats import RepeatReason
from core.vocabulary import DrawState, RiskFactor

KIND: Literal["houbanpian-draw-1"] = "houbanpian-draw-1"
HASH = r"^[0-9a-f]{64}$"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SheetCandidate(_Part):
    """One finding that can be drawn, as it stood when the draw was sealed."""

    code: str
    unit: str
    title: str
    factors: tuple[RiskFactor, ...]
    weight: int = Field(ge=BASE_WEIGHT, strict=True)


class SheetRepeat(_Part):
    """An earlier draw that this one repeats."""

    draw: int = Field(strict=True)
    state: DrawState
    ended_on: date
    reasons: tuple[RepeatReason, ...]
    shared: int = Field(strict=True)


class SealedPart(_Part):
    """What is fixed when a draw is sealed, before anybody can know whom it meets."""

    purpose: str
    sealed_on: date
    criteria: dict[str, tuple[str, ...]]
    weights: dict[RiskFactor, int]
    size: int = Field(ge=1, strict=True)
    candidates: tuple[SheetCandidate, ...]
    """In the order of their numbers."""
    repeats: tuple[SheetRepeat, ...] = ()

    def sha256(self) -> str:
        """Fingerprint of frame, weights and number to draw (候选名单指纹)."""
        return sha256_of(self.model_dump(mode="json"))

    @property
    def candidate_weights(self) -> tuple[int, ...]:
        """Weights in the order of the candidates."""
        return tuple(one.weight for one in self.candidates)


class DrawSheet(_Part):
    """A draw that was held."""

    kind: Literal["houbanpian-draw-1"] = KIND
    sealed: SealedPart
    frame_sha256: str = Field(pattern=HASH)
    commitment: str = Field(pattern=HASH)
    secret: str = Field(pattern=HASH)
    head_hash: str = Field(pattern=HASH)
    """Head of the audit chain when the draw was held."""
    drawn_at: str
    """Instant to the second, with its offset."""
    seed: str = Field(pattern=HASH)
    probabilities: tuple[str, ...]
    """a/b, in the order of the candidates."""
    drawn: tuple[str, ...]
    sheet_sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """Of everything else on the sheet."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """What a draw is held with, beside what was sealed."""

    secret: str
    head_hash: str
    drawn_at: str


def make_sheet(sealed: SealedPart, moment: Moment) -> DrawSheet:
    """Hold the draw: seed, probabilities and result all follow from what was sealed and the moment."""
    frame_sha256 = sealed.sha256()
    seed = seed_of(moment.secret, frame_sha256, moment.head_hash, moment.drawn_at)
    open_sheet = DrawSheet(
        sealed=sealed,
        frame_sha256=frame_sha256,
        commitment=commitment_of(moment.secret),
        secret=moment.secret,
        head_hash=moment.head_hash,
        drawn_at=moment.drawn_at,
        seed=seed,
        probabilities=probabilities_of(sealed),
        drawn=drawn_by(sealed, seed),
    )
    return open_sheet.model_copy(update={"sheet_sha256": seal_of(open_sheet)})


def sheet_text(sheet: DrawSheet) -> str:
    """The sheet as it is kept and handed out: canonical JSON."""
    return canonical(sheet.model_dump(mode="json"))


def read_sheet(text: str) -> DrawSheet | None:
    """The sheet in a text; None when it is not one, or was written in any other way than ours."""
    try:
        sheet = DrawSheet.model_validate(json.loads(text))
        return sheet if sheet_text(sheet) == text else None
    except (ValueError, ValidationError, RecursionError):
        return None


def canonical(value: Any) -> str:
    """One way to write a value: sorted names, no blanks, Chinese as it is, no fractions of decimals."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(value: Any) -> str:
    """SHA-256 of a value in its one way of writing."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def fraction_text(probability: Fraction) -> str:
    """a/b in lowest terms."""
    return f"{probability.numerator}/{probability.denominator}"


def seal_of(sheet: DrawSheet) -> str:
    """Fingerprint of everything on the sheet but itself."""
    return sha256_of(sheet.model_dump(mode="json", exclude={"sheet_sha256"}))


def probabilities_of(sealed: SealedPart) -> tuple[str, ...]:
    """Chance of each candidate as the sheet writes it."""
    return tuple(map(fraction_text, probabilities(sealed.candidate_weights, sealed.size)))


def drawn_by(sealed: SealedPart, seed: str) -> tuple[str, ...]:
    """Numbers of the findings that a seed draws."""
    places = draw(sealed.candidate_weights, sealed.size, seed)
    return tuple(sealed.candidates[place].code for place in places)
