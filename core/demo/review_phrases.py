"""What the panel of the demo county writes on score sheets; a wrong figure or an empty list is refused with its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from core.demo.terms import read_term
from core.vocabulary import Veto


class Need(StrEnum):
    """What an inspection must have for a remark to make sense."""

    PERSONS = "persons"
    LONG_TERM = "long_term"
    POLICIES = "policies"


@dataclass(frozen=True)
class Remark:
    """Why an indicator loses so many points more than data say."""

    indicator: str
    lose: Decimal
    reason: str
    unrecorded: bool
    """Fits only where nothing is on record past its day; the others fit only elsewhere."""
    needs: Need | None


@dataclass(frozen=True)
class ReviewPhrases:
    """Reasons of the panel, each kind for one decision on a line of the sheet."""

    remarks: Mapping[str, tuple[Remark, ...]]
    """By indicator, as they come in the file."""
    on_paper: tuple[str, ...]
    """Evidence that lies on paper and not in the system."""
    raised: tuple[str, ...]
    lowered: tuple[str, ...]
    untrue: tuple[str, ...]
    """What was found instead of what was reported."""
    corrections: tuple[str, ...]
    """Why an adoption was taken back."""
    bases: Mapping[Veto, str]
    """What a stated veto rests on."""


def read_review_phrases(raw: Mapping[str, Any]) -> ReviewPhrases:
    """Build them from their TOML table; ValueError says in Chinese what is wrong."""
    remarks: dict[str, tuple[Remark, ...]] = {}
    for entry in raw["remark"]:
        remark = _read_remark(entry)
        remarks[remark.indicator] = (*remarks.get(remark.indicator, ()), remark)
    bases = {read_term(Veto, code): basis for code, basis in raw["bases"].items()}
    for veto in Veto.stated():
        if not bases.get(veto):
            raise ValueError(f"review.bases 缺少“{veto.term}”的依据")
    return ReviewPhrases(
        remarks=remarks,
        **{name: _sentences(raw, name) for name in ("on_paper", "raised", "lowered", "untrue", "corrections")},
        bases=bases,
    )


def _read_remark(entry: Mapping[str, Any]) -> Remark:
    needs = entry.get("needs")
    if needs is not None and needs not in {*Need}:
        raise ValueError(f"review.remark“{entry['reason']}”的 needs 读到“{needs}”，应为 {'、'.join(Need)} 之一")
    return Remark(
        indicator=entry["indicator"],
        lose=_points(entry),
        reason=entry["reason"],
        unrecorded=entry.get("unrecorded", False),
        needs=needs and Need(needs),
    )


def _points(entry: Mapping[str, Any]) -> Decimal:
    try:
        lose = Decimal(str(entry["lose"]))
        if 0 < lose <= 100:
            return lose
    except InvalidOperation:
        pass
    raise ValueError(f"review.remark“{entry['reason']}”的 lose 读到“{entry['lose']}”，应为大于 0 的分数")


def _sentences(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    if not raw[name]:
        raise ValueError(f"review.{name} 是空的，至少写一句")
    return tuple(raw[name])
