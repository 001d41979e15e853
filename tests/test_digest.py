"""The daily digest through a real mail server: who gets what, once a day, and what happens when the server is away (docs/rules.md §3.5, docs/trust.md V19)."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import Envelope

from core.commands.accounts import SetOwnMail
from core.config import Settings
from core.digest import Digest, run_digest
from core.errors import InvalidInput, Unavailable
from core.queries.warnings import list_due_warnings, list_warnings
from tests.county import FEEDBACK, County, at

DAY = FEEDBACK + timedelta(days=91)
"""限期整改 findings are late by one day."""


class Inbox(Message):
    """Keeps what the server took; refuses one address."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[EmailMessage] = []

    def prepare_message(self, _session: object, envelope: Envelope) -> EmailMessage:
        """As people read it."""
        return message_from_bytes(envelope.original_content or b"", policy=default)  # type: ignore[return-value]

    def handle_message(self, message: EmailMessage) -> None:  # type: ignore[override]
        """Keep it."""
        self.taken.append(message)

    async def handle_RCPT(  # noqa: N802
        self, _server: object, _session: object, envelope: object, address: str, _options: object
    ) -> str:
        """One mailbox is full."""
        if address.startswith("full"):
            return "552 mailbox full"
        envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, Settings]]:
    """A mail server of this test."""
    kept = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    yield kept, Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_from="hbp@office.example")
    server.stop()


@pytest.fixture
def late(county: County) -> County:
    """A county with a late finding whose clerk, head, charge leader and office read mail."""
    county.add_finding(title="机密标题不进邮件")
    for username in ("liuzhou", "liuzhou_head", "vice_mayor", "office"):
        county.do(SetOwnMail(mail=f"{username}@office.example"), username)
    return county


def digest(county: County, settings: Settings, *, dry: bool = False, days: int = 0) -> Digest:
    day = DAY + timedelta(days=days)
    return run_digest(county.store, settings, at(day), day, dry=dry)


def to(messages: list[EmailMessage]) -> list[str]:
    return sorted(str(message["To"]).split("@")[0] for message in messages)


def test_everybody_whom_something_late_reaches_is_mailed_once_a_day(
    late: County, inbox: tuple[Inbox, Settings]
) -> None:
    kept, settings = inbox
    first = digest(late, settings)
    assert to(kept.taken) == ["liuzhou", "liuzhou_head", "office", "vice_mayor"]
    assert first.warnings > 0 and len(first.letters) == 4
    clerk = next(one for one in kept.taken if str(one["To"]).startswith("liuzhou@"))
    text = clerk.get_content()
    assert "超期1日　整改问题　柳舟镇　R1-柳舟镇-01　应于2026-05-31" in text
    assert "机密标题" not in text
    again = digest(late, settings)
    assert (again.warnings, len(again.letters), again.already_sent) == (0, 0, 4)
    assert len(digest(late, settings, days=1).letters) == 4
    assert "caizheng" in first.without_address and "civil" not in first.without_address


def test_a_dry_run_says_what_would_be_sent_and_changes_nothing(late: County, inbox: tuple[Inbox, Settings]) -> None:
    kept, settings = inbox
    due = late.see(list_due_warnings, on=DAY)
    found = digest(late, settings, dry=True)
    assert (found.warnings, kept.taken) == (len(due), [])
    assert len(found.letters) == 4 and found.refused == ()
    assert late.see(list_warnings, False, on=DAY) == ()


def test_without_a_mail_server_warnings_are_issued_all_the_same(late: County) -> None:
    found = digest(late, Settings())
    assert (found.is_mailed, found.letters) == (False, ())
    assert len(late.see(list_warnings, True, on=DAY)) == found.warnings > 0


def test_one_address_the_server_refuses_stops_nobody_else(late: County, inbox: tuple[Inbox, Settings]) -> None:
    kept, settings = inbox
    late.do(SetOwnMail(mail="full@office.example"), "liuzhou")
    found = digest(late, settings)
    assert found.refused == ("full@office.example",)
    assert to(kept.taken) == ["liuzhou_head", "office", "vice_mayor"]


def test_a_server_that_is_away_is_named_and_the_next_run_sends_what_is_left(
    late: County, inbox: tuple[Inbox, Settings]
) -> None:
    kept, settings = inbox
    away = settings.model_copy(update={"smtp_port": 9})
    with pytest.raises(Unavailable) as refusal:
        digest(late, away)
    assert refusal.value.details["reason"] == "mail_away"
    assert len(digest(late, settings).letters) == 4
    with pytest.raises(Unavailable):
        digest(late, settings.model_copy(update={"smtp_from": ""}), days=1)
    assert len(kept.taken) == 4


@pytest.mark.parametrize("wrong", ["name", "a@b, c@d", "a b@c", "a@b\r\nBcc: x@y"])
def test_an_address_that_is_none_is_refused(county: County, wrong: str) -> None:
    with pytest.raises(InvalidInput):
        SetOwnMail(mail=wrong)
