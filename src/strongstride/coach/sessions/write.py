"""Turns composed work and slots into finished sessions: warm-up, cool-down, minutes, ids."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, catalogue
from strongstride.coach.frame import Slot, WeekFrame
from strongstride.coach.programme import (
    CoolDownItem,
    PlannedSession,
    PlannedWeek,
    WarmUpItem,
)
from strongstride.coach.rules import Reason, reason
from strongstride.coach.safety import allowed
from strongstride.coach.sessions.compose import ComposedSession
from strongstride.coach.sessions.cool_down import cool_down_for
from strongstride.coach.sessions.timing import session_seconds
from strongstride.coach.sessions.warm_up import warm_up_for


def open_to(athlete: Athlete, moves: Sequence[Exercise]) -> tuple[Exercise, ...]:
    """The drills or stretches this athlete may do, with nothing in their hands."""
    return tuple(m for m in moves if not m.implements and allowed(m, athlete) is None)


def session_id(starts_on: date, number: int) -> str:
    """The stable name of the `number`-th session of the week from `starts_on` on: `2026-W48-1`."""
    year, week, _ = starts_on.isocalendar()
    return f"{year}-W{week:02}-{number}"


def in_their_order(slots: Sequence[Slot]) -> list[Slot]:
    """The slots of a week by their numbers, so that a moved session keeps its content."""
    return sorted(slots, key=lambda slot: (slot.number, slot.on))


class SessionWriter:
    """Writes the weeks of one athlete as planned on one day."""

    def __init__(self, athlete: Athlete, today: date) -> None:
        self._athlete = athlete
        self._today = today
        self._drills = open_to(athlete, catalogue().drills)
        self._stretches = open_to(athlete, catalogue().stretches)

    def week(
        self,
        frame: WeekFrame,
        slots: Sequence[Slot],
        composed: Sequence[ComposedSession],
        minutes: Mapping[str, int] = {},
    ) -> PlannedWeek:
        """One week; slots whose composed session holds no work fall away.

        `minutes` are those of sessions, by their id, that got fewer than usual.
        """
        sessions = tuple(
            self._session(place_in_week, slot, content, frame, minutes)
            for place_in_week, (slot, content) in enumerate(zip(slots, composed, strict=True))
            if content.work
        )
        return PlannedWeek(
            starts_on=frame.starts_on,
            phase=frame.phase,
            deload=frame.deload,
            runs=frame.runs,
            sessions=tuple(sorted(sessions, key=lambda session: session.on)),
            reasons=frame.reasons,
        )

    def _session(
        self,
        place_in_week: int,
        slot: Slot,
        content: ComposedSession,
        frame: WeekFrame,
        minutes_of: Mapping[str, int],
    ) -> PlannedSession:
        name = session_id(frame.starts_on, slot.number or place_in_week + 1)
        athlete = in_minutes(self._athlete, minutes_of.get(name))
        warm_up = warm_up_for(
            content.work,
            athlete,
            self._drills,
            frame.phase,
            after_run=slot.same_day_as_run,
        )
        cool_down = cool_down_for(content.work, athlete, self._stretches, self._today)
        seconds = session_seconds(warm_up, content.work, cool_down)
        minutes = -(-int(seconds) // 60)
        given = athlete.availability.minutes
        return PlannedSession(
            id=name,
            on=slot.on,
            starts_at=slot.starts_at,
            same_day_as_run=slot.same_day_as_run,
            focus=content.focus,
            leg_cost=max(item.exercise.leg_cost for item in content.work),
            minutes=minutes,
            warm_up=warm_up,
            work=content.work,
            cool_down=cool_down,
            reasons=(*slot.reasons, *_frame_reasons(warm_up, cool_down), _length(minutes, given)),
        )


def in_minutes(athlete: Athlete, minutes: int | None) -> Athlete:
    """The athlete with so many minutes for a session; None = as usual."""
    if minutes is None:
        return athlete
    free = msgspec.structs.replace(athlete.availability, minutes=minutes)
    return msgspec.structs.replace(athlete, availability=free)


def _length(minutes: int, given: int) -> Reason:
    text = f"{minutes} of your {given} minutes."
    return reason("session-length", text, minutes=minutes, given=given)


def _frame_reasons(
    warm_up: Sequence[WarmUpItem], cool_down: Sequence[CoolDownItem]
) -> tuple[Reason, ...]:
    """Why the session begins and ends as it does."""
    stages = ", ".join(dict.fromkeys(step.stage for step in warm_up))
    muscles = ", ".join(dict.fromkeys(m.value for item in cool_down for m in item.muscles))
    return (
        reason("ramp-warm-up", f"Warm-up: {stages}."),
        reason("cool-down-stretches", f"Stretches for {muscles}, which you trained or run with."),
    )
