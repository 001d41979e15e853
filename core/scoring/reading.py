"""Reads schemes and facts from text and refuses what does not fit, naming the place (docs/rules.md §7)."""

import json
import tomllib
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from core.errors import InvalidInput
from core.scoring.facts import ScoreFacts
from core.scoring.indicators import EVIDENCE
from core.scoring.portrait_scheme import PortraitScheme
from core.scoring.scheme import Scheme
from core.vocabulary import ScoreSource

M = TypeVar("M", bound=BaseModel)
WHOLE: dict[type[BaseModel], str] = {Scheme: "scheme", PortraitScheme: "scheme", ScoreFacts: "facts"}
"""Where a fault is that lies in no single part."""


def read_scheme(text: str) -> Scheme:
    """A scheme from TOML; raises InvalidInput with every fault."""
    scheme = validated(Scheme, _toml(text))
    faults = [fault for key, indicator in scheme.indicators.items() for fault in _lacking(key, indicator)]
    if faults:
        raise InvalidInput(problems=faults)
    return scheme


def read_portrait_scheme(text: str) -> PortraitScheme:
    """A portrait scheme from TOML; raises InvalidInput with every fault."""
    return validated(PortraitScheme, _toml(text))


def read_facts(text: str, scheme: Scheme) -> ScoreFacts:
    """Facts from JSON, checked against the scheme; raises InvalidInput."""
    try:
        raw = json.loads(text, parse_float=_number, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(problems=[("facts", "not_json", str(error), {})]) from None
    facts = validated(ScoreFacts, raw)
    require_known(scheme, facts)
    return facts


def require_known(scheme: Scheme, facts: ScoreFacts) -> None:
    """Refuse points for unknown indicators, and more points than an indicator has; raises InvalidInput."""
    problems = [
        (f"{source.value}.{key}", *_fault(scheme, key, points))
        for source in ScoreSource.by_indicator()
        for key, points in facts.points(source).items()
        if key not in scheme.indicators or points > scheme.indicators[key].points
    ]
    if problems:
        raise InvalidInput(problems=problems)


def validated(kind: type[M], raw: Any) -> M:
    """An object of this kind; raises InvalidInput with one (place, kind, message, facts) for each fault."""
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        problems = [
            (".".join(str(step) for step in p["loc"]) or WHOLE[kind], p["type"], p["msg"], dict(p.get("ctx", {})))
            for p in error.errors()
        ]
        raise InvalidInput(problems=problems) from error


def _fault(scheme: Scheme, key: str, points: Decimal) -> tuple[str, str, dict[str, Any]]:
    if key not in scheme.indicators:
        return "unknown_indicator", "", {"read": key}
    return "above_full", "", {"read": points, "most": scheme.indicators[key].points}


def _lacking(key: str, indicator: Any) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Faults of an indicator's evidence: no such function, or a parameter it needs is absent."""
    if indicator.evidence is None:
        return []
    if indicator.evidence not in EVIDENCE:
        return [(f"{key}.evidence", "unknown_evidence", "", {"read": indicator.evidence})]
    needs = EVIDENCE[indicator.evidence].needs
    return [(f"{key}.{name}", "missing", "", {}) for name in needs if not getattr(indicator, name)]


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=_number)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(problems=[("scheme", "not_toml", str(error), {})]) from None


def _number(text: str) -> Decimal:
    """Exactly what was written; an exponent beyond all bounds is no number."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"读不出“{text}”这个数") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key stand twice and the last one win; points given twice are a mistake."""
    keys = [key for key, _ in pairs]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise InvalidInput(problems=[(key, "value_error", "", {"error": "写了两次"}) for key in twice])
    return dict(pairs)
