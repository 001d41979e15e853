"""Plans of rectification as units submitted them, and what was said of them (整改方案联审, docs/rules.md §3.1)."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import PlanAspect, PlanMark, PlanState


class PlanVersion(Identified, Versioned, Base):
    """One submission of an inspection's plan with its three ledgers, as they were on that day."""

    __tablename__ = "plan_version"
    __table_args__ = (
        UniqueConstraint("inspection_id", "no"),
        CheckConstraint("state = 'submitted' OR decided_on IS NOT NULL", name="decided_has_day"),
        CheckConstraint(
            "state <> 'returned' OR (length(trim(reason)) > 0 AND amend_by_on IS NOT NULL)", name="return_says_why"
        ),
    )

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    no: Mapped[int]
    submitted_on: Mapped[date]
    statement: Mapped[str]
    content: Mapped[dict[str, Any]]
    """The three ledgers: for each a list of rows as shown, by field."""
    event_id: Mapped[int] = event_key()
    state: Mapped[PlanState] = mapped_column(default=PlanState.SUBMITTED)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    amend_by_on: Mapped[date | None] = mapped_column(default=None)


class PlanReviewer(Identified, Base):
    """A body that the office asked to read one inspection's plans and comment."""

    __tablename__ = "plan_reviewer"
    __table_args__ = (UniqueConstraint("inspection_id", "body_id"),)

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    invited_on: Mapped[date]
    event_id: Mapped[int] = event_key()


class PlanRemark(Identified, Base):
    """What one reviewer says of one version, on a finding or on the whole."""

    __tablename__ = "plan_remark"
    __table_args__ = (CheckConstraint("length(trim(text)) > 0", name="text_present"),)

    plan_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """None is the operator at the command line."""
    made_on: Mapped[date]
    aspect: Mapped[PlanAspect]
    text: Mapped[str]
    event_id: Mapped[int] = event_key()
    mark: Mapped[PlanMark | None] = mapped_column(default=None)
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"), default=None)
