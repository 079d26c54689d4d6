"""How many requests a token may make: an even rate with room for a burst.

Counted in the memory of each server process: to count in the shared cache would cost every
request a write to the database, more than most requests cost themselves. Behind N processes a
token may therefore make up to N times as many.
"""

import threading
from collections.abc import Hashable

FORGET_ABOVE = 20_000  # keys in memory before those that are idle are dropped


class RateLimit:
    """The generic cell rate algorithm (ITU-T I.371): one number is kept for each key."""

    def __init__(self) -> None:
        self._free_at: dict[Hashable, float] = {}
        self._lock = threading.Lock()

    def wait_s(self, key: Hashable, now_s: float, a_minute: int) -> float:
        """Note one request at `now_s` (seconds); 0 if it may pass, else seconds to wait.

        `a_minute` requests may come at once, and one more each 60 / `a_minute` seconds.
        """
        gap = 60 / a_minute
        with self._lock:
            free_at = max(self._free_at.get(key, 0.0), now_s)
            wait = free_at + gap - now_s - 60
            if wait > 0:
                return wait
            self._free_at[key] = free_at + gap
            if len(self._free_at) > FORGET_ABOVE:
                self._forget(now_s)
        return 0.0

    def _forget(self, now_s: float) -> None:
        self._free_at = {key: at for key, at in self._free_at.items() if at > now_s}

    def clear(self) -> None:
        """Forget every request."""
        with self._lock:
            self._free_at.clear()
