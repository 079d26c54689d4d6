"""The sign of life of the background worker, kept where every process of the app sees it."""

from datetime import UTC, datetime

from django.core.cache import cache

from strongstride.web import clock

EVERY_S = 10
ALIVE_S = 45  # four beats: one or two may be late on a busy machine
_KEY = "worker-heartbeat"


def beat() -> None:
    """Say that a worker lives."""
    cache.set(_KEY, clock.now().timestamp(), timeout=None)


def last_beat() -> datetime | None:
    """When a worker last said that it lives."""
    at: float | None = cache.get(_KEY)
    return None if at is None else datetime.fromtimestamp(at, UTC)


def worker_is_alive() -> bool:
    """Whether a worker said so just now."""
    at = last_beat()
    return at is not None and (clock.now() - at).total_seconds() < ALIVE_S
