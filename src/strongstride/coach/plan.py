"""The plan: athlete, runs, history and a date in, a programme of frozen values out.

Deterministic and total: the same input gives the same programme; wishes that cannot be met give the
nearest safe programme and the reasons for what was given up.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.athlete import Athlete, Weekday
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
from strongstride.coach.rules import Reason
from strongstride.coach.runs import PlannedRun
from strongstride.coach.safety import gentle_phases, must_stop, next_steps
from strongstride.coach.season import Season, gently
from strongstride.coach.sessions.balance import balance_given_up, week_balance
from strongstride.coach.sessions.cast import Casting, Pool, make_pool
from strongstride.coach.sessions.compose import (
    Limit,
    compose_week,
    most_contacts,
    week_size,
)
from strongstride.coach.sessions.cool_down import cool_down_budget_s
from strongstride.coach.sessions.dose import contact_budget, context
from strongstride.coach.sessions.warm_up import warm_up_budget_s
from strongstride.coach.sessions.write import SessionWriter
from strongstride.coach.templates.template import Template
from strongstride.coach.weeks import monday_of


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
    stops = must_stop(athlete, today)
    if template is not None and not stops:
        # only a written programme pays for the import
        from strongstride.coach.templates.follow import follow

        return follow(template, athlete, runs, history, today)
    frames = plan_phases(
        athlete,
        runs,
        today,
        trained=is_trained(history, today),
        done_this_week=sessions_this_week(history, today),
    )
    if stops:
        return _without_strength(frames, stops, next_steps(athlete, today))
    if gentle_phases(athlete):
        frames = gently(frames)
    around = runs_around(runs, frames)
    placed = place(frames, athlete, last_leg_session(history), today, around)
    writer = _Writer(athlete, history, today)
    weeks = writer.weeks(frames, placed)
    balance = tuple(week_balance(week.starts_on, week.sessions) for week in weeks if week.sessions)
    given_up = [*_told_plainly(placed.given_up, today), *writer.given_up]
    by_start = {week.starts_on: week for week in weeks}
    for item in balance:
        week = by_start[item.starts_on]
        light = week.deload or week.phase is Phase.TAPER
        after_race = week.phase is Phase.RECOVERY
        given_up.extend(balance_given_up(item, week.sessions, after_race=after_race, light=light))
    return Programme(
        weeks=weeks,
        balance=balance,
        given_up=tuple(given_up),
        notices=notices(athlete, history, writer.pool, given_up, weeks, today),
    )


def _told_plainly(given_up: Sequence[Reason], today: date) -> list[Reason]:
    """The loss of a week of which hardly a day is left is no list of days that are past."""
    monday = monday_of(today)
    text = f"Week of {monday.day} {monday:%b}: nearly over; strength begins on Monday."

    def is_over(lost: Reason) -> bool:
        numbers = dict(lost.numbers)
        this_week = numbers.get("last_week") == monday.isoformat() and numbers.get("placed") == 0
        return this_week and today.weekday() >= Weekday.SATURDAY

    return [
        msgspec.structs.replace(lost, text=text) if is_over(lost) else lost for lost in given_up
    ]


def _without_strength(
    frames: Sequence[WeekFrame], stops: tuple[Reason, ...], steps: tuple[Reason, ...]
) -> Programme:
    """The runs alone: a professional comes first."""
    weeks = tuple(
        PlannedWeek(
            starts_on=frame.starts_on, phase=frame.phase, deload=False, runs=frame.runs, sessions=()
        )
        for frame in frames
    )
    return Programme(weeks=weeks, balance=(), given_up=stops, notices=steps)


class _Writer:
    """Writes the sessions of each week; holds what all weeks share, computed once."""

    def __init__(self, athlete: Athlete, history: Sequence[LoggedSession], today: date) -> None:
        self._athlete = athlete
        self._history = history
        self._today = today
        self._minutes = athlete.availability.minutes
        self._sessions = SessionWriter(athlete, today)
        self._book = estimate_strength(history, athlete, today)
        known = frozenset(s.exercise for session in history for s in session.sets)
        self.pool: Pool = make_pool(athlete, catalogue().training, known, today)
        self._casting = Casting(self.pool, self._prescribe)
        self.given_up: tuple[Reason, ...] = ()
        self._prescribed: dict[tuple[str, Dose], Prescription] = {}

    def weeks(self, frames: Sequence[WeekFrame], placed: Placement) -> tuple[PlannedWeek, ...]:
        """All weeks with their sessions."""
        by_week: dict[date, list[Slot]] = {}
        for slot in placed.slots:
            by_week.setdefault(monday_of(slot.on), []).append(slot)
        season = Season(fresh=is_back_after_a_break(self._history, self._today))
        written: list[PlannedWeek] = []
        for wanted in frames:
            frame = season.frame(wanted)
            slots = by_week.get(frame.starts_on, [])
            contacts = contact_budget(season.contacts, self.pool.age)
            ctx = context(frame, first_week=season.fresh, contacts=contacts, minutes=self._minutes)
            composed = compose_week(
                slots,
                ctx,
                self._casting,
                self._prescribe,
                [self._budget_s(frame.phase)] * len(slots),
                season.limit(frame),
                season.weeks_done,
            )
            size = week_size(composed)
            held = sum(bool(session.work) for session in composed)
            frame = season.explained(frame, size, wanted=len(slots), held=held)
            written.append(self._sessions.week(frame, slots, composed))
            season.after(self._with_done(frame, size), size, most_contacts(composed))
        self.given_up = tuple(season.given_up)
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
            found = next_prescription(exercise, dose, self._book, self._athlete, self._today)
            self._prescribed[key] = found
        return found
