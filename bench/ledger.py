"""Checking a ledger of 5,000 rows against openpyxl reading the same file, both as whole processes.

Run from the project root: python -m bench.ledger
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook

ROWS = 5_000
REPEATS = 3
HEADER = ["序号", "单位名称", "单位类别", "问题分类", "存在问题", "整改措施", "整改类别", "完成时限", "责任领导"]
HEADER += ["涉及金额", "完成情况", "备注"]
PLAIN = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"
CHECK = """
import sys, pathlib
from core.intake.ledger import check_ledger_file
check = check_ledger_file(pathlib.Path(sys.argv[1]).read_bytes())
assert check.rows_total == int(sys.argv[2]), check.rows_total
"""


def make_ledger(path: Path) -> None:
    """Write the ledger that both read."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["清溪县委第二轮巡察整改问题台账"])
    sheet.append(HEADER)
    for number in range(1, ROWS + 1):
        text = f"第{number}项专项资金结余长期未退回且未履行集体研究程序"
        row = [
            number,
            f"第{number % 40}单位",
            "机关部门",
            "B5 财务专项资金",
            text,
            "退回结余资金并修订制度",
            "限期整改",
        ]
        sheet.append([*row, "2025年3月31日前", "分管副局长", "3.2万元", "已完成" if number % 3 else "正在整改", None])
    workbook.save(path)


def seconds(code: str, *args: str) -> float:
    """Shortest of several runs of a whole interpreter."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *args], check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print both times and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        make_ledger(path)
        plain = seconds(PLAIN, str(path))
        check = seconds(CHECK, str(path), str(ROWS))
    print(f"openpyxl {plain:.2f} s, check {check:.2f} s, ratio {check / plain:.2f} (at most 4)")


if __name__ == "__main__":
    main()
