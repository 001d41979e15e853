"""What waits on somebody: in whose hands it is, since when and until when (谁手里、几天了, docs/rules.md §3.4)."""

from dataclasses import dataclass, replace
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
    also: tuple[tuple[Role, int], ...] = ()
    """Roles with bodies that may act as well: after close-out either supervisor gives the first review."""

    def is_held_by(self, grant: Grant) -> bool:
        """Whether somebody with this grant is the holder, or may act as well."""
        if (grant.role, grant.body_id) in self.also:
            return True
        return grant.role is self.role and grant.unit_id == self.unit_id and grant.body_id == self.body_id


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that waits. `subject_id` with `part` says of what, by the kind: finding, inspection, dispatch, hand-over or visit."""

    kind: ItemKind
    subject_id: int
    part: str = ""
    """Which milestone, phase or kind of paper; empty where the subject says it all."""
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

    def days_left(self, day: date) -> int | None:
        """Natural days to the due day, negative when late; None without one."""
        return None if self.due_on is None else (self.due_on - day).days

    def urgency(self, day: date) -> tuple[int, date, str]:
        """Order of urgency: the longest late first, then what falls due next, what has no day last."""
        return (self.due_on is None), self.due_on or self.since_on, self.code


@dataclass(frozen=True, kw_only=True)
class BodyFacts:
    """A supervising body as far as it can hold something."""

    id: int
    name: str
    leader_post: str = ""
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class Posts:
    """Everybody who may hold something of one inspection."""

    unit_id: int
    unit_name: str
    head: str
    """Post and name of the head in office; empty when there is none."""
    team: BodyFacts | None
    charge_leader: BodyFacts | None = None
    discipline_office: BodyFacts | None = None
    resident_team: BodyFacts | None = None

    def body(self, role: Role) -> BodyFacts | None:
        """The body that has this role for the unit."""
        return {
            Role.TEAM: self.team,
            Role.CHARGE_LEADER: self.charge_leader,
            Role.DISCIPLINE_OFFICE: self.discipline_office,
            Role.RESIDENT_TEAM: self.resident_team,
        }.get(role)


OFFICE_NAME = "巡察办"


def holder_of(role: Role, posts: Posts, person: str = "") -> Holder:
    """The post that has this role for the unit; where there is none, or nobody in it, the gap is named."""
    if role is Role.OFFICE:
        return Holder(role=role, name=OFFICE_NAME)
    if role is Role.UNIT:
        return Holder(role=role, name=posts.unit_name, person=person, unit_id=posts.unit_id)
    if role is Role.UNIT_HEAD:
        gap = None if posts.head else HolderGap.NO_HEAD
        return Holder(role=role, name=f"{posts.unit_name}（一把手）", person=posts.head, unit_id=posts.unit_id, gap=gap)
    return body_holder(role, posts.body(role))


def body_holder(role: Role, body: BodyFacts | None) -> Holder:
    """A supervising body as holder; where none is set or it is not active any more, that is the gap."""
    if body is None:
        return Holder(role=role, name=f"（未指定{role.term}）", gap=HolderGap.NO_BODY)
    gap = None if body.is_active else HolderGap.INACTIVE_BODY
    return Holder(role=role, name=body.name, person=body.leader_post, body_id=body.id, gap=gap)


def reviewer_of(roles: tuple[Role, ...], posts: Posts) -> Holder:
    """Whoever of these roles the unit has; the first of several holds it, the others may act as well."""
    found = [role for role in roles if posts.body(role) is not None] or [roles[0]]
    first = holder_of(found[0], posts)
    also = tuple((role, body.id) for role in found[1:] if (body := posts.body(role)) is not None)
    return replace(first, also=also)
