"""One exercise's strength as a value: what `strength` says and `progression` reads."""

from datetime import date
from math import exp

import msgspec

from strongstride.coach.lifting.reps_curve import MEAN_K, reps_at, share_of_1rm


class StrengthEstimate(msgspec.Struct, frozen=True, kw_only=True):
    """Strength on one exercise on the day it was asked for.

    `e1rm_g` is a system load (both dumbbells, the lifted share of the body, minus help), the mean
    of the sides where sides were logged; `weaker_g` is the weaker side's. `spread` is its relative
    standard deviation. Exercises without a load have `reps_max` or `hold_max_s` instead.
    """

    exercise: str
    e1rm_g: int | None = None
    weaker_g: int | None = None
    spread: float = 0.0
    k: float = MEAN_K  # repetitions curve, see `reps_curve`
    reps_max: float | None = None  # repetitions to failure, body alone
    hold_max_s: float | None = None
    sessions: int = 0
    last_on: date | None = None
    direct: bool = True  # False: inferred from related exercises
    reserve_is_told: bool = True  # False: repetitions in reserve never or always alike reported

    def load_for(self, n_reps: float, *, caution: float = 0.0) -> float:
        """System load in grams that allows `n_reps` (reps + reserve), `caution` spreads lower."""
        safe_g = (self.weaker_g or 0) * exp(-caution * self.spread)
        return safe_g * share_of_1rm(n_reps, self.k)

    def reps_with(self, system_g: float) -> float:
        """Repetitions to failure with a system load, on the weaker side."""
        return reps_at(system_g, self.weaker_g or 0, self.k)
