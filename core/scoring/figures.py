"""Exact numbers: points are decimals, and only a total is ever rounded (docs/rules.md §7.2)."""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Annotated

from pydantic import Field

ZERO, HUNDRED = Decimal(0), Decimal(100)
Points = Annotated[Decimal, Field(ge=0, le=100, max_digits=7, decimal_places=2, allow_inf_nan=False)]
Full = Annotated[Points, Field(gt=0)]
"""Full marks of which a share is asked for."""
Given = Annotated[Decimal, Field(ge=0, allow_inf_nan=False)]
"""Points as somebody gave them, to any precision."""
Share = Annotated[Decimal, Field(ge=0, le=1, allow_inf_nan=False)]


EXACT_TO = Context(prec=24)
"""Divisions leave a remainder beyond these digits; with it, a total of exactly 89.995 might round down."""


def rounded(value: Decimal, digits: int) -> Decimal:
    """Half up (四舍五入), as on paper."""
    return EXACT_TO.plus(value).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def shown(value: Decimal) -> str:
    """A number as a formula writes it: at most two decimals, no trailing zeros."""
    return f"{rounded(value, 2):f}".rstrip("0").rstrip(".")
