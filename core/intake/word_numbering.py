"""The numbers Word draws before paragraphs (自动编号), worked out from numbering.xml and styles.xml."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVEL_MARK = re.compile(r"%(\d)")
_DIGITS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Write 1 to 99 in Chinese; beyond that the digits are read out one by one."""
    if number >= 100 or number <= 0:
        return "".join(_DIGITS[int(digit)] for digit in str(abs(number)))
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + i: 0xFF10 + i for i in range(10)}),
    "decimalZero": lambda number: f"{number:02d}",
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "ideographDigital": chinese_number,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
}


@dataclass(frozen=True)
class _Level:
    start: int
    format: str
    text: str


class Numbering:
    """Counts the paragraphs of one document; `label` must be asked once for each, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._lists: dict[str, str] = {}
        self._styles: dict[str, Element] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read_numbering(numbering)
        for style in [] if styles is None else styles.iter(f"{WORD}style"):
            self._styles[style.get(f"{WORD}styleId", "")] = style

    def _read_numbering(self, root: Element) -> None:
        for abstract in root.iter(f"{WORD}abstractNum"):
            self._read_levels(abstract.get(f"{WORD}abstractNumId", ""), abstract)
        for one in root.iter(f"{WORD}num"):
            number = one.get(f"{WORD}numId", "")
            self._lists[number] = _value(one, "abstractNumId", "")
            for override in one.iter(f"{WORD}lvlOverride"):
                # A list with overrides counts on its own, so it gets its own copy of the levels.
                if override.find(f"{WORD}startOverride") is not None:
                    self._copy_levels(self._lists[number], f"num-{number}", override)
                    self._lists[number] = f"num-{number}"

    def _read_levels(self, name: str, element: Element) -> None:
        for level in element.iter(f"{WORD}lvl"):
            depth = int(level.get(f"{WORD}ilvl", "0"))
            self._levels[name, depth] = _Level(
                int(_value(level, "start", "1")), _value(level, "numFmt", "decimal"), _value(level, "lvlText", "")
            )

    def _copy_levels(self, source: str, name: str, override: Element) -> None:
        for (owner, depth), level in list(self._levels.items()):
            if owner == source:
                self._levels[name, depth] = level
        depth = int(override.get(f"{WORD}ilvl", "0"))
        old = self._levels.get((name, depth), _Level(1, "decimal", f"%{depth + 1}."))
        self._levels[name, depth] = _Level(int(_value(override, "startOverride", "1")), old.format, old.text)

    def label(self, paragraph: Element) -> str:
        """Return the number of the paragraph as drawn, "" when it has none or only a bullet."""
        number, depth = self._place(paragraph)
        name = self._lists.get(number, "")
        level = self._levels.get((name, depth))
        if level is None or level.format in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(name, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return _LEVEL_MARK.sub(lambda mark: self._drawn(name, int(mark.group(1)) - 1), level.text)

    def _drawn(self, name: str, depth: int) -> str:
        level = self._levels.get((name, depth), _Level(1, "decimal", ""))
        return _FORMATS.get(level.format, str)(self._counts[name].get(depth, level.start))

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """List and level of a paragraph, its own or that of its style."""
        properties = paragraph.find(f"{WORD}pPr")
        visited: set[str] = set()
        while properties is not None:
            own = properties.find(f"{WORD}numPr")
            if own is not None:
                return _value(own, "numId", "0"), int(_value(own, "ilvl", "0"))
            parent = _value(properties, "pStyle", "")
            if parent in visited or parent not in self._styles:
                break
            visited.add(parent)
            properties = self._of_style(parent)
        return "0", 0

    def _of_style(self, name: str) -> Element | None:
        """Paragraph properties of a style, or of the one it is based on."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            properties = self._styles[name].find(f"{WORD}pPr")
            if properties is not None and properties.find(f"{WORD}numPr") is not None:
                return properties
            name = _value(self._styles[name], "basedOn", "")
        return None


def _value(element: Element, name: str, default: str) -> str:
    child = element.find(f"{WORD}{name}")
    return default if child is None else child.get(f"{WORD}val", default)
