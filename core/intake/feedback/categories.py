"""Proposes the second-level category (问题分类, docs/rules.md §2) of a finding by its words; a person decides."""

from core.intake.feedback.category_terms import ASPECT_TERMS, DECISIVE, TERMS

_DECISIVE_WEIGHT = 20
_SAME_ASPECT_WEIGHT = 2
_HEAD_LENGTH = 30
_HEAD_WEIGHT = 1.5
_KEY_LENGTH = 2


def _index() -> dict[str, list[tuple[str, str]]]:
    """(term, code) by the first two characters of the term, so that one pass over a text finds all terms."""
    index: dict[str, list[tuple[str, str]]] = {}
    for code in TERMS:
        for term in {*TERMS[code], *DECISIVE.get(code, ())}:
            index.setdefault(term[:_KEY_LENGTH], []).append((term, code))
    return index


_BY_KEY = _index()


def propose_category(text: str, aspect: str | None) -> str | None:
    """Code A1..D5 whose terms weigh most in `text`; the heading `aspect` tips the balance. None if no term occurs."""
    scores = _weights(text)
    if not scores:
        return None
    letter = _first_level(aspect) if aspect else None
    for code, score in scores.items():
        if any(term in text for term in DECISIVE.get(code, ())):
            scores[code] = score + _DECISIVE_WEIGHT
        elif code[0] == letter:
            scores[code] = score + _SAME_ASPECT_WEIGHT
    return max(sorted(scores), key=lambda code: scores[code])


def _weights(text: str) -> dict[str, float]:
    """Per code the length of the terms that occur; those in the opening words, which name the subject, count more."""
    scores: dict[str, float] = {}
    seen = set()
    for place in range(len(text) - 1):
        for term, code in _BY_KEY.get(text[place : place + _KEY_LENGTH], ()):
            if (term, code) not in seen and text.startswith(term, place):
                seen.add((term, code))
                weight = _HEAD_WEIGHT if place + len(term) <= _HEAD_LENGTH else 1
                scores[code] = scores.get(code, 0) + len(term) * weight
    return scores


def _first_level(aspect: str) -> str | None:
    scores = {letter: sum(len(term) for term in terms if term in aspect) for letter, terms in ASPECT_TERMS.items()}
    best = max(scores, key=lambda letter: scores[letter])
    return best if scores[best] else None
