"""How sure the splitter is of a draft, and the reasons (in Chinese) why it is not."""

from core.intake.feedback.candidate import Candidate, Style
from core.intake.feedback.wording import leaning

_BASE = {
    Style.LABELLED: 0.97,
    Style.NUMBERED: 0.95,
    Style.INLINE: 0.9,
    Style.SEMICOLON: 0.82,
    Style.SENTENCE: 0.75,
    Style.COMMA: 0.72,
    Style.PARAGRAPH: 0.5,
}
_STYLE_REASON = {Style.PARAGRAPH: "没有编号，按自然段拆分"}
_SHORT, _LONG = 4, 400


def confidence_of(candidate: Candidate, text: str) -> tuple[float, tuple[str, ...]]:
    """Confidence 0..1 (two decimals) and the reasons that lowered it."""
    score, reasons = _BASE[candidate.style], list(candidate.notes)
    if candidate.style in _STYLE_REASON:
        reasons.insert(0, _STYLE_REASON[candidate.style])
    if candidate.is_guess:
        score -= 0.3
    lean = leaning(text)
    is_numbered = candidate.style in (Style.LABELLED, Style.NUMBERED)
    if lean < 0:
        score -= 0.2 if is_numbered else 0.35
        reasons.append("读起来像措施，不像问题")
    elif lean == 0 and not is_numbered:
        score -= 0.1
        reasons.append("没有出现表示不足的词语")
    if len(text) < _SHORT:
        score -= 0.4
        reasons.append(f"只有{len(text)}个字")
    elif len(text) > _LONG:
        score -= 0.4
        reasons.append(f"长达{len(text)}个字，可能含有多个问题或其他内容")
    return round(max(0.05, score), 2), tuple(reasons)
