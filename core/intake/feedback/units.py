"""Tells the name of a unit (沙坪镇党委) from a heading: a unit name gathers findings but is no aspect."""

import re

_UNIT = re.compile(
    r"(?:关于|对|向|巡察)?[^,。;:“‘《]{2,30}?(?:党委|党组|党工委|党总支|总支|党支部|支部|委员会|局|办公室|[镇乡]|街道|公司|集团|中心|社区|[^乡农]村|学校|中学|小学|医院|卫生院|管委会|园区|法院|检察院|联社|总商会|工会|联合会|馆|站|所|学院)"
    r"(?:党委|党组|党工委|党总支|总支|党支部|支部|委员会|机关)?"
    r"(?:\([^)]*\))?(?:巡察)?(?:发现|反馈|存在)?的?(?:主要|突出|具体)?(?:问题)?(?:整改(?:落实|进展)?情况)?"
)
_NOT_A_UNIT = re.compile(r"方面|不|未|建设|队伍|管理|组织生活|作用|责任")


def is_unit_name(title: str) -> bool:
    """True for a bare unit name, also with 存在的主要问题 after it."""
    title = title.strip().rstrip("。:;、")
    return bool(_UNIT.fullmatch(title)) and not _NOT_A_UNIT.search(title)
