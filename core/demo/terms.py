"""Turns a stored code of the demo material into its term and says which codes there are when it is none."""

from typing import TypeVar

from core.vocabulary import Term

AnyTerm = TypeVar("AnyTerm", bound=Term)


def read_term(terms: type[AnyTerm], code: object) -> AnyTerm:
    """Find the member with this code; ValueError carries the Chinese sentence that lists the choices."""
    for member in terms:
        if member.value == code:
            return member
    raise ValueError(f"读到“{code}”，应为 {'、'.join(terms)} 之一")
