"""Somebody says that a finding repeats an earlier one, or is common to several units (查重与关联, docs/rules.md §4.6)."""

from datetime import date

from sqlalchemy import func, or_, select

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Version
from core.commands.load import load_finding
from core.errors import AlreadyExists, NotFound, RuleViolated
from core.queries.scope import visible_findings
from core.rules.ties import TieFacts, missing_for_tie
from core.store.models import Finding, FindingPeriod, FindingTie, Inspection, Unit
from core.store.trail import Happening
from core.vocabulary import Commonality, FindingLink, Status


class NewTie(Command):
    """One tie: to which finding, and what the two have in common."""

    earlier_id: int
    link: FindingLink


class TieFindings(NewTie):
    """Tie a finding to an earlier one of the same unit, or to another unit's."""

    finding_id: int
    version: Version


class UntieFindings(Command):
    """Take a tie back; whether the finding is common stays as it was entered."""

    finding_id: int
    version: Version
    earlier_id: int


@handles(TieFindings)
def tie_findings(work: Work, command: TieFindings) -> Done:
    """Store the tie; a finding tied as 共性 is marked common."""
    finding, _inspection, _plan = load_finding(work, command.finding_id, command.version)
    earlier = tie(work, finding, command)
    finding.version += 1
    after = {"title": f"{command.link.term}：{earlier.code} {earlier.title}", "link": command.link}
    return Done(Happening(action="finding.tied", subject_type="finding", subject_id=finding.id, after=after))


@handles(UntieFindings)
def untie_findings(work: Work, command: UntieFindings) -> Done:
    """Remove the tie."""
    finding, _inspection, _plan = load_finding(work, command.finding_id, command.version)
    found = work.session.scalars(
        select(FindingTie).where(FindingTie.finding_id == finding.id, FindingTie.earlier_id == command.earlier_id)
    ).first()
    if found is None:
        raise NotFound(what="tie", id=command.earlier_id)
    earlier = work.session.get_one(Finding, found.earlier_id)
    work.session.delete(found)
    finding.version += 1
    before = {"title": f"{found.link.term}：{earlier.code} {earlier.title}", "link": found.link}
    return Done(Happening(action="finding.untied", subject_type="finding", subject_id=finding.id, before=before))


def tie(work: Work, finding: Finding, wanted: NewTie) -> Finding:
    """Tie a stored finding; raises NotFound, AlreadyExists or RuleViolated. Returns the other one."""
    earlier = _seen(work, wanted.earlier_id)
    if earlier.id == finding.id:
        raise NotFound(what="finding", id=wanted.earlier_id)
    _require_new(work, finding, earlier)
    facts = TieFacts(
        same_unit=_unit_of(work, finding) == _unit_of(work, earlier),
        found_on=_found_on(work, finding),
        earlier_found_on=_found_on(work, earlier),
    )
    if missing := missing_for_tie(wanted.link, facts):
        raise RuleViolated(missing=missing, finding=finding.code, earlier=earlier.code)
    row = FindingTie(
        finding_id=finding.id, earlier_id=earlier.id, link=wanted.link, tied_on=work.today, event_id=work.event_id
    )
    work.session.add(row)
    if wanted.link is FindingLink.COMMON:
        finding.commonality = Commonality.COMMON
    return earlier


def _seen(work: Work, finding_id: int) -> Finding:
    """A finding that enters the figures and that the actor may see."""
    found = work.session.scalars(
        select(Finding)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .join(Unit, Unit.id == Inspection.unit_id)
        .where(Finding.id == finding_id, Finding.status.in_(Status.counted()), visible_findings(work.actor.scope))
    ).first()
    if found is None:
        raise NotFound(what="finding", id=finding_id)
    return found


def _require_new(work: Work, finding: Finding, earlier: Finding) -> None:
    """Two findings are tied once, whichever of them says so."""
    pair = (finding.id, earlier.id)
    known = select(FindingTie.link).where(
        or_(*((FindingTie.finding_id == one) & (FindingTie.earlier_id == other) for one, other in (pair, pair[::-1])))
    )
    if link := work.session.scalars(known).first():
        raise AlreadyExists(what="tie", fields={"finding_id": earlier.code, "link": link})


def _unit_of(work: Work, finding: Finding) -> int:
    return work.session.get_one(Inspection, finding.inspection_id).unit_id


def _found_on(work: Work, finding: Finding) -> date:
    """Day from which a finding counts."""
    return work.session.scalars(
        select(func.min(FindingPeriod.valid_from)).where(
            FindingPeriod.finding_id == finding.id, FindingPeriod.status.in_(Status.counted())
        )
    ).one()
