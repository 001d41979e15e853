"""The daily digest: warnings of the day are issued, and everybody with a mail address is told what waits (docs/rules.md §3.5).

A mail names kinds, numbers and days only; what a finding says is read in the system, behind the login.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from core.access.actor import ByOperator, ByUsername, load_actor
from core.access.log import Access, log_access
from core.almanac import work_calendar
from core.commands.base import execute
from core.commands.warnings import IssueWarnings
from core.config import Settings
from core.identity import OPERATOR, Actor
from core.mail import Letter, is_configured, send
from core.queries.base import Reading, run
from core.queries.items import WaitingRow, list_my_items
from core.queries.warnings import DueWarning, ReachedRow, list_due_warnings, list_warnings
from core.rules.warnings import Address
from core.store.engine import Store
from core.store.models import AccessEvent, Account
from core.vocabulary import WarningLevel

SOON_DAYS = 10
"""Natural days within which something is named in a mail."""
MOST_NAMED = 20
"""Items that one mail names; the page has all."""


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What a run did, or would do."""

    day: date
    warnings: int
    is_mailed: bool
    """Whether a mail server is set at all."""
    letters: tuple[Letter, ...]
    already_sent: int
    without_address: tuple[str, ...]
    """Accounts on which something waits and that have no mail address."""
    refused: tuple[str, ...] = ()
    """Addresses the server did not take."""


def run_digest(store: Store, settings: Settings, now: datetime, day: date, *, dry: bool) -> Digest:
    """Issue what is due, then mail; nobody is mailed twice a day. Dry: says what would be done and changes nothing."""
    due = run(store, OPERATOR.scope, day, list_due_warnings)
    if due and not dry:
        execute(store, ByOperator(), IssueWarnings(), today=day, now=now)
    sent = _sent_on(store, day)
    letters, without = _letters(store, now, day, due if dry else ())
    waiting = [letter for letter in letters if letter.account not in sent]
    mails = is_configured(settings)
    taken = _mail(store, settings, waiting, now, day) if mails and not dry else waiting if mails else []
    return Digest(
        day=day,
        warnings=len(due),
        is_mailed=mails,
        letters=tuple(taken),
        already_sent=len(letters) - len(waiting),
        without_address=tuple(without),
        refused=tuple(letter.to for letter in waiting if mails and letter not in taken),
    )


def _mail(store: Store, settings: Settings, letters: Sequence[Letter], now: datetime, day: date) -> list[Letter]:
    """Each mail is written down as soon as the server took it, so that a broken run can be run again."""
    taken = []
    for letter in send(settings, letters) if letters else ():
        log_access(store, Access.by(OPERATOR, "digest.sent", _subject(letter.account, day)), now)
        taken.append(letter)
    return taken


def _letters(store: Store, now: datetime, day: date, to_come: Sequence[DueWarning]) -> tuple[list[Letter], list[str]]:
    """One mail for each person on whom something urgent waits or whom a warning reached; and who has no address for it."""
    letters, without = [], []
    with store.read() as session:
        accounts = [
            (row.username, row.mail)
            for row in session.scalars(select(Account).where(Account.is_active.is_(True)).order_by(Account.id))
        ]
        for username, mail in accounts:
            actor = load_actor(session, ByUsername(username), now, day)
            reading = Reading(session, actor.scope, day, work_calendar())
            urgent = [row for row in list_my_items(reading, actor.grants) if _is_urgent(row)]
            issued = [(row.key.level, row.reached) for row in list_warnings(reading, True)]
            told = _told(actor, [*issued, *((one.key.level, one.addresses) for one in to_come)])
            if not urgent and not told:
                continue
            if mail:
                letters.append(_letter(mail, actor, day, urgent, told))
            else:
                without.append(username)
    return letters, without


def _told(actor: Actor, warnings: Iterable[tuple[WarningLevel, Sequence[ReachedRow | Address]]]) -> list[WarningLevel]:
    """Levels of the warnings that still hold and reached one of the person's own posts."""
    posts = {(grant.role, grant.unit_id, grant.body_id) for grant in actor.grants}
    return [level for level, reached in warnings if any((a.role, a.unit_id, a.body_id) in posts for a in reached)]


def _is_urgent(row: WaitingRow) -> bool:
    return row.days_left is not None and row.days_left <= SOON_DAYS


def _letter(mail: str, actor: Actor, day: date, urgent: Sequence[WaitingRow], told: Sequence[WarningLevel]) -> Letter:
    late = sum(row.is_late for row in urgent)
    subject = f"后半篇 {day.month}月{day.day}日：待办{len(urgent)}件，超期{late}件，预警{len(told)}条"
    lines = [f"{actor.shown}：", "", f"{SOON_DAYS}日内到期和已超期的待办 {len(urgent)} 件："]
    lines += [f"  {_item_words(row)}" for row in urgent[:MOST_NAMED]]
    if len(urgent) > MOST_NAMED:
        lines.append(f"  ……其余 {len(urgent) - MOST_NAMED} 件见“我的待办”")
    for level in (WarningLevel.ESCALATED, WarningLevel.RED, WarningLevel.YELLOW, WarningLevel.GREEN):
        if number := sum(one is level for one in told):
            lines.append(f"未解除的{level.term} {number} 条")
    lines += ["", "请登录“后半篇”办理。本邮件不含问题内容，由系统自动发出，不用回复。"]
    return Letter(account=actor.username, to=mail, subject=subject, text="\n".join(lines) + "\n")


def _item_words(row: WaitingRow) -> str:
    left = row.days_left or 0
    when = f"超期{-left}日" if left < 0 else f"剩{left}日"
    return f"{when}　{row.item.kind.term}　{row.item.unit_name}　{row.item.code}　应于{row.item.due_on}"


def _sent_on(store: Store, day: date) -> set[str]:
    """Accounts that got their mail of the day."""
    ending = f", day={day}"
    with store.read() as session:
        subjects = session.scalars(select(AccessEvent.subject).where(AccessEvent.action == "digest.sent"))
        return {text.removeprefix("account=").removesuffix(ending) for text in subjects if text.endswith(ending)}


def _subject(account: str, day: date) -> str:
    return f"account={account}, day={day}"
