"""Reading an uploaded ledger: checked once, kept as it came, checked again when columns are corrected."""

import hashlib
import time
from dataclasses import replace
from datetime import date

import streamlit as st

from core import clock
from core.errors import CoreError
from core.files import Upload, clean_name, open_file
from core.intake.ledger import LedgerCheck, check_ledger_file
from core.messages import sentence
from core.store.models.material import FilePurpose
from dashboard import numbers, runtime
from dashboard.components.export import XLSX
from dashboard.forms.ledger_columns import Overrides
from dashboard.forms.ledger_desk import Work, desk
from dashboard.shell import PageContext, plain


def take_file(ctx: PageContext) -> None:
    """The uploader; a file is checked once, and a file that cannot be read leaves the page as it was."""
    upload = st.file_uploader("台账文件（.xlsx）", key="intake_ledger.file")
    if upload is None:
        return
    here = desk()
    if here.unreadable[0] != upload.file_id:
        name = clean_name(upload.name)
        try:
            here.work = _checked(ctx, upload.getvalue(), name)
        except CoreError as error:
            here.unreadable = (upload.file_id, f"{name}：{sentence(error)}")
        else:
            here.result = None
            st.rerun()
    st.error(plain(here.unreadable[1]), icon=":material/block:")


def check_again(ctx: PageContext, work: Work, overrides: Overrides) -> None:
    """Check the same file with corrected columns; keeps the former result when that cannot be read."""
    folder = runtime.settings().files_dir
    try:
        opened = open_file(runtime.store(), folder, ctx.actor, work.file_id, clock.now())
        fresh = _run_check(opened.path.read_bytes(), ctx.today, overrides)
    except CoreError as error:
        desk().refusal = sentence(error)
    else:
        desk().work = replace(work, check=fresh[0], seconds=fresh[1], overrides=overrides)
    st.rerun()


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
