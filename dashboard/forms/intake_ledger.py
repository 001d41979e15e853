"""台账导入: a file is checked once, kept while its units and columns are settled, and imported once."""

import hashlib
import time
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

import streamlit as st

from core import clock
from core.access.log import Access, log_access
from core.commands.import_preview import ImportPreview, Units, preview_import
from core.commands.intake import Imported, ImportLedger, NewUnit
from core.errors import CoreError
from core.files import Upload, clean_name, open_file
from core.identity import Actor
from core.intake.ledger import LedgerCheck, check_ledger_file
from core.intake.ledger.corrections import corrections_workbook
from core.intake.ledger.template import blank_template
from core.messages import sentence
from core.queries.intake import list_known_texts
from core.store.models.material import FilePurpose
from dashboard import gate, numbers, runtime
from dashboard.components import import_result, say
from dashboard.components.export import XLSX
from dashboard.components.stations import Station, show_stations
from dashboard.forms.ledger_columns import Overrides, show_columns
from dashboard.forms.ledger_target import Target
from dashboard.forms.ledger_units import UnitChoices
from dashboard.navigation import BY_KEY
from dashboard.shell import PageContext, offer_download, plain

WORK, REFUSED, TRIED, RESULT = (f"intake_ledger.{name}" for name in ("work", "refused", "tried", "result"))
NAME_LENGTH = 80


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
class Order:
    """Everything an import needs, as it stands on the screen."""

    work: Work
    target: Target
    preview: ImportPreview
    choices: UnitChoices
    feedback_on: date | None
    counted_on: date


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of the last import in this window."""

    imported: Imported
    name: str
    query: tuple[tuple[str, str], ...]


def current_work() -> Work | None:
    """The file being worked on."""
    work = st.session_state.get(WORK)
    return work if isinstance(work, Work) else None


def show_template_button() -> None:
    """The blank ledger."""
    st.button(
        "下载空白模板", on_click=gate.guarded(_offer_template), icon=":material/download:", key="intake_ledger.template"
    )


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
    if text := st.session_state.pop(REFUSED, ""):
        st.error(plain(text), icon=":material/block:")


def show_result() -> None:
    """What the last import did, with the way to its findings."""
    result = st.session_state.get(RESULT)
    if not isinstance(result, Result):
        return
    done = result.imported
    parts = [f"{plain(result.name)} 已入库 **{numbers.count(done.accepted)}** 个问题"]
    if done.created_units:
        parts.append(f"新建单位 {len(done.created_units)} 个（{plain('、'.join(done.created_units[:5]))}）")
    if done.created_inspections:
        parts.append(f"新建巡察 {len(done.created_inspections)} 次，请在“基础数据”核对巡察组和反馈日")
    if done.duplicates:
        parts.append(f"{numbers.count(done.duplicates)} 行已在库中，没有再入")
    say.show_sentence("；".join(parts) + "。")
    st.page_link(
        BY_KEY["findings"].file,
        label="看这些问题",
        icon=":material/table_rows:",
        query_params=dict(result.query),
    )


def take_file(ctx: PageContext) -> None:
    """The uploader; a file is checked once, and a file that cannot be read leaves the page as it was."""
    upload = st.file_uploader("台账文件（.xlsx）", key="intake_ledger.file")
    if upload is None:
        return
    tried, text = st.session_state.get(TRIED, ("", ""))
    if tried != upload.file_id:
        name = clean_name(upload.name)
        try:
            st.session_state[WORK] = _checked(ctx, upload.getvalue(), name)
        except CoreError as error:
            text = f"{name}：{sentence(error)}"
            st.session_state[TRIED] = (upload.file_id, text)
        else:
            st.session_state.pop(RESULT, None)
            st.rerun()
    st.error(plain(text), icon=":material/block:")


def check_again(ctx: PageContext, work: Work, overrides: Overrides) -> None:
    """Check the same file with corrected columns; keeps the former result when that cannot be read."""
    here = runtime.settings()
    try:
        opened = open_file(runtime.store(), here.files_dir, ctx.actor, work.file_id, clock.now())
        fresh = _run_check(opened.path.read_bytes(), ctx.today, overrides)
    except CoreError as error:
        st.session_state[REFUSED] = sentence(error)
    else:
        st.session_state[WORK] = replace(work, check=fresh[0], seconds=fresh[1], overrides=overrides)
    st.rerun()


def preview_of(ctx: PageContext, work: Work, target: Target, units: Units) -> ImportPreview:
    """What an import would do now."""
    inspection_id = target.inspection.id if target.inspection else None
    known: frozenset[tuple[int, str]] = ctx.read_now(list_known_texts, target.round.id, inspection_id)
    key = (runtime.store().url, work.sha256, work.overrides, repr(units), hash(known), ctx.today)
    return _previewed(key, work.check, units, known, ctx.today)


def show_actions(order: Order) -> None:
    """The bar below: give up, take the wrong rows away, import."""
    preview = order.preview
    wrong, good = len(preview.rejected), len(preview.entries)
    st.markdown(_remark(order), width="stretch")
    st.button("放弃本批", on_click=_give_up, key="intake_ledger.give_up")
    if wrong:
        st.button(
            f"下载有误的 {numbers.count(wrong)} 行",
            on_click=gate.guarded(_offer_corrections),
            args=(order.work, preview),
            icon=":material/download:",
            key="intake_ledger.corrections",
        )
    st.button(
        f"确认入库 {numbers.count(good)} 行",
        on_click=gate.guarded(_import),
        args=(order,),
        type="primary",
        icon=":material/check:",
        disabled=not good or bool(preview.unknown_units),
        key="intake_ledger.import",
    )


def show_notes(preview: ImportPreview) -> None:
    """What was read otherwise than it stands."""
    if preview.notes:
        with st.popover(f"读入说明 {len(preview.notes)} 条", icon=":material/info:"):
            st.markdown("\n".join(f"- {plain(note)}" for note in preview.notes))


def _remark(order: Order) -> str:
    if order.preview.unknown_units:
        return f":orange[还有 {len(order.preview.unknown_units)} 个单位没有选定，选定后才能入库。]"
    return ":small[:gray[确认后可整批撤销；有误的行改好再传，不会重复入库。]]"


def _checked(ctx: PageContext, data: bytes, name: str) -> Work:
    check, seconds = _run_check(data, ctx.today, ())
    file_id = ctx.keep(Upload(data=data, name=name, content_type=XLSX, purpose=FilePurpose.INTAKE))
    return Work(file_id=file_id, name=name, sha256=hashlib.sha256(data).hexdigest(), check=check, seconds=seconds)


def _run_check(data: bytes, today: date, overrides: Overrides) -> tuple[LedgerCheck, float]:
    bar = st.progress(0.0, "正在核对…")

    def progress(done: int, total: int) -> None:
        bar.progress(min(done / max(total, 1), 1.0), f"正在核对 {numbers.count(done)} / {numbers.count(total)} 行…")

    begun = time.monotonic()
    try:
        check = check_ledger_file(data, year_hint=today.year, overrides=dict(overrides), progress=progress)
    finally:
        bar.empty()
    return check, time.monotonic() - begun


@st.cache_resource(max_entries=8, show_spinner=False)
def _previewed(
    key: tuple[object, ...], _check: LedgerCheck, _units: Units, _known: frozenset[tuple[int, str]], _today: date
) -> ImportPreview:
    """Twenty thousand rows take a second to sort; every click would pay it again."""
    return preview_import(_check, _units, _known, _today)


def _give_up() -> None:
    for key in (WORK, REFUSED, TRIED):
        st.session_state.pop(key, None)


def _offer_template(actor: Actor) -> None:
    offer_download(actor, "整改台账模板.xlsx", XLSX, blank_template())


def _offer_corrections(actor: Actor, work: Work, preview: ImportPreview) -> None:
    data = corrections_workbook(replace(work.check, rejected=preview.rejected))
    offer_download(actor, f"{PurePath(work.name).stem}_有误{len(preview.rejected)}行.xlsx", XLSX, data)
    subject = f"file={work.file_id} rows={len(preview.rejected)}"
    log_access(runtime.store(), Access.by(actor, "ledger.corrections_exported", subject), runtime.now())


def _import(actor: Actor, order: Order) -> None:
    """Import once: a second click finds no work any more."""
    if current_work() != order.work:
        return
    with st.spinner(f"正在入库 {numbers.count(len(order.preview.entries))} 行…"):
        try:
            imported = runtime.carry_out(actor, _command(order), clock.today())
        except CoreError as error:
            st.session_state[REFUSED] = sentence(error)
            return
        _give_up()
        st.session_state[RESULT] = Result(
            imported=imported, name=order.work.name, query=tuple(order.target.query.items())
        )


def _command(order: Order) -> ImportLedger:
    inspection = order.target.inspection
    new_units: tuple[NewUnit, ...] = () if inspection else order.choices.new_units()
    return ImportLedger(
        file_name=order.work.name[-NAME_LENGTH:],
        sha256=order.work.sha256,
        file_id=order.work.file_id,
        round_id=None if inspection else order.target.round.id,
        inspection_id=inspection.id if inspection else None,
        entries=order.preview.entries,
        new_units=new_units,
        feedback_on=order.feedback_on,
        counted_on=order.counted_on,
        rejected=len(order.preview.rejected),
        duplicates=order.preview.duplicates,
    )


def show_tabs(order: Order) -> Overrides | None:
    """Wrong rows, duplicates, good rows, columns; returns corrected columns when somebody asks to check again."""
    preview, work = order.preview, order.work
    wrong, double, good, columns = st.tabs(
        [
            f"有误 {numbers.count(len(preview.rejected))}",
            f"重复 {numbers.count(preview.duplicates)}",
            f"可入库 {numbers.count(len(preview.entries))}",
            "列名对照",
        ]
    )
    with wrong:
        import_result.show_wrong(preview.rejected)
    with double:
        import_result.show_duplicates(preview)
    with good:
        import_result.show_accepted(preview, order.target.only[1] if order.target.only else work.check.unit_hint or "")
    with columns:
        return show_columns(work.check, work.overrides, work.sha256)
