"""Units and bodies of the demo county, as written down in `data/demo/units.toml` and `county.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.demo.terms import read_term
from core.vocabulary import BodyKind, RoundKind, Subcategory, UnitKind

_PARTY_BODIES = ("党工委", "党委", "党组")


@dataclass(frozen=True)
class DemoRound:
    """One inspection round (轮次)."""

    term_no: int
    round_no: int
    kind: RoundKind
    title: str


@dataclass(frozen=True)
class DemoBody:
    """A supervising body or post; `subcategories` only for lead departments."""

    code: str
    kind: BodyKind
    name: str
    subcategories: tuple[Subcategory, ...]


@dataclass(frozen=True)
class DemoUnit:
    """An inspected unit with its posts and offices; the last three codes name bodies."""

    code: str
    name: str
    short_name: str
    kind: UnitKind
    body: str
    """Its leading party body as sentences name it (局党组、镇党委、党工委、公司党委)."""
    head_post: str
    handler_post: str
    general_office: str
    finance_office: str
    party_office: str
    business_offices: tuple[str, ...]
    owner_leaders: tuple[str, ...]
    villages: tuple[str, ...]
    """Only townships have villages."""
    discipline_office: str
    resident_team: str
    charge_leader: str

    @property
    def party(self) -> str:
        """Kind of its leading party body: 党组、党委 or 党工委."""
        return next(name for name in _PARTY_BODIES if self.body.endswith(name))

    @property
    def meeting(self) -> str:
        """Meeting of its leading party body (党组会议)."""
        return f"{self.party}会议"

    @property
    def offices(self) -> tuple[str, ...]:
        """All its offices and departments."""
        return self.general_office, self.finance_office, self.party_office, *self.business_offices


def read_round(raw: Mapping[str, Any]) -> DemoRound:
    """Build a round from its TOML table."""
    return DemoRound(raw["term_no"], raw["round_no"], read_term(RoundKind, raw["kind"]), raw["title"])


def read_body(raw: Mapping[str, Any]) -> DemoBody:
    """Build a body from its TOML table."""
    subcategories = tuple(read_term(Subcategory, code) for code in raw.get("subcategories", ()))
    return DemoBody(raw["code"], read_term(BodyKind, raw["kind"]), raw["name"], subcategories)


def read_unit(raw: Mapping[str, Any]) -> DemoUnit:
    """Build a unit from its TOML table; a party body of another kind is refused."""
    if not raw["body"].endswith(_PARTY_BODIES):
        raise ValueError(f"body 读到“{raw['body']}”，应以{'、'.join(_PARTY_BODIES)}结尾")
    return DemoUnit(
        code=raw["code"],
        name=raw["name"],
        short_name=raw["short_name"],
        kind=read_term(UnitKind, raw["kind"]),
        body=raw["body"],
        head_post=raw["head_post"],
        handler_post=raw["handler_post"],
        general_office=raw["general_office"],
        finance_office=raw["finance_office"],
        party_office=raw["party_office"],
        business_offices=tuple(raw["business_offices"]),
        owner_leaders=tuple(raw["owner_leaders"]),
        villages=tuple(raw.get("villages", ())),
        discipline_office=raw["discipline_office"],
        resident_team=raw["resident_team"],
        charge_leader=raw["charge_leader"],
    )
