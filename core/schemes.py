"""The evaluation and portrait schemes that ship with the program: one file for each version, the highest is in use."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.config import ROOT
from core.scoring.portrait_scheme import PortraitScheme
from core.scoring.reading import read_portrait_scheme, read_scheme
from core.scoring.scheme import Scheme

SCHEMES, PORTRAITS = ROOT / "data" / "schemes", ROOT / "data" / "portraits"


@dataclass(frozen=True)
class SchemeText:
    """A scheme with the very words it was read from."""

    scheme: Scheme
    text: str

    @property
    def sha256(self) -> str:
        """Fingerprint of the words."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@cache
def current_scheme() -> SchemeText:
    """The evaluation scheme for new evaluations; raises InvalidInput when the file is wrong."""
    text = newest(SCHEMES).read_text("utf-8")
    return SchemeText(read_scheme(text), text)


@cache
def current_portrait_scheme() -> PortraitScheme:
    """The portrait scheme in use; raises InvalidInput when the file is wrong."""
    return read_portrait_scheme(newest(PORTRAITS).read_text("utf-8"))


@cache
def scheme_of(text: str) -> Scheme:
    """The scheme an evaluation is bound to, from the words kept with it."""
    return read_scheme(text)


def newest(folder: Path) -> Path:
    """The file with the highest version number, such as default-2.toml."""
    return max(folder.glob("*.toml"), key=lambda file: int(re.findall(r"\d+", file.stem)[-1]))
