"""Deadlines of one round, counted from its feedback day T (docs/rules.md §3.1); kept with the round."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.rules.workdays import WorkCalendar
from core.vocabulary import Handling


class DayCount(StrEnum):
    """How days are counted."""

    NATURAL = "natural"
    WORKDAYS = "workdays"


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
    due_soon_days: int = Field(default=20, ge=1, le=90)
    yellow_days: int = Field(default=10, ge=0, le=90)
    escalate_after_days: int = Field(default=30, ge=1, le=365)
    extension_limit: int = Field(default=1, ge=0, le=5)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.immediate_days <= self.intensive_days <= self.close_out_days:
            raise ValueError("即知即改期限不能晚于集中整改期满，集中整改期满不能晚于报结期限")
        if self.yellow_days > self.due_soon_days:
            raise ValueError("黄色预警天数不能多于绿色预警天数")
        return self

    @classmethod
    def six_months(cls) -> "RoundPlan":
        """The six-month system (六月制): intensive stage 180 days, close-out 395."""
        return cls(intensive_days=180, close_out_days=395)

    def day_after(self, start: date, days: int, calendar: WorkCalendar) -> date:
        """The day that lies `days` natural or working days after `start`."""
        if self.day_count is DayCount.WORKDAYS:
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
