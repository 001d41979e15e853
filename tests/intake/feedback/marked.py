"""Texts with their gold written into them: [[finding]], {{aspect}} valid until the next one, {{-}} no aspect from here on."""

import re
from dataclasses import dataclass

_MARK = re.compile(r"\{\{(.*?)\}\}|\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True)
class Gold:
    """One expected finding."""

    text: str
    aspect: str | None
    start: int
    end: int


def read_marked(body: str) -> tuple[str, list[Gold]]:
    """The text without its marks, and the findings expected in it."""
    out, golds, aspect, position, length = [], [], None, 0, 0
    for match in _MARK.finditer(body):
        before = body[position : match.start()]
        heading, finding = match.groups()
        if heading is not None:
            aspect = None if heading == "-" else heading
        kept = finding if finding is not None else (aspect or "")
        start = length + len(before)
        length = start + len(kept)
        if finding is not None:
            golds.append(Gold(finding, aspect, start, length))
        out += [before, kept]
        position = match.end()
    return "".join([*out, body[position:]]), golds
