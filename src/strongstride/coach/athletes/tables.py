"""The tables of an athlete file, one reader each."""

from datetime import date, timedelta
from typing import Any

from strongstride.coach.athlete import (
    Athlete,
    Availability,
    Experience,
    Goal,
    Pain,
    RaceDistance,
    Weekday,
)
from strongstride.coach.athletes.file import AthleteFile, KindGiven, RunningWish
from strongstride.coach.athletes.kit import read_equipment
from strongstride.coach.athletes.screening import read_screening
from strongstride.coach.catalogue import BodyPart
from strongstride.coach.quantities import DistanceUnit, MassUnit
from strongstride.coach.runs import RunKind, UsualRun, WeeklyPattern
from strongstride.coach.toml.form import (
    Form,
    UnfitError,
    choice,
    clock,
    day,
    mass,
    mass_unit_said,
    metres,
    pace,
    show,
    text,
    whole,
    without_doubles,
    yes_or_no,
)

_EXPERIENCE = {
    "never": Experience.NONE,
    "beginner": Experience.NONE,
    "novice": Experience.NONE,
    "a little": Experience.SOME,
    "intermediate": Experience.REGULAR,
    "advanced": Experience.EXPERT,
}
_KINDS = {
    "intervals": RunKind.HARD,
    "workout": RunKind.HARD,
    "speed": RunKind.HARD,
    "recovery": RunKind.EASY,
    "tempo": RunKind.HARD,
    "threshold": RunKind.HARD,
}
_RACES = {
    "5k": RaceDistance.FIVE_K,
    "10k": RaceDistance.TEN_K,
    "half": RaceDistance.HALF,
    "half marathon": RaceDistance.HALF,
    "half-marathon": RaceDistance.HALF,
    "marathon": RaceDistance.MARATHON,
    "full marathon": RaceDistance.MARATHON,
    "ultra": RaceDistance.ULTRA,
    "ultramarathon": RaceDistance.ULTRA,
}
_RACES_UP_TO_M = (
    (7_500, RaceDistance.FIVE_K),
    (15_500, RaceDistance.TEN_K),
    (30_000, RaceDistance.HALF),
    (43_000, RaceDistance.MARATHON),
    (500_000, RaceDistance.ULTRA),
)


def read_tables(form: Form, today: date | None) -> AthleteFile:
    """The whole file; mistakes are noted in the form."""
    person, running = form.form("athlete"), form.form("running")
    athlete = _athlete(form, person, running, today)
    log, programme = form.form("log"), form.form("programme")
    found = AthleteFile(
        athlete=athlete,
        running=_running(running, athlete.distance_unit),
        logs=log.take_each("files", text),
        programme=programme.take("file", text, None),
    )
    for each in (person, log, programme, form):
        each.close()
    return found


def _athlete(form: Form, person: Form, running: Form, today: date | None) -> Athlete:
    mass_unit, distance_unit = _units(person)
    birth_year = person.require(
        "birth_year",
        whole(1905, 2100 if today is None else today.year - 5, "the year of birth, e.g. 1984"),
        1990,
        "birth_year = 1984",
    )
    screening = read_screening(form.form("safety"), birth_year, today)
    time_form = form.form("time")
    return Athlete(
        name=person.take("name", text, ""),
        body_mass_g=person.require(
            "body_mass",
            mass(mass_unit, 20_000, 300_000, 'your body mass, e.g. "68 kg" or "150 lb"'),
            70_000,
            'body_mass = "68 kg"',
        ),
        birth_year=birth_year,
        experience=person.take("experience", choice(Experience, _EXPERIENCE), Experience.NONE),
        time_zone=person.take("time_zone", _time_zone, "UTC"),
        pinned=time_form.take_each("pinned", day),
        availability=_availability(time_form),
        equipment=read_equipment(form.form("equipment"), mass_unit),
        goal=_goal(form, distance_unit, today),
        pains=_pains(form.form("pain")),
        conditions=screening.conditions,
        cleared=screening.cleared,
        stop_reasons=screening.stops,
        mass_unit=mass_unit,
        distance_unit=distance_unit,
        easy_pace_s_per_km=running.take("easy_pace", pace(distance_unit), None),
        max_hr=running.take("max_hr", whole(100, 240, "beats a minute, e.g. 186"), None),
    )


def _units(person: Form) -> tuple[MassUnit, DistanceUnit]:
    """The units said, else as body mass is written: who weighs in pounds runs in miles."""
    units = person.form("units")
    default = mass_unit_said(person.peek("body_mass")) or MassUnit.KG
    usual = DistanceUnit.MI if default is MassUnit.LB else DistanceUnit.KM
    found = (
        units.take("mass", choice(MassUnit, {"pounds": MassUnit.LB, "lbs": MassUnit.LB}), default),
        units.take("distance", choice(DistanceUnit, {"miles": DistanceUnit.MI}), usual),
    )
    units.close()
    return found


def _time_zone(value: Any) -> str:
    from zoneinfo import ZoneInfo

    said = text(value)
    try:
        return ZoneInfo(said).key
    except (KeyError, ValueError, OSError):
        raise UnfitError(
            f'{show(value)} is not a time zone; write area and city, e.g. "Europe/Berlin".'
        ) from None


def _weekday(value: Any) -> Weekday:
    said = text(value).lower()
    found = [each for each in Weekday if len(said) >= 2 and each.name.lower().startswith(said)]
    if len(found) != 1:
        raise UnfitError(f'{show(value)} is not a day of the week; write e.g. "Tuesday" or "Tue".')
    return found[0]


def _availability(form: Form) -> Availability:
    impossible = without_doubles(form, "impossible", form.take_each("impossible", _weekday))
    preferred = without_doubles(form, "preferred", form.take_each("preferred", _weekday))
    if len(impossible) == len(Weekday):
        form.note("no day of the week is left for strength; leave at least one out.", "impossible")
    for both in sorted(impossible & preferred):
        form.note(f"{both.name.title()} is impossible too; leave it out of one list.", "preferred")
    found = Availability(
        sessions_a_week=form.take(
            "sessions_a_week", whole(1, 3, "2 or 3 (1 keeps what you have)"), 2
        ),
        minutes=form.take("minutes", whole(15, 120, "minutes a session, 15 to 120"), 45),
        impossible=impossible,
        preferred=preferred,
        away=form.take_each("away", _span),
        session_time=form.take("session_time", clock, None),
        run_time=form.take("run_time", clock, None),
        hard_day_doubles=form.take("hard_day_doubles", yes_or_no, False),
    )
    form.close()
    return found


def _span(value: Any) -> tuple[date, date]:
    if isinstance(value, str) and " to " in value:
        first, last = (day(part) for part in value.split(" to ", 1))
    elif isinstance(value, dict) and set(value) == {"from", "to"}:
        first, last = day(value["from"]), day(value["to"])
    else:
        try:
            first = last = day(value)
        except UnfitError:
            raise UnfitError(
                f'{show(value)} is not a stretch of days; write "2027-04-01 to 2027-04-10".'
            ) from None
    if last < first:
        raise UnfitError(f"{show(value)} ends before it begins; write the earlier day first.")
    if last - first > timedelta(days=366):
        raise UnfitError(f"{show(value)} is longer than a year; write shorter stretches.")
    return first, last


def _goal(form: Form, unit: DistanceUnit, today: date | None) -> Goal | None:
    if not form.has("goal"):
        form.form("goal")
        return None
    goal = form.form("goal")
    name = goal.take("race", text, "")
    on = goal.require("date", day, date(2000, 1, 1), "date = 2027-04-25")
    example = 'distance = "marathon"'
    if not goal.has("distance") and name.lower() in _RACES:
        distance = _RACES[name.lower()]
        goal.take("distance", text, "")
    else:
        distance = goal.require("distance", _race_distance(unit), RaceDistance.TEN_K, example)
    goal.close()
    if today is not None and on > today + timedelta(days=730):
        goal.note(f"{on} is over two years away; write a nearer race, or none.", "date")
    return Goal(on=on, distance=distance, name=name)


def _race_distance(unit: DistanceUnit) -> Any:
    example = '"5K", "10K", "half marathon", "marathon", "ultra" or a length such as "15 km"'
    length = metres(unit, example)

    def read(value: Any) -> RaceDistance:
        said = value.strip().lower().replace("_", " ") if isinstance(value, str) else ""
        if said in _RACES:
            return _RACES[said]
        found = length(value)
        if found < 800:
            raise UnfitError(f"{show(value)} cannot be right; write {example}.")
        return next(race for limit, race in _RACES_UP_TO_M if found <= limit)

    return read


def _running(form: Form, unit: DistanceUnit) -> RunningWish:
    runs = tuple(_usual_run(each, unit) for each in form.forms("pattern"))
    _note_double_runs(form, runs)
    every = form.take("easy_week_every", whole(2, 8, "weeks, 2 to 8"), None)
    on = form.take("easy_week_on", day, None)
    pattern = WeeklyPattern(runs=runs, easy_week_every=every, easy_week_on=on)
    found = RunningWish(
        as_usual=form.take("as_usual", yes_or_no, not runs),
        pattern=pattern if runs else None,
        calendar=form.take("calendar", text, None),
        csv=form.take("csv", text, None),
        easy_week_every=every,
        easy_week_on=on,
        files=form.take_each("files", text),
        kinds=tuple(_kind_given(each) for each in form.forms("kinds")),
    )
    ways = [name for name in ("pattern", "calendar", "csv") if getattr(found, name)]
    if len(ways) > 1:
        form.note(f"the runs to come are given by {' and by '.join(ways)}; keep one.", ways[1])
    form.close()
    return found


def _usual_run(form: Form, unit: DistanceUnit) -> UsualRun:
    minutes = form.take("minutes", whole(5, 1440, "minutes, e.g. 40"), None)
    found = UsualRun(
        day=form.require("day", _weekday, Weekday.MONDAY, 'day = "Tuesday"'),
        kind=form.take("kind", choice(RunKind, _KINDS), RunKind.EASY),
        distance_m=form.take("distance", metres(unit, 'a length such as "8 km"'), None),
        duration_s=None if minutes is None else minutes * 60,
        starts_at=form.take("time", clock, None),
    )
    form.close()
    return found


def _note_double_runs(form: Form, runs: tuple[UsualRun, ...]) -> None:
    seen: set[tuple[Weekday, object]] = set()
    for run in runs:
        if (run.day, run.starts_at) in seen:
            name = run.day.name.title()
            form.note(f"{name} stands twice; leave one out, or give each its own time.", "pattern")
        seen.add((run.day, run.starts_at))


def _kind_given(form: Form) -> KindGiven:
    found = KindGiven(
        kind=form.require("kind", choice(RunKind, _KINDS), RunKind.EASY, 'kind = "easy"'),
        on=form.take("on", day, None),
        file=form.take("file", text, None),
    )
    if (found.on is None) == (found.file is None):
        form.note('say which run: either on = 2027-03-01 or file = "name.fit".')
    form.close()
    return found


def _pains(form: Form) -> tuple[Pain, ...]:
    levels = [
        (part, form.take(part.replace(" ", "_"), whole(0, 10, "pain from 0 to 10"), None))
        for part in BodyPart
    ]
    form.close()
    return tuple(Pain(part=part, level=level) for part, level in levels if level is not None)
