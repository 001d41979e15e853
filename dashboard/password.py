"""The forms in which people choose their own password and say where their daily digest goes."""

import streamlit as st

from core import clock
from core.commands.accounts import ChangeOwnPassword, SetOwnMail
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


def show_mail_form(actor: Actor) -> None:
    """The address for the daily digest; the field shows nothing of what is stored, an empty one ends the mails."""
    with st.form("mail", border=False, clear_on_submit=True):
        mail = st.text_input("每日摘要发到邮箱", placeholder="留空保存即不再发")
        if not st.form_submit_button("保存邮箱"):
            return
    if shell.attempt(
        lambda: runtime.carry_out(actor, SetOwnMail(mail=mail), clock.today()),
        "邮箱已保存。" if mail else "不再发每日摘要。",
    ):
        st.rerun()
