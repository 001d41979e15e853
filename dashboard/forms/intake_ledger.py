"""台账导入: a checked ledger with all choices made is shown, handed back, or imported once."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

import streamlit as st

from core import clock
from core.access.log import Access, log_access
from core.commands.import_preview import ImportPreview, Units, preview_import
from core.commands.intake import ImportLedger, NewUnit
from core.errors import CoreError
from core.identity import Actor
from core.intake.ledger import LedgerCheck
from core.intake.ledger.corrections import corrections_workbook
from core.intake.ledger.template import blank_template
from core.messages import sentence
from core.queries.intake import list_known_texts
from dashboard import gate, numbers, runtime
from dashboard.components import import_result
from dashboard.components.export import XLSX
from dashboard.forms.ledger_columns import Overrides, show_columns
from dashboard.forms.ledger_desk import Result, Work, desk
from dashboard.forms.ledger_target import Target
from dashboard.forms.ledger_units import UnitChoices
from dashboard.shell import PageContext, offer_download, plain

NAME_LENGTH = 80


@dataclass(frozen=True, kw_only=True)
class Order:
    """Everything an import needs, as it stands on the screen."""

    work: Work
    target: Target
    preview: ImportPreview
    choices: UnitChoices
    feedback_on: date | None
    counted_on: date


def show_template_button() -> None:
    """The blank ledger."""
    st.button(
        "下载空白模板", on_click=gate.guarded(_offer_template), icon=":material/download:", key="intake_ledger.template"
    )


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


@st.cache_resource(max_entries=8, show_spinner=False)
def _previewed(
    key: tuple[object, ...], _check: LedgerCheck, _units: Units, _known: frozenset[tuple[int, str]], _today: date
) -> ImportPreview:
    """Twenty thousand rows take a second to sort; every click would pay it again."""
    return preview_import(_check, _units, _known, _today)


def _give_up() -> None:
    desk().work = None


def _offer_template(actor: Actor) -> None:
    offer_download(actor, "整改台账模板.xlsx", XLSX, blank_template())


def _offer_corrections(actor: Actor, work: Work, preview: ImportPreview) -> None:
    data = corrections_workbook(replace(work.check, rejected=preview.rejected))
    offer_download(actor, f"{PurePath(work.name).stem}_有误{len(preview.rejected)}行.xlsx", XLSX, data)
    subject = f"file={work.file_id} rows={len(preview.rejected)}"
    log_access(runtime.store(), Access.by(actor, "ledger.corrections_exported", subject), runtime.now())


def _import(actor: Actor, order: Order) -> None:
    """Import once: a second click finds no work any more."""
    here = desk()
    if here.work != order.work:
        return
    with st.spinner(f"正在入库 {numbers.count(len(order.preview.entries))} 行…"):
        here.work = here.result = None
        here.importing = len(order.preview.entries)
        try:
            imported = runtime.carry_out(actor, _command(order), clock.today())
            here.result = Result(
                imported=imported,
                new_inspections=order.target.new_inspections(order.preview),
                name=order.work.name,
                query=tuple(order.target.query.items()),
            )
        except CoreError as error:
            here.refusal = sentence(error)
        finally:
            here.importing = 0
            if here.result is None:
                here.work = order.work


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
