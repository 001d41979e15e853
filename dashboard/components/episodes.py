"""What was asked for and decided, one run of the finding after the other: clearance and later deadlines (docs/rules.md §4.1)."""

from collections.abc import Sequence

import streamlit as st

from core.queries.finding_rows import DecisionRow, ExtensionRow, FindingDetail, PeriodRow, RequestRow
from core.vocabulary import Decision, Status
from dashboard.components.say import section
from dashboard.shell import plain


def show_episodes(detail: FindingDetail) -> None:
    """Runs with their requests apart, then every request for a later deadline; nothing before the first of either."""
    if detail.requests or detail.segment > 1:
        section("销号经过", "反弹重开另起一次，原来一次留存")
        for segment in range(detail.segment, 0, -1):
            _show_run(segment, detail)
    if detail.extensions:
        section("延期经过", f"最初期限 {detail.extensions[0].old_due_on}")
        for asked in detail.extensions:
            st.markdown(_extension_words(asked))


def _show_run(segment: int, detail: FindingDetail) -> None:
    periods = [period for period in detail.periods if period.segment == segment and period.status in Status.counted()]
    requests = [request for request in detail.requests if request.segment == segment]
    with st.container(border=True, gap="xsmall", key=f"run-{segment}"):
        st.markdown(f"**第 {segment} 次整改**　{_span(periods)}")
        if not requests:
            st.markdown(":gray[没有申请过销号。]")
        for request in requests:
            st.markdown("\n".join(f"- {line}" for line in _request_lines(request)))


def _span(periods: Sequence[PeriodRow]) -> str:
    """From its first day to the state it ended in."""
    if not periods:
        return ""
    first, last = periods[0], periods[-1]
    return f":gray[{first.valid_from} 起，{last.valid_from} {last.status.term}]"


def _request_lines(request: RequestRow) -> list[str]:
    goal = f"；{request.next_due_on} 前：{plain(request.stage_goal or '—')}" if request.next_due_on else ""
    asked = f"{request.requested_on} 申请“**{request.wanted.term}**”：{plain(request.statement)}{goal}"
    return [asked, *(_decision_words(decision) for decision in request.decisions)]


def _decision_words(decision: DecisionRow) -> str:
    who = f"（{plain(decision.head)}{'，纸质' if decision.on_paper else ''}）" if decision.head else ""
    reason = f"：{plain(decision.reason)}" if decision.reason else ""
    if decision.decision is Decision.RETURNED:
        return f"{decision.decided_on} {decision.step.term}:orange[退回]{reason}，{decision.amend_by_on} 前补正"
    return f"{decision.decided_on} {decision.step.term}{decision.decision.term}{who}{reason}"


def _extension_words(asked: ExtensionRow) -> str:
    decided = f"{asked.decided_on} " if asked.decided_on else ""
    said = f"：{plain(asked.decision_reason)}" if asked.decision_reason else ""
    return (
        f"- {asked.requested_on} 申请由 {asked.old_due_on} 延至 **{asked.new_due_on}**：{plain(asked.reason)}"
        f"　→　{decided}**{asked.decision.term}**{said}"
    )
