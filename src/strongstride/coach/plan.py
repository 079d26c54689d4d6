"""The plan: athlete, runs, history and a date in, a programme of frozen values out.

Deterministic and total: the same input gives the same programme; wishes that cannot be met give the
nearest safe programme and the reasons for what was given up.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, catalogue
from strongstride.coach.frame import Placement, Slot, WeekFrame, runs_around
from strongstride.coach.history import (
    is_back_after_a_break,
    is_trained,
    last_leg_session,
    sessions_this_week,
)
from strongstride.coach.lifting.strength import estimate_strength
from strongstride.coach.log import LoggedSession, SetKind
from strongstride.coach.notices import notices
from strongstride.coach.placing.phases import plan_phases
from strongstride.coach.placing.placement import place
from strongstride.coach.programme import (
    Dose,
    Phase,
    PlannedWeek,
    Programme,
)
from strongstride.coach.progression import Prescription, next_prescription
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.runs import PlannedRun
from strongstride.coach.safety import must_stop
from strongstride.coach.sessions.balance import balance_given_up, week_balance
from strongstride.coach.sessions.cast import NO_JUMPS, Casting, Pool, make_pool
from strongstride.coach.sessions.compose import (
    Limit,
    compose_week,
    week_size,
)
from strongstride.coach.sessions.cool_down import cool_down_budget_s
from strongstride.coach.sessions.dose import context
from strongstride.coach.sessions.warm_up import warm_up_budget_s
from strongstride.coach.sessions.write import SessionWriter
from strongstride.coach.templates.template import Template


def plan(
    athlete: Athlete,
    runs: Sequence[PlannedRun],
    history: Sequence[LoggedSession],
    today: date,
    template: Template | None = None,
) -> Programme:
    """The programme from the week of `today` to the race and beyond, or 16 weeks without a race.

    With a `template` its sessions are placed instead of ours, and what the safety rules say of it
    is among the notices.
    """
    history = sorted((s for s in history if s.on <= today), key=lambda s: (s.on, s.id))
    frames = plan_phases(
        athlete,
        runs,
        today,
        trained=is_trained(history, today),
        done_this_week=sessions_this_week(history, today),
    )
    stops = must_stop(athlete, today)
    if stops:
        return _without_strength(frames, stops)
    if template is not None:
        from strongstride.coach.templates.follow import (
            follow,  # only a written programme pays for it
        )

        return follow(template, athlete, runs, history, today)
    around = runs_around(runs, frames)
    placed = place(frames, athlete, last_leg_session(history), today, around)
    writer = _Writer(athlete, history, today)
    weeks = writer.weeks(frames, placed)
    balance = tuple(week_balance(week.starts_on, week.sessions) for week in weeks if week.sessions)
    given_up = [*placed.given_up]
    by_start = {week.starts_on: week for week in weeks}
    for item in balance:
        week = by_start[item.starts_on]
        after_race = week.phase is Phase.RECOVERY
        given_up.extend(balance_given_up(item, week.sessions, after_race=after_race))
    return Programme(
        weeks=weeks,
        balance=balance,
        given_up=tuple(given_up),
        notices=notices(athlete, history, writer.pool, given_up, today),
    )


def _without_strength(frames: Sequence[WeekFrame], stops: tuple[Reason, ...]) -> Programme:
    """The runs alone: a professional comes first."""
    weeks = tuple(
        PlannedWeek(
            starts_on=frame.starts_on, phase=frame.phase, deload=False, runs=frame.runs, sessions=()
        )
        for frame in frames
    )
    return Programme(weeks=weeks, balance=(), given_up=stops, notices=stops)


class _Writer:
    """Writes the sessions of each week; holds what all weeks share, computed once."""

    def __init__(self, athlete: Athlete, history: Sequence[LoggedSession], today: date) -> None:
        self._athlete = athlete
        self._history = history
        self._today = today
        self._sessions = SessionWriter(athlete, today)
        self._book = estimate_strength(history, athlete, today)
        known = frozenset(s.exercise for session in history for s in session.sets)
        self.pool: Pool = make_pool(athlete, catalogue().training, known, today)
        self._casting = Casting(self.pool, self._prescribe)
        self._prescribed: dict[tuple[str, Dose], Prescription] = {}

    def weeks(self, frames: Sequence[WeekFrame], placed: Placement) -> tuple[PlannedWeek, ...]:
        """All weeks with their sessions."""
        by_week: dict[date, list[Slot]] = {}
        for slot in placed.slots:
            by_week.setdefault(slot.on - timedelta(days=slot.on.weekday()), []).append(slot)
        before: Limit | None = None
        fresh = is_back_after_a_break(self._history, self._today)
        jump_weeks = weeks_done = 0
        written: list[PlannedWeek] = []
        for frame in frames:
            slots = by_week.get(frame.starts_on, [])
            ctx = context(frame, first_week=fresh, jump_weeks=jump_weeks)
            limit = _limit(frame, before)
            composed = compose_week(
                slots,
                ctx,
                self._casting,
                self._prescribe,
                [self._budget_s(frame.phase)] * len(slots),
                limit,
                weeks_done,
            )
            size = week_size(composed)
            written.append(self._sessions.week(_explained(frame, size, before), slots, composed))
            before = self._with_done(frame, size)
            if size.sets:
                fresh = False
                weeks_done += 1
                jump_weeks += frame.phase not in NO_JUMPS
        return tuple(written)

    def _budget_s(self, phase: Phase) -> float:
        """Seconds for the main work of a session."""
        return (
            self._athlete.availability.minutes * 60
            - warm_up_budget_s(self._athlete, phase)
            - cool_down_budget_s(self._athlete, self._today)
        )

    def _with_done(self, frame: WeekFrame, planned: Limit) -> Limit:
        """A week's size with what the log already holds of it."""
        last = frame.starts_on + timedelta(days=6)
        done = [
            logged
            for session in self._history
            if frame.starts_on <= session.on <= last
            for logged in session.sets
            if logged.kind is SetKind.WORKING
        ]
        volume = sum((logged.reps or 0) + int(logged.seconds or 0) for logged in done)
        return Limit(planned.sets + len(done), planned.volume + volume)

    def _prescribe(self, exercise: Exercise, dose: Dose) -> Prescription:
        key = (exercise.id, dose)
        found = self._prescribed.get(key)
        if found is None:
            found = next_prescription(
                exercise, dose, self._book, self._history, self._athlete, self._today
            )
            self._prescribed[key] = found
        return found


def _limit(frame: WeekFrame, before: Limit | None) -> Limit | None:
    """What a deload or taper week may hold at most, given the week before."""
    if before is None:
        return None
    if frame.deload:
        share = n("dose-deload", "most_share")
        return Limit(int(before.sets * share), int(before.volume * share))
    if frame.phase is Phase.TAPER:
        return before
    return None


def _explained(frame: WeekFrame, size: Limit, before: Limit | None) -> WeekFrame:
    """The frame of a lighter week with the reason that says how much lighter it is."""
    if before is None or not before.sets or not (frame.deload or frame.phase is Phase.TAPER):
        return frame
    text = f"{size.sets} sets after {before.sets} the week before."
    why = reason("lighter-than-before", text, sets=size.sets, before=before.sets)
    return msgspec.structs.replace(frame, reasons=(*frame.reasons, why))
