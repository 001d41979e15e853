"""What a stored code is: it carries its Chinese term and its order."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A code that carries its Chinese term; declaration order is display order."""

    term: str

    def __new__(cls, code: str, term: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.term = term
        return member

    @classmethod
    def from_code(cls, code: str) -> Self:
        """The member with this code; raises ValueError when there is none."""
        member = cls._value2member_map_.get(code)
        if not isinstance(member, cls):
            raise ValueError(code)
        return member

    @classmethod
    def from_term(cls, term: str) -> Self | None:
        """Find the member with exactly this Chinese term."""
        return next((member for member in cls if member.term == term), None)
