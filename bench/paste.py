"""Reading and checking a pasted block of 5,000 rows against openpyxl reading the same rows, and saving it.

Run from the project root: python -m bench.paste
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook

from bench.ledger import ROWS, seconds

HEADER = ("反馈原文", "问题分类", "整改类别", "涉及具体人和事", "涉及金额（元）", "严重程度", "期限")
PLAIN = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"
CHECK = """
import sys, pathlib, datetime
from core.ledgers.cells import Names
from core.ledgers.checking import Desk, check
from core.ledgers.fields import BY_KEY
from core.ledgers.paste import read_block
from core.ledgers.pending import Pending
from core.vocabulary import Ledger
text = pathlib.Path(sys.argv[1]).read_text("utf-8")
block = read_block(Ledger.FINDINGS, text, BY_KEY[Ledger.FINDINGS]["text"], fill_down=False)
pending = Pending()
for number, cells in enumerate(block.rows):
    pending.type_row(str(number), Ledger.FINDINGS, {c.key: t for c, t in zip(block.columns, cells) if c})
desk = Desk(names=Names(year=2026), today=datetime.date(2026, 11, 24), is_office=True, reason="")
lines = check(pending, {}, desk)
assert len(lines) == int(sys.argv[2]) and not any(line.fault for line in lines), lines[0]
"""
SAVE = """
import sys, pathlib, datetime, time
from core.access.actor import ByOperator
from core.commands import execute, inspections, master_data
from core.commands.ledger_additions import NewRow
from core.commands.ledger_changes import SaveLedgers
from core.ledgers.fields import BY_KEY
from core.ledgers.paste import read_block
from core.store.engine import Store
from core.store.schema import migrate
from core.vocabulary import BodyKind, Ledger, UnitKind
day = datetime.date(2026, 3, 2)
store = Store(f"sqlite:///{sys.argv[2]}")
migrate(store)
do = lambda command: execute(store, ByOperator(), command, today=day)
ids = [do(master_data.CreateRound(code="R1", term_no=1, round_no=1, name="第一轮")),
       do(master_data.CreateUnit(code="U1", name="某镇", short_name="某镇", kind=UnitKind.TOWNSHIP)),
       do(master_data.CreateBody(code="T1", name="第一组", kind=BodyKind.TEAM))]
inspection = do(inspections.CreateInspection(round_id=ids[0], unit_id=ids[1], team_id=ids[2], feedback_on=day))
block = read_block(Ledger.FINDINGS, pathlib.Path(sys.argv[1]).read_text("utf-8"), BY_KEY[Ledger.FINDINGS]["text"], fill_down=False)
rows = tuple(NewRow(ledger="findings", cells={c.key: t for c, t in zip(block.columns, cells) if c}) for cells in block.rows)
start = time.perf_counter()
do(SaveLedgers(inspection_id=inspection, rows=rows))
print(f"{time.perf_counter() - start:.2f}")
"""


def line(number: int) -> list[str]:
    """One row as a clerk would have it in Excel."""
    text = f"第{number}项专项资金结余长期未退回\n且未履行集体研究程序"
    return [text, "B5", "限期整改", "否", "3.2万元", "一般", "2026年6月30日"]


def main() -> None:
    """Print the times and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path, text = Path(folder) / "rows.xlsx", Path(folder) / "rows.txt"
        workbook = Workbook()
        for row in (HEADER, *map(line, range(ROWS))):
            workbook.active.append(list(row))
        workbook.save(path)
        quoted = ["\t".join(f'"{cell}"' for cell in row) for row in (HEADER, *map(line, range(ROWS)))]
        text.write_text("\n".join(quoted), "utf-8")
        plain, check = seconds(PLAIN, str(path)), seconds(CHECK, str(text), str(ROWS))
        command = [sys.executable, "-c", SAVE, str(text), f"{folder}/county.db"]
        saved = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    print(
        f"openpyxl {plain:.2f} s, read and check {check:.2f} s, ratio {check / plain:.2f} (at most 4); save {saved} s"
    )


if __name__ == "__main__":
    main()
