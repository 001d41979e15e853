"""Chinese sentences for the person who confirms: totals that do not agree, nothing found, drafts to look at."""

from collections.abc import Sequence

from core.intake.feedback.model import LOW_CONFIDENCE, DraftFinding, StatedTotals


def warnings_for(stated: StatedTotals, findings: Sequence[DraftFinding], aspect_count: int) -> tuple[str, ...]:
    """All warnings; none where the totals agree and every draft is sure."""
    warnings = []
    if not findings:
        warnings.append("没有从文中识别出问题，请检查粘贴的内容是否完整，或手工录入。")
    if stated.findings is not None and stated.findings != len(findings):
        warnings.append(f"文中写明共{stated.findings}个问题，拆分得到{len(findings)}个，请逐条核对。")
    if stated.aspects is not None and stated.aspects != aspect_count and findings:
        warnings.append(f"文中写明{stated.aspects}个方面，拆分得到{aspect_count}个方面，请核对方面标题。")
    doubtful = sum(finding.confidence < LOW_CONFIDENCE for finding in findings)
    if doubtful:
        warnings.append(f"有{doubtful}个问题把握不大，已列入待确认，请对照原文核对。")
    return tuple(warnings)
