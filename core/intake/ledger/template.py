"""The empty ledger that offices hand out: our own headers, drop-downs, and how to fill it in."""

from core.intake.ledger.synonyms import SYNONYMS
from core.intake.workbook import Choice, Sheet, write_workbook
from core.vocabulary import Category, Handling, Status, Subcategory, UnitKind

FIELDS = (
    *("number", "unit", "unit_kind", "category", "text", "involves_persons", "amount", "handling", "goal", "measure"),
    *("due", "owner_leader", "lead_department", "co_departments", "handler", "department", "status", "progress"),
    *("cleared_on", "recovered", "publishable", "remark"),
)
_LEDGER, _WORDS, _HELP = "台账", "字典", "填写说明"
_ROWS = 500
_STATUSES = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.PARTIALLY_CLEARED, Status.CLEARED, Status.LONG_TERM)
_CHOICES: dict[str, tuple[str, ...]] = {
    "unit_kind": tuple(kind.term for kind in UnitKind),
    "category": tuple(f"{one.value} {one.term}" for one in (*Category, *Subcategory)),
    "handling": tuple(handling.term for handling in Handling),
    "status": tuple(status.term for status in _STATUSES),
    "involves_persons": ("是", "否"),
    "publishable": ("是", "否"),
}
_INSTRUCTIONS: tuple[tuple[str, str], ...] = (
    ("存在问题", "必填。一行一个问题，写反馈意见的原文；一个问题有几条措施的，合并“存在问题”单元格，措施各占一行。"),
    ("单位名称", "台账只有一个单位时可以不填，单位写在标题里，如“××局党组巡察整改台账”。"),
    ("问题分类", "从下拉列表里选，可以只选一级（A—D），也可以留空。"),
    ("整改类别", "从下拉列表里选，可以留空。"),
    ("完成时限", "写 2025年3月31日、2025.3.31、2025年3月底、3月31日前，或写“立行立改”“长期坚持”。"),
    ("涉及金额", "没有写单位的按元计，也可以写“5万元”；没有金额的写“无”或留空，不写约数。"),
    ("完成情况", "只有“已销号”（已完成、完成整改、整改到位）计入已销号；阶段性完成、基本完成不计。"),
    ("表头", "列的先后可以变，列名尽量不改；不需要的列可以删去。"),
)


def blank_template() -> bytes:
    """Write the empty ledger with drop-downs, its instructions and its dictionary."""
    columns = list(_CHOICES)
    longest = max(map(len, _CHOICES.values()))
    words = [[_CHOICES[name][row] if row < len(_CHOICES[name]) else None for name in columns] for row in range(longest)]
    choices = [Choice(FIELDS.index(name), _WORDS, index, len(_CHOICES[name])) for index, name in enumerate(columns)]
    header = [SYNONYMS[name][0] for name in FIELDS]
    wide = {FIELDS.index(name): 32.0 for name in ("text", "measure", "progress")}
    return write_workbook(
        [
            Sheet(_LEDGER, header, title=("巡察整改台账",), widths=wide, choices=choices, blank_rows=_ROWS),
            Sheet(_HELP, ("列", "怎么填"), _INSTRUCTIONS, widths={1: 90.0}),
            Sheet(_WORDS, [SYNONYMS[name][0] for name in columns], words),
        ]
    )
