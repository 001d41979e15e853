"""Parts of the score sheet: points that add up, three sources side by side, what would lift the grade."""

from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from core.queries.score_sheet import ScoreSheet, SheetLine
from core.scoring.evaluation import self_above_review
from core.scoring.figures import ZERO
from core.scoring.indicators import Loss
from core.vocabulary import Grade, ScoreFlag, ScoreSource
from dashboard import numbers
from dashboard.components import say, tables
from dashboard.navigation import BY_KEY
from dashboard.shell import plain
from dashboard.theme import Palette, palette, rating_badge

WIDTHS = {"指标": 148, "满分": 54, "自评": 62, "审评": 62, "证据分": 66, "依据": 330}
WORDS = ("指标", "依据")
NAMED = 6
"""So many steps and findings are named; the rest is counted."""


def sentence(sheet: ScoreSheet) -> str:
    """Total, grade, how far the next grade is, and where most was lost."""
    score = sheet.score
    if score.total is None or score.grade is None:
        given = 2 * len(sheet.lines) - len(score.missing)
        return f"{plain(sheet.head.unit_name)}第 {sheet.cycle} 次评估尚未完成：已填 **{given}** 项，还缺 **{len(score.missing)}** 项。"
    said = (
        f"{plain(sheet.head.unit_name)}第 {sheet.cycle} 次评估综合得分 **{score.total:.2f}** 分，**{score.grade.term}**"
    )
    if score.vetoes:
        said += "；:red[**触发否决**，否决情形未消除前等次按差]"
    elif sheet.lift:
        said += f"；再提高 **{sheet.lift.gap:.2f}** 分可升为{sheet.lift.next_grade.term}"
    lost = {d.name: d.points - d.review_points for d in score.by_dimension if d.review_points is not None}
    worst = max(lost, key=lambda name: lost[name])
    return said + (f"；审评失分最多的是 **{worst}**（失 {lost[worst]:.1f} 分）。" if lost[worst] else "。")


def show_lines(sheet: ScoreSheet) -> None:
    """All indicators under their dimension; a click shows what is behind one of them."""
    rows = _rows(sheet)
    say.section("指标得分", "一级行为合计；证据分由系统按数据算出，改动须写理由；点一行看算式和问题")
    sums = [index for index, line in enumerate(rows) if line is None]
    columns = {name: width if name in WORDS else tables.number_column(width) for name, width in WIDTHS.items()}
    key = f"sheet.{sheet.head.inspection_code}.{sheet.cycle}"
    picked = tables.show_rows(_styled(sheet_frame(sheet), sums, palette()), key, columns, row_height=28)
    if picked is not None and (line := rows[picked]):
        show_line(sheet, line)


def sheet_frame(sheet: ScoreSheet) -> pd.DataFrame:
    """One line for each indicator, and a sum for each dimension."""
    lines: list[tuple[str, str, str, str, str, str]] = []
    for dimension in sheet.score.by_dimension:
        own, review = _sum(dimension.self_points), _sum(dimension.review_points)
        lines.append((dimension.name, f"{dimension.points:g}", own, review, "", ""))
        for line in sheet.dimension_lines(dimension.code):
            evidence = line.evidence.points if line.evidence else None
            lines.append(
                (
                    f"　{line.name}",
                    f"{line.full:g}",
                    numbers.points(line.self_points),
                    numbers.points(line.review_points),
                    "" if line.evidence is None else numbers.points(evidence),
                    basis(line),
                )
            )
    return pd.DataFrame(lines, columns=list(WIDTHS))


def basis(line: SheetLine) -> str:
    """Why these points: the scorer's reason first, then the formula."""
    formula = line.evidence.formula if line.evidence else "人工评分"
    return f"{line.reason}（{formula}）" if line.reason else formula


def show_line(sheet: ScoreSheet, line: SheetLine) -> None:
    """One indicator down to the findings behind every lost point."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(line.name)}**　满分 {line.full:g}　:small[:gray[{plain(line.deductions)}]]")
        st.markdown(f"依据：{plain(basis(line))}")
        for loss in line.evidence.losses if line.evidence else ():
            _show_loss(sheet, loss)


def _show_loss(sheet: ScoreSheet, loss: Loss) -> None:
    st.markdown(f"失 **{loss.points:.2f}** 分：{plain(loss.reason)}")
    with st.container(horizontal=True, gap="small"):
        for number in loss.finding_ids[:NAMED]:
            found = sheet.findings.get(number)
            label = f"{found.code} {found.title[:12]}" if found else f"问题 {number}"
            st.page_link(BY_KEY["finding"].file, label=plain(label), query_params={"id": str(number)})
        if len(loss.finding_ids) > NAMED:
            st.markdown(f":gray[等 {len(loss.finding_ids)} 个]")


def show_sources(sheet: ScoreSheet) -> None:
    """Self, review and survey side by side, each with its weight and what it adds; they add up to the total."""
    say.section("三方得分与合成", f"{sheet.scheme.name}第 {sheet.scheme.version} 版；评估日 {sheet.evaluated_on}")
    st.table(source_frame(sheet).set_index("来源"), border="horizontal")
    for flag in sheet.score.flags:
        st.markdown(f":orange-background[ {flag.term} ]　{_flag_words(sheet, flag)}")
    for hit in sheet.score.vetoes:
        basis_words = sheet.vetoes.get(hit.code, "")
        told = f"（{plain(basis_words)}）" if basis_words else ""
        st.markdown(f":red-background[ 否决 ]　{plain(hit.words)}{told}")
    for proposal in sheet.score.proposals:
        st.markdown(f":red-background[ 建议 ]　{proposal.code.term}　:small[:gray[领导小组确认后生效]]")


def source_frame(sheet: ScoreSheet) -> pd.DataFrame:
    """Points, weight and contribution of each source, with the total in the last line."""
    score, lines = sheet.score, []
    for source in ScoreSource:
        points, weight = score.by_source[source], score.weights[source]
        ballots = f"（{sheet.facts.ballots.valid} 票）" if source is ScoreSource.SURVEY and sheet.facts.ballots else ""
        part = ZERO if not weight else points * weight if points is not None else None
        lines.append((f"{source.term}{ballots}", numbers.points(points), f"{weight:.0%}", numbers.points(part)))
    lines.append(("综合", "", "", numbers.points(score.total)))
    return pd.DataFrame(lines, columns=["来源", "得分", "权重", "计入"])


def show_grade(sheet: ScoreSheet) -> None:
    """The bands of the grades, and which one was reached."""
    say.section("等次", "按四舍五入到两位小数的总分；触发否决的按差")
    bands = sheet.scheme.grades
    upper = [None, *(band.least for band in bands)]
    for band, most in zip(bands, upper, strict=False):
        reach = f"{band.least:g} 分及以上" if most is None else f"{band.least:g}–{most:g} 分"
        here = "　**◀ 本次**" if band.grade is sheet.score.grade else ""
        st.markdown(f"{rating_badge(band.grade)}　{reach}　:small[:gray[{plain(band.consequence)}]]{here}")


def show_lift(sheet: ScoreSheet) -> None:
    """What leads to the next grade, most first, in points of the total."""
    lift = sheet.lift
    if sheet.score.vetoes:
        st.markdown(":small[:gray[否决情形未消除前，提高分数不能升档。]]")
    if lift is None:
        if sheet.score.grade is Grade.GOOD:
            st.markdown(":gray[已是最高等次。]")
        return
    say.section(f"怎样升到{lift.next_grade.term}", f"还差 {lift.gap:.2f} 分；按综合分折算，从大到小")
    steps = lift.steps[:NAMED]
    lines = [(step.what, f"+{numbers.points(step.points)}") for step in steps]
    rest = sum((step.points for step in lift.steps[NAMED:]), ZERO)
    lines += [(f"其余 {len(lift.steps) - NAMED} 项", f"+{numbers.points(rest)}")] if rest else []
    lines.append(("合计", f"+{numbers.points(lift.within_reach)}"))
    st.table(pd.DataFrame(lines, columns=["做什么", "综合分至多"]).set_index("做什么"), border="horizontal")
    st.markdown(f":small[:gray[{_outlook(lift.gap, lift.within_reach, lift.survey_room)}]]")


def _outlook(gap: Decimal, within_reach: Decimal, survey_room: Decimal) -> str:
    if within_reach >= gap:
        return "各项都做到可以升档。"
    if within_reach + survey_room >= gap:
        return f"各项都做到仍差 {numbers.points(gap - within_reach)} 分，须再提高群众满意度。"
    return f"各项都做到、测评满分也仍差 {numbers.points(gap - within_reach - survey_room)} 分。"


def _flag_words(sheet: ScoreSheet, flag: ScoreFlag) -> str:
    if flag is ScoreFlag.INFLATED_SELF:
        gap = self_above_review(sheet.score.by_source)
        return f"自评高于审评 **{numbers.points(gap)}** 分"
    valid = sheet.facts.ballots.valid if sheet.facts.ballots else 0
    return f"有效票 {valid} 张，不足 {sheet.scheme.survey.least_ballots} 张，测评权重并入审评"


def _rows(sheet: ScoreSheet) -> list[SheetLine | None]:
    """Lines in the order of the table; None is a dimension's sum."""
    rows: list[SheetLine | None] = []
    for dimension in sheet.score.by_dimension:
        rows += [None, *sheet.dimension_lines(dimension.code)]
    return rows


def _sum(points: Decimal | None) -> str:
    return numbers.points(points)


def _styled(frame: pd.DataFrame, sums: list[int], colours: Palette) -> Any:
    ground = "#eef1f4" if colours.name == "light" else "#222831"
    bold = f"font-weight: 600; background-color: {ground}"
    return frame.style.apply(lambda row: [bold if row.name in sums else "" for _ in row], axis=1)
