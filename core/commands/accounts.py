"""Accounts and what they may do; every change ends the sessions it must end (docs/rules.md §1, docs/trust.md A6, A11)."""

from datetime import datetime

from pydantic import Field
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access.passwords import fold, hash_password, is_password, password_problems
from core.commands.base import Command, Done, Work, handles
from core.commands.fields import Code, Mail, Name, Version
from core.commands.load import load, require_version
from core.errors import AlreadyExists, InvalidInput, RuleViolated
from core.identity import Place
from core.rules.lifecycle import Missing
from core.store.models import Account, AccountGrant, Body, LoginSession, Unit
from core.store.trail import Happening
from core.vocabulary import Role


class CreateAccount(Command):
    """A new account; its first password must be changed at the first login."""

    username: Code
    shown: Name
    password: str = Field(min_length=1, max_length=256, repr=False)
    must_change_password: bool = True


class SetOwnMail(Command):
    """Where the daily digest is sent; people say so themselves (docs/rules.md §3.5)."""

    mail: Mail


class GrantRole(Command):
    """Give a role, with the unit or body it holds for."""

    account_id: int
    role: Role
    unit_id: int | None = None
    body_id: int | None = None


class RevokeRole(Command):
    """Take a role back."""

    account_id: int
    grant_id: int


class DisableAccount(Command):
    """Close an account; its open sessions end at once."""

    account_id: int
    version: Version


class EnableAccount(Command):
    """Open a closed account again; ended sessions stay ended."""

    account_id: int
    version: Version


class ResetPassword(Command):
    """Give an account a new first password."""

    account_id: int
    password: str = Field(min_length=1, max_length=256, repr=False)


class ChangeOwnPassword(Command):
    """Choose one's own password."""

    old: str = Field(min_length=1, max_length=256, repr=False)
    new: str = Field(min_length=1, max_length=256, repr=False)


@handles(CreateAccount)
def create_account(work: Work, command: CreateAccount) -> Done:
    """Store an account under a name nobody ever had, in any spelling; returns its id."""
    _require_good(command.password, command.username, "password")
    folded = fold(command.username)
    if work.session.scalars(select(Account.id).where(Account.folded == folded)).first() is not None:
        raise AlreadyExists(what="account", fields={"username": command.username})
    account = Account(
        username=command.username,
        folded=folded,
        shown=command.shown,
        password_hash=hash_password(command.password),
        must_change_password=command.must_change_password,
    )
    work.session.add(account)
    work.session.flush()
    return _done("account.created", account, username=account.username, shown=account.shown)


@handles(GrantRole)
def grant_role(work: Work, command: GrantRole) -> Done:
    """Store a grant; the three administrators stay apart from each other and from business; returns its id."""
    account = load(work, Account, command.account_id, "account")
    held = work.session.scalars(select(AccountGrant).where(AccountGrant.account_id == account.id)).all()
    _require_apart(command.role, {grant.role for grant in held})
    _require_target(work, command)
    wanted = (command.role, command.unit_id, command.body_id)
    if any((grant.role, grant.unit_id, grant.body_id) == wanted for grant in held):
        raise AlreadyExists(what="grant", fields={"role": command.role.term})
    grant = AccountGrant(**command.model_dump())
    work.session.add(grant)
    work.session.flush()
    end_sessions(work.session, account.id, work.now)
    done = _done("role.granted", account, role=command.role, unit_id=command.unit_id, body_id=command.body_id)
    return Done(done.happening, grant.id)


@handles(RevokeRole)
def revoke_role(work: Work, command: RevokeRole) -> Done:
    """Delete a grant; the trail keeps that it was there."""
    account = load(work, Account, command.account_id, "account")
    grant = load(work, AccountGrant, command.grant_id, "grant")
    if grant.account_id != account.id:
        raise RuleViolated(missing=(Missing(code="grant_of_another", where="accounts"),))
    before = {"role": grant.role, "unit_id": grant.unit_id, "body_id": grant.body_id}
    work.session.delete(grant)
    end_sessions(work.session, account.id, work.now)
    return Done(Happening(action="role.revoked", subject_type="account", subject_id=account.id, before=before))


@handles(DisableAccount)
def disable_account(work: Work, command: DisableAccount) -> Done:
    """Close the account and end its sessions."""
    account = load(work, Account, command.account_id, "account")
    if account.id == work.actor.account_id:
        raise RuleViolated(missing=(Missing(code="not_yourself", where="accounts"),))
    require_version(account, command.version)
    account.is_active = False
    end_sessions(work.session, account.id, work.now)
    return _done("account.disabled", account)


@handles(EnableAccount)
def enable_account(work: Work, command: EnableAccount) -> Done:
    """Open the account again."""
    account = load(work, Account, command.account_id, "account")
    require_version(account, command.version)
    account.is_active = True
    return _done("account.enabled", account)


@handles(ResetPassword)
def reset_password(work: Work, command: ResetPassword) -> Done:
    """Store a new first password and end the sessions of the account."""
    account = load(work, Account, command.account_id, "account")
    _require_good(command.password, account.username, "password")
    account.password_hash, account.must_change_password = hash_password(command.password), True
    account.version += 1
    end_sessions(work.session, account.id, work.now)
    return _done("password.reset", account)


@handles(SetOwnMail)
def set_own_mail(work: Work, command: SetOwnMail) -> Done:
    """Store the address; an empty one ends the mails."""
    if work.actor.account_id is None:
        raise RuleViolated(missing=(Missing(code="no_account", where="accounts"),))
    work.permit(Place())
    account = load(work, Account, work.actor.account_id, "account")
    account.mail = command.mail
    account.version += 1
    return _done("mail.set", account)


@handles(ChangeOwnPassword)
def change_own_password(work: Work, command: ChangeOwnPassword) -> Done:
    """Store the new password after checking the old one; other sessions of the account end."""
    if work.actor.account_id is None:
        raise RuleViolated(missing=(Missing(code="no_account", where="accounts"),))
    work.permit(Place())
    account = load(work, Account, work.actor.account_id, "account")
    if not is_password(command.old, account.password_hash):
        raise InvalidInput(problems=[("old", "password_wrong", "", {})])
    if command.old == command.new:
        raise InvalidInput(problems=[("new", "password_same", "", {})])
    _require_good(command.new, account.username, "new")
    account.password_hash, account.must_change_password = hash_password(command.new), False
    account.version += 1
    end_sessions(work.session, account.id, work.now, but=work.actor.session_id)
    return _done("password.changed", account)


def end_sessions(session: Session, account_id: int, now: datetime, but: int | None = None) -> None:
    """End the living sessions of an account, in every process and window at once."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.account_id == account_id, LoginSession.ended_at.is_(None), LoginSession.id != (but or 0))
        .values(ended_at=now)
    )


def _require_good(password: str, username: str, field: str) -> None:
    if problems := password_problems(password, username):
        raise InvalidInput(problems=[(field, problem, "", {}) for problem in problems])


def _require_apart(role: Role, held: set[Role]) -> None:
    administrators = set(Role.administrators())
    mixed = held - {role} if role in administrators else held & administrators
    if mixed:
        raise RuleViolated(
            missing=(Missing(code="administrators_apart", where="accounts"),), held=[r.term for r in held]
        )


def _require_target(work: Work, command: GrantRole) -> None:
    needs_unit, kind = command.role in Role.of_a_unit(), Role.of_a_body().get(command.role)
    if needs_unit != (command.unit_id is not None) or (kind is not None) != (command.body_id is not None):
        raise InvalidInput(
            problems=[("unit_id" if needs_unit else "body_id", "wrong_target", "", {"role": command.role.term})]
        )
    if command.unit_id is not None:
        load(work, Unit, command.unit_id, "unit")
    if command.body_id is not None and load(work, Body, command.body_id, "body").kind is not kind:
        raise InvalidInput(problems=[("body_id", "wrong_kind", "", {"expected": command.role.term})])


def _done(action: str, account: Account, **after: object) -> Done:
    return Done(Happening(action=action, subject_type="account", subject_id=account.id, after=after), account.id)
