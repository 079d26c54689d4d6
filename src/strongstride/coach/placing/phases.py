"""What each week of the horizon is for: phases back from the race, deloads, sessions a week."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.athlete import Athlete, Goal, RaceDistance
from strongstride.coach.frame import WeekFrame
from strongstride.coach.placing.deloads import Behind, deload_weeks, weekly_load
from strongstride.coach.placing.phase_lengths import Stretch, build, cycle, form_weeks
from strongstride.coach.programme import Phase
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.runs import PlannedRun, RunKind
from strongstride.coach.weeks import monday_of

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
_SHORT_RACES = frozenset({RaceDistance.FIVE_K, RaceDistance.TEN_K})
_KEEP_BLOCK = frozenset({Phase.MAINTENANCE, Phase.TAPER, Phase.RECOVERY})
_RACE_LENGTH_M = {
    RaceDistance.FIVE_K: 5_000,
    RaceDistance.TEN_K: 10_000,
    RaceDistance.HALF: 21_098,
    RaceDistance.MARATHON: 42_195,
}


def plan_phases(
    athlete: Athlete,
    runs: Sequence[PlannedRun],
    today: date,
    *,
    trained: bool = False,
    weeks_done: int = 0,
    weeks_since_light: int | None = None,
    open_ended_weeks: int = 16,
    done_this_week: int | None = None,
) -> tuple[WeekFrame, ...]:
    """Monday weeks from the week of `today` to the race and the recovery after it.

    `weeks_done` weeks of strength lie behind the athlete without a break: the weeks are laid out
    from their first one, so that a plan made anew goes on where the last one stood; of these the
    light one nearest to today was `weeks_since_light` weeks ago (None: there was none). `trained`
    says that strength was trained before them, whatever the athlete's experience.
    Without a race to come the horizon has `open_ended_weeks` weeks. With `done_this_week` sessions
    already done the first week wants only what is left of it; None leaves its whole wish, for a
    caller who takes off what was done. Never raises for valid values.
    """
    start = _start(athlete.goal, today, weeks_done)
    trained = trained or start.weeks_done < weeks_done
    stretches = _stretches(athlete, start, trained, open_ended_weeks)
    weeks = _laid_out(stretches, start, with_race(athlete.goal, runs), weeks_since_light)
    frames = []
    for week in weeks:
        wanted, why = _wanted(athlete, week, today)
        if week is weeks[0] and done_this_week is not None:
            wanted, why = _what_is_left(wanted, why, done_this_week, today)
        frames.append(_frame(week, wanted, why))
    return tuple(frames)


class _Week(msgspec.Struct, frozen=True, kw_only=True):
    """One week as it is laid out, before anything is wished for in it."""

    starts_on: date
    stretch: Stretch
    index: int  # in its stretch
    runs: tuple[PlannedRun, ...]
    deload: tuple[Reason, ...]  # why it is a light one; empty when it is none


def _frame(week: _Week, wanted: tuple[int, ...], why: tuple[Reason, ...]) -> WeekFrame:
    return WeekFrame(
        starts_on=week.starts_on,
        phase=week.stretch.phase,
        phase_week=week.index,
        block=week.stretch.block,
        deload=bool(week.deload),
        wanted_leg_costs=wanted,
        runs=week.runs,
        reasons=(*week.stretch.reasons, *why, *week.deload),
    )


class _Start(msgspec.Struct, frozen=True):
    """Where the weeks are laid out from: the first week of the training that goes on."""

    today: date
    weeks_done: int

    @property
    def on(self) -> date:
        """Its Monday."""
        return monday_of(self.today) - self.weeks_done * WEEK

    @property
    def is_partial(self) -> bool:
        """Whether its first days were over before the layout was made."""
        return not self.weeks_done and self.today > self.on


def _start(goal: Goal | None, today: date, weeks_done: int) -> _Start:
    """A race that is run ends what led to it: after its recovery the weeks are laid out anew."""
    if goal is not None and goal.on <= today:
        since = (monday_of(today) - monday_of(goal.on)).days // 7
        weeks_done = min(weeks_done, max(since - _recovery(goal)[0].weeks - 1, 0))
    return _Start(today, weeks_done)


def _laid_out(
    stretches: Sequence[Stretch],
    start: _Start,
    runs: Sequence[PlannedRun],
    weeks_since_light: int | None,
) -> list[_Week]:
    """The weeks from the one of today on; those behind it have their say in the deloads."""
    places = [(stretch, index) for stretch in stretches for index in range(stretch.weeks)]
    calendars = _calendars(runs, start.on, len(places))
    light = -1 if weeks_since_light is None else start.weeks_done - weeks_since_light
    deloads = deload_weeks(
        stretches,
        [weekly_load(calendar) for calendar in calendars],
        first_is_partial=start.is_partial,
        behind=Behind(start.weeks_done, max(light, -1)),
    )
    weeks = [
        _Week(
            starts_on=start.on + number * WEEK,
            stretch=stretch,
            index=index,
            runs=calendars[number],
            deload=(reason("deload-weeks", deloads[number]),) if number in deloads else (),
        )
        for number, (stretch, index) in enumerate(places)
    ]
    return weeks[start.weeks_done :]


def is_long_race(goal: Goal) -> bool:
    """Half marathon and longer: the races that take two weeks of taper and of recovery."""
    return goal.distance not in _SHORT_RACES


def _stretches(
    athlete: Athlete, start: _Start, trained: bool, open_ended_weeks: int
) -> tuple[Stretch, ...]:
    goal = athlete.goal
    form = form_weeks(athlete, start.today, trained)
    if goal is None:
        return _numbered(cycle(form, start.weeks_done + open_ended_weeks))
    if goal.on <= start.today:
        return _numbered(_after_the_race(goal, form, start, open_ended_weeks))
    return _numbered((*_up_to_the_race(goal, form, start.on, trained), *_recovery(goal)))


def _up_to_the_race(goal: Goal, form: Stretch, today: date, trained: bool) -> tuple[Stretch, ...]:
    weeks = (monday_of(goal.on) - monday_of(today)).days // 7 + 1
    taper = min(_taper_weeks(goal), weeks)
    training = weeks - taper
    if weeks < n("short-horizon", "light_only_below_weeks"):
        return _short(training, taper, weeks, trained)
    if training > n("far-goal", "far_weeks"):
        build_weeks = int(n("far-goal", "build_weeks"))
        general = training - build_weeks
        text = f"The race is {weeks} weeks away: {general} weeks of general blocks come first."
        far = reason("far-goal", text, weeks=weeks, general=general)
        before = cycle(form, general)
        after = build(msgspec.structs.replace(form, weeks=0), build_weeks, is_long_race(goal))
        before = (
            msgspec.structs.replace(before[0], reasons=(*before[0].reasons, far)),
            *before[1:],
        )
        return (*before, *after, _taper(goal, taper))
    return (*build(form, training, is_long_race(goal)), _taper(goal, taper))


def _short(training: int, taper: int, weeks: int, trained: bool) -> tuple[Stretch, ...]:
    """Too short to build: light form for the untrained, what they have kept for the trained."""
    away = f"The race is {weeks} week{'s' * (weeks > 1)} away: "
    text = away + ("what you have is kept." if trained else "nothing heavy is begun.")
    why = (reason("short-horizon", text, weeks=weeks),)
    phase = Phase.MAINTENANCE if trained else Phase.FORM
    before = Stretch(phase=phase, weeks=training, light=not trained, reasons=why)
    end = Stretch(phase=Phase.TAPER, weeks=taper, light=not trained, reasons=why)
    return (before, end) if training else (end,)


def _taper_weeks(goal: Goal) -> int:
    """The week of the race, and those with most of their days in the taper."""
    days = int(n("taper-weeks", "long_days" if is_long_race(goal) else "short_days"))
    before_race_week = days - 1 - goal.on.weekday()
    enough = int(n("taper-weeks", "week_counts_from_days"))
    return 1 + max(0, (before_race_week + 7 - enough) // 7)


def _taper(goal: Goal, weeks: int) -> Stretch:
    text = f"Taper to the {goal.distance} on {goal.on.day} {goal.on:%b}: one short session a week."
    return Stretch(
        phase=Phase.TAPER, weeks=weeks, reasons=(reason("taper-weeks", text, weeks=weeks),)
    )


def _recovery(goal: Goal) -> tuple[Stretch, ...]:
    weeks = int(n("recovery-weeks", "long_weeks" if is_long_race(goal) else "short_weeks"))
    text = f"Recovery from the {goal.distance}: {weeks} week{'s' * (weeks > 1)}."
    why = (reason("recovery-weeks", text, weeks=weeks),)
    return (Stretch(phase=Phase.RECOVERY, weeks=weeks, reasons=why),)


def _after_the_race(
    goal: Goal, form: Stretch, start: _Start, open_ended_weeks: int
) -> tuple[Stretch, ...]:
    """What is left of the recovery, then the cycle; a race long past leaves nothing behind."""
    (recovery,) = _recovery(goal)
    since = (monday_of(start.today) - monday_of(goal.on)).days // 7
    # The week of the race itself counts as recovery too once the race is run.
    left = max(0, min(recovery.weeks + 1 - since, open_ended_weeks))
    rest = (msgspec.structs.replace(recovery, weeks=left),) if left else ()
    return (*rest, *cycle(form, start.weeks_done + open_ended_weeks - left))


def _numbered(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches cut into blocks of at most `block_most` weeks, numbered from 0.

    Maintenance, taper and recovery keep the block before them: no new exercises near the race.
    """
    most = int(n("phases", "block_most"))
    found: list[Stretch] = []
    for stretch in stretches:
        left, pieces = stretch.weeks, -(-stretch.weeks // most)
        for piece in range(pieces):
            weeks = -(-left // (pieces - piece))
            last = found[-1].block if found else 0
            block = last + (bool(found) and stretch.phase not in _KEEP_BLOCK)
            found.append(msgspec.structs.replace(stretch, weeks=weeks, block=block))
            left -= weeks
    return tuple(found)


def _calendars(runs: Sequence[PlannedRun], first: date, weeks: int) -> list[tuple[PlannedRun, ...]]:
    """The runs of each week in order of date."""
    calendars: list[list[PlannedRun]] = [[] for _ in range(weeks)]
    for run in runs:
        week = (run.on - first).days // 7
        if 0 <= week < weeks:
            calendars[week].append(run)
    return [tuple(sorted(calendar, key=_in_order)) for calendar in calendars]


def _in_order(run: PlannedRun) -> tuple[date, str, str, int, int, str]:
    return (
        run.on,
        run.starts_at.isoformat() if run.starts_at else "",
        run.kind,
        run.distance_m or 0,
        run.duration_s or 0,
        run.name,
    )


def with_race(goal: Goal | None, runs: Sequence[PlannedRun]) -> tuple[PlannedRun, ...]:
    """The runs, with the goal race on its date: a key run planned that day becomes the race."""
    if goal is None or any(run.on == goal.on and run.kind is RunKind.RACE for run in runs):
        return tuple(runs)
    others = tuple(run for run in runs if run.on != goal.on or not run.kind.is_key)
    race = PlannedRun(
        on=goal.on,
        kind=RunKind.RACE,
        distance_m=_RACE_LENGTH_M.get(goal.distance),
        name=goal.name or f"{goal.distance} race",
    )
    return (*others, race)


def _wanted(
    athlete: Athlete, week: _Week, today: date
) -> tuple[tuple[int, ...], tuple[Reason, ...]]:
    """Leg costs of the week's wanted sessions, hardest first, and why so many."""
    wish, stretch = athlete.availability.sessions_a_week, week.stretch
    if stretch.phase is Phase.TAPER:
        return _taper_wanted(athlete.goal, stretch, week.index, max(week.starts_on, today)), ()
    if stretch.phase is Phase.RECOVERY:
        return _recovery_wanted(athlete.goal, week.starts_on, today)[:wish], ()
    costs: tuple[int, ...] = _phase_costs(athlete, stretch, today)
    if week.deload:
        drop = int(n("leg-costs-of-a-week", "deload_drop"))
        costs = tuple(max(1, cost - drop) if cost else 0 for cost in costs)
    wanted = (*costs, *(0,) * (wish - len(costs)))[:wish]
    rule = "maintenance" if stretch.phase is Phase.MAINTENANCE else "leg-costs-of-a-week"
    legs = sum(cost > 0 for cost in wanted)
    text = _sessions_said(len(wanted), legs)
    return wanted, (reason(rule, text, sessions=len(wanted), leg_sessions=legs),)


def _sessions_said(sessions: int, legs: int) -> str:
    if sessions == 1:
        return "One session, for the legs too." if legs else "One session, not for the legs."
    return f"{sessions} sessions, {legs} of them for the legs too."


def _phase_costs(athlete: Athlete, stretch: Stretch, today: date) -> tuple[int, int]:
    if stretch.light:
        return 1, 1
    phase = stretch.phase.replace(" ", "_")
    second = f"{phase}_second"
    older = athlete.age_on(today) > n("maintenance", "older_than")
    if stretch.phase is Phase.MAINTENANCE and older:
        second = "maintenance_second_older"
    rule = "leg-costs-of-a-week"
    return int(n(rule, f"{phase}_first")), int(n(rule, second))


def _taper_wanted(
    goal: Goal | None, stretch: Stretch, index: int, first_day: date
) -> tuple[int, ...]:
    """One session a week: the last heavier one first, in the race week a light primer.

    Nothing where the week leaves no day before the last hours, which are closed to strength.
    """
    race_week = index == stretch.weeks - 1
    closed_days = int(n("before-the-goal", "closed_h") // n("hours-between", "hours_a_day"))
    if goal is not None and (goal.on - first_day).days <= closed_days:
        return ()
    return (1,) if stretch.light or (race_week and stretch.weeks > 1) else (2,)


def _recovery_wanted(goal: Goal | None, starts_on: date, today: date) -> tuple[int, ...]:
    """Upper body and core first; light leg work from the second week after a long race."""
    if goal is None:
        return (1, 0)
    weeks_since = (starts_on - monday_of(goal.on)).days // 7
    first_day = max(today, goal.on + (1 + int(n("around-a-race", "days_after"))) * DAY)
    if weeks_since == 0:
        return (0,) if first_day < starts_on + WEEK else ()
    return (0,) if weeks_since == 1 and is_long_race(goal) else (1, 0)


def _what_is_left(
    wanted: tuple[int, ...], why: tuple[Reason, ...], done: int, today: date
) -> tuple[tuple[int, ...], tuple[Reason, ...]]:
    """This week's wish less what was done; in its last days no more than fits, legs once."""
    days = 7 - today.weekday()
    left = wanted[done:]
    if days <= n("session-wish", "partial_week_two"):
        fits = 1 if days <= n("session-wish", "partial_week_one") else 2
        left = (*left[:1], *(0,) * (min(fits, len(left)) - 1))
    if left == wanted:
        return wanted, why
    text = (
        f"{done} of {len(wanted)} sessions done, {days} day{'s' * (days > 1)} of the week left: "
        f"{len(left)} to come."
    )
    return left, (*why, reason("session-wish", text, days=days, done=done, left=len(left)))
