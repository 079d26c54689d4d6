"""The timetable of a plan while adjustments are made one after the other: frames and placement."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.adjusting.session_key import SessionKey
from strongstride.coach.adjusting.standing import (
    Standing,
    first_standing,
    next_standing,
    numbered,
)
from strongstride.coach.adjusting.state import State, sore_leg_days
from strongstride.coach.adjusting.this_week import done_in, wanted_less, wanted_yet
from strongstride.coach.frame import Placement, WeekFrame, runs_around
from strongstride.coach.history import last_leg_session
from strongstride.coach.log import LoggedSession
from strongstride.coach.placing.day_limits import Calendar, DayLimit
from strongstride.coach.placing.keeping import Kept
from strongstride.coach.placing.limit import Limit
from strongstride.coach.placing.placement import place_keeping
from strongstride.coach.placing.placement_rules import placement_rules
from strongstride.coach.plan import Outline
from strongstride.coach.rules import n
from strongstride.coach.weeks import monday_of

Fixed = Mapping[SessionKey, date]


class Timetable(msgspec.Struct, frozen=True, kw_only=True):
    """The weeks of a state, where their sessions stand, and on what grounds."""

    state: State
    frames: tuple[WeekFrame, ...]
    placement: Placement
    standing: Standing
    kept: Kept

    def numbered(self) -> Placement:
        """The placement with the numbers its sessions keep."""
        slots = numbered(self.standing, self.placement.slots)
        return msgspec.structs.replace(self.placement, slots=slots)


class Desk:
    """Makes timetables for one outline, log and day; `as_of` is the day the plan counts from."""

    def __init__(
        self, outline: Outline, history: Sequence[LoggedSession], today: date, as_of: date
    ) -> None:
        self.today = today
        self.as_of = as_of
        self._outline = outline
        self._history = history
        self.monday = monday_of(today)
        self._done_before = done_in(history, self.monday, as_of - timedelta(days=1))
        self.done_since = done_in(history, as_of, today)
        before = [session for session in history if session.on < as_of]
        self._last_leg_before = last_leg_session(before)
        self._last_leg = last_leg_session(history)

    @property
    def is_fresh(self) -> bool:
        """Whether nothing has happened since the plan counts from: no day over, nothing lifted."""
        return self.as_of == self.today and not self.done_since

    def first(self, state: State) -> Timetable:
        """The timetable before any adjustment."""
        frames = self._frames(state)
        kept = _narrowed(state)
        placement = self._placed(frames, state, kept)
        assert placement is not None  # nothing is fixed yet
        standing = first_standing(placement.slots, {self.monday: len(self._done_before)})
        return Timetable(
            state=state, frames=frames, placement=placement, standing=standing, kept=kept
        )

    def after(self, before: Timetable, state: State, moved: Fixed) -> Timetable | None:
        """The timetable with a new state and a moved session; None if the rules forbid its day.

        Pins stay fixed while the rules allow; every other session stays where it can.
        """
        frames = _without(self._frames(state), before.standing, state.skipped)
        kept_days = before.standing.without(state.skipped)
        return self._best(before, state, frames, kept_days, moved)

    def today_of(self, before: Timetable, done: frozenset[SessionKey]) -> Timetable:
        """The same on the day itself: what is over is over, what was done is not wanted again."""
        state = before.state
        left = before.standing.without(done)
        frames = list(before.frames)
        if frames and frames[0].starts_on == self.monday:
            costs = [before.standing.known[key].leg_cost for key in done - state.skipped]
            wanted = wanted_less(frames[0].wanted_leg_costs, costs)
            of_week = {
                left.known[key].on: left.known[key].leg_cost
                for key in left.placed
                if key.monday == self.monday
            }
            wanted = wanted_yet(wanted, of_week, self.today)
            frames[0] = msgspec.structs.replace(frames[0], wanted_leg_costs=wanted)
        made = self._best(before, state, tuple(frames), left, {}, done=done, on_the_day=True)
        assert made is not None  # nothing is asked for that could be refused
        return made

    def limits(self, table: Timetable, monday: date) -> tuple[DayLimit, ...]:
        """What each day of a week allows."""
        runs = table.state.runs
        calendar = Calendar(
            table.frames,
            table.state.athlete,
            self._last_leg,
            self.today,
            placement_rules(),
            runs_around(runs, table.frames),
            table.kept,
        )
        return calendar.week(monday)

    def _frames(self, state: State) -> tuple[WeekFrame, ...]:
        """The weeks, less what was skipped and, of this week, what was done before `as_of`."""
        frames = self._outline.frames(state.athlete, state.runs, whole_week=not self.is_fresh)
        if not self.is_fresh and frames and frames[0].starts_on == self.monday:
            wanted = frames[0].wanted_leg_costs[len(self._done_before) :]
            frames = (msgspec.structs.replace(frames[0], wanted_leg_costs=wanted), *frames[1:])
        return frames

    def _best(
        self,
        before: Timetable,
        state: State,
        frames: tuple[WeekFrame, ...],
        keeping: Standing,
        moved: Fixed,
        *,
        done: frozenset[SessionKey] = frozenset(),
        on_the_day: bool = False,
    ) -> Timetable | None:
        """With every pin; a move beside those that hold, else those that can, one by one."""
        since = self.today if on_the_day else self.as_of
        pins = {
            key: on
            for key, on in state.pins.items()
            if key in keeping.placed and key not in moved and on >= since
        }
        if moved:
            known = before.standing.known
            held = {key: on for key, on in pins.items() if known[key].on == on}
            wished = {**held, **moved}
        else:
            wished = pins
        made = self._with(before, state, frames, keeping, wished, done, on_the_day=on_the_day)
        if made is None and not moved:
            possible = self._possible(before, state, frames, keeping, pins, on_the_day=on_the_day)
            made = self._with(before, state, frames, keeping, possible, done, on_the_day=on_the_day)
        return made

    def _possible(
        self,
        before: Timetable,
        state: State,
        frames: tuple[WeekFrame, ...],
        keeping: Standing,
        pins: Fixed,
        *,
        on_the_day: bool,
    ) -> dict[SessionKey, date]:
        """The pins that the rules still allow, earlier ones first."""
        fixed: dict[SessionKey, date] = {}
        for key, on in pins.items():
            more = {**fixed, key: on}
            made = self._with(
                before, state, frames, keeping, more, frozenset(), on_the_day=on_the_day
            )
            if made is not None:
                fixed = more
        return fixed

    def _with(
        self,
        before: Timetable,
        state: State,
        frames: tuple[WeekFrame, ...],
        keeping: Standing,
        fixed: Fixed,
        done: frozenset[SessionKey],
        *,
        on_the_day: bool,
    ) -> Timetable | None:
        since = self.today if on_the_day else self.as_of
        known = before.standing.known
        kept = msgspec.structs.replace(
            _narrowed(state),
            days={
                known[key].on: known[key].leg_cost
                for key in keeping.placed
                if key not in fixed and known[key].on >= since
            },
            fixed={on: known[key].leg_cost for key, on in fixed.items()},
            closed=self._closed(on_the_day=on_the_day),
        )
        if len(kept.fixed) < len(fixed):
            return None  # two sessions on one day
        placement = self._placed(frames, state, kept, on_the_day=on_the_day)
        if placement is None:
            return None
        standing = next_standing(before.standing, placement.slots, fixed, state.skipped | done)
        return Timetable(
            state=state, frames=frames, placement=placement, standing=standing, kept=kept
        )

    def _placed(
        self,
        frames: tuple[WeekFrame, ...],
        state: State,
        kept: Kept,
        *,
        on_the_day: bool = False,
    ) -> Placement | None:
        return place_keeping(
            frames,
            state.athlete,
            self._last_leg if on_the_day else self._last_leg_before,
            self.today if on_the_day else self.as_of,
            runs_around(state.runs, frames),
            kept,
        )

    def _closed(self, *, on_the_day: bool) -> dict[date, Limit]:
        """Days that have had a session, whatever it took from the legs."""
        if not on_the_day:
            return {}
        return {
            session.on: Limit("one-a-day", f"{session.on:%A} has had its session")
            for session in self.done_since
        }


def _without(
    frames: tuple[WeekFrame, ...],
    standing: Standing,
    skipped: frozenset[SessionKey],
) -> tuple[WeekFrame, ...]:
    """The frames less what the skipped sessions wanted."""
    costs: dict[date, list[int]] = {}
    for key in skipped:
        if key in standing.known:
            costs.setdefault(key.monday, []).append(standing.known[key].leg_cost)
    return tuple(
        msgspec.structs.replace(
            frame, wanted_leg_costs=wanted_less(frame.wanted_leg_costs, costs[frame.starts_on])
        )
        if frame.starts_on in costs
        else frame
        for frame in frames
    )


def _narrowed(state: State) -> Kept:
    """The days on which sore legs allow light work alone."""
    most = int(n("sore-muscles", "leg_cost"))
    return Kept(
        light={
            on: (most, Limit("sore-muscles", f"your legs are sore until {until.day} {until:%B}"))
            for on, until in sore_leg_days(state.content).items()
        }
    )
