"""What lies before somebody who imports a ledger: the file being worked on, and what came of the last one."""

from dataclasses import dataclass

import streamlit as st

from core.commands.import_preview import ImportPreview
from core.commands.intake import Imported
from core.intake.ledger import LedgerCheck
from dashboard import gate, numbers
from dashboard.components import say
from dashboard.components.stations import Station, show_stations
from dashboard.forms.ledger_columns import Overrides
from dashboard.navigation import BY_KEY
from dashboard.shell import plain

DESK = "intake_ledger.desk"


@dataclass(frozen=True, kw_only=True)
class Work:
    """A checked file on its way; lives in the window until it is imported or given up."""

    file_id: int
    name: str
    sha256: str
    check: LedgerCheck
    seconds: float
    overrides: Overrides = ()


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of the last import in this window."""

    imported: Imported
    new_inspections: int
    name: str
    query: tuple[tuple[str, str], ...]


@dataclass
class Desk:
    """What lies before somebody in this window.

    One object, changed in place: a second click starts a second run beside the first, which from then on can no
    longer write to the session state, but the import it has begun goes on and its result must still be told.
    """

    work: Work | None = None
    result: Result | None = None
    refusal: str = ""
    importing: int = 0
    """Rows of an import that is under way."""
    unreadable: tuple[str, str] = ("", "")
    """Upload that cannot be read, and why."""


def desk() -> Desk:
    """The desk of this window."""
    found = st.session_state.get(DESK)
    if not isinstance(found, Desk):
        st.session_state[DESK] = found = Desk()
    return found


def current_work() -> Work | None:
    """The file being worked on."""
    return desk().work


def show_steps(work: Work | None, preview: ImportPreview | None) -> None:
    """Three stations: file, units, result."""
    if work is None or preview is None:
        file = Station(name="1 选文件", note="上传 .xlsx 台账", state="now")
        units = Station(name="2 对单位", note="系统里没有的单位逐个选定", state="todo")
        result = Station(name="3 看结果", note="核对后确认入库", state="todo")
    else:
        waiting = len(preview.unknown_units)
        rows = numbers.count(work.check.rows_total)
        file = Station(name="1 选文件", note=f"{plain(work.name)}　{rows} 行", state="done")
        units = Station(
            name="2 对单位",
            note=f"{waiting} 个单位没有对上" if waiting else "单位全部对上",
            state="now" if waiting else "done",
        )
        result = Station(name="3 看结果", note="核对后确认入库", state="todo" if waiting else "now")
    show_stations((file, units, result), key="intake", min_width=200)


def show_refusal() -> None:
    """Why the last step was refused."""
    here = desk()
    text, here.refusal = here.refusal, ""
    if text:
        st.error(plain(text), icon=":material/block:")


def show_result() -> None:
    """What the last import did, with the way to its findings."""
    if desk().importing:
        _wait()
        return
    result = desk().result
    if result is None:
        return
    done = result.imported
    parts = [f"{plain(result.name)} 已入库 **{numbers.count(done.accepted)}** 个问题"]
    if done.created_units:
        parts.append(f"新建单位 {len(done.created_units)} 个（{plain('、'.join(done.created_units[:5]))}）")
    if result.new_inspections:
        parts.append(f"新建巡察 {result.new_inspections} 次，请在“基础数据”核对巡察组和反馈日")
    if done.duplicates:
        parts.append(f"{numbers.count(done.duplicates)} 行已在库中，没有再入")
    say.show_sentence("；".join(parts) + "。")
    st.page_link(
        BY_KEY["findings"].file,
        label="看这些问题",
        icon=":material/table_rows:",
        query_params=dict(result.query),
    )


@st.fragment(run_every=1.0)
def _wait() -> None:
    """Look once a second whether the import has come to its end."""
    gate.require()
    if not desk().importing:
        st.rerun()
    st.info(
        f"正在入库 {numbers.count(desk().importing)} 行，完成后这里显示结果，不用再点。", icon=":material/hourglass:"
    )
