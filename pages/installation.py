"""系统状态: whether everything this program needs is in order; for the system administrator."""

import streamlit as st

from core.doctor import examine
from core.queries.installation import InstallationFacts, describe_installation
from dashboard import runtime
from dashboard.components import installation as parts
from dashboard.components import say
from dashboard.live import read_live
from dashboard.shell import open_page

ctx = open_page("installation", dated=False)
facts: InstallationFacts = read_live(ctx, describe_installation)
checks = examine(runtime.settings())
with ctx.tools:
    st.button("重新检查", icon=":material/refresh:", key="installation.again")
say.show_sentence(parts.sentence(checks))
left, right = st.columns([5, 2], gap="medium")
with left:
    say.section("检查", "依次为结论、检查的内容、读到的情况和怎么处理")
    parts.show_checks(checks)
with right:
    say.section("本系统", "不含业务数字")
    parts.show_facts(facts)
