"""Which department answers for which kind of finding in the whole county (分类与主责部门, docs/rules.md §5.2)."""

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from core.commands.base import Command, Done, Work, handles
from core.commands.load import require_version
from core.errors import InvalidInput, RuleViolated, StaleVersion
from core.rules.lifecycle import Missing
from core.store.models import Body, DutyDepartment
from core.store.trail import Happening
from core.vocabulary import BodyKind, Subcategory


class DutyLine(BaseModel):
    """One line of the table; no body takes the department away. `version` is that of the line on the screen, 0 for none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subcategory: Subcategory
    body_id: int | None = None
    version: int = Field(default=0, ge=0)


class SetDutyDepartments(Command):
    """Lines that are to change; all of them or none."""

    lines: tuple[DutyLine, ...] = Field(min_length=1, max_length=len(Subcategory))


@handles(SetDutyDepartments)
def set_duty_departments(work: Work, command: SetDutyDepartments) -> Done:
    """Store the lines; notices drafted before stay as they are. Returns how many changed."""
    kinds = [line.subcategory for line in command.lines]
    if len(set(kinds)) < len(kinds):
        raise InvalidInput(problems=[("subcategory", "twice", "", {})])
    names = _names(work)
    if any(line.body_id is not None and line.body_id not in names for line in command.lines):
        raise InvalidInput(problems=[("body_id", "wrong_kind", "", {"expected": f"在用的{BodyKind.DEPARTMENT.term}"})])
    known = {row.subcategory: row for row in work.session.scalars(select(DutyDepartment))}
    before = {kind.value: _name(work, known.get(kind)) for kind in kinds}
    changed = sum(_set(work, known.get(line.subcategory), line) for line in command.lines)
    if not changed:
        raise RuleViolated(missing=(Missing(code="nothing_changed", where="copy_notices"),))
    after = {line.subcategory.value: names.get(line.body_id or 0, "") for line in command.lines}
    happening = Happening(
        action="duty_departments.set", subject_type="duty_department", subject_id=0, before=before, after=after
    )
    return Done(happening, changed)


def _set(work: Work, row: DutyDepartment | None, line: DutyLine) -> bool:
    """One line, measured against what was on the screen; False when it says the same already."""
    if row is None:
        if line.version:
            raise StaleVersion(now={"version": 0})
        if line.body_id is None:
            return False
        work.session.add(DutyDepartment(subcategory=line.subcategory, body_id=line.body_id, event_id=work.event_id))
        return True
    if row.body_id == line.body_id:
        return False
    require_version(row, line.version)
    if line.body_id is None:
        work.session.delete(row)
    else:
        row.body_id, row.event_id = line.body_id, work.event_id
    return True


def _names(work: Work) -> dict[int, str]:
    """Departments in use."""
    of_kind = (Body.kind == BodyKind.DEPARTMENT, Body.is_active)
    return {body.id: body.name for body in work.session.scalars(select(Body).where(*of_kind))}


def _name(work: Work, row: DutyDepartment | None) -> str:
    body = work.session.get(Body, row.body_id) if row else None
    return body.name if body else ""
