"""Words and choices around the entry table."""

from collections.abc import Sequence

import streamlit as st

from core.queries.entry import EntryRow
from core.queries.master_data import Options
from dashboard import address
from dashboard.shell import plain

GUIDE = ":small[:gray[“进度%”“本次进展”“发生日期”三列可填；可从 Excel 整块粘贴；Enter 下一行，Tab 下一列；保存前不落库。申请销号、上传佐证请到问题详情。]]"
NAMED = 3


def choose_unit(options: Options) -> str | None:
    """The unit whose findings are filled in; fixed for people of one unit."""
    names = {row.code: row.short_name for row in options.units}
    if len(names) == 1:
        return next(iter(names))
    address.take("unit", names, next(iter(names), None))
    chosen = st.selectbox(
        "单位",
        list(names),
        format_func=names.__getitem__,
        key="unit",
        width=180,
        label_visibility="collapsed",
    )
    address.give("unit", chosen or "")
    return chosen


def sentence(rows: Sequence[EntryRow]) -> str:
    """How many, how many late, how many reported this month."""
    if not rows:
        return "没有要报进展的问题。"
    overdue = sum(row.finding.overdue_days > 0 for row in rows)
    reported = sum(row.reported_this_month for row in rows)
    late = f"，:red[**逾期 {overdue} 个**]" if overdue else ""
    return f"{plain(rows[0].finding.unit_name)}未销号 **{len(rows)}** 个{late}；本月已报进展 **{reported}** 个，还差 **{len(rows) - reported}** 个。"


def changes(count: int, problems: Sequence[str]) -> str:
    """What would be saved, and what stands in the way."""
    if problems:
        more = f"等 {len(problems)} 行" if len(problems) > NAMED else ""
        return f"已改 **{count}** 行，未保存　:orange[:material/error: {plain('；'.join(problems[:NAMED]))}{more}]"
    return f"已改 **{count}** 行，未保存" if count else ":gray[没有未保存的修改]"
