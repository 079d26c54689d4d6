"""Safety: whether to plan at all, what an athlete may do, and what to do instead.

`must_stop` comes before planning; `allowed`, `swap` and `stand_in` choose exercises. The judge of
whole programmes stands in `safety.judge`.
"""

from strongstride.coach.safety.exercises import allowed, is_drop, stand_in, swap
from strongstride.coach.safety.screening import cautions, gentle_phases, must_stop, next_steps

__all__ = [
    "allowed",
    "cautions",
    "gentle_phases",
    "is_drop",
    "must_stop",
    "next_steps",
    "stand_in",
    "swap",
]
