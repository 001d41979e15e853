"""What a text must not hold: marks that hide or reorder what is read (docs/trust.md A18)."""

import unicodedata

HIDDEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")
"""Marks that reorder or hide text: a name must read as it is stored."""


def is_visible(character: str) -> bool:
    """Whether a character is read as it is stored; line breaks and tabs are."""
    return character not in HIDDEN and (unicodedata.category(character) not in ("Cc", "Cs") or character in "\n\t")
