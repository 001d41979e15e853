"""The people of the demo county: one account per role, clerk and head for every unit, one password for all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.access.actor import ByOperator
from core.access.passwords import fold, hash_password
from core.commands.accounts import DisableAccount, GrantRole
from core.commands.master_data import AppointUnitHead
from core.demo.content import DemoContent, load_content
from core.demo.days import chance, on_workday
from core.demo.schedule import Moment
from core.demo.story import OFFICE, SECADMIN, Story
from core.demo.units import DemoUnit
from core.store.models import Account
from core.vocabulary import BodyKind, Role

DEMO_PASSWORD = "Demo-2026-County"  # noqa: S105 - printed by `make run`; the county is invented
PANELS = {"K1": "第一联合督查组", "K2": "第二联合督查组"}
STEMS = {
    BodyKind.TEAM: (Role.TEAM, "team"),
    BodyKind.DISCIPLINE_OFFICE: (Role.DISCIPLINE_OFFICE, "discipline"),
    BodyKind.RESIDENT_TEAM: (Role.RESIDENT_TEAM, "resident"),
    BodyKind.PANEL: (Role.PANEL, "panel"),
    BodyKind.CHARGE_LEADER: (Role.CHARGE_LEADER, "charge"),
    BodyKind.DEPARTMENT: (Role.DEPARTMENT, "department"),
}
SURNAMES = "赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹潘葛范彭鲁韦马苗方"
CHANGES = 8
"""Units whose head was followed by another while the story runs."""
BEFORE, AFTER = "_head0", "_head"


@dataclass(frozen=True)
class DemoLogin:
    """Somebody to log in as; `role` is the Chinese term."""

    username: str
    password: str
    role: str
    shown: str


@dataclass(frozen=True)
class Person:
    """One account: who it is, and the code of the unit or body it holds for."""

    username: str
    shown: str
    role: Role
    target: str = ""


def demo_accounts(content: DemoContent | None = None) -> tuple[DemoLogin, ...]:
    """The accounts to look around with, one for each point of view; reads the content unless it is given."""
    content = content or load_content()
    unit = shown_unit(content).code.lower()
    wanted = ("leader", OFFICE, "team1", "discipline1", unit, f"{unit}{AFTER}", "sysadmin", SECADMIN, "auditor")
    people = {person.username: person for person in everybody(content)}
    chosen = [people[username] for username in wanted]
    return tuple(DemoLogin(p.username, DEMO_PASSWORD, p.role.term, p.shown) for p in chosen)


def shown_unit(content: DemoContent) -> DemoUnit:
    """The unit whose accounts are named first: the first township."""
    return next(unit for unit in content.units if unit.villages)


def everybody(content: DemoContent) -> Iterator[Person]:
    """All accounts of the last day, administrators first."""
    for role in (Role.SECADMIN, Role.SYSADMIN, Role.AUDITOR):
        yield Person(role.value, role.term, role)
    yield Person(OFFICE, "县委巡察办", Role.OFFICE)
    yield Person("leader", "县委巡察工作领导小组", Role.LEADER)
    for code, kind, name in bodies(content):
        role, stem = STEMS[kind]
        yield Person(f"{stem}{code[1:]}", name, role, code)
    for unit in content.units:
        yield Person(unit.code.lower(), f"{unit.short_name}整改经办", Role.UNIT, unit.code)
        yield Person(f"{unit.code.lower()}{AFTER}", f"{unit.short_name}{unit.head_post}", Role.UNIT_HEAD, unit.code)


def bodies(content: DemoContent) -> Iterator[tuple[str, BodyKind, str]]:
    """Code, kind and name of every supervising body, panels among them."""
    yield from ((body.code, body.kind, body.name) for body in content.bodies)
    yield from ((code, BodyKind.PANEL, name) for code, name in PANELS.items())


def account_of(story: Story, body_id: int) -> str:
    """The account of a supervising body."""
    code = next(code for code, _kind, _name in bodies(story.content) if story.ids[code] == body_id)
    return next(person.username for person in everybody(story.content) if person.target == code)


@dataclass(frozen=True)
class Heads:
    """Since when each unit has its present head; units that are not named never changed."""

    changed_on: dict[str, date]

    def account(self, unit: DemoUnit, day: date) -> str:
        """Who signs for a unit on this day."""
        changed = self.changed_on.get(unit.code)
        return unit.code.lower() + (BEFORE if changed and day < changed else AFTER)


def plan_heads(content: DemoContent, until: date, seed: int) -> Heads:
    """Choose units that get a new head between two years ago and last month."""
    rng = chance(seed, "heads")
    codes = rng.sample([unit.code for unit in content.units if unit != shown_unit(content)], CHANGES - 1)
    return Heads(
        {code: on_workday(until - timedelta(days=rng.randint(30, 800))) for code in [shown_unit(content).code, *codes]}
    )


def open_first_accounts(story: Story, moment: Moment) -> None:
    """The operator lets in the administrator of accounts and the office; they do the rest."""
    hashed = hash_password(DEMO_PASSWORD)
    for person in everybody(story.content):
        if person.username in (SECADMIN, OFFICE):
            _open(story, person, hashed, moment, ByOperator(Role.SECADMIN))


def open_accounts(story: Story, heads: Heads, moment: Moment) -> None:
    """Everybody else, and the first head of every unit."""
    hashed = hash_password(DEMO_PASSWORD)
    for person in everybody(story.content):
        followed = person.role is Role.UNIT_HEAD and person.target in heads.changed_on
        if person.username not in (SECADMIN, OFFICE) and not followed:
            _open(story, person, hashed, moment, SECADMIN)
    for number, unit in enumerate(story.content.units):
        story.do(_appointment(story, unit, number, moment.day - timedelta(days=300 + 17 * number)), OFFICE, moment)
        if unit.code in heads.changed_on:
            username, shown = f"{unit.code.lower()}{BEFORE}", f"{unit.short_name}原{unit.head_post}"
            _open(story, Person(username, shown, Role.UNIT_HEAD, unit.code), hashed, moment, SECADMIN)
            _schedule_change(story, unit, number, heads.changed_on[unit.code], hashed)


def _schedule_change(story: Story, unit: DemoUnit, number: int, day: date, hashed: str) -> None:
    def change(moment: Moment) -> None:
        successor = next(p for p in everybody(story.content) if p.username == f"{unit.code.lower()}{AFTER}")
        story.do(_appointment(story, unit, number + len(story.content.units), day), OFFICE, moment)
        _open(story, successor, hashed, moment, SECADMIN)
        story.do(DisableAccount(account_id=story.ids[f"{unit.code.lower()}{BEFORE}"], version=1), SECADMIN, moment)

    story.schedule.add(day, 8 * 60, change)


def _appointment(story: Story, unit: DemoUnit, number: int, day: date) -> AppointUnitHead:
    name = f"{SURNAMES[number % len(SURNAMES)]}某"
    return AppointUnitHead(unit_id=story.ids[unit.code], name=name, post=unit.head_post, from_on=day)


def _open(story: Story, person: Person, hashed: str, moment: Moment, by: ByOperator | str) -> None:
    """The account goes straight to its table, its role through the command.

    `CreateAccount` hashes a password each time, on purpose slowly: 130 accounts would take longer than all the rest.
    """
    account = Account(
        username=person.username,
        folded=fold(person.username),
        shown=person.shown,
        password_hash=hashed,
        must_change_password=False,
    )
    with story.store.write() as session:
        session.add(account)
        session.flush()
        story.ids[person.username] = account.id
    target = story.ids.get(person.target)
    of_unit, of_body = person.role in Role.of_a_unit(), person.role in Role.of_a_body()
    grant = GrantRole(
        account_id=story.ids[person.username],
        role=person.role,
        unit_id=target if of_unit else None,
        body_id=target if of_body else None,
    )
    story.do(grant, by, moment)
