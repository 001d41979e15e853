"""Set words of a ledger: status, handling, kind of unit, yes and no (docs/rules.md §2, §4.1)."""

import re

from core.intake.ledger.model import CellFault
from core.intake.ledger.text import folded, is_nothing, without_space
from core.vocabulary import Handling, Source, Status, UnitKind

_DONE = r"(?:完成|销号|到位|办结|整改完毕|落实完毕)"
_CLEARED = re.compile(
    r"已(?:经)?(?:全部|全面|按期|如期|按时)?(?:整改)?(?:完成|销号|办结|整改|落实)(?![中率])|完成整改|整改(?:完成|到位|完毕|销号)"
    r"|全部(?:完成|销号|整改)|整改已完成|(?:^|[,。;:])(?:完成|销号|办结)(?=$|[,。;(])"
)
_NEGATED = re.compile(
    rf"(?:未|没有?|尚待|有待|无法|不能|难以)[^,。;]{{0,6}}?(?:{_DONE}|整改|落实|解决|启动)|{_DONE}[^,。;]{{0,3}}不|不到位"
)
_PLANNED = re.compile(rf"(?:预计|计划|拟|将于|将在|争取|力争|确保|预期|准备|待|打算|限)[^。;]{{0,14}}?{_DONE}")
_NOT_STARTED = re.compile(r"(?:未|没有?)(?:正式)?(?:启动|开始|开展|着手|动工)|待启动|^待整改$|未整改$|^未$")
_PHASE_DONE = re.compile(r"阶段性(?:完成|成效|成果|销号|整改|目标)")
_PARTIAL = re.compile(
    r"基本(?:完成|整改|到位|销号|办结|解决)|(?:部分|大部分|初步|主体)[^,。;]{0,4}(?:完成|销号|到位|整改)"
    r"|(?:完成|销号|整改)(?:了)?(?!100%)\d+(?:\.\d+)?(?:%|项|个|件|户|处|笔|条)|完成(?:率|进度)(?!.*100%)"
)
_ALL_DONE = re.compile(r"(?:完成|完成率|完成进度)[:达到]*100%")
_LONG_TERM = re.compile(
    r"长期(?:坚持|整改|推进|任务)|持续(?:推进|整改|坚持|跟进|抓好)|常态化(?:推进|坚持|整改)?|^长期$"
)
_IN_PROGRESS = re.compile(
    r"正在|整改中|推进中|进行中|办理中|落实中|处理中|实施中|整改推进|有序推进|序时推进|在办|在整改|核查中"
)
_APPLIED = re.compile(r"^(?:已)?(?:申请|提请|报请|待|拟)销号|销号(?:申请中|审核中|待审)")
_EXACT_WORDS: dict[str, Status] = {
    "是": Status.CLEARED,
    "√": Status.CLEARED,
    "✓": Status.CLEARED,
    "✔": Status.CLEARED,
    "否": Status.IN_PROGRESS,
    "×": Status.IN_PROGRESS,
    "推进": Status.IN_PROGRESS,
    "整改": Status.IN_PROGRESS,
    "100%": Status.CLEARED,
    "0%": Status.NOT_STARTED,
}
_UNFINISHED: tuple[tuple[re.Pattern[str], Status], ...] = (
    (_NOT_STARTED, Status.NOT_STARTED),
    (_APPLIED, Status.APPLIED),
    (_PHASE_DONE, Status.PARTIALLY_CLEARED),
    (_NEGATED, Status.IN_PROGRESS),
    (_PLANNED, Status.IN_PROGRESS),
    (_PARTIAL, Status.PARTIALLY_CLEARED),
    (_IN_PROGRESS, Status.IN_PROGRESS),
)
_STATUS_ORDER = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.APPLIED, Status.PARTIALLY_CLEARED)
_HANDLINGS: dict[str, Handling] = {
    "即知即改": Handling.IMMEDIATE,
    "立行立改": Handling.IMMEDIATE,
    "即知即改(立行立改)": Handling.IMMEDIATE,
    "立行立改(即知即改)": Handling.IMMEDIATE,
    "即知即改、立行立改": Handling.IMMEDIATE,
    "立行立改、即知即改": Handling.IMMEDIATE,
    "即知即改/立行立改": Handling.IMMEDIATE,
    "立行立改/即知即改": Handling.IMMEDIATE,
    "限期整改": Handling.TIME_LIMITED,
    "长期坚持": Handling.LONG_TERM,
}
_UNIT_KINDS: tuple[tuple[str, UnitKind], ...] = (
    (r"国企|国有|企业|公司", UnitKind.STATE_FIRM),
    (r"园区|开发区|高新区|产业园", UnitKind.PARK),
    (r"乡|镇|街道", UnitKind.TOWNSHIP),
    (r"机关|部门|县直|区直|市直|直属|局", UnitKind.AGENCY),
)
_SOURCES: tuple[tuple[str, Source], ...] = (
    (r"立行立改|即知即改", Source.IMMEDIATE),
    (r"督查", Source.SUPERVISION),
    (r"测评", Source.SURVEY),
    (r"反馈", Source.FEEDBACK),
)
_YES = frozenset(["是", "有", "可", "能", "√", "✓", "✔", "可以", "可公开", "公开", "涉及", "y", "yes", "1"])
_NO = frozenset(
    ["否", "无", "不", "不可", "不能", "×", "不可以", "不可公开", "不公开", "不涉及", "未涉及", "n", "no", "0", "/"]
)


def parse_status(text: str) -> Status | None:
    """Read a status word or sentence, None when nothing in it is known; unfinished words win over finished ones."""
    plain = folded(text)
    return _EXACT_WORDS.get(plain) or _unfinished(plain) or _finished_or_lasting(plain)


def _unfinished(plain: str) -> Status | None:
    """Any sign that something is still to be done."""
    return next((status for pattern, status in _UNFINISHED if pattern.search(plain)), None)


def _finished_or_lasting(plain: str) -> Status | None:
    """已完成 and 长期坚持 in one sentence: what is said first counts."""
    cleared = _ALL_DONE.search(plain) or _CLEARED.search(plain)
    lasting = _LONG_TERM.search(plain)
    if cleared and (not lasting or cleared.start() < lasting.start()):
        return Status.CLEARED
    return Status.LONG_TERM if lasting else None


def least_advanced(statuses: list[Status]) -> Status | None:
    """Status of a finding whose measures have their own: it is as far as the last of them."""
    ranked = [*_STATUS_ORDER, Status.LONG_TERM, Status.CLEARED]
    return min(statuses, key=ranked.index) if statuses else None


def parse_handling(text: str) -> Handling | None:
    """Read 整改类别, None when empty; raises CellFault for one that is not in the dictionary."""
    if is_nothing(text):
        return None
    handling = _HANDLINGS.get(folded(text))
    if handling is None:
        raise CellFault(
            f"“{without_space(text)}”不在整改类别字典里", "改为 即知即改（立行立改）、限期整改 或 长期坚持，或留空"
        )
    return handling


def parse_unit_kind(text: str) -> UnitKind | None:
    """Read 单位类别, None when unknown."""
    plain = folded(text)
    return next((kind for pattern, kind in _UNIT_KINDS if re.search(pattern, plain)), None)


def parse_source(text: str) -> Source | None:
    """Read 来源, None when unknown."""
    plain = folded(text)
    return next((source for pattern, source in _SOURCES if re.search(pattern, plain)), None)


def parse_yes_no(text: str) -> bool | None:
    """Read 是/否 in its usual forms, None when it is something else."""
    plain = folded(text).lower()
    if plain in _YES:
        return True
    return False if plain in _NO else None


def parse_handling_or_none(text: str) -> Handling | None:
    """Read 整改类别, None for anything that is not in the dictionary."""
    return _HANDLINGS.get(folded(text))
