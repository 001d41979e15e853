"""What was reported on findings, line by line (进展)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, event_key


class ProgressReport(Identified, Base):
    """One line of progress on one finding."""

    __tablename__ = "progress_report"
    __table_args__ = (CheckConstraint("percent >= 0 AND percent <= 100", name="percent_range"),)

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    happened_on: Mapped[date]
    percent: Mapped[int]
    text: Mapped[str]
    event_id: Mapped[int] = event_key()
