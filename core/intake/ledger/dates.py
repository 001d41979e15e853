"""The dates people write in ledgers: 2025.3.1, 3月底, 上半年, 立行立改; never a guess (docs/rules.md §13)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from core.intake.ledger.model import BrokenCell, CellFault, CellValue
from core.intake.ledger.text import folded, is_nothing, shown
from core.vocabulary import Handling

_EARLIEST_YEAR, _LATEST_YEAR = 2000, 2099
_IMMEDIATE = re.compile(r"立行立改|即知即改|立知立改|即时整改|立即(整改|办理|完成)?|立改|即改|马上就改")
_DONE = re.compile(r"已?(?:经)?(?:全部)?(?:整改)?(?:完成|整改|销号|到位|办结)(?:整改)?")
_LONG_TERM = re.compile(r"长期|持续|常态化|常抓不懈|久久为功")
_EXAMPLE = "写成 2025年3月31日 这样的日期，或写“立行立改”“长期坚持”"
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_NUMBER = re.compile(r"[〇零○一二三四五六七八九十]+(?=[年月日号])")
_PART_OF_MONTH = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}
_HALVES = {"上半年": 6, "下半年": 12, "年底": 12, "年末": 12, "年内": 12, "全年": 12, "年": 12}
_QUARTERS = {"一": 3, "1": 3, "二": 6, "2": 6, "三": 9, "3": 9, "四": 12, "4": 12}
_DATE = re.compile(
    r"""(?<!\d)(?:
      (?P<year>20\d\d|19\d\d|\d\d(?=年))(?:
          年度?(?:(?P<month1>\d{1,2})(?:月份?(?:(?P<day1>\d{1,2})(?:日|号)?|(?P<part1>上旬|中旬|下旬|初|中|底|末))?
                  |\.(?P<day1b>\d{1,2}))(?!\d)
              |第?(?P<quarter1>[一二三四1-4])季度|(?P<half1>上半年|下半年|年底|年末|全年|底|末|内)?)
        | (?P<sep>[./-])(?P<month2>\d{1,2})(?:(?P=sep)(?P<day2>\d{1,2})(?:日|号)?|月?(?P<part2>上旬|中旬|下旬|初|中|底|末)?)(?!\d)
        | (?P<month3>\d\d)(?P<day3>\d\d)?(?!\d) )
    | (?P<month4>\d{1,2})月份?(?:(?P<day4>\d{1,2})(?:日|号)?|(?P<part4>上旬|中旬|下旬|初|中|底|末))?(?!\d)
    | (?P<month5>\d{1,2})[./](?P<day5>\d{1,2})(?!\d|[./])
    | 第?(?P<quarter6>[一二三四1-4])季度
    | (?P<half6>上半年|下半年|年底|年末|年内|全年) )""",
    re.VERBOSE,
)
_TIME_OF_DAY = re.compile(r"[T ]?\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?")


@dataclass(frozen=True)
class DateRead:
    """What a date cell says: a day, a way of handling, both or nothing."""

    on: date | None = None
    handling: Handling | None = None


def parse_date(value: CellValue | None, year: int | None) -> DateRead:
    """Read a date cell; `year` completes dates without one. Raises CellFault."""
    if value is None:
        return DateRead()
    if isinstance(value, BrokenCell):
        raise _broken(value)
    if isinstance(value, datetime | date):
        return DateRead(_plausible(value.date() if isinstance(value, datetime) else value, shown(value)))
    if isinstance(value, str):
        return _parse_text(value, year)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CellFault(f"“{shown(value)}”不是日期", _EXAMPLE)
    return _parse_number(value)


def _broken(value: BrokenCell) -> CellFault:
    if value.is_formula:
        return CellFault("这一格是公式，文件里没有计算结果", "复制后选择性粘贴为数值，或直接写日期")
    return CellFault(f"这一格是 Excel 错误值 {value.shown}", "改为正确的日期，或清空")


def _plausible(day: date, text: str) -> date:
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise CellFault(f"“{text}”的年份不合常理", f"改为 {_EARLIEST_YEAR} 年以后的日期；若写的是月份，{_EXAMPLE}")
    return day


def _parse_number(value: int | float) -> DateRead:
    """A number is a date only when it is written like one: 20250331, 202503, 2025.3."""
    text = shown(value)
    if re.fullmatch(r"20\d\d\.1", text):
        raise CellFault(f"“{text}”分不清是 1 月还是 10 月", "写成 2025年1月 或 2025年10月")
    if re.fullmatch(r"20\d\d\.\d{1,2}|20\d{4}|20\d{6}", text):
        return _parse_text(text, None)
    raise CellFault(f"“{text}”是数字，不是日期", "把单元格格式设为日期，或" + _EXAMPLE)


def _parse_text(text: str, year: int | None) -> DateRead:
    if is_nothing(text) or _DONE.fullmatch(folded(text)):
        return DateRead()
    plain = _CHINESE_NUMBER.sub(lambda found: _arabic(found.group()), _TIME_OF_DAY.sub("", text.strip()))
    plain = _with_years_named(folded(plain), year)
    handling = _handling(plain)
    found = list(_DATE.finditer(plain))
    if re.search(r"\d", _DATE.sub("", plain)):
        raise CellFault(f"“{text.strip()}”读不成日期", _EXAMPLE)
    if not found:
        if handling is None:
            raise CellFault(f"“{text.strip()}”不是日期", _EXAMPLE)
        return DateRead(handling=handling)
    return DateRead(_last_day_meant(found, year, text.strip()), handling)


def _arabic(number: str) -> str:
    """Chinese digits (二〇二五) or a number up to 99 (三十一) in Arabic figures."""
    if "十" not in number:
        return number.translate(_CHINESE_DIGITS)
    tens, ones = number.split("十", 1)
    return str(int(tens.translate(_CHINESE_DIGITS) or 1) * 10 + int(ones.translate(_CHINESE_DIGITS) or 0))


def _with_years_named(text: str, year: int | None) -> str:
    if year is None:
        return text
    return re.sub(r"明年", f"{year + 1}年", re.sub(r"今年|本年度?|当年", f"{year}年", text))


def _handling(text: str) -> Handling | None:
    if _IMMEDIATE.search(text):
        return Handling.IMMEDIATE
    return Handling.LONG_TERM if _LONG_TERM.search(text) else None


def _last_day_meant(found: list[re.Match[str]], year: int | None, text: str) -> date:
    """The end of a period counts; its year may stand at its beginning only."""
    for one in found:
        stated = one.group("year")
        year = (int(stated) if len(stated) == 4 else 2000 + int(stated)) if stated else year
    if year is None:
        raise CellFault(f"“{text}”没有年份", "写上年份，如 2025年3月31日")
    month, day, part = _parts(found[-1])
    if not 1 <= month <= 12:
        raise CellFault(f"“{text}”的月份不对，一年只有 12 个月", "改为 1 至 12 月")
    last = monthrange(year, month)[1]
    if day is None:
        day = _PART_OF_MONTH.get(part or "", last)
    if not 1 <= day <= last:
        raise CellFault(
            f"“{text}”这一天不存在，{year}年{month}月只有 {last} 天", f"改为 {year}-{month:02d}-{last:02d} 或更早的日期"
        )
    return _plausible(date(year, month, day), text)


def _parts(found: re.Match[str]) -> tuple[int, int | None, str | None]:
    """Month, day and part of the month of one date; the last month for quarters and halves."""
    groups = found.groupdict()
    month = _first(groups, "month1", "month2", "month3", "month4", "month5")
    if month is not None:
        day = _first(groups, "day1", "day1b", "day2", "day3", "day4", "day5")
        return int(month), int(day) if day else None, _first(groups, "part1", "part2", "part4")
    quarter = _first(groups, "quarter1", "quarter6")
    if quarter is not None:
        return _QUARTERS[quarter], None, None
    return _HALVES.get(_first(groups, "half1", "half6") or "年", 12), None, None


def _first(groups: dict[str, str | None], *names: str) -> str | None:
    return next((groups[name] for name in names if groups[name] is not None), None)


def years_in(text: str) -> list[int]:
    """Four-digit years that a text names as years or as the head of a date."""
    return [int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?=年|[./-]\d|\d{4}(?!\d))", folded(text))]
