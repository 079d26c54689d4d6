"""An independent auditor of programmes, written from the rule texts and sharing no engine code.

It reads only the finished values. Each finding names the rule it breaks; a rule that the programme
itself says it gave up is not a finding.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import msgspec

from strongstride.coach.athlete import Athlete, Equipment
from strongstride.coach.catalogue import Chain, Implement, Loading, Pattern, Region
from strongstride.coach.programme import Phase, PlannedSession, PlannedWeek, Programme
from strongstride.coach.runs import PlannedRun, RunKind

KEY = {RunKind.HARD, RunKind.LONG, RunKind.RACE}
NEEDS_KIT = (Loading.EXTERNAL,)


def findings(athlete: Athlete, programme: Programme, today) -> list[str]:
    """Every broken rule of a programme, in words."""
    given_up = GivenUp(programme)
    sessions = [s for week in programme.weeks for s in week.sessions]
    runs = [r for week in programme.weeks for r in week.runs]
    found: list[str] = []
    found += _days(athlete, sessions, runs, today)
    found += _spacing(athlete, sessions, runs, given_up)
    for session in sessions:
        found += _session(_still_hurting(athlete, session.on, today), session, given_up)
    for week in programme.weeks:
        found += _week(athlete, week, given_up)
    found += _weeks_in_a_row(programme, today)
    found += _contacts_grow_slowly(programme)
    return found


def _still_hurting(athlete: Athlete, day: date, today: date) -> Athlete:
    """The athlete with the pains that count on a day: two weeks, from 6 of 10 on four."""
    pains = tuple(
        pain
        for pain in athlete.pains
        if day < (pain.since or today) + timedelta(days=28 if pain.level >= 6 else 14)
    )
    return msgspec.structs.replace(athlete, pains=pains)


class GivenUp:
    """What a programme says it gave up; a rule lost in one week excuses no other week."""

    def __init__(self, programme: Programme) -> None:
        self._reasons = programme.given_up

    def __contains__(self, rule: str) -> bool:
        return any(reason.rule == rule for reason in self._reasons)

    def on(self, rule: str, day: date) -> bool:
        """Whether the week or the day of `day` is named under the rule."""
        named = (f"Week of {day.day} {day:%b}:", f"{day:%A} {day.day} {day:%b}:")
        return any(r.rule == rule and r.text.startswith(named) for r in self._reasons)


def _days(athlete, sessions, runs, today) -> Iterator[str]:
    availability = athlete.availability
    for session in sessions:
        if session.on < today:
            yield f"{session.on}: in the past"
        if session.on.weekday() in availability.impossible:
            yield f"{session.on}: on a weekday the runner ruled out"
        if any(first <= session.on <= last for first, last in availability.away):
            yield f"{session.on}: while away"
        same_day = [run for run in runs if run.on == session.on]
        if session.same_day_as_run != bool(same_day):
            yield f"{session.on}: same_day_as_run is wrong"
        for run in runs:
            if run.kind is RunKind.RACE and abs((run.on - session.on).days) <= 1:
                yield f"{session.on}: within a day of the race of {run.on}"
        for run in same_day:
            if run.kind is RunKind.HARD and availability.hard_day_doubles:
                yield from _six_hours(athlete, session, run)
                continue
            if run.kind is not RunKind.EASY:
                yield f"{session.on}: on the day of a {run.kind} run"
            if run.duration_s is not None and run.duration_s > 3600:
                yield f"{session.on}: after an easy run of more than an hour"
    if len({s.on for s in sessions}) != len(sessions):
        yield "two sessions on one day"
    if len({s.id for s in sessions}) != len(sessions):
        yield "two sessions share an id"


def _six_hours(athlete, session: PlannedSession, run: PlannedRun) -> Iterator[str]:
    starts = run.starts_at or athlete.availability.run_time
    if starts is None or session.starts_at is None:
        yield f"{session.on}: after a hard run whose end nobody knows"
        return
    gap = datetime.combine(run.on, session.starts_at) - datetime.combine(run.on, starts)
    if gap < timedelta(hours=6, seconds=run.duration_s or 0):
        yield f"{session.on}: less than six hours after the hard run"


def _hours(a, a_at: time | None, b, b_at: time | None) -> float:
    if a_at is None or b_at is None:
        return 24.0 * (b - a).days
    return (datetime.combine(b, b_at) - datetime.combine(a, a_at)).total_seconds() / 3600


def _spacing(athlete, sessions, runs: list[PlannedRun], given_up) -> Iterator[str]:
    legs = [s for s in sessions if s.leg_cost]
    usual = athlete.availability.run_time
    for session in legs:
        for run in runs:
            if run.kind not in KEY or not 0 < (run.on - session.on).days <= 3:
                continue
            gap = _hours(session.on, session.starts_at, run.on, run.starts_at or usual)
            if (run.on - session.on).days == 1 or gap < 24:
                yield f"{session.on}: legs {gap:.0f} h before the {run.kind} run of {run.on}"
            if gap < 48 and "legs-before-key-run" not in given_up:
                yield f"{session.on}: legs {gap:.0f} h before a key run and nothing said"
    for i, session in enumerate(legs[:-1]):
        after = legs[i + 1]
        if _hours(session.on, session.starts_at, after.on, after.starts_at) < 48:
            yield f"{session.on} and {after.on}: leg sessions less than 48 h apart"


def _session(athlete: Athlete, session: PlannedSession, given_up) -> Iterator[str]:
    where = f"{session.on}"
    if session.minutes > athlete.availability.minutes:
        yield f"{where}: {session.minutes} min of {athlete.availability.minutes}"
    if not session.warm_up or session.warm_up[0].stage != "raise":
        yield f"{where}: no warm-up that raises first"
    if len(session.cool_down) < 2 or any(c.seconds < 30 or c.holds < 2 for c in session.cool_down):
        yield f"{where}: cool-down is not two stretches of 2 x 30 s"
    if not session.work:
        yield f"{where}: no work"
    if not session.reasons:
        yield f"{where}: no reasons"
    lower = [i for i in session.work if i.exercise.region is Region.LOWER]
    if session.leg_cost == 0 and lower:
        yield f"{where}: leg cost 0 but trains legs"
    if session.leg_cost != max(i.exercise.leg_cost for i in session.work):
        yield f"{where}: leg cost is not that of its work"
    if session.leg_cost:
        calf = {Pattern.CALF_STRAIGHT, Pattern.CALF_BENT}
        if not any(i.exercise.pattern in calf for i in lower) and (
            not given_up.on("calf-each-leg-session", session.on)
        ):
            yield f"{where}: no calf exercise"
        if not any(i.exercise.chain is Chain.SIDE for i in lower) and (
            not given_up.on("side-plane-each-leg-session", session.on)
        ):
            yield f"{where}: no side-plane exercise"
    for item in session.work:
        yield from _item(athlete, where, item)


def _item(athlete: Athlete, where: str, item) -> Iterator[str]:
    name = f"{where} {item.exercise.id}"
    if not item.sets:
        yield f"{name}: no sets"
    if not item.reasons:
        yield f"{name}: no reasons"
    for planned in item.sets:
        counts = [planned.reps, planned.seconds, planned.contacts]
        if sum(count is not None for count in counts) != 1:
            yield f"{name}: counts {counts}"
        if any(count is not None and count < 1 for count in counts):
            yield f"{name}: counts {counts}"
        if planned.load_g is not None and not _can_load(
            athlete.equipment, item.implement, planned.load_g
        ):
            yield f"{name}: {planned.load_g} g with {item.implement} cannot be made"
    if item.exercise.avoid_if and set(item.exercise.avoid_if) & athlete.conditions:
        yield f"{name}: ruled out by a condition"
    hurting = {pain.part for pain in athlete.pains if pain.level >= 6}
    if set(item.exercise.avoid_pain) & hurting:
        yield f"{name}: stresses a part that hurts 6 or more"
    sore = {pain.part for pain in athlete.pains if pain.level >= 4}
    if set(item.exercise.avoid_pain) & sore and (
        item.exercise.pattern is Pattern.JUMP or item.exercise.leg_cost == 3
    ):
        yield f"{name}: a jump or hard lift for a part that hurts 4 or more"


def _can_load(equipment: Equipment, implement: Implement | None, load_g: int) -> bool:
    """Brute force over what is owned."""
    if load_g == 0:
        return True
    match implement:
        case Implement.DUMBBELL_PAIR:
            return load_g in equipment.dumbbell_pairs_g
        case Implement.DUMBBELL:
            return load_g in (*equipment.dumbbell_pairs_g, *equipment.dumbbells_g)
        case Implement.KETTLEBELL_PAIR:
            return load_g in equipment.kettlebell_pairs_g
        case Implement.KETTLEBELL:
            return load_g in (*equipment.kettlebells_g, *equipment.kettlebell_pairs_g)
        case Implement.VEST:
            return load_g in equipment.vest_g
        case Implement.MACHINE:
            return load_g in equipment.machine_g
        case Implement.BARBELL if equipment.barbell is not None:
            sides = {0}
            for plate_g, count in equipment.barbell.plates:
                sides = {s + k * plate_g for s in sides for k in range(count // 2 + 1)}
            return (load_g - equipment.barbell.bar_g) / 2 in sides
        case Implement.PLATE if equipment.barbell is not None:
            return load_g in {plate_g for plate_g, _ in equipment.barbell.plates}
    return False


def _week(athlete: Athlete, week: PlannedWeek, given_up) -> Iterator[str]:
    where = f"week of {week.starts_on}"
    if len(week.sessions) > athlete.availability.sessions_a_week:
        yield f"{where}: more sessions than wished"
    if not week.sessions:
        return
    sets = [(i.exercise, len(i.sets)) for s in week.sessions for i in s.work]
    regions = {exercise.region for exercise, _ in sets}
    if len(regions) < 3 and not given_up.on("weekly-coverage", week.starts_on):
        yield f"{where}: trains only {sorted(regions)}"
    lower = [(e, count) for e, count in sets if e.region is Region.LOWER]
    back = sum(count for e, count in lower if e.chain is Chain.BACK)
    front = sum(count for e, count in lower if e.chain is Chain.FRONT)
    one = sum(count for e, count in lower if e.one_sided)
    legs = sum(count for _, count in lower)
    pull = sum(c for e, c in sets if e.pattern in (Pattern.HORIZONTAL_PULL, Pattern.VERTICAL_PULL))
    push = sum(c for e, c in sets if e.pattern in (Pattern.HORIZONTAL_PUSH, Pattern.VERTICAL_PUSH))
    if not 0.8 * front <= back <= 1.5 * front and not given_up.on(
        "posterior-anterior", week.starts_on
    ):
        yield f"{where}: back {back} to front {front}"
    if not push <= pull <= 2 * push and not given_up.on("pull-push", week.starts_on):
        yield f"{where}: pull {pull} to push {push}"
    if one < 0.4 * legs and not given_up.on("one-sided", week.starts_on):
        yield f"{where}: {one} of {legs} leg sets one-sided"


def volume(week: PlannedWeek) -> tuple[int, int]:
    """Working sets and repetitions, seconds and contacts of a week."""
    sets = [planned for s in week.sessions for item in s.work for planned in item.sets]
    return len(sets), sum((p.reps or 0) + (p.seconds or 0) + (p.contacts or 0) for p in sets)


def contacts(week: PlannedWeek) -> int:
    """The most ground contacts in one session of a week, both sides."""
    return max(
        (
            sum((p.contacts or 0) * (1 + i.exercise.one_sided) for i in s.work for p in i.sets)
            for s in week.sessions
        ),
        default=0,
    )


def _contacts_grow_slowly(programme: Programme) -> Iterator[str]:
    last = 0
    for week in programme.weeks:
        now = contacts(week)
        if now > max(20, 1.2 * last):
            yield f"week of {week.starts_on}: {now} contacts a session after {last}"
        if now and week.deload:
            yield f"deload of {week.starts_on} holds jumps"
        last = now or last


def _weeks_in_a_row(programme: Programme, today: date) -> Iterator[str]:
    for before, after in zip(programme.weeks, programme.weeks[1:], strict=False):
        if before.starts_on < today:
            continue  # the plan holds what is left of it: what was done in it is in the log
        was, is_now = volume(before), volume(after)
        if after.deload and is_now[0] >= max(1, was[0]):
            yield f"deload of {after.starts_on} is not lighter: {was} then {is_now}"
        if after.phase is Phase.TAPER and (is_now[0] > was[0] or is_now[1] > was[1]):
            yield f"taper of {after.starts_on} raises volume: {was} then {is_now}"
    if [w.starts_on for w in programme.weeks] != [
        programme.weeks[0].starts_on + timedelta(weeks=k) for k in range(len(programme.weeks))
    ]:
        yield "weeks are not one after the other"
