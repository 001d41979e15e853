"""Decides by its title alone what a section is about: findings, or organisation, advice, next steps and the like."""

import re
from enum import Enum

from core.intake.feedback.units import is_unit_name
from core.intake.feedback.wording import has_deficit, leaning


class Role(Enum):
    """GATHERING holds findings but is no aspect (存在的主要问题); HEADING may itself be a finding or aspect."""

    GATHERING = "gathering"
    HEADING = "heading"
    OTHER = "other"
    UNDECIDED = "undecided"


_NEVER = re.compile(
    r"下一步|下步|今后|长期(?:坚持|整改|推进)|需要?(?:持续|长期)|(?:尚未|未|正在|需|还在)(?:完成|整改|推进)|持续(?:整改|推进)(?:的)?(?:问题|事项)|意见(?:和|与|及)?建议|整改(?:建议|要求|意见)"
    r"|(?:工作|几点|有关|主要)(?:建议|要求|打算|意见)|总体(?:评价|情况)|基本情况|总的(?:看|评价)|(?:工作|主要|取得的?)(?:成效|成绩|做法)|肯定|表态|附件|联系方式|监督(?:电话|方式)"
    r"|^(?:意见|建议|要求)|巡察(?:意见|建议)$|上一?轮巡察(?:反馈)?(?:问题|意见)?(?:的)?整改(?:成效|情况|落实|完成)"
)
_CLUES = re.compile(r"(?:线索|信访)[^。]{0,12}(?:处置|移交|办理|办结|核查)")
_ORGANISING = re.compile(
    r"组织(?:情况|领导|落实|推进|实施|保障|部署|整改|开展)|主体责任|第一责任人?|政治站位|思想认识|工作(?:开展|部署|推进)|整改(?:工作)?(?:部署|机制|责任|合力)|巡察工作|总结|保障|履职情况"
)
_ABOUT_FINDINGS = re.compile(
    r"(?:存在|反馈|发现|指出|移交|主要|突出|具体|重点|方面)[^,。]{0,10}(?:问题|意见|事项)|^问题|问题(?:清单|整改|及|和|与|的?$)|(?:整改|落实)[^,。]{0,6}(?:进展|完成|落实|推进)?(?:情况|成效)$"
    r"|整改(?:进展|落实|完成)|(?:问题|短板|不足|差距)$|反馈(?:意见|情况)"
)
_NAMES_A_FIELD = re.compile(
    r"方面(?:存在)?(?:的)?(?:主要|突出)?(?:问题|不足|差距)?(?:的?整改(?:落实|进展|完成)?(?:情况)?)?$|^(?:聚焦|在□?[“\"‘])|^关于.{2,}(?:方面|问题)"
)
_CALLS_TO_RECTIFY = re.compile(r"聚焦(?:巡察)?(?:反馈|存在|突出|重点)?(?:的)?(?:问题|意见|整改(?:任务|落实|重点|实效))")
_GENERAL = re.compile(
    r"^(?:关于)?(?:[^,。:;]{0,12}(?:巡察|巡视|检查|专项|督查|反馈|党委|党组|区委|县委|市委)(?:组)?)?(?:[^,。:;]{0,8})?(?:反馈|发现|存在|指出|移交|主要|突出|具体|重点)+的?(?:[\d一二三四五六七八九十]+个?)?(?:主要|突出|具体|重点)?(?:问题|意见|事项)"
    r"(?:的|及|和|与)?(?:[^,。:;]{0,10}(?:整改|落实|进展|完成|推进)[^,。:;]{0,8}(?:情况)?)?$"
    r"|^(?:集中|具体|逐项|问题)?(?:问题)?整改(?:落实|进展|完成|推进|工作)*(?:情况|成效)$|^主要问题|^存在(?:的)?(?:主要)?(?:问题|不足)$|^(?:巡察)?反馈(?:意见|情况)[^,。]{0,10}$"
)


def _names_a_field(head: str) -> bool:
    return bool(_NAMES_A_FIELD.search(head)) and not _CALLS_TO_RECTIFY.match(head)


def _is_never(head: str) -> bool:
    """Clues handed over are no finding; clues handled badly are one."""
    return bool(_NEVER.search(head)) or (bool(_CLUES.search(head)) and not has_deficit(head))


def is_general_title(title: str) -> bool:
    """True for a title that gathers findings without being an aspect: 存在的主要问题, 整改进展情况, a unit name."""
    head = title.strip().rstrip("。:;、").split("。")[0]
    return is_unit_name(head) or (bool(_GENERAL.search(head)) and not has_deficit(head))


def is_never_about_findings(title: str) -> bool:
    """True for 下一步, 意见建议, 总体评价 and the like, wherever they stand."""
    head = title.strip().rstrip("。:;、").split("。")[0]
    return _is_never(head) and not _names_a_field(head)


def role_by_title(title: str) -> Role:
    """What the title alone says; `title` is folded, quoted text masked."""
    title = title.strip().rstrip("。:;、")
    head = title.split("。")[0]
    names_field = _names_a_field(head)
    if _is_never(head) and not names_field:
        return Role.OTHER
    if is_unit_name(head) or (_GENERAL.search(head) and not has_deficit(head)):
        return Role.OTHER if _ORGANISING.search(head) and not names_field else Role.GATHERING
    if names_field or leaning(head) > 0:
        return Role.HEADING
    if _ORGANISING.search(head):
        return Role.OTHER
    return Role.GATHERING if _ABOUT_FINDINGS.search(head) and leaning(head) >= 0 else Role.UNDECIDED
