"""What a visit lacks, what speaks against its team, and what it does to a finding (联合督查组、督查登记, docs/rules.md §6.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.rules.lifecycle import ENDED, Missing
from core.vocabulary import Status, TeamSide, Verdict

REOPENED_DAYS = 30
"""Natural days from the visit by which a finding that was reopened must be put right (§6.1)."""


@dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """One member of a joint team."""

    name: str
    side: TeamSide
    home_unit_id: int | None = None
    tie: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """One working paper as far as recording depends on it."""

    code: str
    verdict: Verdict
    handling: str = ""


@dataclass(frozen=True, kw_only=True)
class VisitFacts:
    """A visit about to be recorded; `no` is the number it will have."""

    no: int
    visited_on: date
    feedback_on: date
    today: date
    lead_body_id: int | None
    discipline_office_id: int | None
    papers: Sequence[PaperFacts]


def missing_sides(members: Sequence[MemberFacts]) -> tuple[TeamSide, ...]:
    """Sides of the joint team nobody comes from; a hint, no refusal."""
    return tuple(side for side in TeamSide if all(member.side is not side for member in members))


def tied(members: Sequence[MemberFacts], unit_id: int) -> tuple[MemberFacts, ...]:
    """Members who come from the unit or declared a tie to it; a hint that they should stand aside."""
    return tuple(member for member in members if member.home_unit_id == unit_id or member.tie)


def missing_lead(no: int, lead_body_id: int | None, discipline_office_id: int | None) -> tuple[Missing, ...]:
    """Second and later visits are led by the unit's discipline office."""
    if no < 2 or (discipline_office_id is not None and lead_body_id == discipline_office_id):
        return ()
    code = "no_discipline_office" if discipline_office_id is None else "led_by_discipline_office"
    return (Missing(code=code, where="supervision", count=no),)


def missing_for_recording(facts: VisitFacts) -> tuple[Missing, ...]:
    """Everything that keeps a visit from being recorded."""
    found = list(missing_lead(facts.no, facts.lead_body_id, facts.discipline_office_id))
    if not facts.papers:
        found.append(Missing(code="visit_without_papers", where="supervision"))
    unverified = [paper.code for paper in facts.papers if paper.verdict is Verdict.UNVERIFIED]
    if unverified:
        found.append(_lacking("papers_without_verdict", unverified))
    unhandled = [paper.code for paper in facts.papers if paper.verdict is Verdict.DIFFERS and not paper.handling]
    if unhandled:
        found.append(_lacking("differs_without_handling", unhandled))
    if not facts.feedback_on <= facts.visited_on <= facts.today:
        found.append(Missing(code="visit_day_wrong", where="supervision"))
    return tuple(found)


def is_reopened(verdict: Verdict, status: Status) -> bool:
    """Whether a verdict brings a finding back: only what was said to be done can turn out not to be."""
    return verdict is Verdict.DIFFERS and status in ENDED


def _lacking(code: str, codes: list[str]) -> Missing:
    return Missing(code=code, where="working_paper", count=len(codes), facts={"codes": codes})
