"""How a finding is sorted beyond its category: key-work tags and the department in charge (docs/rules.md §4)."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, StringConstraints
from sqlalchemy import delete, select

from core.commands.base import Work
from core.commands.fields import Line
from core.errors import InvalidInput
from core.store.models import Body, Finding, FindingTag
from core.vocabulary import BodyKind

Tag = Annotated[Line, StringConstraints(min_length=1, max_length=20, pattern=r"^[^\s、，,;；/]+$")]
Tags = Annotated[tuple[Tag, ...], Field(max_length=10)]
"""Written in one cell with 、 between them, so that none may hold such a mark."""


def set_tags(work: Work, finding: Finding, tags: Sequence[str]) -> list[str]:
    """Replace the tags of a stored finding, each once, in their order; returns the former ones."""
    of_finding = FindingTag.finding_id == finding.id
    former = list(work.session.scalars(select(FindingTag.tag).where(of_finding).order_by(FindingTag.id)))
    if former != list(tags):
        work.session.execute(delete(FindingTag).where(of_finding))
        work.session.add_all(new_tags(finding, tags))
    return former


def new_tags(finding: Finding, tags: Sequence[str]) -> list[FindingTag]:
    """Rows for the tags of a stored finding that has none."""
    return [FindingTag(finding_id=finding.id, tag=tag) for tag in dict.fromkeys(tags)]


def require_department(work: Work, body_id: int | None) -> None:
    """A lead department is a body of that kind."""
    if body_id is None:
        return
    body = work.session.get(Body, body_id)
    if body is None or body.kind is not BodyKind.DEPARTMENT:
        raise InvalidInput(problems=[("lead_department_id", "wrong_kind", "", {"expected": "主责部门"})])
