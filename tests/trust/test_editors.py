"""People in different processes edit the same findings: no change is lost, whoever is late is told (docs/trust.md R5)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa

from core.queries.trail import verify_trails
from core.store.models import Finding, ProgressReport
from tests.county import County

ROUNDS = 20
EDITORS = 3
EDITOR = """
import json, random, sys
from datetime import date
from core.access.actor import ByOperator
from core.commands.base import execute
from core.commands.rectification import ProgressLine, ReportProgress
from core.errors import StaleVersion
from core.store.engine import Store
from core.store.models import Finding
url, finding, name, rounds = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
store, accepted, late, wrong = Store(url), 0, 0, 0
for turn in range(rounds):
    with store.read() as session:
        version = session.get_one(Finding, finding).version
    line = ProgressLine(finding_id=finding, version=version, percent=turn, text=f"{name}-{turn}", happened_on=date(2026, 4, 1))
    try:
        execute(store, ByOperator(), ReportProgress(lines=(line,)), today=date(2026, 4, 2))
        accepted += 1
    except StaleVersion as refusal:
        late += 1
        wrong += not ("now" in refusal.details and "by" in refusal.details)
print(json.dumps([accepted, late, wrong]))
"""


def test_what_was_accepted_is_there_and_nothing_else(county: County, tmp_path: Path) -> None:
    """R5: 3 editors, 20 rounds each, one finding, both engines."""
    finding = county.add_finding()
    script = tmp_path / "editor.py"
    script.write_text(EDITOR)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    editors = [
        subprocess.Popen(
            [sys.executable, str(script), county.store.url, str(finding), f"e{n}", str(ROUNDS)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True,
        )
        for n in range(EDITORS)
    ]  # fmt: skip
    results = []
    for editor in editors:
        out, err = editor.communicate(timeout=120)
        assert editor.returncode == 0, err
        results.append(json.loads(out))
    accepted = sum(result[0] for result in results)
    late = sum(result[1] for result in results)
    assert accepted + late == EDITORS * ROUNDS
    assert sum(result[2] for result in results) == 0
    with county.store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(ProgressReport)) == accepted
        assert session.get_one(Finding, finding).version == 1 + accepted
    assert all(check.holds for check in county.see(verify_trails, caller="auditor"))
