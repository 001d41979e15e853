"""The form in which people choose their own password."""

import streamlit as st

from core import clock
from core.commands.accounts import ChangeOwnPassword
from core.identity import Actor
from dashboard import runtime, shell


def show_form(actor: Actor) -> None:
    """Old and new password; refusals are shown under the form."""
    with st.form("password", border=False, clear_on_submit=True):
        old = st.text_input("原密码", type="password")
        new = st.text_input("新密码", type="password", help="至少12个字符，大写字母、小写字母、数字、符号至少三类")
        again = st.text_input("再输一次新密码", type="password")
        if not st.form_submit_button("修改密码"):
            return
    if new != again:
        st.error("两次输入的新密码不一样。")
    elif shell.attempt(
        lambda: runtime.carry_out(actor, ChangeOwnPassword(old=old, new=new), clock.today()),
        "密码已修改，其他窗口须重新登录。",
    ):
        st.rerun()
