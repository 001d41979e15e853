"""What is found on the spot goes onto the working paper of its finding (督查底稿, docs/rules.md §6.1)."""

from sqlalchemy import select

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Passage, Version
from core.commands.load import require_version
from core.commands.visits import load_visit
from core.errors import InvalidInput, NotFound
from core.queries.scope import visible_visits
from core.store.models import Finding, Inspection, StoredFile, SupervisionVisit, Unit, WorkingPaper
from core.store.models.material import FilePurpose
from core.store.trail import Happening
from core.vocabulary import Verdict


class SavePaper(Command):
    """Fact, verdict, evidence and what is to be done; may be saved half and gone on with."""

    paper_id: int
    version: Version
    fact: Passage = ""
    verdict: Verdict = Verdict.UNVERIFIED
    evidence: Passage = ""
    handling: Passage = ""
    file_id: int | None = None


@handles(SavePaper)
def save_paper(work: Work, command: SavePaper) -> Done:
    """Store the paper of a planned visit; a verdict needs the fact it rests on, 不符 what is to be done."""
    found = work.session.execute(
        select(WorkingPaper, Finding.code)
        .join(Finding, Finding.id == WorkingPaper.finding_id)
        .join(SupervisionVisit, SupervisionVisit.id == WorkingPaper.visit_id)
        .join(Inspection, Inspection.id == SupervisionVisit.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(WorkingPaper.id == command.paper_id, visible_visits(work.actor.scope))
    ).first()
    if found is None:
        raise NotFound(what="paper", id=command.paper_id)
    paper, code = found
    load_visit(work, paper.visit_id, None)
    require_version(paper, command.version)
    _require_grounds(command)
    _require_own_file(work, paper, command.file_id)
    before = {"verdict": paper.verdict}
    paper.fact, paper.verdict = command.fact, command.verdict
    paper.evidence, paper.handling, paper.file_id = command.evidence, command.handling, command.file_id
    paper.checked_on = None if command.verdict is Verdict.UNVERIFIED else work.today
    after = {"paper": code, "verdict": paper.verdict, "file_id": paper.file_id}
    return Done(
        Happening(action="paper.saved", subject_type="visit", subject_id=paper.visit_id, before=before, after=after)
    )


def _require_grounds(command: SavePaper) -> None:
    if command.verdict is not Verdict.UNVERIFIED and not command.fact:
        raise InvalidInput(problems=[("fact", "fact_due", "", {"verdict": command.verdict.term})])
    if command.verdict is Verdict.DIFFERS and not command.handling:
        raise InvalidInput(problems=[("handling", "handling_due", "", {"verdict": command.verdict.term})])


def _require_own_file(work: Work, paper: WorkingPaper, file_id: int | None) -> None:
    """The file that is there already, or one that this person handed in for a paper: no other may be brought to open by it."""
    if file_id is None or file_id == paper.file_id:
        return
    stored = work.session.get(StoredFile, file_id)
    handed_in = stored is not None and stored.purpose is FilePurpose.EVIDENCE and stored.inspection_id is None
    if stored is None or not handed_in or stored.account_id != work.actor.account_id:
        raise InvalidInput(problems=[("file_id", "unknown_file", "", {})])
