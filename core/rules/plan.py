"""Deadlines of one round, counted from its feedback day T (docs/rules.md §3.1); kept with the round."""

from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.rules.workdays import WorkCalendar
from core.vocabulary import DispatchKind, Handling, WarningLevel, WarningReceiver


class DayCount(StrEnum):
    """How days are counted."""

    NATURAL = "natural"
    WORKDAYS = "workdays"


LADDER = {
    WarningLevel.GREEN: (WarningReceiver.HOLDER,),
    WarningLevel.YELLOW: (WarningReceiver.HOLDER, WarningReceiver.OWNER_LEADER),
    WarningLevel.RED: (
        WarningReceiver.HOLDER,
        WarningReceiver.OWNER_LEADER,
        WarningReceiver.UNIT_HEAD,
        WarningReceiver.CHARGE_LEADER,
        WarningReceiver.OFFICE,
    ),
    WarningLevel.ESCALATED: tuple(WarningReceiver),
}
"""Whom each level of warning reaches (docs/rules.md §3.1)."""


class RoundPlan(BaseModel):
    """Day counts of one round; the defaults are the three-month system."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day_count: DayCount = DayCount.NATURAL
    immediate_days: int = Field(default=30, ge=1, le=730)
    """即知即改 findings are due this many days after T."""
    intensive_days: int = Field(default=90, ge=1, le=730)
    """End of the intensive stage (集中整改期满); 限期整改 findings are due then."""
    close_out_days: int = Field(default=365, ge=1, le=1460)
    """Close-out is due (报结); 长期坚持 findings have their first stage goal then."""
    notice_days: int = Field(default=3, ge=0, le=90)
    """Copy notices are sent within so many days (同步抄告)."""
    notice_reply_days: int = Field(default=30, ge=1, le=180)
    """Receivers of copy notices answer within so many days (抄后反馈)."""
    notice_kinds: tuple[DispatchKind, ...] = (DispatchKind.COPY_TO_LEADER, DispatchKind.COPY_TO_DEPARTMENT)
    """Which kinds of receivers get copy notices; two of the four by default."""
    relay_days: int = Field(default=7, ge=1, le=90)
    """The feedback is relayed to the leading party body within so many days (传达学习)."""
    ledgers_days: int = Field(default=30, ge=1, le=180)
    """Plan and three ledgers are handed in (三清单报送)."""
    joint_review_days: int = Field(default=10, ge=1, le=90)
    """A plan that was handed in is agreed or returned within so many days (联审退改)."""
    democratic_life_days: int = Field(default=60, ge=1, le=365)
    """The democratic-life meeting is held (专题民主生活会)."""
    report_days: int = Field(default=10, ge=1, le=90)
    """Progress report, so many days after the intensive stage ends."""
    publication_days: int = Field(default=40, ge=1, le=365)
    """Publication within the party and to the public, so many days after the intensive stage ends (双公开)."""
    first_evaluation_days: int = Field(default=30, ge=1, le=365)
    """First visit and evaluation, so many days after the intensive stage ends (第一次督查评估)."""
    second_rectification_days: int = Field(default=60, ge=1, le=365)
    """Rectification after the first evaluation, so many days after it (再整改)."""
    second_evaluation_days: int = Field(default=270, ge=1, le=1460)
    """Second visit and evaluation, counted from T (第二次督查评估)."""
    follow_up_days: int = Field(default=90, ge=1, le=365)
    """After close-out, what goes on is looked at every so many days (长期跟踪)."""
    handover_days: int = Field(default=10, ge=1, le=90)
    """A hand-over sheet is drawn up and signed by both sides within so many days of the change (三期交接)."""
    due_soon_days: int = Field(default=20, ge=1, le=90)
    yellow_days: int = Field(default=10, ge=0, le=90)
    escalate_after_days: int = Field(default=30, ge=1, le=365)
    receivers: dict[WarningLevel, tuple[WarningReceiver, ...]] = LADDER
    """Whom each level of warning reaches; a higher level reaches everybody the one below does."""
    extension_limit: int = Field(default=1, ge=0, le=5)

    @model_validator(mode="before")
    @classmethod
    def _of_an_earlier_version(cls, read: Any) -> Any:
        """A plan kept before second evaluations had a day of their own has them before its close-out."""
        if isinstance(read, dict) and "close_out_days" in read and "second_evaluation_days" not in read:
            usual = cls.model_fields["second_evaluation_days"].default
            close_out = read["close_out_days"]
            return read | {
                "second_evaluation_days": max(1, min(usual, close_out)) if isinstance(close_out, int) else usual
            }
        return read

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.immediate_days <= self.intensive_days <= self.close_out_days:
            raise ValueError("即知即改期限不能晚于集中整改期满，集中整改期满不能晚于报结期限")
        if self.yellow_days > self.due_soon_days:
            raise ValueError("黄色预警天数不能多于绿色预警天数")
        if self.second_evaluation_days > self.close_out_days:
            raise ValueError("第二次督查评估不能晚于报结期限")
        if any(kind not in DispatchKind.copy_notices() for kind in self.notice_kinds):
            raise ValueError("抄告对象只能是四类抄告单")
        return self

    @model_validator(mode="after")
    def _wider_each_time(self) -> Self:
        levels = [level for level in WarningLevel if level is not WarningLevel.NONE]
        if any(not self.receivers.get(level) for level in levels):
            raise ValueError("每一级预警至少要有一个送达对象")
        for lower, higher in pairwise(levels):
            if not set(self.receivers[lower]) <= set(self.receivers[higher]):
                raise ValueError(f"{higher.term}的送达对象不能少于{lower.term}的")
        return self

    @classmethod
    def six_months(cls) -> "RoundPlan":
        """The six-month system (六月制): intensive stage 180 days, second evaluation by 330, close-out by 395."""
        return cls(intensive_days=180, second_evaluation_days=330, close_out_days=395)

    @property
    def counts_workdays(self) -> bool:
        """Whether days are workdays, not natural days."""
        return self.day_count is DayCount.WORKDAYS

    def day_after(self, start: date, days: int, calendar: WorkCalendar) -> date:
        """The day that lies `days` natural or working days after `start`."""
        if self.counts_workdays:
            return calendar.add_workdays(start, days)
        return start + timedelta(days=days)

    def due_on(self, handling: Handling, feedback_on: date, calendar: WorkCalendar) -> date:
        """Deadline of a finding that states none of its own."""
        days = {
            Handling.IMMEDIATE: self.immediate_days,
            Handling.TIME_LIMITED: self.intensive_days,
            Handling.LONG_TERM: self.close_out_days,
        }
        return self.day_after(feedback_on, days[handling], calendar)
