"""Filling a score sheet: what was typed stays until it is saved, and adds up while it is typed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from core.commands.evaluation import AdoptEvaluation
from core.commands.score_sheet import FalseItem, GivenPoints, SaveEvaluation, StatedVeto
from core.errors import StaleVersion
from core.queries.score_sheet import ScoreSheet
from core.scoring.evaluation import Score, evaluate
from core.scoring.facts import Ballots, InspectionFacts, ScoreFacts
from core.scoring.figures import shown
from core.scoring.indicators import Measurement, measure_all
from core.scoring.review import proposed_points, reasons_due
from core.vocabulary import Veto
from dashboard import numbers
from dashboard.forms.open_sheet import follow, form_key, reopen, saved_by_others
from dashboard.forms.score_table import FIXED, OWN, REASON, REVIEW, columns, entered, entry_frame
from dashboard.shell import PageContext, attempt, plain

ANSWERS = {"satisfied": "满意", "basically": "基本满意", "dissatisfied": "不满意", "unknown": "不了解"}


class ScoreEntry:
    """One sheet under somebody's hands."""

    def __init__(self, ctx: PageContext, sheet: ScoreSheet) -> None:
        self.ctx, self.sheet = ctx, sheet
        self.key = form_key(sheet)
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
            disabled=list(FIXED),
            placeholder="",
            column_config=columns(),
        )
        rows = zip(self.sheet.lines, edited[[OWN, REVIEW, REASON]].itertuples(index=False), strict=True)
        self.points = tuple(
            (line.key, entered(own), entered(review), str(reason or "").strip()) for line, (own, review, reason) in rows
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
        self.false_items = {
            number: st.text_input(
                f"{self.sheet.findings[number].code} 核查情况",
                self.sheet.false_items.get(number, ""),
                max_chars=200,
                placeholder="如 照片与现场不符",
                key=f"{self.key}.false.{number}",
            )
            for number in chosen
        }
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
        """Reasons that are due by the evidence as it is with what is on the screen, by indicator."""
        review = {key: points for key, _, points, _ in self.points if points is not None}
        reasoned = (key for key, _, _, reason in self.points if reason)
        measured = self._measured()
        due = reasons_due(self.sheet.scheme, review, reasoned, measured)
        return [f"{self.sheet.scheme.indicators[key].name}{_why(measured.get(key))}" for key in due]

    def _measured(self) -> dict[str, Measurement]:
        """Evidence with the findings chosen as untrue; another day is measured when the sheet is saved."""
        facts = InspectionFacts(
            as_of=self.sheet.evaluated_on,
            findings=tuple(self.sheet.findings.values()),
            milestones=self.sheet.milestones,
            false_item_ids=tuple(self.false_items),
        )
        return measure_all(self.sheet.scheme, facts)

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

    def show_theirs(self) -> None:
        """Where somebody else's sheet, saved meanwhile, differs from what is on the screen."""
        theirs = saved_by_others()
        if theirs is None:
            return
        lines = {line.key: line for line in theirs.lines}
        differing = [
            (lines[key].name, lines[key].self_points, own, lines[key].review_points, review)
            for key, own, review, _ in self.points
            if (lines[key].self_points, lines[key].review_points) != (own, review)
        ]
        st.warning("别人先存了这张表。下面是不同之处；再点保存，以您的为准。", icon=":material/compare_arrows:")
        names = ("指标", "自评（别人）", "自评（您）", "审评（别人）", "审评（您）")
        shown = [(name, *(numbers.points(value) for value in rest)) for name, *rest in differing]
        st.dataframe(pd.DataFrame(shown, columns=list(names)), hide_index=True, row_height=28, key=f"{self.key}.theirs")

    def save(self) -> None:
        """Save the sheet; after a refusal everything typed is still there."""
        self._finish(self._save, "已保存评估得分表。")

    def adopt(self) -> None:
        """Save what is on the screen and adopt its figures."""
        self._finish(self._save_and_adopt, lambda score: f"已采用：{score.total} 分，{score.grade.term}。")

    def _finish(self, action: Callable[[], Any], done: str | Callable[[Any], str]) -> None:
        if attempt(action, done):
            reopen()
            st.rerun()

    def _save(self) -> int:
        try:
            number: int = self.ctx.write(self.command())
        except StaleVersion:
            follow(self.ctx, self.sheet)
            raise
        return number

    def _save_and_adopt(self) -> Score:
        number = self._save()
        saved = (self.sheet.version or 0) + 1
        score: Score = self.ctx.write(AdoptEvaluation(evaluation_id=number, version=saved))
        return score


def words(entry: ScoreEntry) -> str:
    """What the sheet adds up to as it stands, and what stands in the way."""
    score = entry.preview()
    if entry.problems:
        return f":orange[:material/error: {plain('；'.join(entry.problems[:3]))}]"
    if score.total is None:
        return f"还缺 **{len(score.missing)}** 项，可先保存"
    return f"合计 **{score.total:.2f}** 分，{score.grade.term if score.grade else ''}"


def _why(evidence: Measurement | None) -> str:
    points = proposed_points(evidence)
    return "低于满分，缺理由" if points is None else f"与证据分 {shown(points)} 不同，缺理由"
