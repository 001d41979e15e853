"""Rounds, bodies, units and their heads (docs/rules.md §1, §2)."""

from datetime import timedelta

from pydantic import Field
from sqlalchemy import select, update

from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Code, Day, Line, Name, Version
from core.commands.load import load, require_version
from core.commands.round_calendar import hold_what_is_done
from core.errors import AlreadyExists, InvalidInput, RuleViolated
from core.rules.lifecycle import Missing
from core.rules.plan import RoundPlan
from core.rules.tenure import Tenure, overlaps
from core.store.models import AccountGrant, Body, InspectionRound, LoginSession, Unit, UnitHead
from core.store.trail import Happening
from core.vocabulary import BodyKind, Role, RoundKind, UnitKind


class CreateRound(Command):
    """Open a round with its deadlines."""

    code: Code
    term_no: int = Field(ge=1, le=99)
    round_no: int = Field(ge=1, le=99)
    name: Name
    kind: RoundKind = RoundKind.REGULAR
    plan: RoundPlan = RoundPlan()


class ChangeRound(Command):
    """Change a round's name or calendar; findings keep the deadlines they have, and what is done keeps its due day."""

    round_id: int
    version: Version
    name: Name
    plan: RoundPlan


class CreateBody(Command):
    """Add a team, office, panel, post or department."""

    code: Code
    name: Name
    kind: BodyKind
    leader_post: Line = ""


class ChangeBody(Command):
    """Change a body; an inactive one keeps its past."""

    body_id: int
    version: Version
    name: Name
    leader_post: Line = ""
    is_active: bool = True


class CreateUnit(Command):
    """Add an inspected unit."""

    code: Code
    name: Name
    short_name: Name
    kind: UnitKind
    sort_order: int = Field(default=0, ge=0, le=100_000)
    charge_leader_id: int | None = None
    discipline_office_id: int | None = None
    resident_team_id: int | None = None


class ChangeUnit(Command):
    """Change what is known of a unit."""

    unit_id: int
    version: Version
    name: Name
    short_name: Name
    kind: UnitKind
    sort_order: int = Field(ge=0, le=100_000)
    charge_leader_id: int | None = None
    discipline_office_id: int | None = None
    resident_team_id: int | None = None
    is_active: bool = True


class AppointUnitHead(Command):
    """A new head takes office; the one before leaves the day before, and with the office all rights to sign."""

    unit_id: int
    name: Name
    post: Name
    from_on: Day
    to_on: Day | None = None


SUPERVISORS = {
    "charge_leader_id": BodyKind.CHARGE_LEADER,
    "discipline_office_id": BodyKind.DISCIPLINE_OFFICE,
    "resident_team_id": BodyKind.RESIDENT_TEAM,
}


@handles(CreateRound)
def create_round(work: Work, command: CreateRound) -> Done:
    """Store a round; returns its id."""
    _require_free(work, InspectionRound, "round", code=command.code)
    _require_free(work, InspectionRound, "round", term_no=command.term_no, round_no=command.round_no, kind=command.kind)
    row = InspectionRound(
        code=command.code,
        term_no=command.term_no,
        round_no=command.round_no,
        name=command.name,
        kind=command.kind,
        plan=command.plan.model_dump(mode="json"),
    )
    return _created(work, row, "round", code=row.code, name=row.name, plan=row.plan)


@handles(ChangeRound)
def change_round(work: Work, command: ChangeRound) -> Done:
    """Store the new name and calendar."""
    row = load(work, InspectionRound, command.round_id, "round")
    require_version(row, command.version)
    old = RoundPlan.model_validate(row.plan)
    if command.plan != old:
        hold_what_is_done(work, row.id, old)
    return _changed(row, "round", {"name": command.name, "plan": command.plan.model_dump(mode="json")})


@handles(CreateBody)
def create_body(work: Work, command: CreateBody) -> Done:
    """Store a body; returns its id."""
    _require_free(work, Body, "body", code=command.code)
    _require_free(work, Body, "body", kind=command.kind, name=command.name)
    row = Body(**command.model_dump())
    return _created(work, row, "body", code=row.code, name=row.name, kind=row.kind)


@handles(ChangeBody)
def change_body(work: Work, command: ChangeBody) -> Done:
    """Store the new facts of a body."""
    row = load(work, Body, command.body_id, "body")
    require_version(row, command.version)
    if command.name != row.name:
        _require_free(work, Body, "body", kind=row.kind, name=command.name)
    return _changed(row, "body", command.model_dump(exclude={"body_id", "version"}))


@handles(CreateUnit)
def create_unit(work: Work, command: CreateUnit) -> Done:
    """Store a unit; returns its id."""
    for field in ("code", "name", "short_name"):
        _require_free(work, Unit, "unit", **{field: getattr(command, field)})
    _require_supervisors(work, command)
    row = Unit(**command.model_dump())
    return _created(work, row, "unit", code=row.code, name=row.name, kind=row.kind)


@handles(ChangeUnit)
def change_unit(work: Work, command: ChangeUnit) -> Done:
    """Store the new facts of a unit."""
    row = load(work, Unit, command.unit_id, "unit")
    require_version(row, command.version)
    for field in ("name", "short_name"):
        if getattr(command, field) != getattr(row, field):
            _require_free(work, Unit, "unit", **{field: getattr(command, field)})
    _require_supervisors(work, command)
    return _changed(row, "unit", command.model_dump(exclude={"unit_id", "version"}))


@handles(AppointUnitHead)
def appoint_unit_head(work: Work, command: AppointUnitHead) -> Done:
    """Store the tenure, end the one before it, and end the former head's account rights; returns its id."""
    unit = load(work, Unit, command.unit_id, "unit")
    if command.to_on is not None and command.to_on < command.from_on:
        raise InvalidInput(
            problems=[("to_on", "before_start", "", {"read": command.to_on, "from_on": command.from_on})]
        )
    ended = _end_open_tenure(work, command)
    row = UnitHead(**command.model_dump())
    _require_no_overlap(work, row)
    work.session.add(row)
    work.session.flush()
    if ended:
        _end_rights_to_sign(work, unit.id)
    after = {"name": row.name, "post": row.post, "from_on": row.from_on}
    return Done(Happening(action="unit_head.appointed", subject_type="unit", subject_id=unit.id, after=after), row.id)


def _end_open_tenure(work: Work, command: AppointUnitHead) -> bool:
    """Close the tenure that runs until further notice the day before the new one; False when there was none."""
    running = work.session.scalars(
        select(UnitHead).where(
            UnitHead.unit_id == command.unit_id, UnitHead.to_on.is_(None), UnitHead.from_on < command.from_on
        )
    ).first()
    if running is not None:
        running.to_on = command.from_on - timedelta(days=1)
        work.session.flush()
    return running is not None


def _require_no_overlap(work: Work, new: UnitHead) -> None:
    wanted = Tenure(id=0, name=new.name, post=new.post, from_on=new.from_on, to_on=new.to_on)
    for row in work.session.scalars(select(UnitHead).where(UnitHead.unit_id == new.unit_id)):
        known = Tenure(id=row.id, name=row.name, post=row.post, from_on=row.from_on, to_on=row.to_on)
        if overlaps(wanted, known):
            raise RuleViolated(missing=(Missing(code="tenures_overlap", where="master_data.units"),), other=known.name)


def _end_rights_to_sign(work: Work, unit_id: int) -> None:
    """A former head's account must not sign for the unit any more, in no open window either."""
    grants = work.session.scalars(
        select(AccountGrant).where(AccountGrant.unit_id == unit_id, AccountGrant.role == Role.UNIT_HEAD)
    ).all()
    for grant in grants:
        work.session.execute(
            update(LoginSession)
            .where(LoginSession.account_id == grant.account_id, LoginSession.ended_at.is_(None))
            .values(ended_at=work.now)
        )
        work.session.delete(grant)


def _require_supervisors(work: Work, command: CreateUnit | ChangeUnit) -> None:
    for field, kind in SUPERVISORS.items():
        number = getattr(command, field)
        if number is not None and load(work, Body, number, "body").kind is not kind:
            raise InvalidInput(problems=[(field, "wrong_kind", "", {"expected": kind.term})])


def _require_free(work: Work, model: type, what: str, **fields: object) -> None:
    """Two writers follow one another, so that looking first is enough; the constraint stands behind it."""
    if work.session.scalars(select(model).filter_by(**fields)).first() is not None:
        raise AlreadyExists(what=what, fields=fields)


def _created(work: Work, row: object, what: str, **after: object) -> Done:
    work.session.add(row)
    work.session.flush()
    number = row.id  # type: ignore[attr-defined]
    return Done(Happening(action=f"{what}.created", subject_type=what, subject_id=number, after=after), number)


def _changed(row: object, what: str, after: dict[str, object]) -> Done:
    before = {name: getattr(row, name) for name in after}
    for name, value in after.items():
        setattr(row, name, value)
    return Done(Happening(action=f"{what}.changed", subject_type=what, subject_id=row.id, before=before, after=after))  # type: ignore[attr-defined]
