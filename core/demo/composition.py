"""Fills the slots of a finding template for one unit; the same state of the random source gives the same finding."""

import random
from dataclasses import dataclass
from decimal import Decimal

from core.demo.finding_template import EvidenceTitle, FindingTemplate
from core.demo.units import DemoUnit
from core.vocabulary import Handling, Severity, Subcategory

YEARS_BACK = 2


@dataclass(frozen=True)
class ComposedFinding:
    """A finding of one unit with everything that follows from it; amounts in 元."""

    subcategory: Subcategory
    title: str
    text: str
    amount_yuan: Decimal | None
    handling: Handling
    severity: Severity
    involves_persons: bool
    public_interest: bool
    publishable: bool
    goal: str
    measures: tuple[str, ...]
    outcome: str
    policy_title: str | None
    evidence: tuple[EvidenceTitle, ...]


def compose_finding(
    template: FindingTemplate, unit: DemoUnit, rng: random.Random, latest_year: int = 2024
) -> ComposedFinding:
    """Fill a template for a unit; years lie in the `YEARS_BACK` years up to `latest_year`."""
    amount = _draw_amount(template.amount, rng)
    slots = _draw_slots(template, unit, rng, latest_year) | {"amount": "" if amount is None else amount_text(amount)}
    return ComposedFinding(
        subcategory=template.subcategory,
        title=template.title.format_map(slots),
        text=template.text.format_map(slots),
        amount_yuan=amount,
        handling=template.handling,
        severity=template.severity,
        involves_persons=template.involves_persons,
        public_interest=template.public_interest,
        publishable=template.publishable,
        goal=template.goal.format_map(slots),
        measures=tuple(measure.format_map(slots) for measure in template.measures),
        outcome=template.outcome.format_map(slots),
        policy_title=template.policy_title.format_map(slots) if template.policy_title else None,
        evidence=tuple(EvidenceTitle(piece.kind, piece.title.format_map(slots)) for piece in template.evidence),
    )


def amount_text(yuan: Decimal) -> str:
    """Write an amount as officials do: 元 below ten thousand, else 万元 without idle zeros."""
    if yuan < 10_000:
        return f"{yuan:f}元"
    ten_thousands = f"{yuan / 10_000:.2f}".rstrip("0").rstrip(".")
    return f"{ten_thousands}万元"


def _draw_amount(bounds: tuple[int, int] | None, rng: random.Random) -> Decimal | None:
    if bounds is None:
        return None
    # Real reports give small sums to the hundred and large ones to the ten thousand, never with idle precision.
    step = 100 if bounds[1] < 1_000_000 else 1_000 if bounds[1] < 10_000_000 else 100_000
    return Decimal(rng.randrange(bounds[0], bounds[1] + 1, step))


def _draw_slots(template: FindingTemplate, unit: DemoUnit, rng: random.Random, latest_year: int) -> dict[str, str]:
    return {
        "n": str(rng.randint(*template.n)),
        "n2": str(rng.randint(*template.n2)),
        "year": str(rng.randint(latest_year - YEARS_BACK + 1, latest_year)),
        "dept": rng.choice(unit.business_offices),
        "village": rng.choice(unit.villages) if unit.villages else "",
        "office": unit.general_office,
        "finance": unit.finance_office,
        "party_office": unit.party_office,
        "org": unit.short_name,
        "body": unit.body,
        "meeting": unit.meeting,
        "party": unit.party,
        "head": unit.head_post,
    }
