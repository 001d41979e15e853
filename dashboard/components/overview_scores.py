"""Scores and candidates for look-back on the overview, for those who may read them."""

from dataclasses import dataclass

import streamlit as st

from core.queries.criteria import FindingCriteria
from core.queries.evaluation import EvaluationCriteria, EvaluationRow, list_evaluations
from dashboard import numbers
from dashboard.components import evaluation, say
from dashboard.components.links import sheet_of
from dashboard.navigation import BY_KEY
from dashboard.shell import PageContext, plain
from dashboard.theme import rating_badge

SHOWN, NAMED = 16, 4


@dataclass(frozen=True)
class Scores:
    """Adopted evaluations of what is chosen, and those of the newest round that has any."""

    rows: tuple[EvaluationRow, ...]
    newest: tuple[EvaluationRow, ...]

    @property
    def candidates(self) -> list[EvaluationRow]:
        """Evaluations that propose to look back, the lowest first."""
        found = [row for row in self.rows if row.is_candidate]
        return sorted(found, key=lambda row: row.total or 0)


def read_scores(ctx: PageContext, criteria: FindingCriteria) -> Scores:
    """What the filters of the page leave; nothing for roles that do not read scores."""
    if not ctx.actor.has(*BY_KEY["evaluation"].roles):
        return Scores((), ())
    asked = EvaluationCriteria(rounds=criteria.rounds, units=criteria.units, unit_kinds=criteria.unit_kinds)
    rows = tuple(row for row in ctx.read(list_evaluations, asked) if row.score is not None)
    newest = rows[-1].round_code if rows else ""
    return Scores(rows, tuple(row for row in rows if row.round_code == newest))


def sentence(scores: Scores) -> str:
    """The second half of what is read out; empty without candidates."""
    number = len({row.unit_code for row in scores.candidates})
    return f"　:red[**{number} 家**评估等次为差，建议列为回头看对象]。" if number else ""


def show(scores: Scores) -> None:
    """Points of the newest round, then the candidates with their reasons."""
    if not scores.rows:
        return
    best = sorted(scores.newest, key=lambda row: -(row.total or 0))
    shown = best if len(best) <= SHOWN else [*best[: SHOWN // 2], *best[-SHOWN // 2 :]]
    part = "" if len(best) <= SHOWN else f"，列首尾各 {SHOWN // 2} 家"
    say.section("评估得分", f"{plain(scores.newest[0].round_name)}，{len(best)} 家{part}；虚线为等次线")
    evaluation.show_dots(shown, key="overview.scores")
    evaluation.show_marks()
    say.section("回头看候选", f"{len(scores.candidates)} 家；系统建议，领导小组确认后生效")
    for row in scores.candidates[:NAMED]:
        _show_candidate(row)
    if len(scores.candidates) > NAMED:
        st.markdown(f":small[:gray[另有 {len(scores.candidates) - NAMED} 家，见“回头看”。]]")


def _show_candidate(row: EvaluationRow) -> None:
    score = row.score
    if score is None:
        return
    with st.container(border=True, gap="xxsmall", key=f"candidate-{row.inspection_id}"):
        st.page_link(
            BY_KEY["score_sheet"].file,
            label=f"{plain(row.unit_name)}　{numbers.points(row.total)} 分",
            query_params=sheet_of(row.inspection_code, row.cycle),
        )
        badge = rating_badge(score.grade) if score.grade else ""
        st.markdown(f"{badge}　:small[{plain('；'.join(score.lookback_reasons[:2]))}]")
