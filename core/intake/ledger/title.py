"""What the lines above the header say: title, the one unit, the year, the unit of money."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.intake.ledger.amounts import unit_factor
from core.intake.ledger.dates import years_in
from core.intake.ledger.grid import Grid
from core.intake.ledger.text import folded, without_space

_LABELLED = re.compile(
    r"(?:被巡察(?:单位|党组织)|整改单位|单位名称|填报单位|报送单位|责任单位|单位)(?:名称)?[:：]\s*([^\s:：()（）]{2,40})"
)
_MONEY = re.compile(r"单位[:：]?\s*(?:人民币)?((?:亿|千万|百万|十万|万|千|百)?元)")
# A unit stands before these words: 县教育局党组 | 关于落实县委巡察…, 双河镇 | 巡察整改台账.
_AFTER_UNIT = re.compile(r"关于|落实|贯彻|巡察|巡视|整改|问题|台账|清单|反馈|20\d\d|二〇")
# ...or between them: 县委第二轮巡察 | 县教育局党组 | 反馈问题台账.
_BETWEEN = re.compile(r"巡察(?:组)?(?:对)?(.+?)(?:巡察|反馈|整改|问题|台账|清单|情况)")
_UNIT_END = re.compile(
    r"(?:局|镇|乡|街道|办事处|办公室|委员会|管委会|管理委员会|公司|集团|中心|学院|学校|中学|小学|医院|院|馆|站|所|园区|开发区|产业园|联合会|总会"
    r"|协会|联社|联|社|厅|部|处|队|库|厂|场|银行|法院|检察院|政府|党组|党委|党工委|党总支|总支|党支部|支部|校|会|办)$"
)
# The body that inspects is no inspected unit.
_INSPECTOR = re.compile(r"(?:县|区|市|省|旗|州)委$|巡察(?:办|组|机构)|巡察工作领导小组|领导小组$|纪委|监委")
_YEAR_GIVEN = re.compile(r"没有写年份的日期按(20\d\d)年算")


@dataclass(frozen=True)
class Heading:
    """The lines above the header, as text."""

    lines: tuple[str, ...]

    @property
    def title(self) -> str:
        """The line that is the title: the longest of the first two without a label."""
        plain = [line for line in self.lines if not re.search(r"[:：]", line)]
        return plain[0] if plain else (self.lines[0] if self.lines else "")

    @property
    def money_factor(self) -> int:
        """Factor of 单位：万元 above the table, 1 when there is none."""
        found = _MONEY.search(" ".join(self.lines))
        return (unit_factor(found.group(1)) or 1) if found else 1

    @property
    def unit(self) -> str | None:
        """The one unit the ledger is about, None when the lines name none."""
        for line in self.lines:
            labelled = _LABELLED.search(_MONEY.sub("", line))
            if labelled and looks_like_unit(labelled.group(1)):
                return labelled.group(1)
        for line in self.lines:
            unit = _unit_in_title(line)
            if unit is not None:
                return unit
        return None


def read_heading(grid: Grid, header_row: int) -> Heading:
    """Collect the text above the header."""
    lines = ["  ".join(text for _, text in grid.filled(row)) for row in grid.row_numbers if row < header_row]
    return Heading(tuple(lines))


def looks_like_unit(text: str) -> bool:
    """Tell whether a text is the name of a unit that can be inspected."""
    plain = without_space(text)
    return 2 <= len(plain) <= 40 and bool(_UNIT_END.search(plain)) and not _INSPECTOR.search(plain)


def _unit_in_title(line: str) -> str | None:
    plain = without_space(line).strip('《》“”"')
    if re.search(r"[:：]", plain):
        return None
    found = _AFTER_UNIT.search(plain)
    before = plain[: found.start()] if found else plain
    between = _BETWEEN.search(plain)
    candidates = [re.sub(r"^[(（]?附件\d*[)）]?[:：.]?", "", before).removesuffix("的")]
    candidates += [between.group(1)] if between else []
    return next((name for name in candidates if looks_like_unit(name)), None)


def ledger_year(heading: Heading, dated: Iterable[str], year_hint: int | None) -> int | None:
    """Year for dates without one: as stated, most dates of the ledger, the lines above it, the hint."""
    text = " ".join(heading.lines)
    stated = _YEAR_GIVEN.search(folded(text))
    if stated:
        return int(stated.group(1))
    counts = Counter(year for cell in dated for year in years_in(cell))
    if counts:
        most = max(counts.values())
        return max(year for year, count in counts.items() if count == most)
    return max(years_in(text), default=year_hint)
