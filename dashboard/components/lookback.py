"""Candidates for look-back with their reasons in words, and weak signals apart from them."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.queries.lookback import LookbackRow
from core.vocabulary import LookbackHint, Proposal
from dashboard import numbers
from dashboard.components import say, tables
from dashboard.components.export import Listing, as_shown
from dashboard.components.links import dated, findings_of, sheet_of
from dashboard.navigation import BY_KEY
from dashboard.shell import plain
from dashboard.theme import rating_badge

NAMED = 6
"""So many units are named in the sentence."""


def candidates(rows: Sequence[LookbackRow]) -> list[LookbackRow]:
    """Those the evaluation itself proposes."""
    return [row for row in rows if row.lookback.is_candidate]


def hinted(rows: Sequence[LookbackRow]) -> list[LookbackRow]:
    """Those with weak signals only."""
    return [row for row in rows if not row.lookback.is_candidate]


def sentence(rows: Sequence[LookbackRow], day: str) -> str:
    """How many are proposed, which, and how many more show weak signals."""
    named = _names(candidates(rows))
    weak = [name for name in _names(hinted(rows)) if name not in named]
    if not named and not weak:
        return f"截至{day}，系统没有建议列为回头看候选的单位，也没有弱信号。"
    tail = f"；{'另' if named else ''}有 **{len(weak)} 家**有弱信号，供圈定" if weak else "；没有其他弱信号"
    if not named:
        return f"截至{day}，系统没有建议列为回头看候选的单位{tail}。"
    told = "、".join(plain(name) for name in named[:NAMED]) + ("等" if len(named) > NAMED else "")
    return f"截至{day}，系统建议列为回头看候选 :red[**{len(named)} 家**]：{told}{tail}。"


def show_candidates(rows: Sequence[LookbackRow]) -> None:
    """Each candidate as a framed row: who, how many points, why, and where to read on."""
    say.section("回头看候选", "评估等次为差的；系统只提建议，由领导小组圈定")
    if not rows:
        st.markdown(":gray[没有评估等次为差的单位。]")
    for row in rows:
        _show_candidate(row)


def show_hints(rows: Sequence[LookbackRow]) -> None:
    """Weak signals as a table; a click opens what is behind one."""
    say.section("提示（弱信号，不是结论）", "大面积逾期、自评虚高、整改反弹、屡改屡犯；点行看背后的问题")
    if not rows:
        st.markdown(":gray[没有弱信号。]")
        return
    columns = {
        "单位": 110,
        "轮次": 108,
        "信号": 150,
        "提示": 330,
        "涉及问题": tables.number_column(76),
        "评估": 96,
        "报结": 96,
    }
    picked = tables.show_rows(hint_frame(rows), "lookback.hints", columns, row_height=32)
    if picked is not None:
        _open_behind(rows[picked])


def hint_frame(rows: Sequence[LookbackRow]) -> pd.DataFrame:
    """One line for each inspection with its signals."""
    return pd.DataFrame(
        {
            "单位": [row.evaluation.unit_name for row in rows],
            "轮次": [row.evaluation.round_name for row in rows],
            "信号": ["、".join(hint.code.term for hint in row.lookback.hints) for row in rows],
            "提示": ["；".join(hint.words for hint in row.lookback.hints) for row in rows],
            "涉及问题": [f"{len(row.findings)} 个" if row.findings else "—" for row in rows],
            "评估": [_evaluated(row) for row in rows],
            "报结": [f"{row.closed_on:%Y-%m-%d}" if row.closed_on else "未报结" for row in rows],
        }
    )


def listing(rows: Sequence[LookbackRow]) -> Listing:
    """Candidates with their reasons first, then hints, as on the screen."""
    ordered = [*candidates(rows), *hinted(rows)]
    frame = hint_frame(ordered)
    frame.insert(2, "建议", ["列为候选" if row.lookback.is_candidate else "提示" for row in ordered])
    frame.insert(3, "依据", ["；".join(row.lookback.proposals) for row in ordered])
    basis = f"候选{len(candidates(rows))}次巡察，提示{len(hinted(rows))}次；系统只提建议，由领导小组圈定"
    return as_shown("lookback", "回头看候选和提示", basis, frame)


def address_behind(row: LookbackRow) -> tuple[str, dict[str, str]]:
    """Page and address of what is behind the hints: one finding, the findings of the inspection, or the sheet."""
    found = row.evaluation
    if len(row.findings) == 1:
        return "finding", {"id": str(next(iter(row.findings)))}
    if not row.findings:
        return "score_sheet", sheet_of(found.inspection_code, found.cycle)
    late = {"only": "overdue"} if {hint.code for hint in row.lookback.hints} == {LookbackHint.MASS_OVERDUE} else {}
    return "findings", findings_of(found.unit_code, found.round_code, **late)


def _show_candidate(row: LookbackRow) -> None:
    found = row.evaluation
    with st.container(border=True, key=f"lookback-{found.inspection_code}", gap="xsmall"):
        who, why, ways = st.columns([4, 6, 2], gap="medium")
        with who:
            _show_who(row)
        with why:
            st.markdown("\n".join(f"- {words}" for words in _reasons(row)))
        with ways:
            _link("score_sheet", "评估得分表", sheet_of(found.inspection_code, found.cycle))
            _link("findings", "本轮问题", findings_of(found.unit_code, found.round_code))


def _show_who(row: LookbackRow) -> None:
    found = row.evaluation
    badge = rating_badge(found.grade) if found.grade else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(badge, width="content")
        _link("portrait", f"**{plain(found.unit_name)}**", dated(unit=found.unit_code))
        st.markdown(f"**{numbers.points(found.total)} 分**", width="content")
    closed = f"；{row.closed_on:%Y-%m-%d} 已报结" if row.closed_on else ""
    day = f"，{found.evaluated_on:%Y-%m-%d}" if found.evaluated_on else ""
    st.markdown(f":small[:gray[{plain(found.round_name)}第 {found.cycle} 次评估{day}{closed}]]")


def _reasons(row: LookbackRow) -> list[str]:
    """What speaks for it, as Markdown: proposals first, what else is proposed, weak signals muted."""
    words = [plain(reason) for reason in row.lookback.proposals]
    proposed = row.evaluation.score.proposals if row.evaluation.score else ()
    others = [one.code.term for one in proposed if one.code is not Proposal.LOOKBACK]
    if others:
        words.append(f"同时提出：**{'、'.join(others)}**")
    return words + [f":gray[提示：{plain(hint.words)}]" for hint in row.lookback.hints]


def _evaluated(row: LookbackRow) -> str:
    found = row.evaluation
    if found.score is None:
        return "未评估"
    return f"{numbers.points(found.total)}{f' {found.grade.term}' if found.grade else ''}"


def _names(rows: Sequence[LookbackRow]) -> list[str]:
    """Units, each once: one may be inspected in two rounds."""
    return list(dict.fromkeys(row.evaluation.unit_name for row in rows))


def _open_behind(row: LookbackRow) -> None:
    page, query = address_behind(row)
    st.switch_page(BY_KEY[page].file, query_params=query)


def _link(page: str, label: str, query: dict[str, str]) -> None:
    st.page_link(
        BY_KEY[page].file,
        label=label,
        icon=":material/chevron_right:",
        icon_position="right",
        query_params=query,
        width="content",
    )
