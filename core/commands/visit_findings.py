"""What a recorded visit does to the findings it found not to be as reported (不符即反弹重开, docs/rules.md §6.1)."""

from collections.abc import Sequence
from datetime import timedelta

from core.commands.base import Work
from core.commands.relapse import bring_back
from core.rules.visits import REOPENED_DAYS, is_reopened
from core.store.finding_state import open_since
from core.store.models import Finding, Inspection, SupervisionVisit, WorkingPaper


def bring_back_false_ones(
    work: Work, visit: SupervisionVisit, inspection: Inspection, papers: Sequence[tuple[WorkingPaper, Finding]]
) -> list[Finding]:
    """Reopen what was said to be done and is not; what is still under way stays where it is."""
    back = []
    for paper, finding in papers:
        if not is_reopened(paper.verdict, finding.status):
            continue
        # What was ended after the visit cannot come back before it ended.
        found_on = max(visit.visited_on or work.today, open_since(work.session, finding))
        back.append(bring_back(work, finding, inspection, found_on, found_on + timedelta(days=REOPENED_DAYS)))
    return back
