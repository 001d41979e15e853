"""One working paper after the other, with few keystrokes."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.commands.working_papers import SavePaper
from core.queries.visits import PaperRow
from core.vocabulary import Verdict
from dashboard.shell import PageContext, attempt


def show_paper_form(ctx: PageContext, paper: PaperRow) -> bool:
    """Verdict first, then fact, evidence and handling; true once it is saved."""
    key = f"working_paper.{paper.id}.{paper.version}"
    with st.form(key, border=False):
        verdict = st.segmented_control(
            "核查结论", list(Verdict), format_func=_term, default=paper.verdict, required=True, key=f"{key}.verdict"
        )
        fact = st.text_area("核查事实", paper.fact, max_chars=4000, height=140, key=f"{key}.fact")
        evidence = st.text_area(
            "证据",
            paper.evidence,
            max_chars=4000,
            height=80,
            placeholder="看了什么材料、问了谁、照片编号",
            key=f"{key}.evidence",
        )
        handling = st.text_area(
            "处理意见", paper.handling, max_chars=4000, height=80, placeholder="“不符”的必须填写", key=f"{key}.handling"
        )
        if not st.form_submit_button("保存并下一条", type="primary", shortcut="Ctrl+S"):
            return False

    def save() -> Any:
        return ctx.write(
            SavePaper(
                paper_id=paper.id,
                version=paper.version,
                fact=fact,
                verdict=verdict or Verdict.UNVERIFIED,
                evidence=evidence,
                handling=handling,
            )
        )

    return attempt(save, f"{paper.code} 的底稿已保存。")


def next_of(papers: Sequence[PaperRow], paper: PaperRow) -> PaperRow | None:
    """The next paper without a verdict, after this one or from the start; None when all have one."""
    place = papers.index(paper)
    after = [*papers[place + 1 :], *papers[:place]]
    return next((one for one in after if one.verdict is Verdict.UNVERIFIED), None)


def _term(member: Any) -> str:
    return str(member.term)
