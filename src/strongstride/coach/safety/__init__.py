"""Safety: whether to plan at all, what an athlete may do, and what to do instead.

`must_stop` comes before planning; `allowed` and `swap` choose exercises.
"""

from strongstride.coach.safety.exercises import allowed, is_drop, swap
from strongstride.coach.safety.screening import cautions, must_stop

__all__ = ["allowed", "cautions", "is_drop", "must_stop", "swap"]
