"""Kinds of text that commands accept: cleaned, bounded, without characters that hide or reorder others."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")
"""Marks that reorder or hide text: a name must read as it is stored (docs/trust.md A18)."""


def _visible(text: str) -> str:
    for character in text:
        if character in HIDDEN or (unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"):
            raise ValueError("含有看不见的控制字符，请删去后重新输入")
    return text


Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_visible)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_visible)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=r"^[^\s/\\]+$"), AfterValidator(_visible)]
Passage = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_visible)]
Statement = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_visible)]
Document = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000), AfterValidator(_visible)]
Percent = Annotated[int, Field(ge=0, le=100)]
Money = Annotated[Decimal, Field(ge=0, le=Decimal("999999999999.99"), decimal_places=2, allow_inf_nan=False)]
Day = Annotated[date, Field(ge=date(1990, 1, 1), le=date(2100, 12, 31))]
Version = Annotated[int, Field(ge=1)]
