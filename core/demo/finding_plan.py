"""Composes the findings of every planned inspection and deals out fates, ways of handling and last deadlines."""

import random
from collections import defaultdict
from datetime import date, timedelta
from itertools import cycle

from core.demo.composition import ComposedFinding, compose_finding
from core.demo.content import DemoContent
from core.demo.county_plan import DEFAULT_FINDINGS, CountyPlan, PlannedFinding, PlannedInspection
from core.demo.days import chance
from core.demo.fates import LONG_TERM_FATES, OPEN, REMAINING, Fate, pull, quotas
from core.demo.finding_template import FindingTemplate
from core.demo.waves import WAVES, Intake, Wave
from core.vocabulary import Handling, Source, Subcategory, UnitKind

FREQUENT = {Subcategory.B2: 3.0, Subcategory.B5: 3.0, Subcategory.C1: 2.5, Subcategory.A1: 2.5, Subcategory.C2: 2.0,
            Subcategory.B4: 2.0, Subcategory.B1: 2.0, Subcategory.C6: 1.5, Subcategory.A7: 1.5}  # fmt: skip
RARE = {Subcategory.B9: 0.3, Subcategory.D5: 0.4, Subcategory.C7: 0.5, Subcategory.A5: 0.5, Subcategory.D3: 0.5}
LIKELINESS = FREQUENT | RARE
"""How often a kind of finding occurs against the average, so that common problems stand out."""

OVERDUE_AT_DEFAULT, DUE_SOON_AT_DEFAULT = 35, 25
OVERDUE_DAYS = (1, 10, 47, 95, 3, 18, 6, 26, 14, 33, 8, 22, 5, 38, 55, 12, 29, 71, 2, 16, 20, 44, 9, 63, 24, 4, 118)
"""Days past due on the last day, every level of warning among them."""
DUE_SOON_DAYS = (0, 5, 12, 20, 2, 9, 15, 7, 18, 11, 3, 14, 19)
NEVER_STARTED_DAYS = 125
"""What nobody has touched is so many days past due, enough for a veto some weeks before the last day."""
UNLIKELY = 0.3
"""Of what is partially cleared or long-term little is overdue."""
KEEP_IMMEDIATE = (Fate.CLEARED, Fate.LATE, Fate.AFTER_RETURN)


def plan_findings(content: DemoContent, plan: CountyPlan, seed: int, findings: int) -> None:
    """Fill every inspection of the plan with findings."""
    by_wave: dict[Wave, list[PlannedFinding]] = defaultdict(list)
    for number, inspection in enumerate(plan.inspections):
        rng = chance(seed, "findings", number)
        inspection.findings = [PlannedFinding(inspection, made) for made in _compose(content, inspection, rng)]
        by_wave[inspection.wave] += inspection.findings
    met: set[Fate] = set()
    for wave, group in by_wave.items():
        if WAVES[wave].intake is not Intake.DRAFTS:
            shares = quotas(wave, len(group), met)
            met |= {fate for fate, number in shares.items() if number}
            _deal_fates(shares, group, chance(seed, "fates", wave))
    everything = [finding for inspection in plan.inspections for finding in inspection.findings]
    for finding in everything:
        finding.handling = _handling(finding)
    _enter_some_by_hand(plan)
    _set_targets(everything, plan.until, findings / DEFAULT_FINDINGS, chance(seed, "targets"))


def _compose(content: DemoContent, inspection: PlannedInspection, rng: random.Random) -> list[ComposedFinding]:
    templates = content.templates_for(inspection.unit)
    latest_year = inspection.feedback_on.year - 1
    found: dict[str, ComposedFinding] = {}
    while len(found) < inspection.size:
        for template in _drawn(templates, inspection.size - len(found), rng):
            made = compose_finding(template, inspection.unit, rng, latest_year)
            found.setdefault(made.text, made)
    return sorted(found.values(), key=lambda made: made.subcategory)


def _drawn(templates: tuple[FindingTemplate, ...], number: int, rng: random.Random) -> list[FindingTemplate]:
    keyed = {id(t): rng.random() ** (1 / LIKELINESS.get(t.subcategory, 1.0)) for t in templates}
    return sorted(templates, key=lambda t: keyed[id(t)], reverse=True)[:number]


def _deal_fates(shares: dict[Fate, int], group: list[PlannedFinding], rng: random.Random) -> None:
    """Fates in the order of the table, each to those that draw it most."""
    left = list(group)
    for fate, number in shares.items():
        draw = {id(finding): _draw(fate, finding, rng) for finding in left}
        left.sort(key=lambda finding: draw[id(finding)], reverse=True)
        for finding in left[:number]:
            finding.fate = fate
        left = left[number:]


def _draw(fate: Fate, finding: PlannedFinding, rng: random.Random) -> float:
    """Between 0 and 1, or above 1 where the finding is made for this fate."""
    chance_of_it = rng.random() ** (1 / pull(fate, finding.inspection.character))
    if fate is Fate.RELAPSED_TWICE:
        # The third round goes to other kinds of units: only with agencies it weighs on the portrait of today.
        return chance_of_it + (finding.inspection.unit.kind is UnitKind.AGENCY)
    made_for_it = {Fate.ON_THE_SPOT: Handling.IMMEDIATE, **dict.fromkeys(LONG_TERM_FATES, Handling.LONG_TERM)}
    if fate in made_for_it:
        persons = fate is Fate.ON_THE_SPOT and finding.composed.involves_persons
        return rng.random() + (finding.composed.handling is made_for_it[fate]) - persons
    return chance_of_it


def _handling(finding: PlannedFinding) -> Handling:
    if finding.fate is Fate.ON_THE_SPOT:
        return Handling.IMMEDIATE
    if finding.fate in LONG_TERM_FATES:
        return Handling.LONG_TERM
    if finding.fate in KEEP_IMMEDIATE and finding.composed.handling is Handling.IMMEDIATE:
        return Handling.IMMEDIATE
    return Handling.TIME_LIMITED


def _enter_some_by_hand(plan: CountyPlan) -> None:
    """One finding of every unit that is still supervised came up later, or was put right before the feedback."""
    sources = cycle((Source.SUPERVISION, Source.SURVEY, Source.IMMEDIATE))
    for inspection in plan.inspections:
        if inspection.wave in (Wave.SECOND_OPEN, Wave.SECOND_CLOSED) and not inspection.by_ledger:
            plain = [finding for finding in inspection.findings if finding.fate is Fate.CLEARED]
            for finding in plain[:1]:
                finding.source = next(sources)


def _set_targets(everything: list[PlannedFinding], until: date, scale: float, rng: random.Random) -> None:
    """Spread last deadlines so that every level of warning occurs."""
    never = [finding for finding in everything if finding.fate is Fate.NEVER_STARTED]
    for finding in never:
        finding.target = until - timedelta(days=NEVER_STARTED_DAYS)
    waiting = [f for f in everything if f.fate in OPEN | REMAINING and f.target is None]
    draw = {id(f): rng.random() ** (1 / pull(f.fate, f.inspection.character)) * _likely(f) for f in waiting}
    waiting.sort(key=lambda finding: draw[id(finding)], reverse=True)
    late = [finding for finding in waiting if _most_overdue(finding, until) > 0][
        : max(4, round(OVERDUE_AT_DEFAULT * scale)) - len(never)
    ]
    days = sorted((day for day, _ in zip(cycle(OVERDUE_DAYS), late, strict=False)), reverse=True)
    late.sort(key=lambda finding: _most_overdue(finding, until), reverse=True)
    for finding, overdue in zip(late, days, strict=True):
        finding.target = until - timedelta(days=min(overdue, _most_overdue(finding, until)))
    others = [finding for finding in waiting if finding.target is None]
    soon = max(4, round(DUE_SOON_AT_DEFAULT * scale))
    for finding, left in zip(others[:soon], cycle(DUE_SOON_DAYS), strict=False):
        finding.target = until + timedelta(days=left)
    for finding in others[soon:]:
        finding.target = until + timedelta(days=rng.randint(21, 90))


def _likely(finding: PlannedFinding) -> float:
    return UNLIKELY if finding.fate in REMAINING else 1.0


def _most_overdue(finding: PlannedFinding, until: date) -> int:
    """Most days a finding of this fate can be past due, so that its story fits in before."""
    told = (until - finding.inspection.feedback_on).days
    if finding.fate is Fate.EXTENDED:
        return (until - finding.usual_due_on).days - 3
    if finding.fate in REMAINING:
        return told - 100
    return told - (75 if finding.fate is Fate.RELAPSED else 45)
