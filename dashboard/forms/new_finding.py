"""One finding typed in with all fields of its ledger; what is similar appears once its text is left (docs/rules.md §4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

from core.commands.findings import AddFinding, Draft
from core.commands.ties import NewTie
from core.queries.finding import get_finding
from core.queries.finding_rows import FindingDetail
from core.queries.inspections import InspectionRow, list_inspections
from core.queries.master_data import BodyRow, list_bodies
from core.queries.similar import SimilarRow, list_similar, list_tags
from core.vocabulary import BodyKind, Commonality, FindingLink, Handling, Severity, Source, Subcategory
from dashboard import address
from dashboard.shell import PageContext, attempt

ROUND, MARKED, ADDED = "new_finding.round", "new_finding.marked", "new_finding.added"
SOURCES: tuple[Source, ...] = tuple(Source)
HANDLINGS: tuple[Handling, ...] = (Handling.TIME_LIMITED, Handling.IMMEDIATE, Handling.LONG_TERM)
"""The usual one first."""
SEVERITIES: tuple[Severity, ...] = tuple(Severity)
FOUND_LATER = (Source.SUPERVISION, Source.SURVEY)
"""Where a finding counts from the day it was found, not from the feedback."""


@dataclass
class NewFinding:
    """The form of one finding under fresh fields; marks are kept until it is saved."""

    ctx: PageContext
    inspection: InspectionRow

    @property
    def key(self) -> str:
        """Prefix of the fields; after a save the next round begins empty."""
        return f"new_finding.{st.session_state.get(ROUND, 0)}"

    @property
    def marks(self) -> dict[int, FindingLink]:
        """Similar ones marked while typing, by number."""
        marked: dict[int, FindingLink] = st.session_state.setdefault(MARKED, {})
        return marked

    def show_text(self) -> None:
        """The finding in the words of the feedback."""
        self.text = st.text_area(
            "反馈原文",
            height=120,
            max_chars=4000,
            placeholder="照反馈意见原文录入；离开这一格，右边列出相似的问题",
            key=f"{self.key}.text",
        )

    def show_fields(self) -> None:
        """How it is named, sorted and handled."""
        key = self.key
        self.title = st.text_input("问题简称（空着取原文第一句）", max_chars=80, key=f"{key}.title")
        a, b, c = st.columns(3)
        self.source = a.selectbox("来源", SOURCES, format_func=_term, key=f"{key}.source")
        options: list[Subcategory | None] = [None, *Subcategory]
        self.subcategory = b.selectbox("问题分类", options, format_func=_category, key=f"{key}.category")
        self.handling = c.selectbox("整改类别", HANDLINGS, format_func=_term, key=f"{key}.handling")
        self.due_on = a.date_input("期限（空着按轮次推算）", None, format="YYYY-MM-DD", key=f"{key}.due")
        self.severity = b.selectbox("严重程度", SEVERITIES, format_func=_term, key=f"{key}.severity")
        self.amount = c.number_input("涉及金额（元）", 0.0, value=None, step=100.0, format="%.2f", key=f"{key}.amount")
        self.cause = a.text_input("成因", max_chars=200, key=f"{key}.cause")
        self.nature = b.text_input("性质", max_chars=200, key=f"{key}.nature")
        self.lead = c.selectbox("主责部门", self._departments(), format_func=self._department, key=f"{key}.lead")
        self.found_on = None
        if self.source in FOUND_LATER:
            self.found_on = a.date_input(
                "发现日期", self.ctx.today, max_value=self.ctx.today, format="YYYY-MM-DD", key=f"{key}.found"
            )
        self._show_marks_of_kind()

    def _show_marks_of_kind(self) -> None:
        key = self.key
        self.tags = st.multiselect(
            "重点工作标签",
            list(self.ctx.read_now(list_tags)),
            accept_new_options=True,
            max_selections=10,
            placeholder="选择或输入",
            key=f"{key}.tags",
        )
        with st.container(horizontal=True, gap="medium"):
            self.persons = st.checkbox("涉及具体人和事", key=f"{key}.persons")
            self.public = st.checkbox("涉及群众切身利益", key=f"{key}.public")
            self.is_common = st.checkbox("共性问题", key=f"{key}.common")
            self.is_publishable = st.checkbox("可以公开", value=True, key=f"{key}.open")
        self.note = st.text_input("备注", max_chars=200, key=f"{key}.note")

    def similar(self) -> tuple[SimilarRow, ...]:
        """Findings like what is typed."""
        rows: tuple[SimilarRow, ...] = self.ctx.read_now(
            list_similar, self.text, self.inspection.id, None, _day(self.found_on)
        )
        return rows

    def save(self) -> None:
        """Save the finding with its marks; then the form is empty for the next, inspection and day kept."""
        if attempt(self._save, lambda detail: f"已录入 {detail.row.code} {detail.row.title}。"):
            st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
            st.session_state[ADDED] = st.session_state.get(ADDED, 0) + 1
            st.session_state[MARKED] = {}
            st.rerun()

    def _save(self) -> FindingDetail:
        number = self.ctx.write(self._command())
        detail: FindingDetail = self.ctx.read_now(get_finding, number)
        return detail

    def _command(self) -> AddFinding:
        draft = Draft(
            text=self.text,
            title=self.title,
            subcategory=self.subcategory,
            handling=self.handling,
            due_on=_day(self.due_on),
            involves_persons=self.persons,
            concerns_public=self.public,
            amount_yuan=None if self.amount is None else Decimal(str(self.amount)),
            cause=self.cause,
            nature=self.nature,
            note=self.note,
            tags=tuple(self.tags),
            commonality=Commonality.COMMON if self.is_common else Commonality.INDIVIDUAL,
            severity=self.severity,
            lead_department_id=self.lead,
            is_publishable=self.is_publishable,
        )
        return AddFinding(
            inspection_id=self.inspection.id,
            draft=draft,
            source=self.source,
            found_on=_day(self.found_on),
            ties=tuple(NewTie(earlier_id=number, link=link) for number, link in self.marks.items()),
        )

    def _departments(self) -> list[int | None]:
        return [None, *self._names()]

    def _names(self) -> dict[int, str]:
        rows: tuple[BodyRow, ...] = self.ctx.read_now(list_bodies)
        return {row.id: row.name for row in rows if row.kind is BodyKind.DEPARTMENT and row.is_active}

    def _department(self, number: int | None) -> str:
        return self._names()[number] if number else "未定"


def choose_inspection(ctx: PageContext) -> InspectionRow | None:
    """The inspection whose findings are entered, the newest first; it stays from one finding to the next."""
    rows: tuple[InspectionRow, ...] = ctx.read_now(list_inspections)
    fed_back = {row.code: row for row in reversed(rows) if row.feedback_on is not None}
    if not fed_back:
        return None
    address.take("inspection", list(fed_back), next(iter(fed_back)))
    with ctx.tools:
        chosen = st.selectbox(
            "巡察",
            list(fed_back),
            format_func=lambda code: f"{fed_back[code].unit_name}（{fed_back[code].round_name}）",
            key="inspection",
            label_visibility="collapsed",
            width=240,
        )
    address.give("inspection", chosen)
    return fed_back[chosen]


def added() -> int:
    """How many were entered in this window."""
    number: int = st.session_state.get(ADDED, 0)
    return number


def _term(member: Any) -> str:
    return str(member.term)


def _category(one: Subcategory | None) -> str:
    return f"{one.value} {one.term}" if one else "未分类"


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
