"""The only place that asks what time it is; everything else is told."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Instant in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Calendar day in China."""
    return datetime.now(HERE).date()


def local(instant: datetime) -> datetime:
    """The same instant as clocks in China show it."""
    return instant.astimezone(HERE)
