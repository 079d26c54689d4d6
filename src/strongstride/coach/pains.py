"""How long pain that was said counts in the plan, and what the plan knows without it."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.athlete import Athlete, Pain
from strongstride.coach.log import LoggedSession
from strongstride.coach.rules import Reason, n, reason

RULE = "pain-lapses"


def lapses_on(pain: Pain, today: date) -> date:
    """The first day on which this pain no longer counts (rule `pain-lapses`)."""
    strong = pain.level >= n("pain-monitoring", "stop")
    days = n(RULE, "strong_days" if strong else "days")
    return (pain.since or today) + timedelta(days=days)


def with_pains_of(athlete: Athlete, day: date, today: date) -> Athlete:
    """The athlete with the pains that still count on `day`; the same value where all do."""
    pains = tuple(pain for pain in athlete.pains if day < lapses_on(pain, today))
    return athlete if pains == athlete.pains else msgspec.structs.replace(athlete, pains=pains)


def log_pain_lapses_on(history: Sequence[LoggedSession], today: date) -> date | None:
    """The first day on which no pain of the log counts; None when none counts today."""
    days = timedelta(days=n("pain-and-load", "counts_days"))
    felt = [
        session.on
        for session in history
        if session.on + days >= today
        and any((each.pain or 0) >= n("pain-monitoring", "hold") for each in session.sets)
    ]
    return max(felt) + days + timedelta(days=1) if felt else None


def without_pain(history: Sequence[LoggedSession]) -> tuple[LoggedSession, ...]:
    """The log as if nothing had hurt, for weeks in which what hurt has lapsed."""
    return tuple(
        msgspec.structs.replace(
            session, sets=tuple(msgspec.structs.replace(each, pain=None) for each in session.sets)
        )
        for session in history
    )


def lapse_notices(athlete: Athlete, today: date) -> tuple[Reason, ...]:
    """Until when each pain counts that changes anything, so that its end is no surprise."""
    return tuple(
        _notice(pain, lapses_on(pain, today))
        for pain in sorted(athlete.pains, key=lambda pain: (-pain.level, pain.part))
        if pain.level >= n("pain-monitoring", "hold")
    )


def _notice(pain: Pain, until: date) -> Reason:
    text = (
        f"Weeks from {until.day} {until:%B} on are planned without the pain in your {pain.part}. "
        "If it still hurts by then, say so again."
    )
    return reason(RULE, text, until=until.isoformat())
