"""What a placement should leave as it was, and what stands fixed: the smallest change first."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from strongstride.coach.placing.limit import Limit

DayCosts = tuple[int | None, ...]  # Monday to Sunday: the leg cost of its session, None without one
NOTHING: DayCosts = (None,) * 7


class WeekKept(msgspec.Struct, frozen=True):
    """One week's share of `Kept`: leg costs by weekday."""

    days: DayCosts = NOTHING
    fixed: DayCosts = NOTHING


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions of an earlier placement and what narrows the days beside the runs.

    `days` should keep their session and its leg cost: leaving costs more than any preference, and
    less than breaking a rule. `fixed` must hold theirs, or there is no placement. `closed` days
    take no session, `light` days none above the leg cost given.
    """

    days: Mapping[date, int] = {}
    fixed: Mapping[date, int] = {}
    closed: Mapping[date, Limit] = {}
    light: Mapping[date, tuple[int, Limit]] = {}

    def week(self, starts_on: date) -> WeekKept:
        """The week that starts on a Monday."""
        dates = [starts_on + timedelta(days=number) for number in range(7)]
        return WeekKept(
            tuple([self.days.get(on) for on in dates]), tuple([self.fixed.get(on) for on in dates])
        )


FREE = Kept()
FREE_WEEK = WeekKept()
