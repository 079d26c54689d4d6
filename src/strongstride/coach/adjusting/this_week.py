"""What is left of the week under way: what was done, what still stands, what fits yet."""

from collections.abc import Mapping, Sequence
from datetime import date

from strongstride.coach.adjusting.session_key import SessionKey, session_key
from strongstride.coach.adjusting.standing import Standing
from strongstride.coach.history import last_leg_session
from strongstride.coach.log import LoggedSession
from strongstride.coach.rules import n
from strongstride.coach.weeks import monday_of


def done_in(history: Sequence[LoggedSession], first: date, last: date) -> list[LoggedSession]:
    """The sessions logged from `first` to `last`, one a day as a week counts them."""
    by_day = {session.on: session for session in history if first <= session.on <= last}
    return [by_day[on] for on in sorted(by_day)]


def keys_done(
    done: Sequence[LoggedSession], standing: Standing, skipped: frozenset[SessionKey]
) -> frozenset[SessionKey]:
    """Which sessions the logged ones were: as they say, else that of the day, else the likest."""
    found: set[SessionKey] = set()
    linked = {key for one in done if (key := session_key(one.planned or "")) is not None}
    for session in done:
        key = session_key(session.planned or "")
        if key is None or key not in standing.known:
            left = sorted(standing.placed - found - skipped - linked)
            key = _likest(session, left, standing)
        if key is not None:
            found.add(key)
    return frozenset(found)


def _likest(
    session: LoggedSession, left: Sequence[SessionKey], standing: Standing
) -> SessionKey | None:
    of_week = [key for key in left if key.monday == monday_of(session.on)]
    legs = last_leg_session([session]) is not None
    return min(
        of_week,
        key=lambda key: (
            standing.known[key].on != session.on,
            bool(standing.known[key].leg_cost) is not legs,
            standing.known[key].on,
        ),
        default=None,
    )


def wanted_less(wanted: Sequence[int], costs: Sequence[int]) -> tuple[int, ...]:
    """A week's wish without sessions of these leg costs: each takes the least that covers it."""
    left = sorted(wanted)
    for cost in sorted(costs, reverse=True):
        covers = [one for one in left if one >= cost]
        if left:
            left.remove(covers[0] if covers else left[-1])
    return tuple(sorted(left, reverse=True))


def wanted_yet(wanted: Sequence[int], standing: Mapping[date, int], today: date) -> tuple[int, ...]:
    """What is left to want this week: what stands from today on, and what was missed if it fits.

    In its last days no more than fits is added, and no legs to legs (rule `session-wish`).
    """
    stands = [cost for on, cost in standing.items() if on >= today]
    missed = list(wanted_less(wanted, stands))
    covered = list(wanted_less(wanted, missed)) if missed else list(wanted)
    days = 7 - today.weekday()
    if days <= n("session-wish", "partial_week_two"):
        fits = 1 if days <= n("session-wish", "partial_week_one") else 2
        room = max(0, fits - len(covered))
        missed = [0 if any(covered) else cost for cost in missed[:1]] + [0] * len(missed[1:])
        missed = missed[:room]
    return tuple(sorted((*covered, *missed), reverse=True))
