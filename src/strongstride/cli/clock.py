"""The only door to the clock: every other part of Strongstride is told the day."""

import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo


def today() -> date:
    """The date on this computer's wall."""
    return datetime.now().astimezone().date()  # noqa: TID251


def time_zone() -> str:
    """The name of this computer's time zone, UTC where it does not tell."""
    named = os.environ.get("TZ", "").removeprefix(":")
    link = Path("/etc/localtime")
    if not named and link.is_symlink():
        named = str(link.resolve()).partition("zoneinfo/")[2]
    try:
        return ZoneInfo(named).key
    except (KeyError, ValueError, OSError):
        return "UTC"
