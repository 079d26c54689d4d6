"""The plan after the athlete's adjustments: the smallest change that keeps the hard rules.

Adjustments are made one after the other on the plan without any; each leaves every session where
it stands unless a rule moves it. So taking one back is the same call without it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.adjusting.adjustment import (
    AddRun,
    Adjustment,
    DaysAway,
    EditRun,
    Hurts,
    MoveRun,
    MoveSession,
    PinSession,
    RemoveRun,
    ShortenSession,
    SkipSession,
    Sore,
    SwapExercise,
)
from strongstride.coach.adjusting.changes import Change, Whys, what_changes
from strongstride.coach.adjusting.not_swapped import not_swapped
from strongstride.coach.adjusting.session_key import SessionKey, session_key
from strongstride.coach.adjusting.state import State, applied
from strongstride.coach.adjusting.this_week import keys_done
from strongstride.coach.adjusting.timetable import Desk, Fixed
from strongstride.coach.adjusting.why_not import why_left, why_not
from strongstride.coach.athlete import Athlete, Pain
from strongstride.coach.log import LoggedSession
from strongstride.coach.pains import lapses_on
from strongstride.coach.plan import outline_of, plan
from strongstride.coach.programme import Programme
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.runs import PlannedRun
from strongstride.coach.safety import must_stop
from strongstride.coach.templates.template import Template
from strongstride.coach.weeks import monday_of


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """An adjustment that was not made: why, and for a move the nearest days that would do."""

    adjustment: Adjustment
    why: Reason
    nearest: tuple[date, ...] = ()


class Adjusted(msgspec.Struct, frozen=True, kw_only=True):
    """The programme with the adjustments, what changed against `before`, what was refused."""

    programme: Programme
    changes: tuple[Change, ...] = ()
    refused: tuple[Refused, ...] = ()


class DayChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A day of a session's week: whether it may move there, and if not why."""

    on: date
    why_not: Reason | None = None


def replan(
    athlete: Athlete,
    runs: Sequence[PlannedRun],
    history: Sequence[LoggedSession],
    today: date,
    adjustments: Sequence[Adjustment] = (),
    before: Programme | None = None,
    template: Template | None = None,
    since: date | None = None,
) -> Adjusted:
    """The programme of `plan` with `adjustments` made in their order; total, as `plan` is.

    `since` is the day from which the athlete has followed the plan: sessions of this week stand as
    they did on it or on Monday, whichever is later, so that a day gone by moves nothing, and a
    written programme starts on the first Monday from it on. None: today. `changes` are told
    against `before`; None tells none.
    """
    if must_stop(athlete, today):
        programme = plan(athlete, runs, history, today, template)
        refused = tuple(
            Refused(adjustment=each, why=must_stop(athlete, today)[0]) for each in adjustments
        )
        return Adjusted(programme=programme, refused=refused)
    fold = _Fold(athlete, runs, history, today, template, since)
    for each in adjustments:
        fold.make(each)
    programme = fold.programme()
    changes = () if before is None else what_changes(before, programme, fold.whys(before), today)
    latest = adjustments[-1] if adjustments else None
    if before is not None and isinstance(latest, SwapExercise) and not fold.has_refused(latest):
        changes = (*not_swapped(latest, programme, today), *changes)
    return Adjusted(programme=programme, changes=changes, refused=tuple(fold.refused))


def day_choices(
    session: str,
    athlete: Athlete,
    runs: Sequence[PlannedRun],
    history: Sequence[LoggedSession],
    today: date,
    adjustments: Sequence[Adjustment] = (),
    template: Template | None = None,
    since: date | None = None,
) -> tuple[DayChoice, ...]:
    """Monday to Sunday of a session's week: where it may move; empty when there is no such one."""
    key = session_key(session)
    if key is None or must_stop(athlete, today):
        return ()
    fold = _Fold(athlete, runs, history, today, template, since)
    for each in adjustments:
        fold.make(each)
    if key not in fold.table.standing.placed:
        return ()
    days = [key.monday + timedelta(days=number) for number in range(7)]
    return tuple(DayChoice(on=on, why_not=fold.why_not(key, on)) for on in days)


class _Fold:
    """Makes adjustments one after the other."""

    def __init__(
        self,
        athlete: Athlete,
        runs: Sequence[PlannedRun],
        history: Sequence[LoggedSession],
        today: date,
        template: Template | None,
        since: date | None,
    ) -> None:
        outline = outline_of(athlete, history, today, template, since)
        as_of = today if since is None else min(today, max(monday_of(today), since))
        self.refused: list[Refused] = []
        self._wished: set[str] = set()  # sessions that are where, or gone as, the athlete wished
        self._outline = outline
        self._today = today
        self._desk = Desk(outline, outline.history, today, as_of)
        self.table = self._desk.first(State(athlete=athlete, runs=tuple(runs)))

    def make(self, each: Adjustment) -> None:
        """One adjustment more, or one more refused; nothing for one whose time is over."""
        if is_over(each, self._today):
            return
        state = applied(each, self.table.state, self._today)
        if isinstance(state, Reason):
            self.refused.append(Refused(adjustment=each, why=state))
            return
        try_move = isinstance(each, MoveSession | PinSession)
        moved = _moved(each)
        against = self._against(moved) if try_move else None
        made = None if against else self._desk.after(self.table, state, moved)
        if made is not None:
            self.table = made
            if isinstance(each, MoveSession | PinSession | SkipSession):
                self._wished.add(each.session)
            return
        why = against or self._why_refused(moved)
        self.refused.append(Refused(adjustment=each, why=why, nearest=self._nearest(moved)))

    def has_refused(self, each: Adjustment) -> bool:
        """Whether an adjustment could not be made."""
        return any(refused.adjustment is each for refused in self.refused)

    def programme(self) -> Programme:
        """The sessions written where they stand today."""
        if not self._desk.is_fresh:
            done = keys_done(self._desk.done_since, self.table.standing, self.table.state.skipped)
            self.table = self._desk.today_of(self.table, done)
        table = self.table
        return self._outline.write(
            table.state.athlete, table.frames, table.numbered(), table.state.content
        )

    def why_not(self, key: SessionKey, on: date) -> Reason | None:
        """Why a session may not move to a day; None when it may, or stands there."""
        if self.table.standing.known[key].on == on:
            return None
        moved = {key: on}
        against = self._against(moved)
        if against is not None:
            return against
        if self._desk.after(self.table, self.table.state, moved) is not None:
            return None
        return self._why_refused(moved)

    def whys(self, before: Programme) -> Whys:
        """Why each session of `before` that left its day could not stay there."""
        found: dict[str, Reason] = {}
        for week in before.weeks:
            for session in week.sessions:
                if session.on < self._today or session.id in self._wished:
                    continue
                limits = self._desk.limits(self.table, week.starts_on)
                slots = self.table.placement.slots
                found[session.id] = why_left(session, limits, slots)
        return found

    def _against(self, moved: Fixed) -> Reason | None:
        """What speaks against a move before any rule of a day is asked."""
        for key, on in moved.items():
            if key not in self.table.standing.placed:
                return reason("moves-in-its-week", "This session is no longer in the plan.")
            if monday_of(on) != key.monday:
                text = "A session stays in its week: move it within, or skip it."
                return reason("moves-in-its-week", text)
            if on < self._desk.as_of:
                return reason("runner-said-no", f"{on:%A} is past.")
        return None

    def _why_refused(self, moved: Fixed) -> Reason:
        for key, on in moved.items():
            limits = self._desk.limits(self.table, key.monday)
            cost = self.table.standing.known[key].leg_cost
            pins = {day for pin, day in self.table.state.pins.items() if pin not in moved}
            return why_not(on, cost, limits, self.table.placement.slots, pins)
        return reason("smallest-change", "The rules leave no room for it.")

    def _nearest(self, moved: Fixed) -> tuple[date, ...]:
        """The days of the week on which the session could stand, nearest to the wish first."""
        found: list[date] = []
        for key, wish in moved.items():
            if key not in self.table.standing.placed:
                continue
            days = [key.monday + timedelta(days=number) for number in range(7)]
            now = self.table.standing.known[key].on
            found += [
                on
                for on in sorted(days, key=lambda on: (abs((on - wish).days), on))
                if on not in (now, wish) and on >= self._today and self.why_not(key, on) is None
            ]
        return tuple(found)


def _moved(each: Adjustment) -> dict[SessionKey, date]:
    match each:
        case MoveSession(session=session, to=on) | PinSession(session=session, on=on):
            key = session_key(session)
            return {} if key is None else {key: on}
        case _:
            return {}


def is_over(each: Adjustment, today: date) -> bool:
    """Whether it changes nothing any more: a week, a run or a span of days gone by."""
    monday = monday_of(today)
    match each:
        case MoveSession() | PinSession() | SkipSession() | ShortenSession():
            key = session_key(each.session)
            return key is not None and key.monday < monday
        case SwapExercise(session=str() as session):
            key = session_key(session)
            return key is not None and key.monday < monday
        case DaysAway(last=last) | Sore(until=last):
            return last < monday
        case MoveRun(on=on, to=to):
            return max(on, to) < today
        case EditRun(on=on, becomes=becomes):
            return max(on, becomes.on) < today
        case AddRun(added=added):
            return added.on < today
        case RemoveRun(on=on):
            return on < today
        case Hurts():
            return _has_lapsed(each, today)
        case _:
            return False


def _has_lapsed(each: Hurts, today: date) -> bool:
    pain = Pain(part=each.part, level=each.level, since=each.made_on)
    return lapses_on(pain, today) <= monday_of(today)


def pains_to_ask(adjustments: Sequence[Adjustment], today: date) -> tuple[str, ...]:
    """A question for each pain that lapsed lately and was not spoken of since."""
    latest = {each.part: each for each in adjustments if isinstance(each, Hurts)}
    return tuple(
        f"Your {pain.part} hurt ({pain.level} of 10) on {pain.made_on.day} {pain.made_on:%B}; the "
        "plan no longer counts on it. If it still hurts, say so."
        for pain in latest.values()
        if pain.level >= n("pain-monitoring", "hold") and _lapsed_lately(pain, today)
    )


def _lapsed_lately(said: Hurts, today: date) -> bool:
    pain = Pain(part=said.part, level=said.level, since=said.made_on)
    return timedelta(0) <= today - lapses_on(pain, today) < timedelta(days=n("pain-lapses", "days"))
