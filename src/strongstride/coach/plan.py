"""The plan: athlete, runs, history and a date in, a programme of frozen values out.

Deterministic and total: the same input gives the same programme; wishes that cannot be met give the
nearest safe programme and the reasons for what was given up.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

import msgspec

from strongstride.coach.athlete import Athlete, Weekday
from strongstride.coach.catalogue import Exercise, catalogue
from strongstride.coach.content import AS_PLANNED, Content
from strongstride.coach.frame import Placement, Slot, WeekFrame, runs_around
from strongstride.coach.history import (
    is_back_after_a_break,
    last_leg_session,
    sessions_this_week,
    was_trained_before,
    weeks_since_light,
    weeks_trained,
)
from strongstride.coach.lifting.strength import estimate_strength
from strongstride.coach.log import LoggedSession, SetKind
from strongstride.coach.notices import notices
from strongstride.coach.pains import log_pain_lapses_on, with_pains_of, without_pain
from strongstride.coach.placing.phases import plan_phases
from strongstride.coach.placing.placement import place
from strongstride.coach.programme import (
    Balance,
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
from strongstride.coach.sessions.alternatives import is_near, with_alternatives
from strongstride.coach.sessions.balance import balance_given_up, week_balance
from strongstride.coach.sessions.cast import Candidate, Casting, Pool, make_pool
from strongstride.coach.sessions.compose import (
    ComposedSession,
    Limit,
    compose_week,
    most_contacts,
    week_size,
)
from strongstride.coach.sessions.cool_down import cool_down_budget_s
from strongstride.coach.sessions.dose import DoseContext, contact_budget, context
from strongstride.coach.sessions.shorten import eased, shortened
from strongstride.coach.sessions.warm_up import warm_up_budget_s
from strongstride.coach.sessions.write import SessionWriter, in_minutes, in_their_order, session_id
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
    outline = outline_of(athlete, history, today, template)
    frames = outline.frames(athlete, runs)
    if stops := must_stop(athlete, today):
        return without_strength(frames, stops, next_steps(athlete, today))
    around = runs_around(runs, frames)
    placed = place(frames, athlete, last_leg_session(outline.history), today, around)
    return outline.write(athlete, frames, placed)


class Outline(Protocol):
    """How a programme is made: its weeks before strength is placed, and its sessions after."""

    @property
    def history(self) -> Sequence[LoggedSession]:
        """What was logged up to the day of planning, in order."""
        ...

    def frames(
        self, athlete: Athlete, runs: Sequence[PlannedRun], *, whole_week: bool = False
    ) -> tuple[WeekFrame, ...]:
        """The weeks and what each wants; with `whole_week` as if none of this week were done."""
        ...

    def write(
        self,
        athlete: Athlete,
        frames: Sequence[WeekFrame],
        placed: Placement,
        content: Content = AS_PLANNED,
    ) -> Programme:
        """The programme with its sessions where they were placed."""
        ...


def outline_of(
    athlete: Athlete,
    history: Sequence[LoggedSession],
    today: date,
    template: Template | None,
    begun: date | None = None,
) -> Outline:
    """Our own weeks, or those of a written programme unless a professional comes first.

    A written programme that was `begun` long enough ago to be over gives way to our own weeks.
    """
    known = sorted((s for s in history if s.on <= today), key=lambda s: (s.on, s.id))
    if template is not None and not must_stop(athlete, today):
        # only a written programme pays for the import
        from strongstride.coach.templates.follow import WrittenProgramme

        written = WrittenProgramme(template, athlete, known, today, begun)
        if not written.is_over:
            return written
    return _OwnProgramme(known, today)


class _OwnProgramme:
    """The coach's own weeks."""

    def __init__(self, history: Sequence[LoggedSession], today: date) -> None:
        self.history = history
        self._today = today
        self._was_trained = was_trained_before(history, today)
        self._weeks_done = weeks_trained(history, today)
        self._weeks_since_light = weeks_since_light(history, today)

    def frames(
        self, athlete: Athlete, runs: Sequence[PlannedRun], *, whole_week: bool = False
    ) -> tuple[WeekFrame, ...]:
        frames = plan_phases(
            athlete,
            runs,
            self._today,
            trained=self._was_trained,
            weeks_done=self._weeks_done,
            weeks_since_light=self._weeks_since_light,
            done_this_week=None if whole_week else sessions_this_week(self.history, self._today),
        )
        stops = must_stop(athlete, self._today)
        return gently(frames) if gentle_phases(athlete) and not stops else frames

    def write(
        self,
        athlete: Athlete,
        frames: Sequence[WeekFrame],
        placed: Placement,
        content: Content = AS_PLANNED,
    ) -> Programme:
        writer = _Writer(athlete, self.history, self._today, content)
        weeks = writer.weeks(frames, placed)
        balance = tuple(week_balance(w.starts_on, w.sessions) for w in weeks if w.sessions)
        given_up = [*_told_plainly(placed.given_up, self._today), *writer.given_up]
        given_up.extend(_off_balance(weeks, balance))
        told = notices(athlete, self.history, writer.pool, given_up, weeks, self._today)
        return Programme(weeks=weeks, balance=balance, given_up=tuple(given_up), notices=told)


def _off_balance(weeks: Sequence[PlannedWeek], balance: Sequence[Balance]) -> Iterator[Reason]:
    """What each week could not hold in balance."""
    by_start = {week.starts_on: week for week in weeks}
    for item in balance:
        week = by_start[item.starts_on]
        light = week.deload or week.phase is Phase.TAPER
        after_race = week.phase is Phase.RECOVERY
        yield from balance_given_up(item, week.sessions, after_race=after_race, light=light)


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


def without_strength(
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


class _Desk:
    """What sessions are written from while the same pains count: pool, strength, prescriptions."""

    def __init__(self, athlete: Athlete, history: Sequence[LoggedSession], today: date) -> None:
        self.athlete = athlete
        self.sessions = SessionWriter(athlete, today)
        self._today = today
        self._book = estimate_strength(history, athlete, today)
        known = frozenset(s.exercise for session in history for s in session.sets)
        self.pool: Pool = make_pool(athlete, catalogue().training, known, today)
        self.casting = Casting(self.pool, self.prescribe)
        self._prescribed: dict[object, Prescription] = {}

    def budget_s(self, phase: Phase, minutes: int | None) -> float:
        """Seconds for the main work of a session, of so many minutes (None: as usual)."""
        athlete = in_minutes(self.athlete, minutes)
        return (
            athlete.availability.minutes * 60
            - warm_up_budget_s(athlete, phase)
            - cool_down_budget_s(athlete, self._today)
        )

    def swaps(self, wanted: Mapping[str, str]) -> dict[str, Candidate]:
        """The exercises wanted instead of others, where this athlete can and may do them."""
        found = {name: self.pool.named(instead) for name, instead in wanted.items()}
        return {name: one for name, one in found.items() if one is not None}

    def prescribe(
        self, exercise: Exercise, dose: Dose, avoid: tuple[str, ...] = ()
    ) -> Prescription:
        """The next sets of an exercise, computed once for each dose."""
        key = (exercise.id, dose, avoid)
        found = self._prescribed.get(key)
        if found is None:
            found = next_prescription(exercise, dose, self._book, self.athlete, self._today, avoid)
            self._prescribed[key] = found
        return found


class _Writer:
    """Writes the sessions of each week."""

    def __init__(
        self, athlete: Athlete, history: Sequence[LoggedSession], today: date, content: Content
    ) -> None:
        self._athlete = athlete
        self._history = history
        self._today = today
        self._content = content
        self._minutes = athlete.availability.minutes
        self._log_pain_lapses_on = log_pain_lapses_on(history, today)
        self._desks: dict[object, _Desk] = {}
        self.pool = self._desk(today).pool
        self.given_up: tuple[Reason, ...] = ()

    def weeks(self, frames: Sequence[WeekFrame], placed: Placement) -> tuple[PlannedWeek, ...]:
        """All weeks with their sessions."""
        by_week: dict[date, list[Slot]] = {}
        for slot in placed.slots:
            by_week.setdefault(monday_of(slot.on), []).append(slot)
        season = Season(fresh=is_back_after_a_break(self._history, self._today))
        written: list[PlannedWeek] = []
        for wanted in frames:
            frame = season.frame(wanted)
            slots = in_their_order(by_week.get(frame.starts_on, []))
            desk = self._desk(frame.starts_on)
            composed = self._composed(frame, slots, desk, season)
            size = week_size(composed)
            held = sum(bool(session.work) for session in composed)
            frame = season.explained(frame, size, wanted=len(slots), held=held)
            written.append(desk.sessions.week(frame, slots, composed, self._content.minutes))
            season.after(self._with_done(frame, size), size, most_contacts(composed))
        self.given_up = tuple(season.given_up)
        return tuple(written)

    def _composed(
        self, frame: WeekFrame, slots: Sequence[Slot], desk: _Desk, season: Season
    ) -> tuple[ComposedSession, ...]:
        """The work of a week, less what the athlete took out of it."""
        names = _names(frame, slots)
        contacts = contact_budget(season.contacts, desk.pool.age)
        ctx = context(frame, first_week=season.fresh, contacts=contacts, minutes=self._minutes)
        whole = compose_week(
            slots,
            ctx,
            desk.casting,
            desk.prescribe,
            [desk.budget_s(frame.phase, None)] * len(slots),
            season.limit(frame),
            season.weeks_done,
            [
                desk.swaps(self._content.swaps_of(name, slot.on))
                for name, slot in zip(names, slots, strict=True)
            ],
        )
        return tuple(
            self._less(session, name, slot.on, ctx, desk)
            for session, name, slot in zip(whole, names, slots, strict=True)
        )

    def _less(
        self, session: ComposedSession, name: str, on: date, ctx: DoseContext, desk: _Desk
    ) -> ComposedSession:
        """A session without what its minutes and sore muscles leave out, with its alternatives."""
        work = eased(session.work, self._content.sore_on(on))
        minutes = self._content.minutes.get(name)
        if minutes is not None:
            work = shortened(work, desk.budget_s(ctx.phase, minutes))
        if is_near(on, self._today):
            work = with_alternatives(work, ctx, desk.pool, desk.prescribe)
        return ComposedSession(session.focus, work)

    def _desk(self, day: date) -> _Desk:
        """The desk for a week that begins on `day`: pains that have lapsed by then are gone."""
        day = max(day, self._today)
        athlete = with_pains_of(self._athlete, day, self._today)
        lapses_on = self._log_pain_lapses_on
        hurts = lapses_on is not None and day < lapses_on
        key = (athlete.pains, hurts)
        if key not in self._desks:
            history = self._history if hurts else without_pain(self._history)
            self._desks[key] = _Desk(athlete, history, self._today)
        return self._desks[key]

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


def _names(frame: WeekFrame, slots: Sequence[Slot]) -> list[str]:
    return [
        session_id(frame.starts_on, slot.number or place + 1) for place, slot in enumerate(slots)
    ]
