"""What waits on somebody: in whose hands it is, since when and until when (谁手里、几天了, docs/rules.md §3.4)."""

from dataclasses import dataclass
from datetime import date

from core.identity import Grant, Place
from core.vocabulary import ItemKind, Role, Term


class HolderGap(Term):
    """Why an item that waits on a post waits on nobody in fact (无人负责)."""

    NO_BODY = "no_body", "没有指定监督主体"
    INACTIVE_BODY = "inactive_body", "监督主体已停用"
    NO_HEAD = "no_head", "没有在任的一把手"


@dataclass(frozen=True, kw_only=True)
class Holder:
    """The post in whose hands an item is; `name` and `person` are words for people, the ids say whose accounts hold it."""

    role: Role
    name: str
    person: str = ""
    """Post and name where one is known; empty otherwise."""
    unit_id: int | None = None
    body_id: int | None = None
    gap: HolderGap | None = None

    def is_held_by(self, grant: Grant) -> bool:
        """Whether somebody with this grant is the holder."""
        if grant.role is not self.role:
            return False
        return grant.unit_id == self.unit_id and grant.body_id == self.body_id


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that waits. `subject_id` with `part` says of what, by the kind: finding, inspection, dispatch, hand-over or visit."""

    kind: ItemKind
    subject_id: int
    part: str = ""
    """Which milestone, or which finding of a visit; empty where the subject says it all."""
    code: str
    """Number by which people know the subject."""
    title: str
    inspection_id: int
    inspection_code: str
    unit_id: int
    unit_name: str
    place: Place
    holder: Holder
    since_on: date
    due_on: date | None
