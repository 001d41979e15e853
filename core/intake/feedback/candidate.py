"""A piece of text proposed as finding, before it is scored."""

from dataclasses import dataclass, replace
from enum import Enum

Span = tuple[int, int]


class Style(Enum):
    """How the text sets the finding apart; the surer, the higher the confidence."""

    LABELLED = "labelled"
    NUMBERED = "numbered"
    INLINE = "inline"
    SEMICOLON = "semicolon"
    SENTENCE = "sentence"
    COMMA = "comma"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class Candidate:
    """`group` numbers the sentence of an unnumbered list: each sentence stands for one 方面 without heading."""

    start: int
    end: int
    style: Style
    aspect: Span | None = None
    group: int | None = None
    is_guess: bool = False
    notes: tuple[str, ...] = ()

    def under(self, aspect: Span | None) -> "Candidate":
        """The same candidate below the heading `aspect`; an outer heading wins over an inner one."""
        return self if aspect is None else replace(self, aspect=aspect)

    def doubted(self, note: str) -> "Candidate":
        """The same candidate as a guess, with the reason in Chinese."""
        return replace(self, is_guess=True, notes=(*self.notes, note))
