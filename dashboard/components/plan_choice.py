"""Which plan, which version and which view of it: in the address, so that a plan can be sent to somebody."""

from collections.abc import Sequence

import streamlit as st

from core.queries.plan_review import NOW, PlanDossier, PlanReviewRow, PlanVersionRow
from dashboard import address
from dashboard.components.plan_review import side_words, version_words
from dashboard.shell import PageContext

ALL, CONTENT = "", "content"


def choose_plan(ctx: PageContext, rows: Sequence[PlanReviewRow]) -> str | None:
    """The inspection whose plan is shown; None for the list. Who sees one unit only is led to its newest plan."""
    names = {row.inspection_code: f"{row.unit_name}（{row.round_name}）" for row in rows}
    only = next(iter(names)) if len(names) == 1 else ALL
    codes = [*names] if only else [ALL, *names]
    address.take("inspection", codes, only)
    if st.session_state.get("inspection") not in codes:
        st.session_state["inspection"] = only
    with ctx.tools:
        chosen = st.selectbox(
            "单位",
            codes,
            format_func=lambda code: names.get(code, "全部单位"),
            key="inspection",
            label_visibility="collapsed",
            width=240,
        )
    address.give("inspection", chosen)
    return chosen or None


def open_plan(row: PlanReviewRow | None) -> None:
    """A click on a row of the list opens its plan."""
    if row is not None:
        st.query_params["inspection"] = row.inspection_code
        st.rerun()


def choose_version(dossier: PlanDossier) -> PlanVersionRow | None:
    """The newest version unless another is chosen; None when there is none."""
    versions = {str(row.no): row for row in dossier.versions}
    if not versions:
        return None
    newest = next(iter(versions))
    address.take("version", list(versions), newest)
    if st.session_state.get("version") not in versions:
        st.session_state["version"] = newest
    number = st.segmented_control(
        "版本",
        list(versions),
        format_func=lambda one: version_words(versions[one]),
        key="version",
        label_visibility="collapsed",
        required=True,
    )
    address.give("version", number if number and number != newest else "")
    return versions[number or newest]


def choose_view(dossier: PlanDossier, version: PlanVersionRow) -> int | None:
    """What the version is compared with; None shows what it says."""
    earlier = [row.no for row in dossier.versions if row.no < version.no]
    words = {CONTENT: "方案内容"} | {str(no): f"与{side_words(no)}比较" for no in earlier}
    if dossier.sees_ledgers:
        words[str(NOW)] = f"与{side_words(NOW)}比较"
    side = st.segmented_control(
        "看什么",
        list(words),
        default=CONTENT,
        format_func=words.__getitem__,
        key=f"plan_review.view.{version.id}",
        label_visibility="collapsed",
        required=True,
    )
    return None if side in (None, CONTENT) else int(side)
