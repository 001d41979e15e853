"""A process killed while it writes loses nothing that was acknowledged and leaves nothing half-done (docs/trust.md R1)."""

import multiprocessing
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from pickle import UnpicklingError

import pytest
import sqlalchemy as sa

from core.queries.trail import verify_trails
from core.store.models import AuditEvent, Finding, FindingPeriod
from tests.county import County
from tests.trust.writer import write_on

KILLS = 100
WRITERS = 2
IMPORTER = """
import sys
from datetime import date
from core.access.actor import ByOperator
from core.commands.base import execute
from core.commands.findings import Draft
from core.store.engine import Store
"""


def heard(told: Connection) -> set[str]:
    """Everything that was acknowledged before the pipe broke; the last word may be cut off by the kill."""
    texts = set()
    with suppress(EOFError, OSError, UnpicklingError):
        while told.poll():
            texts.add(told.recv())
    return texts


@pytest.mark.skipif(not hasattr(os, "fork"), reason="须在类 Unix 系统上强杀进程")
def test_kill_after_kill_no_acknowledged_command_is_lost_and_none_is_half_done(
    sqlite_county: County, tmp_path: Path
) -> None:
    """R1: 100 kills at random moments."""
    county, chance = sqlite_county, random.Random(20261124)
    acknowledged: set[str] = set()
    # Children begin with everything loaded: the kills are what takes time, not a hundred starts of an interpreter.
    children = multiprocessing.get_context("forkserver")
    children.set_forkserver_preload(["tests.trust.writer"])
    for turn in range(KILLS // WRITERS):
        pipes = [children.Pipe(duplex=False) for _ in range(WRITERS)]
        writers = [
            children.Process(target=write_on, args=(county.store.url, county.ids["柳舟镇"], f"{turn}-{n}", told))
            for n, (_hearing, told) in enumerate(pipes)
        ]
        for writer, (_hearing, told) in zip(writers, pipes, strict=True):
            writer.start()
            told.close()
        acknowledged.add(pipes[0][0].recv())
        time.sleep(chance.uniform(0.002, 0.05))
        for writer in writers:
            writer.kill()
        for writer, (hearing, _told) in zip(writers, pipes, strict=True):
            writer.join()
            acknowledged |= heard(hearing)
    with county.store.read() as session:
        stored = set(session.scalars(sa.select(Finding.text)))
        findings = session.scalar(sa.select(sa.func.count()).select_from(Finding))
        periods = session.scalar(sa.select(sa.func.count(sa.distinct(FindingPeriod.finding_id))))
        events = session.scalar(sa.select(sa.func.count()).where(AuditEvent.action == "finding.added"))
        assert session.scalar(sa.text("PRAGMA integrity_check")) == "ok"
    assert len(acknowledged) >= KILLS // WRITERS
    assert acknowledged <= stored
    assert findings == periods == events
    assert all(check.holds for check in county.see(verify_trails, caller="auditor"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="须在类 Unix 系统上强杀进程")
def test_a_killed_import_is_wholly_in_or_wholly_out(sqlite_county: County, tmp_path: Path) -> None:
    """R1 in kind: an import is one transaction."""
    county = sqlite_county
    script = tmp_path / "importer.py"
    script.write_text(
        IMPORTER
        + "from core.commands.intake import ImportLedger, LedgerEntry\n"
        + "store = Store(sys.argv[1])\n"
        + "entries = tuple(LedgerEntry(row=n, draft=Draft(text=f'第{n}个问题')) for n in range(2, 2002))\n"
        + "command = ImportLedger(file_name='x.xlsx', sha256='0'*64, inspection_id=int(sys.argv[2]), entries=entries)\n"
        + "print('begin', flush=True)\n"
        + "execute(store, ByOperator(), command, today=date(2026, 3, 2))\nprint('done', flush=True)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for wait in (0.02, 0.1, 0.2, 0.3, 0.45, 0.6):
        words = [sys.executable, str(script), county.store.url, str(county.ids["柳舟镇"])]
        importer = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
        )
        assert importer.stdout is not None
        importer.stdout.readline()
        time.sleep(wait)
        importer.kill()
        importer.communicate()
        with county.store.read() as session:
            assert session.scalar(sa.select(sa.func.count()).select_from(Finding)) in (0, 2000)
