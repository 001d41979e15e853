"""用户与授权: who may log in and with which roles, kept by the security administrator."""

import streamlit as st

from core.queries.accounts import AccountRow, GrantTargets, list_accounts, list_grant_targets
from dashboard.components import accounts as parts
from dashboard.components import say
from dashboard.components.records import choose_record, show_records
from dashboard.forms import account_saves, accounts
from dashboard.live import read_live
from dashboard.shell import open_page

made = account_saves.take_password()
ctx = open_page("accounts", dated=False)
rows: tuple[AccountRow, ...] = read_live(ctx, list_accounts)
targets: GrantTargets = ctx.read_now(list_grant_targets)
say.show_sentence(parts.sentence(rows))
if made:
    parts.show_password_once(*made)
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    accounts.show_add(targets)
    names = {row.id: f"{row.username}（{row.shown}）" for row in rows}
    chosen = choose_record(rows, names, key="accounts.chosen", hint="点表中一行，或在此找账号")
    if chosen:
        accounts.show_steps(chosen, targets)
lines = [parts.account_line(row) for row in rows]
show_records(lines, [row.id for row in rows], chooser="accounts.chosen", columns=parts.COLUMNS)
st.markdown(":small[:gray[这里只管账号，看不到业务内容。每一次新增、授权、收回都记入业务留痕，安全审计员可查。]]")
