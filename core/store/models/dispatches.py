"""Official papers that are sent, signed for and answered: copy notices and supervision letters (docs/rules.md §3.1, §5)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.base import Base, Identified, Versioned, event_key
from core.vocabulary import DispatchKind, DispatchState, Subcategory


class Dispatch(Identified, Versioned, Base):
    """One paper about one inspection to one receiver: a body for copy notices, the unit for letters."""

    __tablename__ = "dispatch"
    __table_args__ = (
        UniqueConstraint("year", "kind", "no"),
        CheckConstraint(
            "state IN ('draft', 'withdrawn') OR (sent_on IS NOT NULL AND no IS NOT NULL)", name="sent_has_no"
        ),
        CheckConstraint(
            "(kind IN ('warning_letter', 'supervision_order', 'admonition')) = (body_id IS NULL)",
            name="copies_have_a_body",
        ),
        CheckConstraint("reply_by_on IS NULL OR sent_on IS NULL OR reply_by_on >= sent_on", name="reply_after_sending"),
        Index("ix_dispatch_inspection_id_kind", "inspection_id", "kind"),
    )

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    kind: Mapped[DispatchKind]
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    """Receiver of a copy notice; None where the unit itself receives."""
    title: Mapped[str]
    drafted_on: Mapped[date]
    event_id: Mapped[int] = event_key()
    summary: Mapped[str] = mapped_column(default="")
    """Main findings, or what a letter is about."""
    causes: Mapped[str] = mapped_column(default="")
    """成因与性质, for departments."""
    advice: Mapped[str] = mapped_column(default="")
    """履责建议, or what a letter asks for."""
    authority: Mapped[str] = mapped_column(default="")
    """监管职责依据, for departments."""
    demands: Mapped[str] = mapped_column(default="")
    """行业监管要求, for departments."""
    self_check: Mapped[str] = mapped_column(default="")
    """自查范围（再监督）, for departments."""
    state: Mapped[DispatchState] = mapped_column(default=DispatchState.DRAFT)
    year: Mapped[int | None] = mapped_column(default=None)
    no: Mapped[int | None] = mapped_column(default=None)
    """Running number of its kind in its year; given when it is sent."""
    sent_on: Mapped[date | None] = mapped_column(default=None)
    reply_by_on: Mapped[date | None] = mapped_column(default=None)
    signed_on: Mapped[date | None] = mapped_column(default=None)
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), default=None)
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("supervision_visit.id"), default=None, index=True)
    """The visit a supervision order follows from."""


class DispatchFinding(Identified, Base):
    """A finding that a paper is about."""

    __tablename__ = "dispatch_finding"
    __table_args__ = (UniqueConstraint("dispatch_id", "finding_id"),)

    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)


class DispatchReply(Identified, Versioned, Base):
    """What a receiver answered, and what the office made of it (抄后反馈、回复)."""

    __tablename__ = "dispatch_reply"
    __table_args__ = (
        CheckConstraint("length(trim(text)) > 0", name="text_present"),
        CheckConstraint("is_accepted IS NULL OR decided_on IS NOT NULL", name="decided_has_day"),
        CheckConstraint(
            "is_accepted IS NULL OR is_accepted OR (length(trim(reason)) > 0 AND amend_by_on IS NOT NULL)",
            name="return_says_why",
        ),
        CheckConstraint("visits >= 0 AND cases >= 0", name="numbers_not_negative"),
    )

    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    replied_on: Mapped[date]
    text: Mapped[str]
    event_id: Mapped[int] = event_key()
    visits: Mapped[int] = mapped_column(default=0)
    """督查指导次数。"""
    cases: Mapped[int] = mapped_column(default=0)
    """查处数。"""
    policies: Mapped[str] = mapped_column(default="")
    """建立制度。"""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), default=None)
    is_accepted: Mapped[bool | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    amend_by_on: Mapped[date | None] = mapped_column(default=None)


class DutyDepartment(Identified, Versioned, Base):
    """Which department answers for findings of a kind in the whole county (分类与主责部门对照)."""

    __tablename__ = "duty_department"
    __table_args__ = (UniqueConstraint("subcategory"),)

    subcategory: Mapped[Subcategory]
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    event_id: Mapped[int] = event_key()
