"""Due days as a calendar file (.ics) that phones and mail programs read (docs/rules.md §3.1)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from core.queries.calendar import ChainRow
from core.rules.milestones import Stop

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_file(rows: Iterable[ChainRow], made_at: datetime) -> bytes:
    """One all-day event for each station that is not reached and has a day; the same station keeps its number for ever."""
    made = Calendar()
    made.add("prodid", "-//houbanpian//milestones//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", "巡察整改里程碑")
    for row in rows:
        for stop in row.stops:
            if stop.state != "done" and stop.due_on is not None:
                made.add_component(_event(row, stop, made_at))
    return made.to_ical()


def _event(row: ChainRow, stop: Stop, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{row.inspection_id}-{stop.milestone.value}@houbanpian")
    event.add("dtstamp", made_at)
    event.add("summary", f"{row.unit_name}：{stop.milestone.term}")
    event.add("description", f"{row.round_name}，编号 {row.inspection_code}")
    event.add("dtstart", stop.due_on)
    event.add("dtend", stop.due_on + timedelta(days=1) if stop.due_on else stop.due_on)
    event.add("transp", "TRANSPARENT")
    return event
