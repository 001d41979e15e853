"""The access trail: logins, refusals, exports and opened files (docs/trust.md A15)."""

from dataclasses import dataclass
from datetime import datetime

from core.identity import Actor
from core.store.engine import Store
from core.store.trail import ACCESS, append_access, lock_chain


@dataclass(frozen=True, kw_only=True)
class Access:
    """Who tried what, from where, and what came of it; `subject` holds ids, never text of the business."""

    action: str
    subject: str = ""
    result: str = "ok"
    username: str = ""
    role: str = ""
    address: str = ""

    @classmethod
    def by(cls, actor: Actor, action: str, subject: str = "", result: str = "ok") -> "Access":
        """The entry for somebody who is signed in."""
        roles = ",".join(actor.roles)
        return cls(
            action=action, subject=subject, result=result, username=actor.username, role=roles, address=actor.address
        )


def log_access(store: Store, access: Access, now: datetime) -> None:
    """Write one access event in a transaction of its own, so that it stays when the call itself is undone."""
    facts = {
        "actor": access.username,
        "role": access.role,
        "address": access.address,
        "action": access.action,
        "subject": access.subject,
        "result": access.result,
    }
    with store.write() as session:
        append_access(session, lock_chain(session, ACCESS), at=now, facts=facts)
