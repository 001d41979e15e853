"""In whose hands a finding is, in words, and since when (docs/rules.md §3.2, §4.1)."""

from dataclasses import dataclass

from core.vocabulary import Phase, Station


@dataclass(frozen=True, kw_only=True)
class Bodies:
    """Names of those who may hold a finding of one inspection."""

    unit: str
    team: str
    discipline_office: str = ""
    resident_team: str = ""


def holder(station: Station, now: Phase, bodies: Bodies) -> str:
    """Who must act next; the first review changes hands with the phase."""
    supervisor = bodies.team
    if now is Phase.LONG_RUN:
        supervisor = bodies.discipline_office or bodies.resident_team or "执纪监督室"
    return {
        Station.OFFICE_CONFIRMS: "巡察办（确认）",
        Station.UNIT: f"{bodies.unit}（经办）",
        Station.HEAD_SIGNS: f"{bodies.unit}（一把手签字）",
        Station.FIRST_REVIEW: f"{supervisor}（初审）",
        Station.APPROVAL: "巡察办（核准）",
        Station.NOBODY: "",
    }[station]
