"""Kinds of text that commands accept: cleaned, bounded, without characters that hide or reorder others."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from core.plain_text import is_visible


def _visible(text: str) -> str:
    if not all(map(is_visible, text)):
        raise ValueError("含有看不见的控制字符，请删去后重新输入")
    return text


def _mail(text: str) -> str:
    if text and not re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+", text):
        raise ValueError("认不出来，请写成 name@office.example 的样子，一次一个")
    return text


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_visible)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_visible)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=r"^[^\s/\\]+$"), AfterValidator(_visible)]
Passage = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_visible)]
Statement = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_visible)]
Document = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000), AfterValidator(_visible)]
Mail = Annotated[str, StringConstraints(max_length=200), AfterValidator(_visible), AfterValidator(_mail)]
"""An address, or nothing."""
Percent = Annotated[int, Field(ge=0, le=100)]
Money = Annotated[Decimal, Field(ge=0, le=Decimal("999999999999.99"), decimal_places=2, allow_inf_nan=False)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Version = Annotated[int, Field(ge=1)]
