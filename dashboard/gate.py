"""Login and logout: the library draws the form, core decides, the browser only ever holds a revocable secret (docs/adr/0003)."""

import html
from collections.abc import Callable
from typing import Any

import streamlit as st
import streamlit_authenticator as stauth
from streamlit_authenticator.views import authentication_view

from core import clock
from core.access.login import actor_by_session, check_password, end_session, issue_ticket
from core.errors import NotSignedIn
from core.identity import Actor
from dashboard import runtime
from dashboard.door import browser_cookie

FIELDS = {"Form name": "登录", "Username": "用户名", "Password": "密码", "Login": "登录"}
KEPT = {"name", "authentication_status", "username", "email", "roles", "logout", "leaving"}
"""Keys of the library; everything else of a former person goes before the form is shown."""


class TicketCookie:
    """Takes the place of the library's cookie controller, whose cookie scripts can read and nobody can revoke."""

    def __init__(self, *_: Any) -> None:
        """Nothing to prepare."""

    def get_cookie(self) -> None:
        """Nobody with a living cookie ever sees the form."""

    def delete_cookie(self) -> None:
        """Ending the session is core's work."""

    def set_cookie(self) -> None:
        """After a right password: a ticket for the browser to exchange."""
        browser = st.context.cookies.get(browser_cookie())
        st.session_state["ticket"] = issue_ticket(
            runtime.store(), st.session_state["username"], browser if isinstance(browser, str) else "", clock.now()
        )


authentication_view.CookieController = TicketCookie


def actor() -> Actor | None:
    """Who sits at this browser, read from the session row in this very call."""
    uid = st.user.get("uid")
    return actor_by_session(runtime.store(), int(uid), clock.now()) if isinstance(uid, str) and uid.isdigit() else None


def require() -> Actor:
    """First line of every page and fragment; raises NotSignedIn."""
    if (who := actor()) is None:
        raise NotSignedIn
    return who


def guarded(callback: Callable[..., None]) -> Callable[..., None]:
    """For on_click and on_change, which run before the page: a living actor, or nothing happens."""

    def call(*args: Any, **kwargs: Any) -> None:
        if who := actor():
            callback(who, *args, **kwargs)

    return call


def ask_browser(what: str, value: str = "") -> None:
    """Have `shell.js` do one of its three things: redeem, leave, download."""
    st.html(f'<i data-hbp="{html.escape(what)}" data-value="{html.escape(value)}"></i>')


def show_login() -> None:
    """The login page."""
    forget_person()
    spot = st.empty()
    with spot.container(), st.container(horizontal_alignment="center"), st.container(key="login", width=440):
        st.markdown("### 后半篇")
        st.markdown("巡察整改督评一体看板")
        _form()
        st.markdown(":small[:gray[连续输错 5 次锁定 15 分钟。忘记密码请联系安全保密管理员。]]")
        st.markdown(":small[:gray[内部系统，不得存储、处理国家秘密。操作全程留痕。]]")
    if ticket := st.session_state.pop("ticket", None):
        spot.empty()
        st.session_state["authentication_status"] = None
        ask_browser("redeem", ticket)
        st.write("正在进入…")


def forget_person() -> None:
    """Nothing of whoever sat here before stays in the window."""
    for key in set(map(str, st.session_state)) - KEPT:
        if not key.startswith("FormSubmitter"):
            del st.session_state[key]


@guarded
def log_out(who: Actor) -> None:
    """End the session, then have the browser drop its cookie."""
    end_session(runtime.store(), who, clock.now())
    st.session_state.clear()
    st.session_state["leaving"] = True


def _form() -> None:
    library = stauth.Authenticate({"usernames": {}}, "unused", "0" * 32, 0, auto_hash=False, login_sleep_time=0)
    model = library.authentication_controller.authentication_model

    def check(username: str, password: str) -> bool:
        right = check_password(runtime.store(), username, password, address=_address(), now=clock.now())
        if right:
            model.credentials["usernames"][username] = {"name": username}
        return right

    model.check_credentials = check
    library.login(fields=FIELDS, key="login")
    if st.session_state.get("authentication_status") is False:
        st.error("用户名或密码不对，或已锁定。连续 5 次不对，15 分钟后再试。")


def _address() -> str:
    address = st.context.ip_address
    return address if isinstance(address, str) else "127.0.0.1"
