"""How alike Chinese texts are: the share of their pairs of letters that they have in common (docs/rules.md §4.2, §10).

Clearance rests on it, so it must not change because somebody writes something elsewhere: every pair weighs the same,
whatever other texts there are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil

NEARLY_IDENTICAL = 0.85
"""From here on two texts say the same in nearly the same words."""
SIMILAR = 0.35
"""From here on two texts are worth a look side by side."""
_IGNORED = re.compile(r"[\W\d_]+")


def nearest(text: str, others: Sequence[str], *, limit: int, least: float = SIMILAR) -> list[tuple[int, float]]:
    """Places in `others` of the most similar texts with their likeness between 0 and 1, the most similar first."""
    pairs = _pairs(text)
    found = ((place, _shared(pairs, _pairs(other))) for place, other in enumerate(others))
    return sorted((one for one in found if one[1] >= least), key=lambda one: (-one[1], one[0]))[:limit]


def alike_pairs(texts: Sequence[str], *, least: float = NEARLY_IDENTICAL) -> list[tuple[int, int, float]]:
    """Pairs of places whose texts are at least this alike, each pair once, in order of place.

    Texts that share so much share one of their rarest pairs of letters, so only those that do are compared.
    """
    said = [_pairs(text) for text in texts]
    often = Counter(pair for pairs in said for pair in pairs)
    by_pair: dict[str, list[int]] = defaultdict(list)
    found = []
    for place, pairs in enumerate(said):
        telling = sorted(pairs, key=lambda pair: (often[pair], pair))[: _telling(len(pairs), least)]
        for other in {other for pair in telling for other in by_pair[pair]}:
            if (score := _shared(said[other], pairs)) >= least:
                found.append((other, place, score))
        for pair in telling:
            by_pair[pair].append(place)
    return sorted(found)


def _telling(number: int, least: float) -> int:
    """So many of a text's rarest pairs hold one that every text as alike as this has, too: such a text lacks fewer."""
    return number - ceil(number * least / (2 - least) - 1e-9) + 1 if number else 0


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[str]:
    """Letters only: numbers and punctuation change when a text is copied from one finding to the next."""
    return frozenset(map("".join, pairwise(_IGNORED.sub("", text))))


def _shared(left: frozenset[str], right: frozenset[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0
