"""Where the rows of a ledger go – a round or one inspection – and the days it does not state itself."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.commands.import_preview import ImportPreview
from core.queries.inspections import InspectionRow, list_inspections
from core.queries.rounds import RoundRow, list_rounds
from dashboard.shell import PageContext


@dataclass(frozen=True, kw_only=True)
class Target:
    """A round with its inspections, or one of these."""

    round: RoundRow
    inspections: tuple[InspectionRow, ...]
    """Those of the round."""
    inspection: InspectionRow | None

    @property
    def key(self) -> str:
        """Tells it from every other choice."""
        return f"i{self.inspection.id}" if self.inspection else f"r{self.round.id}"

    @property
    def label(self) -> str:
        """How the choice is called."""
        return (
            f"{self.round.name}　{self.inspection.unit_name}" if self.inspection else f"{self.round.name}（按单位分）"
        )

    @property
    def only(self) -> tuple[int, str] | None:
        """The one unit that takes all rows."""
        return (self.inspection.unit_id, self.inspection.unit_name) if self.inspection else None

    @property
    def query(self) -> dict[str, str]:
        """Address of the findings that were stored here."""
        unit = {"unit": self.inspection.unit_code} if self.inspection else {}
        return {"round": self.round.code, **unit}

    def new_inspections(self, preview: ImportPreview) -> int:
        """How many units of the ledger the round does not have yet; each gets an inspection."""
        there = {row.unit_id for row in self.inspections}
        units = {entry.unit for entry in preview.entries} - there
        return 0 if self.inspection else len(units - {None}) + len(preview.unknown_units)

    def usual_feedback_day(self, today: date) -> date:
        """The day on which most inspections of the round were fed back, else today."""
        days = [row.feedback_on for row in self.inspections if row.feedback_on]
        return max(set(days), key=days.count) if days else today


def targets(ctx: PageContext) -> dict[str, Target]:
    """All that can take rows, the newest round first, each followed by its inspections."""
    found: dict[str, Target] = {}
    rows: tuple[InspectionRow, ...] = ctx.read_now(list_inspections)
    for one in reversed(ctx.read_now(list_rounds)):
        own = tuple(row for row in rows if row.round_id == one.id)
        each = [Target(round=one, inspections=own, inspection=row) for row in (None, *own)]
        found |= {target.key: target for target in each}
    return found


def choose_target(choices: dict[str, Target]) -> Target:
    """One selectbox over rounds and inspections."""
    chosen = st.selectbox(
        "入到哪里",
        list(choices),
        format_func=lambda code: choices[code].label,
        key="intake_ledger.target",
        width=300,
        help="台账有几个单位的选轮次，每行按“单位”一列分到各单位；只有一个单位、没有单位列的，可以直接选这次巡察。",
    )
    return choices[str(chosen)]


def choose_days(ctx: PageContext, target: Target, *, new: bool) -> tuple[date | None, date]:
    """Feedback day of inspections that the ledger brings (None when it brings none), and its closing day."""
    feedback_on = None
    if new:
        feedback_on = _day(
            "新巡察的反馈日",
            target.usual_feedback_day(ctx.today),
            f"intake_ledger.feedback.{target.round.id}",
            "台账带来本轮次还没有的单位，为它们各建一次巡察，反馈日按这一天。",
        )
    counted_on = _day(
        "台账截止日", ctx.today, "intake_ledger.counted", "写了已销号、没有写销号日期的，按这一天销号。", ctx.today
    )
    return feedback_on, counted_on or ctx.today


def _day(label: str, value: date, key: str, why: str, latest: date | None = None) -> date | None:
    day = st.date_input(label, value=value, max_value=latest, key=key, format="YYYY-MM-DD", width=150, help=why)
    return day if isinstance(day, date) else None
