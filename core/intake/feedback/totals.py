"""Reads what the text says about its own totals: “3个方面12个问题”, “共反馈问题14个”, “12类39个具体问题”."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.intake.feedback.candidate import Span
from core.intake.feedback.model import StatedTotals
from core.intake.feedback.normalise import Source
from core.intake.feedback.numerals import NUMBER, read_number

_ASPECTS = rf"(?P<aspects>{NUMBER})\s*(?:个|大|大类)?(?:方面|类别|类)"
_WORDS = r"(?:主要|具体|突出|重点|共性|个性|存在的?|反馈的?|巡察)*"
_BEFORE = rf"(?P<count>{NUMBER})\s*(?:个|条|项)?{_WORDS}问题(?!线索|导向|清单|楼)"
_AFTER = rf"问题(?:共计|合计|总计|总数|共|数)?(?:为|有)?\s*(?P<after>{NUMBER})\s*(?:个|条|项)"
_BETWEEN = rf"\s*(?:的|、|,|共|共计|合计|计|存在的?|反馈的?|发现的?|主要|具体|突出|问题|和|{NUMBER}\s*[个大]?类别?(?!问题))*\s*"
_TOTAL = re.compile(
    rf"{_ASPECTS}{_BETWEEN}(?:{_BEFORE.replace('count', 'count1')}|{_AFTER.replace('after', 'after1')})|{_BEFORE}|{_AFTER}|{_ASPECTS.replace('aspects', 'alone')}(?:的)?{_WORDS}问题"
)
_EARLIER = re.compile(r"上(?:一)?[轮次届]|前[一两几]?[轮次]|历次|以往|往年|此前|审计|去年|上年")
_PARTIAL = re.compile(
    r"已|完成|销号|办结|剩余|其余|其中|尚有|还有|阶段性|正在|线索|细化|分解|梳理[为成]|措施|自查|等$|移交|新增|对照检视"
)
_OWN = re.compile(r"反馈|巡察|发现|存在|指出|通报")
_OVERALL = re.compile(r"共|合计|总计")
_CLAUSE = re.compile(r"[。;\n]")
_LIST_COUNTS = re.compile(
    rf"(?:问题)?分别(?:为|是|反馈|指出|发现)?(?:问题)?\s*((?:{NUMBER}[个条项]?[、,和]\s*)+{NUMBER}[个条项])(?:问题)?"
)


@dataclass(frozen=True)
class _Mention:
    aspects: int | None
    findings: int | None
    at: int
    is_own: bool
    is_overall: bool
    opens_list: bool

    @property
    def weight(self) -> int:
        """The better a mention is attested as the total of this text, the higher."""
        pair = self.aspects is not None and self.findings is not None
        return 4 * self.is_overall + 2 * self.is_own + pair


def read_totals(source: Source, apart: Sequence[Span]) -> StatedTotals:
    """The totals stated outside the sorted spans `apart`; counts of earlier rounds and of part results are no totals."""
    mentions = list(_mentions(source, apart))
    if not mentions:
        return StatedTotals(None, None)
    if listed := _sum_of_units(mentions):
        return listed
    best = max(mentions, key=lambda mention: (mention.weight, -mention.at))
    aspects = best.aspects or next((m.aspects for m in mentions if m.aspects and m.weight >= 2), None)
    count = best.findings or next((m.findings for m in mentions if m.findings and m.weight >= 2), None)
    return StatedTotals(aspects, count)


def _sum_of_units(mentions: list[_Mention]) -> StatedTotals | None:
    """“甲党委主要存在5个问题:…。乙党委存在4个问题:…”: the sum, unless a total of all is stated."""
    if any(mention.is_overall for mention in mentions):
        return None
    lists = [mention for mention in mentions if mention.opens_list and mention.findings]
    if len(lists) < 2 or any(m.is_own and not m.opens_list and m.findings for m in mentions):
        return None
    return StatedTotals(None, sum(mention.findings or 0 for mention in lists))


def _mentions(source: Source, apart: Sequence[Span]) -> Iterator[_Mention]:
    starts = [start for start, _ in apart]
    for match in _TOTAL.finditer(source.bare):
        place = bisect_right(starts, match.start()) - 1
        if place >= 0 and match.start() < apart[place][1]:
            continue
        mention = _mention(source.bare, match)
        if mention is not None:
            yield mention


def _mention(bare: str, match: re.Match[str]) -> _Mention | None:
    before = _CLAUSE.split(bare[max(0, match.start() - 60) : match.start()])[-1]
    segment = re.split("[,:]", before)[-1]
    if _EARLIER.search(before) or _PARTIAL.search(segment):
        return None
    group = match.groupdict()
    count = _value(group["count1"] or group["after1"] or group["count"] or group["after"])
    aspects = _value(group["aspects"] or group["alone"])
    if not count and not aspects:
        return None
    after = bare[match.end() : match.end() + 3].lstrip()
    is_own = bool(_OWN.search(before)) or bool(_OWN.search(match.group()))
    opens_list = after.startswith((":", "。一是", ",一是"))
    is_overall = bool(_OVERALL.search(segment) or _OVERALL.search(match.group()))
    if not (is_own or is_overall or opens_list or (aspects and count)):
        return None
    return _Mention(aspects, count, match.start(), is_own, is_overall, opens_list)


def _value(written: str | None) -> int | None:
    return (read_number(written) or None) if written else None
