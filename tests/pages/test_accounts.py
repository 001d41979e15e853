"""用户与授权 as the security administrator uses it."""

import pytest
from streamlit.testing.v1 import AppTest

from core import clock
from core.access.login import check_password
from core.queries.accounts import AccountRow, list_accounts
from core.vocabulary import Role
from dashboard.forms.account_saves import MADE
from tests.county import ACCOUNTS, SECADMIN, County
from tests.pages.conftest import OpenPage, open_alone, open_app, said


def account(county: County, username: str) -> AccountRow:
    rows: tuple[AccountRow, ...] = county.see(list_accounts, caller=SECADMIN)
    return next(row for row in rows if row.username == username)


def errors(at: AppTest) -> str:
    return "\n".join(one.value for one in at.error)


def choose(at: AppTest, county: County, username: str) -> int:
    number = county.ids[f"account:{username}"]
    at.selectbox("accounts.chosen").select(number).run()
    return number


def fill_new(at: AppTest, username: str, shown: str = "办公室主任", role: Role | None = None) -> None:
    at.text_input("accounts.add.username.0.0").input(username)
    at.text_input("accounts.add.shown.0.0").input(shown)
    if role:
        at.selectbox("accounts.add.role.0.0").select(role)
    at.run()


def add(at: AppTest) -> AppTest:
    return at.button("accounts.add.send.0.0").click().run()


@pytest.fixture
def at(open_page: OpenPage) -> AppTest:
    return open_page("secadmin", "accounts")


def test_accounts_are_listed_with_role_and_place(at: AppTest):
    rows = at.dataframe[0].value.set_index("用户名")

    assert rows.loc["liuzhou_head", "角色与范围"] == "被巡察单位一把手（柳舟镇）"
    assert rows.loc["secadmin", "在线会话"] == 1
    assert "共 **16** 个账号" in said(at)


def test_empty_installation_lists_only_its_administrators(bare_county: County):
    at = open_app(bare_county, "secadmin", "accounts")

    assert set(at.dataframe[0].value["用户名"]) == {"leader", "office", "sysadmin", "secadmin", "auditor"}
    assert not at.error


def test_new_account_gets_its_role_and_a_password_that_is_shown_once(at: AppTest, county: County):
    fill_new(at, "xinren", role=Role.UNIT)
    at.selectbox("accounts.add.target.unit.0.0").select(county.ids["unit:柳舟镇"])
    add(at)

    made = account(county, "xinren")
    assert [(grant.role, grant.target) for grant in made.grants] == [(Role.UNIT, "柳舟镇")]
    assert made.must_change_password
    password = at.code[0].value
    assert check_password(county.store, "xinren", password, address="", now=clock.now())
    assert MADE not in at.session_state
    assert not at.run().code


def test_account_without_a_role_is_refused_and_what_was_typed_stays(at: AppTest, county: County):
    fill_new(at, "xinren")
    add(at)

    assert "角色：必须填写" in errors(at)
    assert at.text_input("accounts.add.username.0.0").value == "xinren"
    assert "xinren" not in {row.username for row in county.see(list_accounts, caller=SECADMIN)}


def test_unit_role_without_a_unit_is_refused(at: AppTest, county: County):
    fill_new(at, "xinren", role=Role.UNIT_HEAD)
    add(at)

    assert "单位：必须填写" in errors(at)
    assert not at.code


def test_name_in_another_spelling_is_taken(at: AppTest):
    fill_new(at, "ＯＦＦＩＣＥ", role=Role.OFFICE)
    add(at)

    assert "账号已经有了" in errors(at)
    assert not at.code


def test_administrator_cannot_also_work_for_the_office(at: AppTest, county: County):
    number = choose(at, county, "auditor")
    at.selectbox(f"accounts.grant.role.{number}.0").select(Role.OFFICE).run()
    at.button(f"accounts.grant.send.{number}.0").click().run()

    assert "三员不能互兼" in errors(at).replace("\\", "")
    assert at.selectbox(f"accounts.grant.role.{number}.0").value is Role.OFFICE
    assert [grant.role for grant in account(county, "auditor").grants] == [Role.AUDITOR]


def test_second_role_is_granted_and_taken_back(at: AppTest, county: County):
    number = choose(at, county, "team1")
    at.selectbox(f"accounts.grant.role.{number}.0").select(Role.TEAM).run()
    at.selectbox(f"accounts.grant.target.team.{number}.0").select(county.ids["第二巡察组"])
    at.button(f"accounts.grant.send.{number}.0").click().run()
    held = account(county, "team1").grants
    assert [grant.target for grant in held] == ["第一巡察组", "第二巡察组"]

    at.selectbox(f"accounts.revoke.grant_id.{number}.0").select(held[0].id)
    at.button(f"accounts.revoke.send.{number}.0").click().run()
    assert [grant.target for grant in account(county, "team1").grants] == ["第二巡察组"]


def test_disabled_account_is_out_at_once_and_comes_back(at: AppTest, county: County, open_page: OpenPage):
    open_page("leader", "overview")
    number = choose(at, county, "leader")
    at.button(f"accounts.switch.send.{number}.0").click().run()
    closed = account(county, "leader")
    assert not closed.is_active
    assert closed.open_sessions == 0

    at.button(f"accounts.switch.send.{number}.1").click().run()
    assert account(county, "leader").is_active


def test_own_account_cannot_be_disabled(at: AppTest, county: County):
    number = choose(at, county, "secadmin")
    at.button(f"accounts.switch.send.{number}.0").click().run()

    assert "不能停用自己的账号" in errors(at)
    assert account(county, "secadmin").is_active


def test_reset_password_replaces_the_old_one(at: AppTest, county: County):
    number = choose(at, county, "leader")
    at.button(f"accounts.reset.send.{number}.0").click().run()

    assert check_password(county.store, "leader", at.code[0].value, address="", now=clock.now())
    assert account(county, "leader").must_change_password


@pytest.mark.parametrize("username", sorted(set(ACCOUNTS) - {"secadmin"}))
def test_nobody_else_opens_the_page(county: County, username: str):
    at = open_alone(county, username, "accounts")

    assert at.exception
    assert not at.dataframe
