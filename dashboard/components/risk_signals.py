"""Parts of the page of risk signals: hints by inspection, and what is behind the one that was clicked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.queries.risk_signals import SignalRow
from core.rules.risk_signals import Signal, Trace
from core.vocabulary import RiskSignal
from dashboard import address
from dashboard.components import links, say, tables
from dashboard.navigation import BY_KEY
from dashboard.shell import plain

WIDTHS = {"单位": 110, "轮次": 92, "提示": 130, "依据": 470, "明细/条": tables.number_column(66), "说明": 84}
TRACE_WIDTHS = {"编号": 120, "问题": 250, "依据": 480, "日期": 96, "说明": 76}
BASIS = "口径：条，一次巡察的一种提示计一条；提示不是结论，请核实后再定"


@dataclass(frozen=True, kw_only=True)
class Hint:
    """One line of the list: an inspection with one of its signals."""

    row: SignalRow
    signal: Signal


def hints(rows: Sequence[SignalRow], kind: RiskSignal | None) -> list[Hint]:
    """All signals, or those of one kind, in the order of their inspections."""
    return [Hint(row=row, signal=one) for row in rows for one in row.signals if kind in (None, one.kind)]


def sentence(rows: Sequence[SignalRow]) -> str:
    """How many hints in how many units, which kind most; never a conclusion."""
    every = hints(rows, None)
    explained = sum(hint.signal.is_explained for hint in every)
    kind, most = Counter(hint.signal.kind for hint in every).most_common(1)[0]
    units = len({row.unit_code for row in rows})
    said = f"**{units}** 家单位有 **{len(every)}** 条提示，“{kind.term}”最多，**{most}** 条"
    return said + (f"；其中 **{explained}** 条已说明。" if explained else "。") + "提示不是结论，须核实。"


def choose_kind(rows: Sequence[SignalRow]) -> RiskSignal | None:
    """Pills of all kinds with their numbers; the one chosen lives in the address."""
    counts = Counter(hint.signal.kind for hint in hints(rows, None))
    codes = [kind.value for kind in RiskSignal]
    address.take("signal", codes, None)
    chosen = st.pills(
        "提示的种类",
        codes,
        format_func=lambda code: f"{RiskSignal.from_code(code).term} {counts[RiskSignal.from_code(code)]}",
        key="signal",
        label_visibility="collapsed",
    )
    address.give("signal", chosen or "")
    return RiskSignal.from_code(chosen) if chosen else None


def show_list(found: Sequence[Hint]) -> Hint | None:
    """One line for each hint; gives the one that was clicked, the first unless another was."""
    if not found:
        st.markdown(":gray[这一种没有提示。]")
        return None
    names = "-".join(f"{hint.row.inspection_code}.{hint.signal.kind}" for hint in found)
    picked = tables.show_rows(
        hint_frame(found), f"risk_signals.list.{hash(names)}", WIDTHS, height=260 if len(found) > 7 else "content"
    )
    return found[picked or 0]


def hint_frame(found: Sequence[Hint]) -> pd.DataFrame:
    """The list as people read it, and as it is exported."""
    return pd.DataFrame(
        {
            "单位": [hint.row.unit_name for hint in found],
            "轮次": [hint.row.round_name for hint in found],
            "提示": [hint.signal.kind.term for hint in found],
            "依据": [hint.signal.words for hint in found],
            "明细/条": [str(len(hint.signal.traces)) for hint in found],
            "说明": ["已说明" if hint.signal.is_explained else "" for hint in found],
        }
    )


def show_traces(hint: Hint) -> None:
    """What is behind one hint; a click opens the finding, or the score sheet where it is about the score."""
    row, signal = hint.row, hint.signal
    say.section(f"{plain(row.unit_name)} · {signal.kind.term}", f"{plain(row.round_name)}；点任一行看原件")
    key = f"risk_signals.traces.{row.inspection_code}.{signal.kind}"
    picked = tables.show_rows(trace_frame(signal.traces), key, TRACE_WIDTHS, height=230 if len(signal.traces) > 6 else "content")  # fmt: skip
    if picked is not None:
        links.leave_list("risk_signals")
        page, query = place_of(row, signal.traces[picked], signal.kind)
        st.switch_page(BY_KEY[page].file, query_params=query)


def trace_frame(traces: Sequence[Trace]) -> pd.DataFrame:
    """One line for each finding, file or score behind a hint."""
    return pd.DataFrame(
        {
            "编号": [one.code for one in traces],
            "问题": [one.title for one in traces],
            "依据": [one.words for one in traces],
            "日期": [str(one.on or "") for one in traces],
            "说明": ["已说明" if one.is_explained else "" for one in traces],
        }
    )


TABS = {RiskSignal.EVIDENCE_REUSED: "evidence", RiskSignal.ALIKE_OUTCOMES: "outcome"}


def place_of(row: SignalRow, trace: Trace, kind: RiskSignal) -> tuple[str, dict[str, str]]:
    """Page and address of what is behind one line."""
    if trace.finding_id is None:
        return "score_sheet", links.sheet_of(row.inspection_code, row.cycle)
    tab = {"tab": TABS[kind]} if kind in TABS else {}
    return "finding", {"id": str(trace.finding_id), **tab}
