"""Why a session cannot stand on a day, and why one left its day."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from strongstride.coach.frame import Slot
from strongstride.coach.placing.day_limits import DayLimit
from strongstride.coach.placing.limit import Limit
from strongstride.coach.placing.placement_rules import placement_rules
from strongstride.coach.placing.week_patterns import legs_keep_apart
from strongstride.coach.programme import PlannedSession
from strongstride.coach.rules import Reason, reason


def why_not(
    on: date,
    leg_cost: int,
    week: Sequence[DayLimit],
    slots: Sequence[Slot],
    pinned: Collection[date],
) -> Reason:
    """Why a session of this leg cost may not stand on a day."""
    day = next(limit for limit in week if limit.on == on)
    narrow = _narrow(day, leg_cost)
    if narrow is not None:
        return narrow
    if on in pinned:
        return reason("one-a-day", f"{on:%A} holds a session you pinned.")
    for near in _near_legs(day, leg_cost, week, slots):
        hours = placement_rules().legs_apart_h
        text = f"Legs need {hours} hours between sessions, and {near.on:%A} has one."
        return reason("legs-after-legs", text, hours=hours)
    text = f"Legs need {placement_rules().legs_apart_h} hours since the last leg session."
    return reason("legs-after-legs", text)


def why_left(session: PlannedSession, week: Sequence[DayLimit], slots: Sequence[Slot]) -> Reason:
    """Why a session no longer stands on its day, with the slots as they are now."""
    day = next(limit for limit in week if limit.on == session.on)
    narrow = _narrow(day, session.leg_cost)
    if narrow is not None:
        return narrow
    if any(slot.on == session.on for slot in slots):
        return reason("one-a-day", f"{session.on:%A} now holds another session.")
    for near in _near_legs(day, session.leg_cost, week, slots):
        hours = placement_rules().legs_apart_h
        text = f"Legs need {hours} hours between sessions, and {near.on:%A} has one."
        return reason("legs-after-legs", text, hours=hours)
    return reason("smallest-change", "So the week's other sessions can stay.")


def _narrow(day: DayLimit, leg_cost: int) -> Reason | None:
    """The rule of the day itself that speaks against it."""
    if day.is_open and leg_cost <= max(day.leg_cost, day.nearer_leg_cost):
        return None
    limit = day.limits[-1] if day.limits else Limit("smallest-change", "the day is full")
    text = limit.text[:1].upper() + limit.text[1:]
    if day.is_open:
        text = (
            f"{text}: too soon for these legs" if day.leg_cost == 0 else f"{text}: legs stay light"
        )
    return reason(limit.rule, f"{text}.")


def _near_legs(
    day: DayLimit, leg_cost: int, week: Sequence[DayLimit], slots: Sequence[Slot]
) -> Iterator[Slot]:
    """Leg sessions of the week that are too near to legs on a day."""
    if not leg_cost:
        return
    limits = {limit.on: limit for limit in week}
    for slot in slots:
        other = limits.get(slot.on)
        if other is None or not slot.leg_cost or slot.on == day.on:
            continue
        first, second = sorted((day, other), key=lambda limit: limit.on)
        apart = (second.on - first.on).days
        if not legs_keep_apart(first, second, apart, placement_rules()):
            yield slot
