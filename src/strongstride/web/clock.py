"""The one place of the app where the clock is read; tests travel in time here."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 the one place


def local_today(time_zone: str) -> date:
    """Today's date on the athlete's wrist; `time_zone` is an IANA name."""
    return now().astimezone(ZoneInfo(time_zone)).date()
