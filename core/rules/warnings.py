"""Which level of warning an item is at, whom it reaches, and that it reaches each level once (预警, docs/rules.md §3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.rules.items import Item, Posts
from core.rules.plan import RoundPlan
from core.vocabulary import ItemKind, Role, WarningLevel, WarningReceiver

CLEARANCE = (
    ItemKind.RECTIFY,
    ItemKind.SIGN_CLEARANCE,
    ItemKind.REVIEW_CLEARANCE,
    ItemKind.APPROVE_CLEARANCE,
    ItemKind.DECIDE_EXTENSION,
)
"""Stations of one finding with one deadline: whoever holds it, its levels are warned of once."""


@dataclass(frozen=True, kw_only=True)
class WarningKey:
    """What a warning is about; another deadline is another warning."""

    kind: ItemKind
    subject_id: int
    part: str
    due_on: date
    level: WarningLevel


@dataclass(frozen=True, kw_only=True)
class Address:
    """Whom a warning reaches: a role with its unit or body."""

    receiver: WarningReceiver
    role: Role
    person: str = ""
    unit_id: int | None = None
    body_id: int | None = None


def level_of(due_on: date | None, as_of: date, plan: RoundPlan) -> WarningLevel:
    """Level for what is not done: green and yellow so many natural days before the due day, red after it, then escalated."""
    if due_on is None:
        return WarningLevel.NONE
    left = (due_on - as_of).days
    if left < -plan.escalate_after_days:
        return WarningLevel.ESCALATED
    if left < 0:
        return WarningLevel.RED
    if left <= plan.yellow_days:
        return WarningLevel.YELLOW
    return WarningLevel.GREEN if left <= plan.due_soon_days else WarningLevel.NONE


def warning_key(item: Item, level: WarningLevel) -> WarningKey | None:
    """The warning this item is due at this level; None where there is nothing to warn of."""
    if item.due_on is None or level is WarningLevel.NONE:
        return None
    kind = ItemKind.RECTIFY if item.kind in CLEARANCE else item.kind
    return WarningKey(kind=kind, subject_id=item.subject_id, part=item.part, due_on=item.due_on, level=level)


def addresses(item: Item, level: WarningLevel, plan: RoundPlan, posts: Posts, owner: str = "") -> tuple[Address, ...]:
    """Everybody this level reaches, each once; what nobody holds goes to the office, so that it reaches somebody.

    `owner` is the unit's leader who answers for a finding: he has no account of his own, the unit's clerk hands it on.
    """
    found = [address for receiver in plan.receivers[level] if (address := _address(receiver, item, posts, owner))]
    if item.holder.gap is not None or not found:
        found.append(Address(receiver=WarningReceiver.OFFICE, role=Role.OFFICE))
    return _each_once(found)


def _address(receiver: WarningReceiver, item: Item, posts: Posts, owner: str) -> Address | None:
    holder = item.holder
    of_unit = holder.role in Role.of_a_unit()
    if receiver is WarningReceiver.HOLDER:
        if holder.gap is not None:
            return None
        return Address(
            receiver=receiver, role=holder.role, person=holder.person, unit_id=holder.unit_id, body_id=holder.body_id
        )
    if receiver is WarningReceiver.OFFICE:
        return Address(receiver=receiver, role=Role.OFFICE)
    if receiver is WarningReceiver.LEADING_GROUP:
        return Address(receiver=receiver, role=Role.LEADER)
    return _above_the_unit(receiver, posts, owner) if of_unit else None


def _above_the_unit(receiver: WarningReceiver, posts: Posts, owner: str) -> Address | None:
    """Receivers that only what lies with a unit has."""
    if receiver is WarningReceiver.OWNER_LEADER:
        return Address(receiver=receiver, role=Role.UNIT, person=owner, unit_id=posts.unit_id)
    if receiver is WarningReceiver.UNIT_HEAD:
        if not posts.head:
            return None
        return Address(receiver=receiver, role=Role.UNIT_HEAD, person=posts.head, unit_id=posts.unit_id)
    leader = posts.charge_leader
    if leader is None or not leader.is_active:
        return None
    return Address(receiver=receiver, role=Role.CHARGE_LEADER, person=leader.name, body_id=leader.id)


def _each_once(found: Sequence[Address]) -> tuple[Address, ...]:
    """The same post is reached once, under the first name it was reached by, with the persons of all."""
    known: dict[tuple[Role, int | None, int | None], Address] = {}
    for address in found:
        post = (address.role, address.unit_id, address.body_id)
        first = known.get(post)
        if first is None:
            known[post] = address
        elif address.person and address.person not in first.person.split("、"):
            person = "、".join(filter(None, (first.person, address.person)))
            known[post] = replace(first, person=person)
    return tuple(known.values())
