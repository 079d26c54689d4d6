"""Turns composed work and slots into finished sessions: warm-up, cool-down, minutes, ids."""

from collections.abc import Sequence
from datetime import date

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


class SessionWriter:
    """Writes the weeks of one athlete as planned on one day."""

    def __init__(self, athlete: Athlete, today: date) -> None:
        self._athlete = athlete
        self._today = today
        self._drills = open_to(athlete, catalogue().drills)
        self._stretches = open_to(athlete, catalogue().stretches)

    def week(
        self, frame: WeekFrame, slots: Sequence[Slot], composed: Sequence[ComposedSession]
    ) -> PlannedWeek:
        """One week; slots whose composed session holds no work fall away."""
        sessions = tuple(
            self._session(place_in_week, slot, content, frame)
            for place_in_week, (slot, content) in enumerate(zip(slots, composed, strict=True))
            if content.work
        )
        return PlannedWeek(
            starts_on=frame.starts_on,
            phase=frame.phase,
            deload=frame.deload,
            runs=frame.runs,
            sessions=sessions,
            reasons=frame.reasons,
        )

    def _session(
        self, place_in_week: int, slot: Slot, content: ComposedSession, frame: WeekFrame
    ) -> PlannedSession:
        warm_up = warm_up_for(
            content.work,
            self._athlete,
            self._drills,
            frame.phase,
            after_run=slot.same_day_as_run,
        )
        cool_down = cool_down_for(content.work, self._athlete, self._stretches, self._today)
        seconds = session_seconds(warm_up, content.work, cool_down)
        minutes = -(-int(seconds) // 60)
        year, week, _ = frame.starts_on.isocalendar()
        return PlannedSession(
            id=f"{year}-W{week:02}-{place_in_week + 1}",
            on=slot.on,
            starts_at=slot.starts_at,
            same_day_as_run=slot.same_day_as_run,
            focus=content.focus,
            leg_cost=max(item.exercise.leg_cost for item in content.work),
            minutes=minutes,
            warm_up=warm_up,
            work=content.work,
            cool_down=cool_down,
            reasons=(*slot.reasons, *_frame_reasons(warm_up, cool_down), self._length(minutes)),
        )

    def _length(self, minutes: int) -> Reason:
        given = self._athlete.availability.minutes
        return reason(
            "session-length", f"{minutes} of your {given} minutes.", minutes=minutes, given=given
        )


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
