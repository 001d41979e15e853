"""One working paper after the other, with few keystrokes; what was typed is kept until it is saved (docs/rules.md §4.4)."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core import desk
from core.commands.working_papers import SavePaper
from core.evidence import ENDINGS
from core.queries.visits import PaperRow
from core.vocabulary import Verdict
from dashboard import runtime
from dashboard.components import working_paper
from dashboard.shell import PageContext, attempt, plain

FORM, HELD = "working_paper", "working_paper.held"
AREAS = {
    "fact": ("核查事实", 140, "看到的、问到的，写具体"),
    "evidence": ("证据", 80, "看了什么材料、问了谁、照片编号"),
    "handling": ("处理意见", 80, "“不符”的必须填写"),
}
Values = dict[str, str]


class PaperEntry:
    """A paper under somebody's hands: measured against the version it was opened in, its draft outlives the window."""

    def __init__(self, ctx: PageContext, paper: PaperRow) -> None:
        self.ctx, self.paper = ctx, paper
        held = st.session_state.get(HELD)
        if held is None or held["id"] != paper.id or self._key("verdict") not in st.session_state:
            self._open(desk.read_draft(runtime.store(), ctx.actor, FORM, str(paper.id)))
        elif held["version"] != paper.version and self._typed() == held["base"]:
            self._open({})

    def draw(self) -> bool:
        """Verdict first, then the texts; true once the paper is saved."""
        st.segmented_control("核查结论", list(Verdict), format_func=_term, required=True, key=self._key("verdict"))
        for name, (label, height, hint) in AREAS.items():
            st.text_area(label, max_chars=4000, height=height, placeholder=hint, key=self._key(name))
        bar = st.container(horizontal=True, vertical_alignment="center")
        upload = self._choose_file()
        typed = self._typed()
        self._keep(typed)
        unsaved = typed != st.session_state[HELD]["base"]
        with bar:
            # No shortcut: it would save before the text under the cursor has arrived.
            sent = st.button("保存并下一条", type="primary", key=self._key("save"))
            st.markdown(":orange[有未保存的内容，已存为草稿]" if unsaved else "")
        return sent and self._save(typed, upload)

    def _choose_file(self) -> Any:
        """What is there, and another one in its place: on a tablet the field offers the camera."""
        working_paper.show_file(self.paper)
        most = runtime.settings().max_upload_mb
        return st.file_uploader(
            f"现场照片或材料（换上新的一件，不超过 {most} MB）"
            if self.paper.file_id
            else f"现场照片或材料（一件，不超过 {most} MB）",
            list(ENDINGS),
            max_upload_size=most,
            key=f"{self._key('file')}.{self.paper.version}",
        )

    def _open(self, draft: dict[str, Any]) -> None:
        """Begin with the paper as it is stored, and over it what was left unsaved."""
        base = _stored(self.paper)
        version = int(draft.get("version", self.paper.version))
        st.session_state[HELD] = {"id": self.paper.id, "version": version, "base": base, "kept": dict(draft)}
        for name, text in base.items():
            value = str(draft.get(name, text))
            st.session_state[self._key(name)] = Verdict.from_code(value) if name == "verdict" else value

    def _typed(self) -> Values:
        """What is on the screen; a widget that is not drawn yet shows what is stored."""
        stored = _stored(self.paper)
        return {name: str(st.session_state.get(self._key(name), text) or "") for name, text in stored.items()}

    def _keep(self, typed: Values) -> None:
        """Lay what differs from the stored paper on this person's desk; nothing there when nothing differs."""
        held = st.session_state[HELD]
        changed: dict[str, Any] = {name: text for name, text in typed.items() if text != held["base"][name]}
        if changed:
            changed["version"] = held["version"]
        if changed == held["kept"]:
            return
        place, gone = (FORM, str(self.paper.id)), held["kept"].keys() - changed.keys()
        if changed:
            desk.keep_draft(runtime.store(), self.ctx.actor, place, changed, gone, runtime.now())
        else:
            desk.drop_draft(runtime.store(), self.ctx.actor, *place)
        held["kept"] = changed

    def _save(self, typed: Values, upload: Any) -> bool:
        held = st.session_state[HELD]

        def save() -> Any:
            file_id = self.paper.file_id
            if upload is not None:
                file_id = self.ctx.keep_paper_file(upload.getvalue(), upload.name, self.paper.id)
            wanted = {"paper_id": self.paper.id, "version": held["version"], "file_id": file_id, **typed}
            return self.ctx.write(SavePaper(**wanted))

        if attempt(save, f"{self.paper.code} 的底稿已保存。"):
            desk.drop_draft(runtime.store(), self.ctx.actor, FORM, str(self.paper.id))
            st.session_state.pop(HELD)
            return True
        if held["version"] != self.paper.version:
            held["version"] = self.paper.version
            st.warning(f"现在存的是：{_words(self.paper)}。再点保存，以您填的为准。", icon=":material/compare_arrows:")
        return False

    def _key(self, name: str) -> str:
        return f"{FORM}.{self.paper.id}.{name}"


def next_of(papers: Sequence[PaperRow], paper: PaperRow) -> PaperRow | None:
    """The next paper without a verdict, after this one or from the start; None when all have one."""
    place = papers.index(paper)
    after = [*papers[place + 1 :], *papers[:place]]
    return next((one for one in after if one.verdict is Verdict.UNVERIFIED), None)


def _stored(paper: PaperRow) -> Values:
    return {"verdict": paper.verdict.value} | {name: getattr(paper, name) for name in AREAS}


def _words(paper: PaperRow) -> str:
    """What is stored, to hold one's own text against."""
    texts = (f"{label}“{plain(getattr(paper, name))}”" for name, (label, _, _) in AREAS.items() if getattr(paper, name))
    return "，".join((f"结论“{paper.verdict.term}”", *texts))


def _term(member: Any) -> str:
    return str(member.term)
