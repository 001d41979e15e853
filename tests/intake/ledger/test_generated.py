"""Ledgers made by a seeded generator whose gold is known by construction."""

import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest

from tests.intake.ledger.sheets import check_rows, rejected, texts

HEADERS: dict[str, list[str]] = {
    "number": ["序号", "问题编号", "序 号"],
    "unit": ["单位名称", "被巡察党组织", "整改单位"],
    "category": ["问题分类", "问题类别", "所属\n方面"],
    "text": ["存在问题", "反馈问题", "问题内容", "主要问题表现"],
    "measure": ["整改措施", "举措", "具体整改措施"],
    "handling": ["整改类别", "整改类型"],
    "due": ["完成时限", "整 改 期 限", "计划完成时间"],
    "amount": ["涉及金额", "涉及资金（万元）", "金额(千元)"],
    "status": ["完成情况", "整改状态", "是否销号"],
    "remark": ["备注"],
}
GOOD_DATES = [
    "2025.3.1",
    "2025/3/1",
    "2025年3月",
    "2025年3月底",
    "3月31日前",
    "立行立改",
    "即知即改",
    "长期坚持",
    "2025-12-31",
]
BAD_DATES = ["2025-02-30", "2025年4月31日", "13月", "2025.6.31"]
GOOD_CATEGORIES = [None, "A1", "B5 财务专项资金", "党组织建设方面", "D", "选人用人", "A 决策部署落实"]
BAD_CATEGORIES = ["外事工作", "E3", "B5 选人用人"]
GOOD_HANDLINGS = [None, "即知即改", "立行立改", "限期整改", "长期坚持"]
STATUSES = [
    ("已完成", True),
    ("已销号", True),
    ("完成整改", True),
    ("整改到位", True),
    ("阶段性完成", False),
    ("基本完成", False),
]
STATUSES += [("长期坚持", False), ("正在整改", False), ("未启动", False), ("未完成", False), (None, False)]
AMOUNTS = [
    (None, 0),
    ("无", 0),
    ("/", 0),
    ("—", 0),
    ("5万元", 50000),
    ("9,430.5元", Decimal("9430.5")),
    ("１，２００元", 1200),
]
FACTORS = {"涉及金额": 1, "涉及资金（万元）": 10000, "金额(千元)": 1000}


@dataclass
class Gold:
    accepted: list[str] = field(default_factory=list)
    rejected: list[tuple[int, str]] = field(default_factory=list)
    duplicates: int = 0
    cleared: int = 0
    yuan: Decimal = Decimal(0)


def _row(chance: random.Random, number: int, factor: int) -> tuple[dict[str, Any], bool, Decimal]:
    word, cleared = chance.choice(STATUSES)
    plain = chance.random() < 0.3
    amount, yuan = (12.5, Decimal("12.5") * factor) if plain else chance.choice(AMOUNTS)
    row = {
        "number": number,
        "unit": "县某局",
        "category": chance.choice(GOOD_CATEGORIES),
        "text": f"第{number}个问题没有落实到位",
        "measure": "研究整改",
        "handling": chance.choice(GOOD_HANDLINGS),
        "due": chance.choice(GOOD_DATES),
        "amount": amount,
        "status": word,
        "remark": chance.choice([None, "=附件", "+1"]),
    }
    return row, cleared, Decimal(yuan)


def _spoil(chance: random.Random, row: dict[str, Any]) -> str:
    name = chance.choice(["text", "due", "category", "handling"])
    bad = {"text": [None, " ", "　"], "due": BAD_DATES, "category": BAD_CATEGORIES, "handling": ["择期整改", "不改"]}
    row[name] = chance.choice(bad[name])
    return name


def _ledger(seed: int) -> tuple[list[list[Any]], dict[str, str], Gold]:
    chance = random.Random(seed)
    order = list(HEADERS)
    chance.shuffle(order)
    headers = {name: chance.choice(HEADERS[name]) for name in order}
    rows: list[list[Any]] = [[f"2025年整改台账之{seed}"]] * chance.randint(0, 2) + [[headers[name] for name in order]]
    gold = Gold()
    for number in range(1, chance.randint(8, 25)):
        row, cleared, yuan = _row(chance, number, FACTORS[headers["amount"]])
        kind = chance.random()
        if kind < 0.2:
            gold.rejected.append((len(rows) + 1, headers[_spoil(chance, row)]))
        elif kind < 0.3 and gold.accepted:
            row["text"] = chance.choice(gold.accepted) + chance.choice(["", " ", "　"])
            gold.duplicates += 1
        else:
            gold.accepted.append(row["text"])
            gold.cleared += cleared
            gold.yuan += yuan
        rows.append([row[name] for name in order])
        if chance.random() < 0.15:
            rows.append(chance.choice([[], ["合计", 3], [headers[name] for name in order], ["注：按月报送"]]))
    return rows, headers, gold


@pytest.mark.parametrize("seed", range(60))
def test_generated_ledger_comes_out_as_it_was_made(seed):
    rows, _, gold = _ledger(seed)

    check = check_rows(rows, year_hint=2025)

    assert texts(check) == gold.accepted
    assert [(row, header) for row, header, _ in rejected(check)] == [
        (row, "".join(header.split())) for row, header in gold.rejected
    ]
    assert (len(check.duplicates), check.totals.cleared) == (gold.duplicates, gold.cleared)
    assert check.totals.amount_yuan == gold.yuan
