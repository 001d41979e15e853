"""How papers are numbered, and which role signs and answers for a receiver (docs/rules.md §5.1, §5.2)."""

from core.vocabulary import BodyKind, DispatchKind, ItemKind, Role

SERIES = {
    DispatchKind.COPY_TO_LEADER: "巡察办抄领",
    DispatchKind.COPY_TO_DEPARTMENT: "巡察办抄部",
    DispatchKind.COPY_TO_DISCIPLINE: "巡察办抄纪",
    DispatchKind.COPY_TO_ORGANISATION: "巡察办抄组",
    DispatchKind.WARNING_LETTER: "巡察办预",
    DispatchKind.SUPERVISION_ORDER: "巡察办督",
    DispatchKind.ADMONITION: "巡察办诫",
}
"""Each kind is numbered by itself in each year."""

RECEIVING = {
    BodyKind.CHARGE_LEADER: Role.CHARGE_LEADER,
    BodyKind.DEPARTMENT: Role.DEPARTMENT,
    BodyKind.DISCIPLINE_OFFICE: Role.DISCIPLINE_OFFICE,
}
"""Kinds of bodies that get copy notices, with the role that signs and answers for them."""


def receiving_role(kind: DispatchKind, body: BodyKind | None, waiting: ItemKind) -> Role:
    """Who signs or answers: the body of a copy notice; for a letter the unit's head signs, the unit answers."""
    if body is not None and kind in DispatchKind.copy_notices():
        return RECEIVING[body]
    return Role.UNIT_HEAD if waiting is ItemKind.SIGN_DISPATCH else Role.UNIT


def paper_number(kind: DispatchKind, year: int | None, no: int | None) -> str:
    """巡察办抄领〔2026〕3号; empty before it is sent."""
    return f"{SERIES[kind]}〔{year}〕{no}号" if year and no else ""
