"""The settings of a round's calendar as a table, and what was typed into it read back."""

from typing import Any

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from core.rules.plan import RoundPlan
from dashboard.shell import plain

PRESETS = {"三月制": RoundPlan(), "六月制": RoundPlan.six_months()}
SETTINGS = {
    "notice_days": ("同步抄告", "反馈日起，抄告单最迟发出"),
    "relay_days": ("传达学习", "反馈日起，党委（党组）会传达"),
    "ledgers_days": ("三清单报送", "反馈日起，报整改方案和三清单"),
    "joint_review_days": ("方案联审", "收到方案起，同意或退改"),
    "notice_reply_days": ("抄后反馈", "抄告单发出起，书面反馈"),
    "democratic_life_days": ("专题民主生活会", "反馈日起，召开"),
    "immediate_days": ("即知即改", "反馈日起，“即知即改”问题的期限"),
    "intensive_days": ("集中整改期满", "反馈日起；“限期整改”问题的期限，此后转中期监督"),
    "report_days": ("整改进展报告", "集中整改期满起"),
    "first_evaluation_days": ("第一次督查评估", "集中整改期满起"),
    "publication_days": ("双公开", "集中整改期满起，党内通报、社会公开"),
    "second_rectification_days": ("再整改", "第一次评估起"),
    "second_evaluation_days": ("第二次督查评估", "反馈日起"),
    "close_out_days": ("报结", "反馈日起；“长期坚持”问题的首个阶段目标日"),
    "follow_up_days": ("长期跟踪", "报结后每隔"),
    "handover_days": ("三期交接", "转期之日起，双方签收"),
    "due_soon_days": ("临期（绿色预警）", "期限前"),
    "yellow_days": ("黄色预警", "期限前，不多于临期天数"),
    "escalate_after_days": ("转告诫", "超过期限"),
    "extension_limit": ("延期次数", "一个问题最多延期几次（次）"),
}
"""Settings with their names and what each means, in the order of the chain."""
RULES = {"greater_than_equal": "不能小于{ge}", "less_than_equal": "不能大于{le}"}


def fields_frame(plan: RoundPlan, settings: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """One line for each setting; the index is its name in the plan."""
    return pd.DataFrame(
        {
            "设置": [name for name, _ in settings.values()],
            "天数": [getattr(plan, field) for field in settings],
            "说明": [meaning for _, meaning in settings.values()],
        },
        index=list(settings),
    )


def read_plan(now: RoundPlan, typed: pd.DataFrame | None, **others: Any) -> RoundPlan | None:
    """The plan with what was typed; None after saying what does not fit, and nothing that was typed is lost."""
    days = {} if typed is None else {str(field): _whole(value) for field, value in typed["天数"].items()}
    try:
        return RoundPlan.model_validate({**now.model_dump(), **days, **others})
    except ValidationError as wrong:
        for error in wrong.errors():
            st.error(plain(_said(dict(error))), icon=":material/block:")
        return None


def _whole(value: Any) -> Any:
    return int(value) if value is not None and value == value else value  # noqa: PLR0124 - not a number equals nothing


def _said(error: dict[str, Any]) -> str:
    place = str(error["loc"][-1]) if error["loc"] else ""
    name = SETTINGS.get(place, ("", ""))[0]
    said = RULES.get(error["type"], "须为整数" if name else "{error}")
    facts = error.get("ctx", {})
    return f"{name}：{said.format_map(facts)}。" if name else f"{facts.get('error', '填写不对')}。"
