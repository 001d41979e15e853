"""Reads the numerals of outlines and totals: 12, 十二, 两, (三), ④."""

import unicodedata

CHINESE_DIGITS = "〇零一二两三四五六七八九十百"
NUMBER = rf"(?:\d{{1,4}}|[{CHINESE_DIGITS}]{{1,6}})"
_VALUE = {"〇": 0, "零": 0, "两": 2} | {char: i for i, char in enumerate("一二三四五六七八九", start=1)}


def read_number(text: str) -> int | None:
    """The value of `text` as a number, None if it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    if len(text) == 1 and text not in CHINESE_DIGITS:
        value = unicodedata.numeric(text, None)
        return None if value is None else int(value)
    return _read_chinese(text)


def _read_chinese(text: str) -> int | None:
    total, digit = 0, None
    for char in text:
        if char in "十百":
            total += (1 if digit is None else digit) * (10 if char == "十" else 100)
            digit = None
        elif char in _VALUE:
            digit = _VALUE[char]
        else:
            return None
    return total + (digit or 0) if text else None
