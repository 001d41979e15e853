"""Splits the text of a feedback opinion, notice or news item (反馈意见、整改通报、新闻稿) into draft findings (docs/rules.md §13)."""

from core.intake.feedback.categories import propose_category
from core.intake.feedback.model import LOW_CONFIDENCE, DraftFinding, FeedbackDraft, StatedTotals
from core.intake.feedback.split import split_feedback

__all__ = ["LOW_CONFIDENCE", "DraftFinding", "FeedbackDraft", "StatedTotals", "propose_category", "split_feedback"]
