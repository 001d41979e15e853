"""Mail through the office's own server; nothing else ever leaves this machine (docs/trust.md V19)."""

import smtplib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from core.config import Settings
from core.errors import Unavailable

PATIENCE_SECONDS = 20


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One mail to one person."""

    account: str
    """Whose mail it is; two people may share an address."""
    to: str
    subject: str
    text: str


def is_configured(settings: Settings) -> bool:
    """Whether mail is to be sent at all."""
    return bool(settings.smtp_host)


def send(settings: Settings, letters: Iterable[Letter]) -> Iterator[Letter]:
    """Send one after the other and give back each that the server took; raises Unavailable where it does not answer.

    A mail the server refuses for its receiver alone does not stop the others.
    """
    if not settings.smtp_from:
        raise Unavailable(reason="mail_without_sender")
    try:
        with _connected(settings) as server:
            for letter in letters:
                try:
                    server.send_message(_message(settings, letter))
                except smtplib.SMTPRecipientsRefused:
                    continue
                yield letter
    except (OSError, smtplib.SMTPException) as error:
        raise Unavailable(reason="mail_away", host=settings.smtp_host, why=type(error).__name__) from error


def _connected(settings: Settings) -> smtplib.SMTP:
    kind = smtplib.SMTP_SSL if settings.smtp_security == "ssl" else smtplib.SMTP
    server = kind(settings.smtp_host, settings.smtp_port, timeout=PATIENCE_SECONDS)
    if settings.smtp_security == "starttls":
        server.starttls()
    if settings.smtp_user:
        server.login(settings.smtp_user, settings.smtp_password)
    return server


def _message(settings: Settings, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.smtp_from, letter.to, letter.subject
    message.set_content(letter.text)
    return message
