"""Login: counted tries, one-time tickets, sessions that end everywhere (docs/trust.md A4, A6, A9, V12)."""

from datetime import timedelta

import pytest

from core.access.login import (
    actor_by_cookie,
    check_password,
    end_session,
    issue_ticket,
    redeem_ticket,
)
from core.access.passwords import fold, hash_password, is_password, password_problems, random_password
from core.queries.trail import list_access_events
from core.store.engine import Store
from tests.county import PASSWORD, TODAY, County, at

NOW = at(TODAY)
HERE, THERE = "10.0.0.1", "10.0.0.2"


def try_login(county: County, password: str, minutes: float = 0, address: str = HERE, username: str = "office") -> bool:
    return check_password(county.store, username, password, address=address, now=NOW + timedelta(minutes=minutes))


def log_in(county: County, browser: str = "browser") -> str:
    ticket = issue_ticket(county.store, "office", browser, NOW)
    secret = redeem_ticket(county.store, ticket, browser, address=HERE, now=NOW)
    assert secret is not None
    return secret


def test_the_right_password_opens_and_a_wrong_one_does_not(county: County) -> None:
    assert try_login(county, PASSWORD)
    assert not try_login(county, PASSWORD + "x")
    assert not try_login(county, PASSWORD, username="nobody")


@pytest.mark.parametrize(("failures", "opens"), [(4, True), (5, False)])
def test_five_failures_lock_the_name_even_for_the_right_password(county: County, failures: int, opens: bool) -> None:
    """A4."""
    for _ in range(failures):
        assert not try_login(county, "wrong")
    assert try_login(county, PASSWORD) is opens


@pytest.mark.parametrize(("minutes", "opens"), [(14.9, False), (15.1, True)])
def test_a_lock_ends_after_a_quarter_of_an_hour(county: County, minutes: float, opens: bool) -> None:
    """A4."""
    for _ in range(5):
        try_login(county, "wrong")
    assert try_login(county, PASSWORD, minutes) is opens


def test_failures_are_counted_in_the_database_and_outlive_the_process(county: County) -> None:
    """A4: a second store is what another process would have."""
    for _ in range(3):
        try_login(county, "wrong")
    other = Store(county.store.url)
    for _ in range(2):
        check_password(other, "office", "wrong", address=HERE, now=NOW)
    assert not try_login(county, PASSWORD)
    other.close()


def test_a_colleague_at_another_machine_cannot_shut_somebody_out_at_once(county: County) -> None:
    for _ in range(5):
        try_login(county, "wrong", address=THERE)
    assert not try_login(county, PASSWORD, address=THERE)
    assert try_login(county, PASSWORD, address=HERE)


def test_many_failures_from_everywhere_lock_for_an_hour_and_not_for_good(county: County) -> None:
    for number in range(20):
        try_login(county, "wrong", address=f"10.0.1.{number}")
    assert not try_login(county, PASSWORD)
    assert try_login(county, PASSWORD, minutes=61)


def test_a_success_forgets_the_failures_before_it(county: County) -> None:
    for _ in range(4):
        try_login(county, "wrong")
    assert try_login(county, PASSWORD)
    for _ in range(4):
        try_login(county, "wrong")
    assert try_login(county, PASSWORD)


def test_a_spelling_of_the_name_does_not_escape_the_count(county: County) -> None:
    for spelling in ("office", "OFFICE", "ｏｆｆｉｃｅ", " office", "Office"):
        try_login(county, "wrong", username=spelling)
    assert not try_login(county, PASSWORD)


def test_every_try_is_in_the_access_trail_without_its_password(county: County) -> None:
    """A15."""
    try_login(county, "wrong-secret")
    try_login(county, PASSWORD)
    rows = county.see(list_access_events, 10, 0, caller="auditor")
    assert [(row.action, row.result, row.address) for row in rows[:2]] == [
        ("login", "ok", HERE),
        ("login", "failed", HERE),
    ]
    assert "wrong-secret" not in repr(rows)


def test_a_ticket_is_good_once_in_its_own_browser_and_half_a_minute(county: County) -> None:
    """V12."""
    ticket = issue_ticket(county.store, "office", "browser", NOW)
    assert redeem_ticket(county.store, ticket, "browser", address=HERE, now=NOW) is not None
    assert redeem_ticket(county.store, ticket, "browser", address=HERE, now=NOW) is None
    foreign = issue_ticket(county.store, "office", "browser", NOW)
    assert redeem_ticket(county.store, foreign, "other", address=HERE, now=NOW) is None
    old = issue_ticket(county.store, "office", "browser", NOW)
    assert redeem_ticket(county.store, old, "browser", address=HERE, now=NOW + timedelta(seconds=30)) is None
    assert redeem_ticket(county.store, "made up", "browser", address=HERE, now=NOW) is None


def test_a_foreign_try_uses_the_ticket_up(county: County) -> None:
    ticket = issue_ticket(county.store, "office", "browser", NOW)
    assert redeem_ticket(county.store, ticket, "other", address=HERE, now=NOW) is None
    assert redeem_ticket(county.store, ticket, "browser", address=HERE, now=NOW) is None


def test_a_copied_cookie_is_dead_after_logout(county: County) -> None:
    """A6."""
    secret = log_in(county)
    actor = actor_by_cookie(county.store, secret, NOW)
    assert actor is not None
    assert actor.username == "office"
    end_session(county.store, actor, NOW)
    assert actor_by_cookie(county.store, secret, NOW) is None


@pytest.mark.parametrize(("hours", "alive"), [(9.99, True), (10, False)])
def test_a_session_ends_after_ten_hours_in_any_case(county: County, hours: float, alive: bool) -> None:
    secret = log_in(county)
    assert (actor_by_cookie(county.store, secret, NOW + timedelta(hours=hours)) is not None) is alive


@pytest.mark.parametrize("secret", ["", "unknown", "' OR 1=1 --"])
def test_a_made_up_cookie_is_nobody(county: County, secret: str) -> None:
    assert actor_by_cookie(county.store, secret, NOW) is None


def test_the_database_keeps_no_secret_that_would_open_a_session(county: County) -> None:
    secret = log_in(county)
    from core.store.models import LoginSession

    with county.store.read() as session:
        assert secret not in repr([row.secret_sha256 for row in session.query(LoginSession)])


def test_two_long_chinese_passwords_that_differ_at_the_end_are_different() -> None:
    """A9: bcrypt alone stops at 72 bytes."""
    password = "巡" * 63 + "甲"
    hashed = hash_password(password)
    assert is_password(password, hashed)
    assert not is_password("巡" * 63 + "乙", hashed)


def test_a_random_first_password_satisfies_the_policy() -> None:
    """A10."""
    passwords = {random_password() for _ in range(20)}
    assert len(passwords) == 20
    assert all(len(password) == 16 and not password_problems(password) for password in passwords)


@pytest.mark.parametrize(
    ("password", "problems"),
    [
        ("Qwmxtzr-1234", ()),
        ("Qwmxtzr-123", ("password_short",)),
        ("qwmxtzrh1jkl", ("password_simple",)),
        ("qwmxtzrh-jkl", ("password_simple",)),
        ("abcd-fgh1jkl", ()),
        ("Office-Abcd-1", ("password_guessable",)),
        ("巡察整改Abcd-123", ("password_guessable",)),
    ],
)
def test_the_policy_asks_for_length_three_classes_and_nothing_obvious(password: str, problems: tuple[str, ...]) -> None:
    assert password_problems(password, "office") == problems


def test_names_fold_to_one_form() -> None:
    assert fold(" ＯＦＦｉｃｅ ") == "office"
