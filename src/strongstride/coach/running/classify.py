"""Classing past runs: easy, long, steady, hard or race, with a reason in the runner's numbers.

Pace is read against the runner's own fitness and own usual pace, heart rate only moderates it where
it is present (rules `run-pace-bands`, `run-heart-rate-bands`, `run-long` and their neighbours).
"""

from collections.abc import Sequence
from datetime import date
from statistics import median

import msgspec

from strongstride.coach.athlete import Athlete
from strongstride.coach.quantities import DistanceUnit, show_distance
from strongstride.coach.rules import n
from strongstride.coach.running.fitness import (
    highest_heart_rate,
    level_distance,
    oxygen_cost,
    show_duration,
    show_pace,
    speed_at,
    vdot,
)
from strongstride.coach.running.run_names import kind_in_name
from strongstride.coach.running.running_form import Form, FormBook, Measured, measured
from strongstride.coach.runs import ClassedRun, PastRun, RunKind

_EASY, _STEADY, _HARD = 0, 1, 2
_KIND = (RunKind.EASY, RunKind.STEADY, RunKind.HARD)
_WORD = ("easy", "steady", "hard")


class _Verdict(msgspec.Struct, frozen=True):
    kind: RunKind
    rule: str
    why: str


class _Runner(msgspec.Struct, frozen=True):
    """What judging one run needs besides the run: the athlete's maximum heart rate and unit."""

    max_hr: float
    max_hr_known: bool  # given or seen, not guessed by age
    unit: DistanceUnit
    easy_oxygen: float  # of the easy pace the runner gave; 0 without one


def class_runs(runs: Sequence[PastRun], athlete: Athlete, today: date) -> tuple[ClassedRun, ...]:
    """Every run in order of date with its kind and why; runs left out have `counts` False.

    Total: any number of runs, none included, with or without distance and heart rate.
    """
    ordered = sorted(runs, key=_in_order)
    left_out = _left_out(ordered, athlete.distance_unit, today)
    believable = [run for place, run in enumerate(ordered) if place not in left_out]
    speeds = _speeds(believable)
    usual_speed = median(speeds) if speeds else None
    numbers = [measured(run, usual_speed) for run in believable]
    runner = _Runner(
        *highest_heart_rate(believable, athlete.age_on(today), athlete.max_hr),
        athlete.distance_unit,
        _easy_said(athlete),
    )
    book = FormBook(numbers)
    judged = iter(
        [_classed(item, book.on(item.day, place), runner) for place, item in enumerate(numbers)]
    )
    return tuple(
        _refused(run, left_out[place]) if place in left_out else next(judged)
        for place, run in enumerate(ordered)
    )


def _easy_said(athlete: Athlete) -> float:
    pace = athlete.easy_pace_s_per_km
    return oxygen_cost(1000 / pace) * n("run-pace-bands", "usual_margin") if pace else 0.0


def _in_order(run: PastRun) -> tuple[date, float, str]:
    return run.on, run.starts_at.timestamp() if run.starts_at else 0.0, run.id


def _speeds(runs: Sequence[PastRun]) -> list[float]:
    return [run.distance_m / run.duration_s for run in runs if run.distance_m]


def _refused(run: PastRun, why: str) -> ClassedRun:
    kind = run.kind_given or RunKind.EASY
    return ClassedRun(run=run, kind=kind, why=f"left out: {why}", rule="run-left-out", counts=False)


def _left_out(runs: Sequence[PastRun], unit: DistanceUnit, today: date) -> dict[int, str]:
    """Place in `runs` → why it is no believable run."""
    found = {place: why for place, run in enumerate(runs) if (why := _unbelievable(run, today))}
    shown = {
        place: vdot(run.distance_m, run.duration_s)
        for place, run in enumerate(runs)
        if place not in found and run.distance_m and not run.indoors
    }
    if len(shown) < n("run-left-out", "enough_runs"):
        return found
    most = median(shown.values()) * n("run-left-out", "times_own_vdot")
    for place, value in shown.items():
        if value > most and runs[place].kind_given is None:
            pace = show_pace((runs[place].distance_m or 0.0) / runs[place].duration_s, unit)
            found[place] = (
                f"{pace} is far faster than all you run otherwise: a ride or a GPS fault?"
            )
    return found


def _unbelievable(run: PastRun, today: date) -> str | None:
    """Why this run alone cannot be a run on foot that tells something; None if it can."""
    rule = "run-left-out"
    if run.on > today:
        return f"it is dated {run.on}, after today"
    if run.duration_s < n(rule, "minutes") * 60:
        return f"it lasted {show_duration(run.duration_s)}, too short to tell anything"
    if run.duration_s > n(rule, "most_hours") * 3600:
        return f"it lasted {show_duration(run.duration_s)}: was the stopwatch left running?"
    if run.distance_m is None:
        return None
    if run.distance_m < n(rule, "metres"):
        return "hardly any distance was measured"
    if vdot(run.distance_m, run.duration_s) > n(rule, "most_vdot"):
        return "no runner holds that speed: a ride or a GPS fault?"
    if level_distance(run.distance_m, run.climb_m) / run.duration_s < n(rule, "least_speed_mps"):
        return "at walking pace: a walk, or the stopwatch was left running?"
    return None


def _classed(item: Measured, form: Form, runner: _Runner) -> ClassedRun:
    verdict = _judged(item, form, runner)
    return ClassedRun(run=item.run, kind=verdict.kind, why=verdict.why, rule=verdict.rule)


def _judged(item: Measured, form: Form, runner: _Runner) -> _Verdict:
    """The first rule that speaks decides: own word, race, legs, hard, long, steady, easy."""
    run = item.run
    if run.kind_given is not None:
        return _Verdict(run.kind_given, "run-given-kind", f"you called it {run.kind_given}")
    hint = kind_in_name(run.name)
    level, rule, why = _effort(item, form, runner)
    if run.is_race:
        return _Verdict(RunKind.RACE, "run-race", "its file or name marks it as a race")
    if hint is RunKind.RACE and level > _EASY:
        return _Verdict(RunKind.RACE, "run-race", f"its name {run.name!r} says race, and {why}")
    if (legs := _downhill(run, runner.unit)) is not None:
        return legs
    if level == _HARD:
        return _Verdict(RunKind.HARD, rule, why)
    if hint is RunKind.HARD and not _calm(run, runner):
        text = f"its name {run.name!r} says so; the average hides repetitions"
        return _Verdict(RunKind.HARD, "run-name", text)
    return _long(item, form, runner, hint) or _calmer(run, hint, _Verdict(_KIND[level], rule, why))


def _calmer(run: PastRun, hint: RunKind | None, verdict: _Verdict) -> _Verdict:
    """A steady run the runner named easy is easy."""
    if verdict.kind is RunKind.STEADY and hint is RunKind.EASY:
        text = f"its name {run.name!r} says easy, though {verdict.why}"
        return _Verdict(RunKind.EASY, "run-name", text)
    return verdict


def _calm(run: PastRun, runner: _Runner) -> bool:
    """Whether heart rate never rose far enough for a hard run."""
    return run.max_hr is not None and 0 < run.max_hr < runner.max_hr * n(
        "run-name", "calm_heart_rate"
    )


def _downhill(run: PastRun, unit: DistanceUnit) -> _Verdict | None:
    """Hard by its descents: a loop goes down as far as it climbs."""
    rule = "run-climb"
    if not run.climb_m or not run.distance_m or run.climb_m < n(rule, "descent_m"):
        return None
    if run.climb_m / run.distance_m * 1000 < n(rule, "descent_m_per_km"):
        return None
    text = (
        f"{run.climb_m:.0f} m of climbing, and so about as much descent, over "
        f"{show_distance(run.distance_m, unit)} tires the legs like a hard run"
    )
    return _Verdict(RunKind.HARD, rule, text)


def _effort(item: Measured, form: Form, runner: _Runner) -> tuple[int, str, str]:
    """How hard the run was (0 easy, 1 steady, 2 hard), the rule and the sentence."""
    if (within := _effort_within(item, form, runner.unit)) is not None:
        return _HARD, "run-efforts", within
    paced, pulsed = _by_pace(item, form, runner), _by_heart_rate(item.run, form, runner)
    if pulsed is None:
        return paced or _EASY, *_pace_text(item, form, runner)
    share = (item.run.average_hr or 0.0) / runner.max_hr
    beats = f"average heart rate {item.run.average_hr:.0f} is {share:.0%} of your maximum"
    peak = f", its peak {item.run.max_hr:.0f}" if _peaked(item.run, runner) else ""
    pulse = f"{beats}{peak}: {_WORD[pulsed]}"
    if paced is None or paced == pulsed:
        return pulsed, "run-heart-rate-bands", pulse
    level = pulsed if abs(paced - pulsed) == 1 else _STEADY
    return level, "run-heart-rate-bands", f"{pulse}; by pace alone it would be {_WORD[paced]}"


def _limits(form: Form, runner: _Runner) -> tuple[float, float] | None:
    """Oxygen costs where easy ends and where hard begins, for the runner on that day."""
    rule = "run-pace-bands"
    easy = runner.easy_oxygen
    if form.fitness is None or form.usual_oxygen is None:
        return (easy, easy * n(rule, "hard_min") / n(rule, "easy_max")) if easy else None
    own = min(form.usual_oxygen * n(rule, "usual_margin"), form.fitness * n(rule, "usual_cap"))
    easy = easy or max(form.fitness * n(rule, "easy_max"), own)
    return easy, max(form.fitness * n(rule, "hard_min"), easy * n(rule, "hard_margin"))


def _by_pace(item: Measured, form: Form, runner: _Runner) -> int | None:
    limits = _limits(form, runner)
    if limits is None or item.oxygen is None or item.run.indoors:
        return None
    if item.oxygen <= limits[0]:
        return _EASY
    enough = item.run.duration_s >= n("run-pace-bands", "hard_minutes") * 60
    return _HARD if item.oxygen >= limits[1] and enough else _STEADY


def _by_heart_rate(run: PastRun, form: Form, runner: _Runner) -> int | None:
    """How hard by average heart rate, one step more when its peak tells of repetitions."""
    rule = "run-heart-rate-bands"
    highest = runner.max_hr + n(rule, "believable_over_max")
    if run.average_hr is None or not n(rule, "believable_min") <= run.average_hr <= highest:
        return None
    share = run.average_hr / runner.max_hr
    own = (form.usual_hr or 0.0) / runner.max_hr * n(rule, "usual_margin")
    easy = max(n(rule, "easy_max"), min(own, n(rule, "usual_cap")))
    if share > easy:
        level = (
            _HARD if share >= max(n(rule, "hard_min"), easy + n(rule, "hard_margin")) else _STEADY
        )
    else:
        level = _EASY
    return min(_HARD, level + 1) if _peaked(run, runner) else level


def _peaked(run: PastRun, runner: _Runner) -> bool:
    """Whether heart rate rose as in repetitions; against a guessed maximum nothing is told."""
    rule = "run-heart-rate-bands"
    share = (run.max_hr or 0.0) / runner.max_hr
    return runner.max_hr_known and n(rule, "peak_hard") <= share <= n(rule, "peak_most")


def _effort_within(item: Measured, form: Form, unit: DistanceUnit) -> str | None:
    """The sentence for a hard effort inside the run, in one go or in pieces; None without one."""
    rule, run = "run-efforts", item.run
    if form.fitness is None or run.indoors or not run.distance_m or item.speed_mps is None:
        return None
    climb = min(item.speed_mps * run.duration_s / run.distance_m, n(rule, "most_climb_allowance"))
    metres_in = dict(run.efforts)
    for name in ("sustained", "threshold", "interval", "repeated"):
        seconds = int(n(rule, f"{name}_s"))
        metres = run.repeated_m if name == "repeated" else metres_in.get(seconds)
        if metres is None:
            continue
        least = speed_at(form.fitness * n(rule, f"{name}_share"))
        if metres / seconds * climb >= least:
            pace, hard = show_pace(metres / seconds, unit), show_pace(least, unit)
            which = "fastest pieces, in all" if name == "repeated" else "best"
            lasted = show_duration(seconds)
            return f"its {which} {lasted} went at {pace}; hard for you from {hard} on"
    return None


def _pace_text(item: Measured, form: Form, runner: _Runner) -> tuple[str, str]:
    limits, run = _limits(form, runner), item.run
    if run.indoors or item.speed_mps is None:
        text = f"{show_duration(run.duration_s)} with no pace to go by is taken as easy"
        return "run-pace-bands", text
    if limits is None:
        return "run-fitness", "too few runs yet to know your paces: taken as easy"
    pace = show_pace(item.speed_mps, runner.unit)
    if item.speed_mps * run.duration_s > (run.distance_m or 0.0) * 1.01:
        pace += " with the climb allowed for"
    easy, hard = (show_pace(speed_at(limit), runner.unit) for limit in limits)
    return "run-pace-bands", f"{pace}; your easy pace ends near {easy}, hard begins near {hard}"


def _long(item: Measured, form: Form, runner: _Runner, hint: RunKind | None) -> _Verdict | None:
    """Long by time, by share of the week or by the longest of the last 30 days."""
    rule, run = "run-long", item.run
    if run.duration_s >= n(rule, "minutes") * 60:
        text = f"{show_duration(run.duration_s)} is over {n(rule, 'minutes'):.0f} minutes"
        return _Verdict(RunKind.LONG, rule, text)
    if not form.usual_size_m or item.size_m <= 0:
        return None
    times = item.size_m / form.usual_size_m
    size = _size_text(item, runner.unit)
    if hint is RunKind.LONG and times >= n("run-name", "long_times_usual"):
        text = f"its name {run.name!r} says so, and {size} is {times:.1f} times your usual run"
        return _Verdict(RunKind.LONG, "run-name", text)
    if times < n(rule, "times_usual"):
        return None
    share = item.size_m / form.weekly_m
    if share >= n(rule, "weekly_share"):
        week = show_distance(form.weekly_m, runner.unit)
        text = f"{size} is {share:.0%} of your week of {week} and {times:.1f} times your usual run"
        return _Verdict(RunKind.LONG, rule, text)
    if form.longest_before_m and item.size_m >= form.longest_before_m * n(rule, "near_longest"):
        text = f"{size} is near your longest of 30 days and {times:.1f} times your usual run"
        return _Verdict(RunKind.LONG, rule, text)
    return None


def _size_text(item: Measured, unit: DistanceUnit) -> str:
    if item.run.distance_m:
        return show_distance(item.run.distance_m, unit)
    return show_duration(item.run.duration_s)
