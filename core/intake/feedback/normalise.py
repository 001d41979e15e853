"""Folds widths and spaces and hides quoted text, one character for one, so that every offset stays valid."""

import re
from collections import Counter
from dataclasses import dataclass

MASK = "□"
SPACES = " \t\u3000"
_FOLD: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys(map(ord, "\t\u3000\u00a0\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff"), " ")
_FOLD |= dict.fromkeys(range(0x2000, 0x200B), " ")
_FOLD |= dict.fromkeys(map(ord, "\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_FOLD |= {ord(a): b for a, b in zip("｡､﹐﹑﹔﹕﹒∶︰〝〞", "。、,、;:.::“”", strict=True)}

_CLOSER_OF = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", "〈": "〉", "(": ")"}
_OPENER_OF = {closer: opener for opener, closer in _CLOSER_OF.items()}
_ANY_QUOTE = re.compile("[“‘《「『〈(\"']|”")
_NUMERAL = frozenset("0123456789一二三四五六七八九十百 ")


@dataclass(frozen=True)
class Source:
    """The given text, its folded form and `bare`: folded with the inside of quotes and brackets masked.

    All three have the same length. Separators and headings are looked up in `bare`, so a 。 or ; inside quotes is never seen.
    """

    original: str
    folded: str
    bare: str


def read_source(text: str) -> Source:
    """Fold and mask `text`; `\\r\\n` counts as two characters, as it does in the text given."""
    folded = text.replace("\r\n", " \n").replace("\r", "\n").translate(_FOLD)
    bare = "\n".join(_mask_line(line) for line in folded.split("\n"))
    return Source(text, folded, bare)


def _mask_line(line: str) -> str:
    pairs = _quote_pairs(line) if _ANY_QUOTE.search(line) else []
    if not pairs:
        return line
    out, position = [], 0
    for start, end in pairs:
        inside = line[start + 1 : end]
        out.append(line[position : start + 1])
        out.append(inside if _is_bracketed_number(line[start], inside) else MASK * len(inside))
        position = end
    out.append(line[position:])
    return "".join(out)


def _is_bracketed_number(opener: str, inside: str) -> bool:
    return opener == "(" and len(inside) <= 5 and _NUMERAL.issuperset(inside)


def _quote_pairs(line: str) -> list[tuple[int, int]]:
    """Outermost matching pairs of one line; a quote left open hides nothing."""
    stack: list[tuple[str, int]] = []
    opened: Counter[str] = Counter()
    pairs: list[tuple[int, int]] = []
    for i, char in _directed_quotes(line):
        if char in _CLOSER_OF:
            stack.append((char, i))
            opened[char] += 1
            continue
        opener = _OPENER_OF[char]
        if not opened[opener]:
            continue
        while stack:
            top, start = stack.pop()
            opened[top] -= 1
            if top == opener:
                while pairs and pairs[-1][0] > start:
                    pairs.pop()
                pairs.append((start, i))
                break
    return pairs


def _directed_quotes(line: str) -> list[tuple[int, str]]:
    """Every quote sign as opener or closer; straight and wrongly turned quotes alternate."""
    straight = {'"': "“", "'": "‘"}
    alternating = set()
    for opener, closer, plain in (("“", "”", '"'), ("‘", "’", "'")):
        if line.count(plain) % 2 == 0:
            alternating.add(plain)
        if line.count(opener) != line.count(closer) and (line.count(opener) + line.count(closer)) % 2 == 0:
            alternating |= {opener, closer}
    seen: Counter[str] = Counter()
    out = []
    for i, char in enumerate(line):
        if char in alternating:
            opener = straight.get(char) or _OPENER_OF.get(char, char)
            seen[opener + char * (char in straight)] += 1
            is_opening = seen[opener + char * (char in straight)] % 2 == 1
            out.append((i, opener if is_opening else _CLOSER_OF[opener]))
        elif char in _CLOSER_OF or char in _OPENER_OF:
            out.append((i, char))
    return out


def trim(source: Source, start: int, end: int, closing: str = "") -> tuple[int, int]:
    """Shrink a span past outer white space, and past the `closing` signs at its end."""
    folded = source.folded
    drop = " \n" + closing
    while start < end and folded[start] in " \n":
        start += 1
    while end > start and folded[end - 1] in drop:
        end -= 1
    return start, end
