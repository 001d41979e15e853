"""How alike Chinese texts are: by the pairs and triples of characters they share, rare ones weighing more (docs/rules.md §4, §10)."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

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
    """Pairs of places whose texts are at least this alike, each pair once, in order of place."""
    matrix = _weighed(texts)
    if matrix is None:
        return []
    pairs = (matrix @ matrix.T).tocoo()
    found = zip(pairs.row.tolist(), pairs.col.tolist(), pairs.data.tolist(), strict=True)
    return sorted((left, right, score) for left, right, score in found if left < right and score >= least)


def _said(text: str) -> str:
    """Letters only: numbers and punctuation change when a text is copied from one finding to the next."""
    return _IGNORED.sub("", text)


def _weighed(texts: Sequence[str]) -> Any:
    """One row of unit length for each text; None when none of them says anything."""
    # Imported here: it costs a second, and most commands and pages never compare texts.
    from sklearn.feature_extraction.text import TfidfVectorizer

    said = [_said(text) for text in texts]
    if not any(len(text) > 1 for text in said):
        return None
    return TfidfVectorizer(analyzer="char", ngram_range=(2, 3), lowercase=False).fit_transform(said)
