"""Filling a score sheet: what was typed stays until it is saved, and adds up while it is typed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from core.commands.evaluation import AdoptEvaluation, WithdrawAdoption
from core.commands.milestones import RecordMilestones
from core.commands.score_sheet import FalseItem, GivenPoints, SaveEvaluation, StatedVeto
from core.queries.score_sheet import ScoreSheet, get_draft_sheet
from core.scoring.evaluation import Score, evaluate
from core.scoring.facts import Ballots, ScoreFacts
from core.scoring.review import needs_reason, proposed_points
from core.vocabulary import Milestone, Veto
from dashboard.components.score_sheet import basis
from dashboard.shell import PageContext, attempt, plain

OPEN = "score_entry.open"
OWN, REVIEW, REASON = "自评", "审评", "审评理由"
ANSWERS = {"satisfied": "满意", "basically": "基本满意", "dissatisfied": "不满意", "unknown": "不了解"}


def open_sheet(ctx: PageContext, inspection: str, cycle: int) -> ScoreSheet:
    """The sheet as it was when the page was opened; other people's saves do not move lines under somebody's hands."""
    opened = st.session_state.get(OPEN)
    if opened is None or opened[0] != (inspection, cycle):
        opened = ((inspection, cycle), ctx.read_now(get_draft_sheet, inspection, cycle))
        st.session_state[OPEN] = opened
    sheet: ScoreSheet = opened[1]
    return sheet


def reopen() -> None:
    """Read the sheet anew at the next run."""
    st.session_state.pop(OPEN, None)


class ScoreEntry:
    """One sheet under somebody's hands."""

    def __init__(self, ctx: PageContext, sheet: ScoreSheet) -> None:
        self.ctx, self.sheet = ctx, sheet
        self.key = f"score_entry.{sheet.head.inspection_code}.{sheet.cycle}.{sheet.version or 0}"
        self.points: tuple[tuple[str, Decimal | None, Decimal | None, str], ...] = ()
        self.evaluated_on: date = sheet.evaluated_on
        self.ballots: Ballots | None = sheet.facts.ballots
        self.false_items: dict[int, str] = dict(sheet.false_items)
        self.vetoes: dict[Veto, str] = dict(sheet.vetoes)

    def show_table(self) -> None:
        """The grid: self, review and reason can be filled; review begins at what data propose."""
        edited = st.data_editor(
            entry_frame(self.sheet),
            key=f"{self.key}.table",
            hide_index=True,
            row_height=30,
            height=30 * (len(self.sheet.lines) + 1) + 3,
            num_rows="fixed",
            disabled=["一级", "指标", "满分", "证据分", "算式", "扣分规则"],
            placeholder="",
            column_config=_columns(),
        )
        rows = zip(self.sheet.lines, edited[[OWN, REVIEW, REASON]].itertuples(index=False), strict=True)
        self.points = tuple(
            (line.key, _decimal(own), _decimal(review), str(reason or "").strip())
            for line, (own, review, reason) in rows
        )

    def show_survey(self) -> None:
        """Ballots on overall satisfaction; without a survey its weight goes to the review."""
        held = st.toggle("已开展群众测评", value=self.ballots is not None, key=f"{self.key}.held")
        if not held:
            self.ballots = None
            return
        known = self.ballots or Ballots()
        fields = st.columns(len(ANSWERS))
        counts = {
            name: int(place.number_input(f"{word}/票", 0, 100_000, getattr(known, name), key=f"{self.key}.{name}"))
            for place, (name, word) in zip(fields, ANSWERS.items(), strict=True)
        }
        self.ballots = Ballots(**counts)

    def show_facts(self) -> None:
        """Findings found untrue, and vetoes that somebody states, each with its basis."""
        names = {number: f"{found.code} {found.title}" for number, found in self.sheet.findings.items()}
        chosen = st.multiselect(
            "报告与事实不符的问题",
            list(names),
            default=[number for number in self.false_items if number in names],
            format_func=names.__getitem__,
            placeholder="督查核对不符的，逐个选入",
            key=f"{self.key}.false",
        )
        self.false_items = {number: self.false_items.get(number, "") for number in chosen}
        stated: dict[Veto, str] = {}
        for veto in Veto.stated():
            label = f"{veto.term}（依据，没有则留空）"
            text = st.text_input(label, self.vetoes.get(veto, ""), max_chars=400, key=f"{self.key}.{veto}")
            if text.strip():
                stated[veto] = text.strip()
        self.vetoes = stated

    def show_day(self) -> None:
        """The day for which evidence is measured."""
        day = st.date_input(
            "评估日",
            self.sheet.evaluated_on,
            min_value=self.sheet.head.feedback_on,
            max_value=self.ctx.today,
            format="YYYY-MM-DD",
            key=f"{self.key}.day",
        )
        self.evaluated_on = day if isinstance(day, date) else self.sheet.evaluated_on

    def preview(self) -> Score:
        """The score of what is on the screen, by the same rules."""
        facts = self.sheet.facts.model_copy(
            update={
                "self_points": {key: own for key, own, _, _ in self.points if own is not None},
                "review_points": {key: review for key, _, review, _ in self.points if review is not None},
                "ballots": self.ballots,
                "false_items": len(self.false_items),
                "confirmed_false_rectification": Veto.FALSE_RECTIFICATION in self.vetoes,
                "accountability_case": Veto.ACCOUNTABILITY_CASE in self.vetoes,
                "mass_incident": Veto.MASS_INCIDENT in self.vetoes,
            }
        )
        return evaluate(self.sheet.scheme, ScoreFacts.model_validate(facts))

    @property
    def problems(self) -> list[str]:
        """Reasons that are due, by indicator."""
        lines = {line.key: line for line in self.sheet.lines}
        return [
            f"{lines[key].name}缺理由"
            for key, _, review, reason in self.points
            if review is not None and not reason and needs_reason(review, lines[key].full, lines[key].evidence)
        ]

    def command(self) -> SaveEvaluation:
        """What is on the screen; raises InvalidInput."""
        return SaveEvaluation(
            inspection_id=self.sheet.head.inspection_id,
            cycle=self.sheet.cycle,
            version=self.sheet.version,
            evaluated_on=self.evaluated_on,
            points=tuple(
                GivenPoints(indicator=key, self_points=own, review_points=review, reason=reason)
                for key, own, review, reason in self.points
            ),
            ballots=self.ballots,
            false_items=tuple(FalseItem(finding_id=n, note=note) for n, note in self.false_items.items()),
            vetoes=tuple(StatedVeto(veto=veto, basis=text) for veto, text in self.vetoes.items()),
        )

    def save(self) -> None:
        """Save the sheet; after a refusal everything typed is still there."""
        if attempt(lambda: self.ctx.write(self.command()), "已保存评估得分表。"):
            reopen()
            st.rerun()

    def adopt(self) -> None:
        """Save what is on the screen and adopt its figures."""
        if attempt(self._save_and_adopt, lambda score: f"已采用：{score.total} 分，{score.grade.term}。"):
            reopen()
            st.rerun()

    def _save_and_adopt(self) -> Score:
        number = self.ctx.write(self.command())
        saved = (self.sheet.version or 0) + 1
        score: Score = self.ctx.write(AdoptEvaluation(evaluation_id=number, version=saved))
        return score


def show_withdrawal(ctx: PageContext, sheet: ScoreSheet) -> None:
    """An adopted sheet is taken back with a reason."""
    if sheet.evaluation_id is None or sheet.version is None:
        return
    reason = st.text_input("撤回理由", placeholder="如 测评票数登记有误", max_chars=400, key="score_entry.reason")
    if st.button("撤回采用", disabled=not reason.strip(), key="score_entry.withdraw"):
        number, version = sheet.evaluation_id, sheet.version
        command = WithdrawAdoption(evaluation_id=number, version=version, reason=reason)
        if attempt(lambda: ctx.write(command), "已撤回，可以更正后重新采用。"):
            reopen()
            st.rerun()


def show_milestones(ctx: PageContext, sheet: ScoreSheet) -> None:
    """Days on which milestones were met; evidence follows from them."""
    with st.form("score_entry.milestones", border=False):
        met: dict[Milestone, Any] = {}
        for place, (milestone, known) in zip(st.columns(5), sheet.milestones.items(), strict=False):
            met[milestone] = place.date_input(
                f"{milestone.term}（{known.due_on:%m-%d} 前）",
                known.met_on,
                min_value=sheet.head.feedback_on,
                max_value=ctx.today,
                format="YYYY-MM-DD",
                key=f"score_entry.{sheet.head.inspection_code}.{milestone}",
            )
        if st.form_submit_button("保存节点日期"):
            command = RecordMilestones(
                inspection_id=sheet.head.inspection_id, version=sheet.head.inspection_version, met=met
            )
            if attempt(lambda: ctx.write(command), "已保存节点日期，证据分已重算。"):
                reopen()
                st.rerun()


def entry_frame(sheet: ScoreSheet) -> pd.DataFrame:
    """One line for each indicator; where nobody reviewed yet, the proposed points stand there."""
    names = {dimension.code: dimension.name for dimension in sheet.scheme.dimensions}
    begun = sheet.evaluation_id is not None
    return pd.DataFrame(
        {
            "一级": [names[line.key.split(".")[0]] for line in sheet.lines],
            "指标": [line.name for line in sheet.lines],
            "满分": [float(line.full) for line in sheet.lines],
            OWN: [_float(line.self_points) for line in sheet.lines],
            "证据分": [_float(proposed_points(line.evidence)) for line in sheet.lines],
            REVIEW: [_float(line.review_points if begun else proposed_points(line.evidence)) for line in sheet.lines],
            REASON: [line.reason for line in sheet.lines],
            "算式": [basis(line) if not line.reason else _formula(line) for line in sheet.lines],
            "扣分规则": [line.deductions for line in sheet.lines],
        }
    )


def words(entry: ScoreEntry) -> str:
    """What the sheet adds up to as it stands, and what stands in the way."""
    score = entry.preview()
    if entry.problems:
        return f":orange[:material/error: {plain('；'.join(entry.problems[:3]))}]"
    if score.total is None:
        return f"还缺 **{len(score.missing)}** 项，可先保存"
    return f"合计 **{score.total:.2f}** 分，{score.grade.term if score.grade else ''}"


def _formula(line: Any) -> str:
    return line.evidence.formula if line.evidence else "人工评分"


def _float(points: Decimal | None) -> float | None:
    return None if points is None else float(points)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None or pd.isna(value) else Decimal(str(round(float(value), 2)))


def _columns() -> Mapping[str, Any]:
    number = st.column_config.NumberColumn
    return {
        "一级": st.column_config.TextColumn(width=72),
        "指标": st.column_config.TextColumn(width=126),
        "满分": number(width=48, format="%g"),
        OWN: number(width=62, min_value=0, max_value=100, step=0.01, format="%g"),
        "证据分": number(width=62, format="%g"),
        REVIEW: number(width=62, min_value=0, max_value=100, step=0.01, format="%g"),
        REASON: st.column_config.TextColumn(width=220, max_chars=400),
        "算式": st.column_config.TextColumn(width=210),
        "扣分规则": st.column_config.TextColumn(width=210),
    }
