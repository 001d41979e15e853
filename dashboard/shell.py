"""The frame of every page: who is here, for which day, how to read and write, and what to say when something is refused."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import clock
from core.commands.base import Command
from core.errorlog import keep_error
from core.errors import CoreError, NotPermitted, NotSignedIn
from core.evidence import Received, keep_evidence
from core.files import Upload, keep_file
from core.identity import Actor
from core.messages import sentence
from core.paper_files import PaperFile, keep_paper_file
from core.previews import Preview, open_preview
from core.store.models.material import FilePurpose
from dashboard import address, gate, runtime
from dashboard.navigation import BY_KEY

FLASH = "shell.flash"
DOWNLOAD = "shell.download"


@dataclass(frozen=True)
class PageContext:
    """What a page works with; `as_of` is the day its figures are for, `today` the real day."""

    actor: Actor
    as_of: date
    today: date
    tools: DeltaGenerator
    """Right end of the head, where filters and buttons go."""

    def read(self, function: Callable[..., Any], *criteria: Any) -> Any:
        """Answer a query for the day of the page."""
        return runtime.answer(self.actor, self.as_of, function, *criteria)

    def read_now(self, function: Callable[..., Any], *criteria: Any) -> Any:
        """Answer a query for today, whatever day the page shows: what a form writes on must be the present."""
        return runtime.answer(self.actor, self.today, function, *criteria)

    def write(self, command: Command) -> Any:
        """Run a command; raises CoreError, which `attempt` shows."""
        return runtime.carry_out(self.actor, command, self.today)

    def keep(self, upload: Upload) -> int:
        """Store a file; returns its id."""
        return keep_file(runtime.store(), runtime.settings().files_dir, self.actor, upload, clock.now())

    def keep_evidence(self, data: bytes, name: str, inspection_id: int) -> int:
        """Check and store evidence; returns its id."""
        received = Received(data=data, name=name, inspection_id=inspection_id)
        return keep_evidence(runtime.store(), runtime.settings(), self.actor, received, clock.now())

    def keep_paper_file(self, data: bytes, name: str, paper_id: int) -> int:
        """Check and store what was photographed or copied for a working paper; returns its id."""
        received = PaperFile(data=data, name=name, paper_id=paper_id)
        return keep_paper_file(runtime.store(), runtime.settings(), self.actor, received, clock.now())

    def preview(self, file_id: int, page: int) -> Preview:
        """A page of a stored file, for whoever is signed in at this moment."""
        here = runtime.settings()
        return open_preview(runtime.store(), here.files_dir, gate.require(), file_id, page, clock.now())


def open_page(key: str, *, title: str = "", dated: bool = True) -> PageContext:
    """Check login and role anew, draw the head with title and day; a page that is run alone refuses here."""
    actor = gate.require()
    spec = BY_KEY[key]
    if not actor.has(*spec.roles):
        raise NotPermitted(reason="role")
    today = clock.today()
    _show_flash()
    with st.container(horizontal=True, vertical_alignment="bottom", key="head"):
        st.markdown(f"## {plain(title or spec.title)}", width="stretch")
        tools = st.container(horizontal=True, vertical_alignment="bottom", width="content", key="tools")
        as_of = _choose_day(today) if dated else today
    return PageContext(actor=actor, as_of=as_of, today=today, tools=tools)


def attempt(action: Callable[[], Any], done: str | Callable[[Any], str]) -> bool:
    """Do something that may be refused; on success say so after a rerun, on refusal say why and keep what was entered."""
    try:
        result = action()
    except NotSignedIn:
        raise
    except CoreError as error:
        st.error(plain(sentence(error)), icon=":material/block:")
        return False
    flash(done if isinstance(done, str) else done(result))
    return True


def flash(text: str) -> None:
    """Say something at the top of the next run."""
    st.session_state[FLASH] = text


def offer_download(actor: Actor, name: str, content_type: str, data: bytes) -> None:
    """Hand out bytes made just now through the guarded file route; the browser starts the download by itself."""
    upload = Upload(data=data, name=name, content_type=content_type, purpose=FilePurpose.EXPORT)
    number = keep_file(runtime.store(), runtime.settings().files_dir, actor, upload, clock.now())
    st.session_state[DOWNLOAD] = f"/files/{number}#{secrets.token_hex(4)}"


def plain(text: str) -> str:
    """User text for a Markdown place: shown letter by letter, nothing in it is obeyed (docs/trust.md V1)."""
    escaped = "".join(f"\\{mark}" if mark in MARKS else mark for mark in text)
    return escaped.replace("\n", "  \n")


MARKS = frozenset("\\`*_{}[]()#+-.!|<>$:~^=&")


@contextmanager
def boundary() -> Iterator[None]:
    """The outermost frame of a page: refusals become sentences, everything else a number that stands in the log."""
    try:
        yield
    except NotSignedIn:
        st.session_state["leaving"] = True
        st.rerun()
    except CoreError as error:
        st.error(plain(sentence(error)), icon=":material/block:")
    except Exception as error:
        if type(error).__module__.startswith("streamlit.runtime.scriptrunner"):
            raise
        st.error(f"系统出错，没有保存。请把编号 {keep_error()} 告诉系统管理员。", icon=":material/error:")


def _choose_day(today: date) -> date:
    """The day that figures are for (统计日); it lives in the address, empty means today."""
    address.take_day("date", today)
    day = st.date_input(
        "统计日", max_value=today, key="date", format="YYYY-MM-DD", width=140, label_visibility="collapsed"
    )
    chosen = day if isinstance(day, date) else today
    address.give("date", chosen.isoformat() if chosen != today else "")
    return chosen


def _show_flash() -> None:
    if text := st.session_state.pop(FLASH, None):
        st.success(plain(text), icon=":material/check_circle:")
    if address := st.session_state.pop(DOWNLOAD, None):
        gate.ask_browser("download", address)
