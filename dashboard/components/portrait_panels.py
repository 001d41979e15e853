"""Before, during and after the inspection, side by side (巡前、巡中、巡后)."""

import streamlit as st

from core.vocabulary import Category
from dashboard import numbers
from dashboard.components.links import findings_of, sheet_of
from dashboard.components.portrait_view import UnitView
from dashboard.navigation import BY_KEY
from dashboard.shell import plain
from dashboard.theme import rating_badge

BEFORE = ("信访举报", "上级通报", "审计问题", "案件查办")
SHORT = {
    Category.A: "决策部署",
    Category.B: "群众身边",
    Category.C: "党组织建设",
    Category.D: "整改成果",
    None: "未分类",
}
UNKNOWN = f":gray[{numbers.NOT_COLLECTED}]"


def show_panels(view: UnitView) -> None:
    """Three panels; what nobody entered says so."""
    with st.container(key="panels"):
        before, during, after = st.columns(3, gap="small")
    with before, st.container(border=True, height="stretch", gap="xsmall"):
        _show_before()
    with during, st.container(border=True, height="stretch", gap="xsmall"):
        _show_during(view)
    with after, st.container(border=True, height="stretch", gap="xsmall"):
        _show_after(view)


def _show_before() -> None:
    _head("巡前", "信访、通报、审计等待录入")
    st.table(dict.fromkeys(BEFORE, UNKNOWN), border="horizontal")
    st.markdown(":small[:gray[录入或导入之前不计分，也不当满分。]]")


def _show_during(view: UnitView) -> None:
    inspection, figures = view.detail.inspection, view.figures
    if inspection is None:
        _head("巡中", "")
        st.markdown(":gray[尚未巡察反馈；登记反馈日并移交问题后显示。]")
        return
    day = f"，{figures.feedback_on:%Y-%m-%d} 反馈" if figures and figures.feedback_on else ""
    _head("巡中", f"{plain(inspection.round_name)}{day}")
    if figures is None:
        st.markdown(":gray[这次巡察不在您的查看范围内。]")
        return
    st.table(during_words(view), border="horizontal")
    _link(view, f"看问题 {numbers.count(figures.findings)} 个")


def during_words(view: UnitView) -> dict[str, str]:
    """What the findings are made up of, as Markdown."""
    figures = view.figures
    if figures is None:
        return {}
    made_up = "、".join(f"{SHORT[category]} {number}" for category, number in figures.by_category)
    amount = numbers.money(figures.amount_yuan)
    return {
        "反馈问题": f"{numbers.count(figures.findings)} 个{f'：{made_up}' if made_up else ''}",
        "共性问题": f"{numbers.count(figures.common)} 个",
        "涉及人和事": f"{numbers.count(figures.persons)} 个",
        "涉及金额": amount or UNKNOWN,
        "即知即改": f"{numbers.count(figures.immediate)} 个，已销号 {numbers.count(figures.immediate_cleared)} 个",
    }


def _show_after(view: UnitView) -> None:
    _head("巡后", f"截至{numbers.month_day(view.as_of)}")
    inspection = view.detail.inspection
    if inspection is None:
        st.markdown(":gray[尚未巡察反馈，没有整改和评估。]")
        return
    st.table(after_words(view), border="horizontal")
    if inspection.scores:
        st.page_link(
            BY_KEY["score_sheet"].file,
            label="看评估得分表",
            icon=":material/chevron_right:",
            icon_position="right",
            query_params=sheet_of(inspection.code, inspection.scores[-1].cycle),
        )
    else:
        _link(view, "看整改进展")


def after_words(view: UnitView) -> dict[str, str]:
    """What became of the findings, as Markdown."""
    detail, figures = view.detail, view.figures
    relapsed = [one for one in detail.findings.values() if one.relapses or one.came_back]
    repeated = sum(one.is_repeated for one in relapsed)
    return {
        "整改": _rectified(view),
        "反弹": f"{len(relapsed)} 个{f'，其中屡改屡犯 {repeated} 个' if repeated else ''}",
        "评估": _evaluated(view),
        "清退追缴": (numbers.money(figures.recovered_yuan) if figures else "") or UNKNOWN,
        "报结": f"{figures.closed_on:%Y-%m-%d}" if figures and figures.closed_on else "未报结",
    }


def _rectified(view: UnitView) -> str:
    if not view.detail.findings:
        return "尚未移交问题"
    late = f":red[**逾期 {numbers.count(view.overdue)} 个**]" if view.overdue else "没有逾期"
    return f"已销号 {numbers.count(view.detail.cleared)} 个（{numbers.ratio(view.clearance_ratio)}），{late}"


def _evaluated(view: UnitView) -> str:
    inspection = view.detail.inspection
    if inspection is None or not inspection.scores:
        return "未评估"
    last = inspection.scores[-1]
    badge = f"　{rating_badge(last.score.grade)}" if last.score.grade else ""
    return f"第 {last.cycle} 次 {numbers.points(last.score.total)} 分{badge}"


def _head(title: str, note: str) -> None:
    st.markdown(f"**{title}**　:small[:gray[{note}]]")


def _link(view: UnitView, label: str) -> None:
    st.page_link(
        BY_KEY["findings"].file,
        label=label,
        icon=":material/chevron_right:",
        icon_position="right",
        query_params=findings_of(view.row.unit_code, view.round_code),
    )
