"""Which date was on the runner's wrist. Files keep UTC; few of them tell the local offset."""

from datetime import UTC, date, datetime, timedelta

_QUARTER_S = 900
_FURTHEST_S = 14 * 3600  # UTC+14, Kiribati


def plausible_offset_s(offset_s: float | None) -> int | None:
    """A local offset brought to quarters of an hour; None when no place on earth has it."""
    if offset_s is None or not -_FURTHEST_S <= offset_s <= _FURTHEST_S:
        return None
    return round(offset_s / _QUARTER_S) * _QUARTER_S


def instant(epoch_s: float) -> datetime:
    """An aware UTC instant for seconds since 1970, to the millisecond."""
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=round(epoch_s * 1000))


def local_date(starts_at: datetime, offset_s: int | None, longitude: float | None) -> date:
    """The local date of a start in UTC.

    The offset the file tells wins. Without one the sun decides: one hour for every 15 degrees of
    longitude, which is off by at most some three hours and so wrong only for starts around local
    midnight. Without a position either, the date in UTC.
    """
    if offset_s is None:
        offset_s = 0 if longitude is None else round(longitude / 15) * 3600
    return (starts_at + timedelta(seconds=offset_s)).date()
