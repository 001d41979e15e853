"""The frame around every page: login in front, roles kept, refusals in words, nothing of a former person left (docs/trust.md S3, S4, S5, S8, S9, V23)."""

import runpy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import clock
from core.access.login import actor_by_session, end_session
from core.commands import accounts
from core.errors import NotSignedIn
from core.queries.criteria import FindingCriteria
from core.queries.progress import summarise_progress
from dashboard import gate, runtime
from dashboard.navigation import PAGES
from tests.county import ACCOUNTS, SECADMIN, County
from tests.pages.conftest import MAIN, open_app

OpenPage = Callable[[str, str], AppTest]
ROLES = sorted({role: username for username, (role, _) in reversed(ACCOUNTS.items())}.values())
"""One account of each role."""
EMPTY = ("office", "leader", "liuzhou")
"""Who opens every page while there is nothing yet; what each page says then is tried beside the page itself."""


def titles(at: AppTest) -> list[str]:
    return [m.value.removeprefix("## ") for m in at.markdown if m.value.startswith("## ")]


def test_without_login_there_is_only_the_login_form(county: County) -> None:
    at = AppTest.from_file(str(MAIN), default_timeout=30).run()
    assert [field.label for field in at.text_input] == ["用户名", "密码"]
    assert titles(at) == []
    at.run()
    assert [field.label for field in at.text_input] == ["用户名", "密码"]


def test_a_deep_link_without_login_asks_for_login(county: County) -> None:
    at = AppTest.from_file(str(MAIN), default_timeout=30)
    at.context = {"url": "http://127.0.0.1:8501/overdue"}
    at.run()
    assert [field.label for field in at.text_input] == ["用户名", "密码"]
    assert not at.exception


def test_a_wrong_password_is_told_and_counted(county: County) -> None:
    at = AppTest.from_file(str(MAIN), default_timeout=30).run()
    at.text_input[0].input("office")
    at.text_input[1].input("wrong")
    at.button[0].click().run()
    assert any("用户名或密码不对" in error.value for error in at.error)


def test_the_second_run_still_has_the_frame(open_page: OpenPage) -> None:
    at = open_page("office", "overview")
    for _ in range(2):
        assert titles(at) == ["总览"]
        assert any("退出登录" in button.label for button in at.button)
        at.run()


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_a_page_run_alone_refuses(spec: Any) -> None:
    """S4."""
    with pytest.raises((NotSignedIn, AttributeError, KeyError)):
        runpy.run_path(str(spec.file))


@pytest.mark.parametrize("username", ROLES)
def test_every_page_renders_for_its_roles_empty_and_full_and_for_no_others(
    county: County, open_page: OpenPage, username: str
) -> None:
    role = ACCOUNTS[username][0]
    for filled in (False, True) if username in EMPTY else (True,):
        if filled:
            county.add_finding()
            county.add_finding("县财政局", text="挂账三年", on=date(2026, 3, 2))
        for spec in PAGES:
            if role in spec.roles:
                at = open_page(username, spec.key)
                assert not at.exception, f"{spec.key} as {username}"
                assert titles(at)[:1] == [spec.title], f"{spec.key} as {username}"
                assert not [e.value for e in at.error], f"{spec.key} as {username}"


@pytest.mark.parametrize("username", ROLES)
def test_no_page_of_another_role_can_be_reached(open_page: OpenPage, username: str) -> None:
    """S3."""
    role = ACCOUNTS[username][0]
    for spec in PAGES:
        if role not in spec.roles:
            shown = titles(open_page(username, spec.key))
            assert spec.title not in shown, f"{spec.key} as {username}"


def test_a_unit_sees_its_own_and_nothing_of_others(county: County, open_page: OpenPage) -> None:
    county.add_finding(text="柳舟镇自己的问题")
    foreign = county.add_finding("县财政局", text="县财政局的金丝雀问题")
    for key in ("overview", "progress", "overdue", "findings", "entry"):
        at = open_page("liuzhou", key)
        shown = "".join(str(part.value) for part in (*at.markdown, *at.dataframe))
        assert "金丝雀" not in shown, key
        assert "县财政局" not in shown, key
    at = open_page("liuzhou", "finding")
    at.query_params["id"] = str(foreign)
    at.run()
    assert "没有这个问题" in at.error[0].value


def test_the_number_on_the_page_moves_when_somebody_writes(county: County, open_page: OpenPage) -> None:
    at = open_page("leader", "overview")
    assert at.metric[:] == [] or at.metric[0].value == "0"
    county.add_finding()
    at.run()
    assert at.metric[0].value == "1"


def test_two_people_in_one_process_never_see_each_others_answers(county: County) -> None:
    """S8."""
    county.add_finding(text="柳舟镇自己的问题")
    seen = {}
    for username in ("office", "liuzhou", "caizheng", "office"):
        with county.store.read() as session:
            from core.access.actor import ByUsername, load_actor

            actor = load_actor(session, ByUsername(username), clock.now(), county.today)
        seen[username] = runtime.answer(actor, county.today, summarise_progress, FindingCriteria()).now.findings
    assert seen == {"office": 1, "liuzhou": 1, "caizheng": 0}


def test_a_disabled_account_is_out_at_its_next_click(county: County, open_page: OpenPage) -> None:
    at = open_page("office", "overview")
    from core.queries.accounts import list_accounts

    row = next(r for r in county.see(list_accounts, caller=SECADMIN) if r.username == "office")
    county.do(accounts.DisableAccount(account_id=row.id, version=row.version), SECADMIN)
    at.run()
    assert titles(at) == []
    assert [field.label for field in at.text_input] == ["用户名", "密码"]


def test_a_callback_of_somebody_who_is_out_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """S5: callbacks run before the page and its checks."""
    called = []
    monkeypatch.setattr(gate, "actor", lambda: None)
    gate.guarded(called.append)()
    assert called == []
    monkeypatch.setattr(gate, "actor", lambda: "somebody")
    gate.guarded(called.append)()
    assert called == ["somebody"]


def test_logging_out_leaves_nothing_of_the_person_and_ends_the_session(county: County, open_page: OpenPage) -> None:
    """S9."""
    at = open_page("office", "findings")
    at.session_state["entry.typed"] = {"LZZ": {}}
    next(button for button in at.button if button.label == "退出登录").click().run()
    assert "entry.typed" not in at.session_state
    assert "round" not in at.session_state
    assert titles(at) == []


def test_an_unforeseen_error_shows_a_number_and_no_traceback(
    county: County, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """V23."""
    from dashboard.components import overview

    def broken(_progress: object) -> str:
        raise ZeroDivisionError("the secret detail")

    monkeypatch.setattr(overview, "sentence", broken)
    at = open_page("leader", "overview")
    assert "编号" in at.error[0].value
    assert "secret detail" not in at.error[0].value
    assert not at.exception


def test_a_first_password_must_be_changed_before_anything_else(county: County, open_page: OpenPage) -> None:
    from core.store.models import Account

    with county.store.write() as session:
        session.get_one(Account, county.ids["account:office"]).must_change_password = True
    at = open_page("office", "overview")
    assert any("首次登录请先修改密码" in w.value for w in at.warning)
    assert "首次登录请先修改密码" in at.error[0].value


def test_a_sent_view_shows_the_same_to_whoever_may_see_it(county: County) -> None:
    county.add_finding(due_on=date(2026, 6, 30))
    county.add_finding("县财政局", text="挂账三年", due_on=date(2026, 7, 31))
    at = open_app(county, "leader", "findings", unit="LZZ", date="2026-07-01", status="not_started")
    assert at.selectbox(key="unit").value == "LZZ"
    assert at.date_input(key="date").value == date(2026, 7, 1)
    assert at.session_state["status"] == ["not_started"]
    assert any("逾期 1 个" in m.value and "1** 个问题" in m.value for m in at.markdown)
    assert {name: at.query_params[name] for name in ("unit", "date", "status")} == {
        "unit": "LZZ",
        "date": "2026-07-01",
        "status": "not_started",
    }


def test_what_is_chosen_stands_in_the_address_as_codes(county: County, open_page: OpenPage) -> None:
    county.add_finding()
    at = open_page("leader", "findings")
    assert dict(at.query_params) == {}
    at.selectbox(key="unit").select("LZZ").run()
    assert at.query_params["unit"] == "LZZ"
    at.selectbox(key="unit").select("").run()
    assert dict(at.query_params) == {}


def test_an_address_that_makes_no_sense_is_ignored(open_page: OpenPage) -> None:
    at = open_page("leader", "overview")
    for name, value in (("date", "2026-13-45"), ("date", "2999-01-01"), ("unit", "' OR 1=1"), ("round", "<script>")):
        at.query_params[name] = value
        at.run()
        assert not at.exception
        assert titles(at) == ["总览"]


def test_a_session_that_ended_elsewhere_is_nobody(county: County) -> None:
    from core.store.models import LoginSession

    with county.store.write() as session:
        row = LoginSession(
            account_id=county.ids["account:office"], secret_sha256="s", started_at=clock.now(), seen_at=clock.now()
        )
        session.add(row)
        session.flush()
        number = row.id
    who = actor_by_session(county.store, number, clock.now())
    assert who is not None
    end_session(county.store, who, clock.now())
    assert actor_by_session(county.store, number, clock.now()) is None
