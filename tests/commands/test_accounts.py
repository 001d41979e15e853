"""Accounts: names given once, three administrators apart, changes that end sessions (docs/trust.md A1, A6, A10, A11)."""

from itertools import permutations

import pytest

from core.access.actor import BySession
from core.access.login import actor_by_session, check_password
from core.commands import accounts
from core.errors import AlreadyExists, InvalidInput, NotFound, NotSignedIn, RuleViolated
from core.queries.accounts import AccountRow, list_accounts
from core.store.models import LoginSession
from core.vocabulary import Role
from tests.county import PASSWORD, SECADMIN, TODAY, County, at

NEW = "Ping-Yuan-9876"


def account(county: County, username: str) -> AccountRow:
    rows: tuple[AccountRow, ...] = county.see(list_accounts, caller=SECADMIN)
    return next(row for row in rows if row.username == username)


def sign_in(county: County, username: str) -> int:
    with county.store.write() as session:
        login = LoginSession(
            account_id=county.ids[f"account:{username}"],
            secret_sha256=username + str(TODAY),
            started_at=at(TODAY),
            seen_at=at(TODAY),
        )
        session.add(login)
        session.flush()
        return login.id


def is_signed_in(county: County, session_id: int) -> bool:
    return actor_by_session(county.store, session_id, at(TODAY)) is not None


def create(county: County, username: str, password: str = NEW) -> int:
    number: int = county.do(accounts.CreateAccount(username=username, shown="某岗位", password=password), SECADMIN)
    return number


@pytest.mark.parametrize("variant", ["zhangsan", "ZhangSan", "ｚｈａｎｇｓａｎ", "ZHANGSAN"])
def test_a_name_is_one_person_in_every_spelling(county: County, variant: str) -> None:
    """A1."""
    create(county, "zhangsan")
    with pytest.raises(AlreadyExists):
        create(county, variant)


def test_the_name_of_a_disabled_account_is_never_given_again(county: County) -> None:
    """A1."""
    number = create(county, "zhangsan")
    county.do(accounts.DisableAccount(account_id=number, version=1), SECADMIN)
    with pytest.raises(AlreadyExists):
        create(county, "zhangsan")


@pytest.mark.parametrize(
    "password", ["Short-1a", "alllowercaseletters", "xuncha-ABC-2026", "My-Zhangsan-77", "NoDigitsOrMarks"], ids=str
)
def test_a_weak_password_is_refused(county: County, password: str) -> None:
    with pytest.raises(InvalidInput):
        create(county, "zhangsan", password)


@pytest.mark.parametrize(("one", "other"), list(permutations(Role.administrators(), 2)))
def test_the_three_administrators_are_never_one_person(county: County, one: Role, other: Role) -> None:
    """A11."""
    number = create(county, "zhangsan")
    county.do(accounts.GrantRole(account_id=number, role=one), SECADMIN)
    with pytest.raises(RuleViolated):
        county.do(accounts.GrantRole(account_id=number, role=other), SECADMIN)


@pytest.mark.parametrize("administrator", Role.administrators())
def test_an_administrator_has_no_business_role_and_the_reverse(county: County, administrator: Role) -> None:
    """A11."""
    first, second = create(county, "one"), create(county, "two")
    county.do(accounts.GrantRole(account_id=first, role=administrator), SECADMIN)
    county.do(accounts.GrantRole(account_id=second, role=Role.OFFICE), SECADMIN)
    with pytest.raises(RuleViolated):
        county.do(accounts.GrantRole(account_id=first, role=Role.OFFICE), SECADMIN)
    with pytest.raises(RuleViolated):
        county.do(accounts.GrantRole(account_id=second, role=administrator), SECADMIN)


def test_a_role_is_tied_to_what_it_needs_and_to_nothing_else(county: County) -> None:
    number, unit, team = create(county, "one"), county.ids["unit:柳舟镇"], county.ids["第一巡察组"]
    for wrong in (
        {"role": Role.UNIT},
        {"role": Role.UNIT, "body_id": team},
        {"role": Role.TEAM, "unit_id": unit},
        {"role": Role.OFFICE, "unit_id": unit},
        {"role": Role.DEPARTMENT, "body_id": team},
    ):
        with pytest.raises(InvalidInput):
            county.do(accounts.GrantRole(account_id=number, **wrong), SECADMIN)
    county.do(accounts.GrantRole(account_id=number, role=Role.UNIT, unit_id=unit), SECADMIN)
    with pytest.raises(AlreadyExists):
        county.do(accounts.GrantRole(account_id=number, role=Role.UNIT, unit_id=unit), SECADMIN)


def test_a_disabled_account_loses_its_sessions_at_once_and_enabling_does_not_revive_them(county: County) -> None:
    """A6."""
    session_id = sign_in(county, "office")
    assert is_signed_in(county, session_id)
    row = account(county, "office")
    county.do(accounts.DisableAccount(account_id=row.id, version=row.version), SECADMIN)
    assert not is_signed_in(county, session_id)
    with pytest.raises(NotSignedIn):
        county.do(accounts.ChangeOwnPassword(old=PASSWORD, new=NEW), BySession(session_id))
    county.do(accounts.EnableAccount(account_id=row.id, version=row.version + 1), SECADMIN)
    assert not is_signed_in(county, session_id)


@pytest.mark.parametrize("what", ["grant", "revoke", "reset"])
def test_a_changed_right_or_password_ends_the_sessions(county: County, what: str) -> None:
    """A6."""
    session_id, row = sign_in(county, "office"), account(county, "office")
    wanted = {
        "grant": accounts.GrantRole(account_id=row.id, role=Role.LEADER),
        "revoke": accounts.RevokeRole(account_id=row.id, grant_id=row.grants[0].id),
        "reset": accounts.ResetPassword(account_id=row.id, password=NEW),
    }[what]
    county.do(wanted, SECADMIN)
    assert not is_signed_in(county, session_id)


def test_changing_ones_own_password_keeps_this_window_and_ends_the_others(county: County) -> None:
    here, there = sign_in(county, "office"), sign_in(county, "leader")
    with county.store.write() as session:
        session.get_one(LoginSession, there).account_id = county.ids["account:office"]
    county.do(accounts.ChangeOwnPassword(old=PASSWORD, new=NEW), BySession(here))
    assert is_signed_in(county, here)
    assert not is_signed_in(county, there)
    assert check_password(county.store, "office", NEW, address="10.0.0.1", now=at(TODAY))


@pytest.mark.parametrize(("old", "new"), [("wrong", NEW), (PASSWORD, PASSWORD), (PASSWORD, "short")])
def test_a_password_changes_only_with_the_old_one_to_a_good_new_one(county: County, old: str, new: str) -> None:
    with pytest.raises(InvalidInput):
        county.do(accounts.ChangeOwnPassword(old=old, new=new), "office")


def test_nobody_disables_himself(county: County) -> None:
    row = account(county, "secadmin")
    with pytest.raises(RuleViolated):
        county.do(accounts.DisableAccount(account_id=row.id, version=row.version), "secadmin")


def test_a_grant_is_revoked_only_from_its_own_account(county: County) -> None:
    foreign = account(county, "leader").grants[0].id
    with pytest.raises(RuleViolated):
        county.do(accounts.RevokeRole(account_id=county.ids["account:office"], grant_id=foreign), SECADMIN)
    with pytest.raises(NotFound):
        county.do(accounts.RevokeRole(account_id=county.ids["account:office"], grant_id=4711), SECADMIN)


def test_no_password_ever_reaches_the_trail(county: County) -> None:
    number = create(county, "zhangsan")
    county.do(accounts.ResetPassword(account_id=number, password="Another-Pass-2468"), SECADMIN)
    from core.store.models import AuditEvent

    with county.store.read() as session:
        shown = " ".join(str(event.after) + str(event.before) for event in session.query(AuditEvent))
    assert NEW not in shown
    assert "Another-Pass-2468" not in shown
