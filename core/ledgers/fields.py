"""The columns of the five ledgers: one list for the screen, the exports, the travelling workbook and what may be changed."""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from core.vocabulary import (
    Commonality,
    Handling,
    Ledger,
    MaterialKind,
    MeasureStatus,
    Retention,
    Secrecy,
    Severity,
    Source,
    Term,
)

LINE, PASSAGE = 200, 4000
"""Most characters of a short and of a long text."""


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    CHOICE = "choice"
    FLAG = "flag"
    DAY = "day"
    MONEY = "money"
    COUNT = "count"
    CATEGORY = "category"
    """First or second level of the dictionary of categories."""
    DEPARTMENT = "department"
    """A lead department by its name."""
    TAGS = "tags"
    POLICIES = "policies"
    """Rules made or revised, one a line: 《名称》文号 日期."""


class Writer(StrEnum):
    """Who fills a column."""

    OFFICE = "office"
    UNIT = "unit"
    """The unit; the office may do it for the unit."""
    NOBODY = "nobody"
    """It follows from elsewhere."""


@dataclass(frozen=True, kw_only=True)
class LedgerField:
    """One column: `key` names it in commands and workbooks, `label` is what people read; `width` in pixels."""

    key: str
    label: str
    kind: Kind = Kind.TEXT
    writer: Writer = Writer.UNIT
    terms: type[Term] | None = None
    most: int = PASSAGE
    width: int = 110
    is_required: bool = False
    help: str = ""
    is_set_once: bool = False
    """Filled when the row is new; later it changes by ways of its own."""

    @property
    def is_open(self) -> bool:
        """Whether anybody fills it."""
        return self.writer is not Writer.NOBODY


def _given(key: str, label: str, width: int = 90, kind: Kind = Kind.TEXT) -> LedgerField:
    return LedgerField(key=key, label=label, writer=Writer.NOBODY, width=width, kind=kind)


_office = partial(LedgerField, writer=Writer.OFFICE, most=LINE)


def _count(key: str, label: str) -> LedgerField:
    return LedgerField(key=key, label=label, kind=Kind.COUNT, width=84)


def _money(key: str, label: str) -> LedgerField:
    return LedgerField(key=key, label=label, kind=Kind.MONEY, width=100, help="单位：元；也可以写 4.6万元")


FINDING = LedgerField(key="finding", label="问题编号", width=112, most=LINE, is_set_once=True)
TITLE = _given("title", "问题", 150)

FIELDS: dict[Ledger, tuple[LedgerField, ...]] = {
    Ledger.FINDINGS: (
        FINDING,
        _office(key="source", label="来源", kind=Kind.CHOICE, terms=Source, width=84, is_required=True),
        _office(key="text", label="反馈原文", most=PASSAGE, width=260, is_required=True),
        _office(key="title", label="问题简称", width=150, help="空着取原文第一句"),
        _office(key="category", label="问题分类", kind=Kind.CATEGORY, width=140, help="如 B5，或 财务专项资金"),
        _office(key="cause", label="成因", width=120),
        _office(key="nature", label="性质", width=100),
        _office(key="tags", label="重点工作标签", kind=Kind.TAGS, width=120, help="几个标签用顿号隔开"),
        _office(key="concerns_public", label="涉及群众切身利益", kind=Kind.FLAG, width=84),
        _office(key="commonality", label="个性/共性", kind=Kind.CHOICE, terms=Commonality, width=84),
        _office(key="involves_persons", label="涉及具体人和事", kind=Kind.FLAG, width=84),
        _office(
            key="amount_yuan", label="涉及金额（元）", kind=Kind.MONEY, width=100, help="单位：元；也可以写 4.6万元"
        ),
        _office(key="severity", label="严重程度", kind=Kind.CHOICE, terms=Severity, width=84),
        _office(key="handling", label="整改类别", kind=Kind.CHOICE, terms=Handling, width=96),
        _office(key="lead_department", label="主责部门", kind=Kind.DEPARTMENT, width=120),
        _office(key="is_publishable", label="可否公开", kind=Kind.FLAG, width=84),
        _office(key="note", label="备注", most=PASSAGE, width=120),
        _office(
            key="due_on",
            label="期限",
            kind=Kind.DAY,
            width=98,
            is_set_once=True,
            help="空着按整改类别推算；以后只能走延期",
        ),
        _given("status", "状态"),
        _given("place", "原文位置", 150),
    ),
    Ledger.TASKS: (
        FINDING,
        TITLE,
        _given("seq", "任务号", 70),
        LedgerField(key="goal", label="整改目标", width=260, help="可量化，如 12 个村全部补公示"),
        LedgerField(key="completion_mark", label="完成标志", most=LINE, width=180),
        LedgerField(key="start_on", label="开始时间", kind=Kind.DAY, width=98),
        LedgerField(key="due_on", label="完成时限", kind=Kind.DAY, width=98),
    ),
    Ledger.MEASURES: (
        FINDING,
        TITLE,
        LedgerField(key="task", label="任务号", kind=Kind.COUNT, width=70, is_set_once=True),
        _given("seq", "措施号", 70),
        LedgerField(key="text", label="整改措施", width=280, is_required=True),
        LedgerField(key="status", label="完成情况", kind=Kind.CHOICE, terms=MeasureStatus, width=90),
        LedgerField(key="done_on", label="完成日期", kind=Kind.DAY, width=98),
        LedgerField(key="result", label="措施成效", width=220),
        _given("evidence", "佐证/件", 70),
    ),
    Ledger.RESPONSIBILITIES: (
        FINDING,
        TITLE,
        LedgerField(key="owner_leader", label="责任领导（职务）", most=LINE, width=140),
        LedgerField(key="lead_office", label="牵头部门", most=LINE, width=120),
        LedgerField(key="co_offices", label="配合部门", most=LINE, width=140),
        LedgerField(key="handler", label="经办人", most=LINE, width=100),
        LedgerField(key="phone", label="联系电话", most=LINE, width=110),
        _given("charge_leader", "上级分管领导", 150),
        _given("early", "初期监督", 110),
        _given("middle", "中期监督", 90),
        _given("long_run", "长期监督", 150),
    ),
    Ledger.OUTCOMES: (
        FINDING,
        TITLE,
        _given("status", "完成状态", 90),
        _given("ended_on", "完成日期", 98, Kind.DAY),
        _given("measures", "措施完成情况", 100),
        LedgerField(key="summary", label="整改成效", width=260),
        LedgerField(key="disposal", label="处置结果", width=180, help="党纪政务处分、组织处理、诫勉、谈话提醒、移交"),
        _count("disciplined", "党纪政务处分/人"),
        _count("reassigned", "组织处理/人"),
        _count("admonished", "诫勉/人"),
        _count("talked_to", "谈话提醒/人"),
        _count("transferred", "移交线索/件"),
        _money("refunded_yuan", "清退（元）"),
        _money("recovered_yuan", "追缴（元）"),
        _money("averted_yuan", "挽回损失（元）"),
        LedgerField(
            key="policies",
            label="建立修订制度",
            kind=Kind.POLICIES,
            width=200,
            help="一行一项：《名称》文号 2026-03-31",
        ),
        LedgerField(key="wider_review", label="举一反三范围", width=160),
        LedgerField(key="benefit", label="群众受益", width=140),
        LedgerField(key="remaining", label="剩余事项", width=140),
    ),
    Ledger.ARCHIVE: (
        FINDING,
        TITLE,
        _given("seq", "件号", 60),
        LedgerField(key="name", label="材料名称", most=80, width=200, is_required=True),
        LedgerField(key="kind", label="类别", kind=Kind.CHOICE, terms=MaterialKind, width=96, is_required=True),
        LedgerField(key="formed_on", label="形成日期", kind=Kind.DAY, width=98),
        LedgerField(key="keeper", label="责任人", most=LINE, width=100),
        LedgerField(key="pages", label="页数", kind=Kind.COUNT, width=64),
        _given("measure", "对应措施", 84),
        LedgerField(key="retention", label="保管期限", kind=Kind.CHOICE, terms=Retention, width=84, is_required=True),
        LedgerField(key="secrecy", label="密级", kind=Kind.CHOICE, terms=Secrecy, width=90, is_required=True),
        _given("verdict", "核验结论", 84),
        _given("paper_no", "纸质件号", 100),
        _given("sha256", "附件哈希", 120),
    ),
}
BY_KEY = {ledger: {field.key: field for field in fields} for ledger, fields in FIELDS.items()}
KEYED_BY_FINDING = frozenset({Ledger.FINDINGS, Ledger.RESPONSIBILITIES, Ledger.OUTCOMES})
"""Ledgers with one row for each finding, known by the finding's number."""
GROWING = frozenset({Ledger.FINDINGS, Ledger.TASKS, Ledger.MEASURES})
"""Ledgers that rows can be typed into; material comes by upload."""


def field_of(ledger: Ledger, key: str) -> LedgerField | None:
    """The column with this key, None when the ledger has none."""
    return BY_KEY[ledger].get(key)


def column_of(ledger: Ledger, label: str) -> LedgerField | None:
    """The column with this label, None when the ledger has none."""
    return next((field for field in FIELDS[ledger] if field.label == label), None)
