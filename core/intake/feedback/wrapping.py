"""Takes a finding or heading out of its wrapping: 关于“…”问题的整改, 关于…的问题。, 在“…”方面."""

import re

from core.intake.feedback.candidate import Span
from core.intake.feedback.inline import CLOSING
from core.intake.feedback.normalise import Source, trim

_TAIL = r"(?:的)?(?:整改)?(?:落实|进展|推进|完成|工作)*(?:情况|方面)?(?:整改)?(?:情况)?"
_QUOTED = re.compile(
    r"(?:(?:关于|针对|对于?)?在?)?\s*[“\"‘「](?P<words>□+)[”\"’」“‘]\s*(?:的|等|这一|一)*(?:方面)?(?:存在)?(?:的)?(?:突出|具体|主要)?(?:问题|方面)?"
    + _TAIL
    + r"\s*(?=[。;:,]|一是|$)"
)
_QUOTES = frozenset("“”\"‘’'「」")
_SHAPED = re.compile(
    r"(?:关于|针对)?在?\s*[“\"‘「]□+[”\"’」“‘]\s*(?:的)?(?:存在)?(?:的)?(?:问题|方面)|(?:关于|针对)在?\s*[“\"‘「]|(?:关于|针对|聚焦).{2,80}(?:问题|方面)"
)
_ABOUT = re.compile(r"(?:关于|针对)\s*")
_ABOUT_TAIL = re.compile(r"(?:的)?(?:突出|具体)?问题" + _TAIL + r"\s*$")
_UNQUOTED_TAIL = re.compile(r"(?:的)?问题(?:的)?整改(?:落实|进展|推进|完成)?(?:情况)?\s*$")
_FIRST_END = re.compile(r"[。:\n]|[,; ]\s*(?=一是|①|\(1\))")
_HEADING_END = re.compile(r"[。:\n]")


def is_shaped(source: Source, start: int, end: int) -> bool:
    """True for words in the shape of an item of a notice: 关于“…”问题, 在“…”方面, 关于…的问题, 聚焦…方面."""
    return bool(_SHAPED.match(source.bare, start, end))


def unwrap_finding(source: Source, start: int, end: int) -> Span | None:
    """The words inside 关于“…”问题 or 关于…的问题 at the start of an item; None where there is no such wrapping.

    What follows the wrapping is a measure and no part of the finding.
    """
    if match := _QUOTED.match(source.bare, start, end):
        return trim(source, *match.span("words"), CLOSING)
    first = _FIRST_END.search(source.bare, start, end)
    first_end = first.start() if first else end
    about = _ABOUT.match(source.bare, start, first_end)
    tail = (_ABOUT_TAIL if about else _UNQUOTED_TAIL).search(source.bare, max(start, first_end - 60), first_end)
    if tail is None or tail.start() <= start:
        return None
    return _without_odd_quotes(source, *trim(source, about.end() if about else start, tail.start(), CLOSING))


def _without_odd_quotes(source: Source, start: int, end: int) -> Span:
    """Outer quotes of different kind (“…\") match no pair; they are wrapping all the same."""
    words = source.bare[start:end]
    is_wrapped = len(words) > 2 and words[0] in _QUOTES and words[-1] in _QUOTES and words[0] != words[-1]
    return (start + 1, end - 1) if is_wrapped and not _QUOTES.intersection(words[1:-1]) else (start, end)


def aspect_of_heading(source: Source, start: int, end: int) -> Span | None:
    """The heading as an aspect: first sentence, outer 在“ ”方面 taken away, otherwise as it stands."""
    if match := _QUOTED.match(source.bare, start, end):
        return trim(source, *match.span("words"), CLOSING)
    if match := _HEADING_END.search(source.bare, start, end):
        end = match.start()
    start, end = trim(source, start, end, CLOSING)
    return (start, end) if start < end else None
