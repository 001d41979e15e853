"""When a finding may be tied to an earlier one (查重与关联, docs/rules.md §4.6)."""

from dataclasses import dataclass
from datetime import date

from core.rules.lifecycle import Missing
from core.vocabulary import FindingLink


@dataclass(frozen=True, kw_only=True)
class TieFacts:
    """Two findings as far as a tie depends on them; days are those from which each counts."""

    same_unit: bool
    found_on: date
    earlier_found_on: date


def missing_for_tie(link: FindingLink, facts: TieFacts) -> tuple[Missing, ...]:
    """屡改屡犯 is the same unit's and found on an earlier day; 共性 is another unit's, whenever found."""
    if link is FindingLink.COMMON:
        return (Missing(code="tie_same_unit", where="finding"),) if facts.same_unit else ()
    if not facts.same_unit:
        return (Missing(code="tie_other_unit", where="finding"),)
    late = facts.earlier_found_on >= facts.found_on
    return (Missing(code="tie_not_earlier", where="finding"),) if late else ()


def links_open(facts: TieFacts) -> tuple[FindingLink, ...]:
    """Ties that two such findings may have."""
    return tuple(link for link in FindingLink if not missing_for_tie(link, facts))
