"""The script of every session: the one navigation call, the login in front of it, the page behind it."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from core.identity import Actor  # noqa: E402
from dashboard import gate, password, runtime, shell  # noqa: E402
from dashboard.navigation import PageSpec, is_on_top, pages_of  # noqa: E402


def closed_pages() -> list[st.Page]:
    """One page, the login, under whatever address was asked for: names of pages never reach a browser without login."""
    asked = urlsplit(st.context.url or "").path.strip("/")
    pages = [st.Page(gate.show_login, title="登录", url_path="login", default=True)]
    return pages + (
        [st.Page(gate.show_login, title="登录", url_path=asked)] if asked.isidentifier() and asked != "login" else []
    )


def open_pages(specs: tuple[PageSpec, ...]) -> dict[str, list[st.Page]]:
    """Sections with their pages behind a hidden start page that leads to the first one."""
    start = st.Page(
        lambda: st.switch_page(specs[0].file), title="后半篇", url_path="home", default=True, visibility="hidden"
    )
    sections: dict[str, list[st.Page]] = {"": [start]}
    for spec in specs:
        sections.setdefault(spec.section, []).append(
            st.Page(spec.file, title=spec.title, icon=spec.icon, url_path=spec.key)
        )
    return sections


def person(actor: Actor) -> None:
    """Who is signed in, and the way out."""
    with st.popover(actor.shown, icon=":material/person:"):
        st.markdown(f":small[:gray[{shell.plain('、'.join(role.term for role in actor.roles))}]]")
        password.show_form(actor)
        password.show_mail_form(actor)
        st.button("退出登录", on_click=gate.log_out, key="log_out", icon=":material/logout:")


def no_role() -> None:
    """What an account without any grant sees."""
    st.info("您的账号还没有授权，请联系安全保密管理员。")


def signed_in(actor: Actor) -> None:
    """Menu and page of somebody."""
    specs = pages_of(actor)
    if not specs:
        st.navigation([st.Page(no_role, title="后半篇")], position="hidden").run()
        return
    on_top = is_on_top(actor)
    page = st.navigation(open_pages(specs), position="top" if on_top else "sidebar", expanded=True)
    st.logo(
        str(ROOT / "dashboard" / "assets" / f"logo_{'dark' if st.context.theme.type == 'dark' else 'light'}.svg"),
        size="large",
    )
    with st.container(key="page"):
        with st.container(key="person", horizontal=True, vertical_alignment="center") if on_top else st.sidebar:
            if runtime.is_demo():
                st.markdown(":orange-badge[演示库，数据均为虚构]", width="content")
            person(actor)
        with shell.boundary():
            if actor.must_change_password:
                st.warning("首次登录请先修改密码：点姓名，填写原密码和新密码。", icon=":material/key:")
            page.run()


st.set_page_config(page_title="后半篇", page_icon="📊", layout="wide", initial_sidebar_state="auto")
if (who := gate.actor()) is None:
    if st.session_state.pop("leaving", None):
        gate.ask_browser("leave")
    st.navigation(closed_pages(), position="hidden").run()
else:
    signed_in(who)
