"""What is typed into the forms for a planned finding: drafts as they stand, and rows of a unit's ledger."""

import hashlib
from datetime import date, timedelta

from core.commands.findings import Draft
from core.commands.intake import ImportLedger, LedgerEntry
from core.demo.county_plan import PlannedFinding, PlannedInspection
from core.demo.fates import LONG_TERM_FATES, OPEN, Fate
from core.demo.waves import Intake, Wave
from core.intake.feedback import DraftFinding
from core.vocabulary import Category, Status, Subcategory

OLD = (Wave.FIRST_OPEN, Wave.SECOND_OPEN)
GOAL_ONLY = 13
"""So many rows of an old ledger apart stands one with a goal and no measure."""


def read_draft(found: DraftFinding) -> Draft:
    """A draft as the splitter read it, with its place in the original."""
    proposed = found.category or ""
    return Draft(
        text=found.text,
        category=Category.from_code(proposed) if proposed in {*Category} else None,
        subcategory=Subcategory.from_code(proposed) if proposed in {*Subcategory} else None,
        aspect=found.aspect or "",
        source_start=found.start,
        source_end=found.end,
        confidence=found.confidence,
    )


def as_it_stands(finding: PlannedFinding, due_on: date | None = None) -> Draft:
    """The finding as the office confirms it."""
    composed = finding.composed
    return Draft(
        text=composed.text,
        title=composed.title,
        subcategory=composed.subcategory,
        handling=finding.handling,
        due_on=due_on or stated_due_on(finding),
        involves_persons=composed.involves_persons,
        concerns_public=composed.public_interest,
        amount_yuan=composed.amount_yuan,
    )


def due_on(finding: PlannedFinding) -> date:
    """The deadline it has once confirmed."""
    by_hand = finding.target if finding.fate is Fate.CLEARED else None
    return by_hand or stated_due_on(finding) or finding.usual_due_on


def stated_due_on(finding: PlannedFinding) -> date | None:
    """The deadline named at confirmation: none for what moves later, by extension, relapse or a stage goal."""
    moves_later = finding.inspection.wave in OLD or finding.fate in (Fate.EXTENDED, Fate.RELAPSED)
    return finding.target if finding.fate in OPEN and not moves_later else None


def ledger(inspection: PlannedInspection, entries: tuple[LedgerEntry, ...], name: str) -> ImportLedger:
    """The import of one unit's ledger; its fingerprint follows from its rows."""
    rows = "\n".join(entry.model_dump_json() for entry in entries)
    return ImportLedger(
        file_name=f"{inspection.unit.short_name}{name}.xlsx",
        sha256=hashlib.sha256(rows.encode()).hexdigest(),
        inspection_id=inspection.id,
        entries=entries,
    )


def ledger_entry(finding: PlannedFinding, row: int, owner: str, office: str) -> LedgerEntry:
    """One row of the unit's own ledger, with goal, measures and who answers for it; old ledgers lack measures here and there."""
    composed, unit = finding.composed, finding.inspection.unit
    return LedgerEntry(
        row=row,
        draft=as_it_stands(finding),
        goal=composed.goal,
        measures=composed.measures if row % GOAL_ONLY or finding.inspection.intake is Intake.FEEDBACK else (),
        owner_leader=owner,
        lead_office=office,
        co_offices=unit.general_office if office != unit.general_office else unit.finance_office,
        handler=unit.handler_post,
        is_publishable=composed.publishable,
    )


def as_done(entry: LedgerEntry, finding: PlannedFinding, done_on: date, today: date) -> LedgerEntry:
    """What a ledger says long afterwards."""
    if finding.fate in LONG_TERM_FATES:
        goal_on = (finding.target or today) + timedelta(days=0 if finding.target else 300)
        draft = entry.draft.model_copy(update={"due_on": goal_on})
        return entry.model_copy(update={"draft": draft, "status": Status.LONG_TERM, "cleared_on": done_on})
    amount = finding.composed.amount_yuan
    return entry.model_copy(
        update={
            "status": Status.CLEARED,
            "cleared_on": done_on,
            "progress": finding.composed.outcome,
            "recovered_yuan": amount if finding.composed.involves_persons else None,
        }
    )
