"""What copy notices advise and demand, by the kind of finding: words of the office in one file (docs/rules.md §5.2)."""

import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from core.config import ROOT
from core.vocabulary import Subcategory

FILE = ROOT / "data" / "notices" / "advice.toml"
OTHER = "other"


class Advice(BaseModel):
    """For one kind of finding."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    duty: str = Field(min_length=1)
    """履责建议, for charge leaders."""
    authority: str = Field(min_length=1)
    """监管职责依据."""
    demands: str = Field(min_length=1)
    """行业监管要求."""
    self_check: str = Field(min_length=1)
    """自查范围（再监督）."""


def advice_for(kind: Subcategory | None) -> Advice:
    """The words for this kind; general ones for a finding that has none yet."""
    return _all()[kind or OTHER]


@cache
def _all() -> dict[str, Advice]:
    return {code: Advice.model_validate(words) for code, words in tomllib.loads(FILE.read_text("utf-8")).items()}
