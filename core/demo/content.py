"""Loads the written material of the demo county and refuses it as a whole when one entry is wrong."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from core.demo.composition import ComposedFinding, compose_finding
from core.demo.finding_template import FindingTemplate, read_template, template_problems
from core.demo.phrases import DemoPhrases, read_phrases
from core.demo.terms import read_term
from core.demo.units import DemoBody, DemoRound, DemoUnit, read_body, read_round, read_unit
from core.errors import InvalidInput
from core.vocabulary import BodyKind, Subcategory, UnitKind

__all__ = ["ComposedFinding", "DemoContent", "compose_finding", "load_content"]

DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "data" / "demo"

Problem = tuple[str, str]
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class DemoContent:
    """Everything the generator of the demo county draws from."""

    county: str
    rounds: tuple[DemoRound, ...]
    bodies: tuple[DemoBody, ...]
    units: tuple[DemoUnit, ...]
    templates: tuple[FindingTemplate, ...]
    phrases: DemoPhrases

    def bodies_of(self, kind: BodyKind) -> tuple[DemoBody, ...]:
        """Bodies of one kind in written order."""
        return tuple(body for body in self.bodies if body.kind is kind)

    def lead_department(self, subcategory: Subcategory) -> DemoBody:
        """The department (主责部门) that looks after a subcategory."""
        return next(body for body in self.bodies if subcategory in body.subcategories)

    def templates_for(self, unit: DemoUnit) -> tuple[FindingTemplate, ...]:
        """Templates that a unit could have."""
        return tuple(template for template in self.templates if template.fits(unit.kind, unit.code))


def load_content(folder: Path = DEFAULT_FOLDER) -> DemoContent:
    """Read and check all TOML files of the folder; InvalidInput lists every fault with its place."""
    county = _read_document(folder / "county.toml")
    bodies = _read_entries("county.toml", county, "body", read_body)
    units = _read_entries("units.toml", _read_document(folder / "units.toml"), "unit", read_unit)
    content = DemoContent(
        county=_read_entry("county.toml", county, lambda raw: str(raw["county"])),
        rounds=_read_entries("county.toml", county, "round", read_round),
        bodies=bodies,
        units=units,
        templates=_read_templates(folder / "findings", {unit.code for unit in units}),
        phrases=_read_entry("phrases.toml", _read_document(folder / "phrases.toml"), read_phrases),
    )
    _refuse([*_broken_links(units, bodies), *_unwatched(bodies)])
    return content


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise InvalidInput(problems=tuple(problems))


def _read_document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InvalidInput(problems=((path.name, "找不到该文件，请补上。"),)) from None
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(problems=((path.name, f"不是正确的 TOML：{error}"),)) from None


def _read_entries(
    name: str, document: Mapping[str, Any], table: str, read: Callable[[Mapping[str, Any]], Entry]
) -> tuple[Entry, ...]:
    raws = enumerate(document.get(table, ()), start=1)
    return tuple(_read_entry(f"{name} 第 {number} 个 [[{table}]]", raw, read) for number, raw in raws)


def _read_entry(place: str, raw: Mapping[str, Any], read: Callable[[Mapping[str, Any]], Entry]) -> Entry:
    try:
        return read(raw)
    except KeyError as error:
        raise InvalidInput(problems=((place, f"缺少 {error.args[0]}，请补上。"),)) from None
    except ValueError as error:
        raise InvalidInput(problems=((place, f"{error}。"),)) from None


def _read_templates(folder: Path, unit_codes: set[str]) -> tuple[FindingTemplate, ...]:
    problems: list[Problem] = []
    templates: list[FindingTemplate] = []
    for path in sorted(folder.glob("*.toml")):
        document = _read_document(path)
        try:
            subcategory = read_term(Subcategory, document.get("subcategory"))
        except ValueError as error:
            problems.append((f"findings/{path.name} subcategory", f"{error}。"))
            continue
        for number, raw in enumerate(document.get("finding", ()), start=1):
            place = f"findings/{path.name} 第 {number} 条“{raw.get('title', '')}”"
            faults = [*template_problems(raw), *_unknown_units(raw, unit_codes)]
            problems += [(f"{place} {field}", sentence) for field, sentence in faults]
            if not faults:
                templates.append(read_template(subcategory, raw))
    _refuse(problems)
    return tuple(templates)


def _unknown_units(raw: Mapping[str, Any], unit_codes: set[str]) -> Iterator[Problem]:
    for code in chain.from_iterable(raw.get("only", {}).values()):
        if code not in unit_codes:
            yield "only", f"units.toml 里没有代码 {code}。"


def _broken_links(units: tuple[DemoUnit, ...], bodies: tuple[DemoBody, ...]) -> Iterator[Problem]:
    kinds = {body.code: body.kind for body in bodies}
    for unit in units:
        links = {
            "discipline_office": (unit.discipline_office, BodyKind.DISCIPLINE_OFFICE),
            "resident_team": (unit.resident_team, BodyKind.RESIDENT_TEAM),
            "charge_leader": (unit.charge_leader, BodyKind.CHARGE_LEADER),
        }
        for field, (code, kind) in links.items():
            if kinds.get(code) is not kind:
                yield f"units.toml {unit.short_name} {field}", f"读到“{code}”，county.toml 里没有这个{kind.term}。"
        if unit.kind is UnitKind.TOWNSHIP and not unit.villages:
            yield f"units.toml {unit.short_name} villages", "乡镇要写明所辖村。"


def _unwatched(bodies: tuple[DemoBody, ...]) -> Iterator[Problem]:
    watched = {subcategory for body in bodies for subcategory in body.subcategories}
    for subcategory in Subcategory:
        if subcategory not in watched:
            yield "county.toml [[body]] subcategories", f"{subcategory} {subcategory.term}没有主责部门。"
