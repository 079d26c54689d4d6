"""The athlete file written back: what `read_athlete` of it gives is what was written."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal

from strongstride.coach.athlete import Athlete, Availability, Equipment, Weekday
from strongstride.coach.athletes.file import AthleteFile, RunningWish
from strongstride.coach.athletes.kit import AT_HOME, LISTED
from strongstride.coach.athletes.screening import TOPICS, Topic
from strongstride.coach.catalogue import Condition, Kit
from strongstride.coach.quantities import GRAMS_PER_POUND, MassUnit

Lines = list[str]


def write_athlete(file: AthleteFile) -> str:
    """The text of an athlete file; conditions are written as the questions that lead to them."""
    athlete = file.athlete
    tables = (
        ("athlete", _person(athlete)),
        ("time", _time(athlete.availability, athlete.pinned)),
        ("equipment", _equipment(athlete.equipment, athlete.mass_unit)),
        ("goal", _goal(athlete)),
        ("running", _running(file.running, athlete)),
        ("pain", [f"{_key(each.part)} = {each.level}" for each in athlete.pains]),
        ("safety", _safety(athlete)),
        ("log", [f"files = {_texts(file.logs)}"] if file.logs else []),
        ("programme", [f"file = {quoted(file.programme)}"] if file.programme else []),
    )
    blocks = ["\n".join((f"[{name}]", *lines)) for name, lines in tables if lines]
    return "\n\n".join([*blocks, *_pattern(file.running), *_kinds(file.running)]) + "\n"


def quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_escape(letter) for letter in escaped) + '"'


def _escape(letter: str) -> str:
    return letter if letter.isprintable() else f"\\U{ord(letter):08X}"


def mass(load_g: int, unit: MassUnit) -> str:
    """A mass as text that reads back to the same gram."""
    factor = Decimal(1000) if unit is MassUnit.KG else GRAMS_PER_POUND
    for digits in range(6):
        amount = round(load_g / factor, digits)
        if round(amount * factor) == load_g:
            return quoted(f"{amount:.{digits}f} {unit}")
    raise AssertionError(f"{load_g} g cannot be written in {unit}")


def _texts(texts: Iterable[str]) -> str:
    return "[" + ", ".join(quoted(each) for each in texts) + "]"


def _loads(loads: Iterable[int], unit: MassUnit) -> str:
    return "[" + ", ".join(mass(each, unit) for each in loads) + "]"


def _key(name: str) -> str:
    return name.replace(" ", "_").replace("-", "_")


def _person(athlete: Athlete) -> Lines:
    units = athlete.mass_unit, athlete.distance_unit
    lines = [f"name = {quoted(athlete.name)}"] if athlete.name else []
    return [
        *lines,
        f"body_mass = {mass(athlete.body_mass_g, athlete.mass_unit)}",
        f"birth_year = {athlete.birth_year}",
        f"experience = {quoted(athlete.experience)}  # none, some, regular, expert",
        f"units = {{ mass = {quoted(units[0])}, distance = {quoted(units[1])} }}",
        f"time_zone = {quoted(athlete.time_zone)}",
    ]


def _time(time_: Availability, pinned: tuple[date, ...]) -> Lines:
    lines = [
        f"sessions_a_week = {time_.sessions_a_week}",
        f"minutes = {time_.minutes}  # a session",
    ]
    for name, days in (("impossible", time_.impossible), ("preferred", time_.preferred)):
        if days:
            lines.append(f"{name} = {_texts(Weekday(each).name.title() for each in sorted(days))}")
    if time_.away:
        lines.append(f"away = {_texts(f'{first} to {last}' for first, last in time_.away)}")
    for name, at in (("session_time", time_.session_time), ("run_time", time_.run_time)):
        lines += _clock(name, at)
    if time_.hard_day_doubles:
        lines.append("hard_day_doubles = true")
    if pinned:
        lines.append(f"pinned = [{', '.join(each.isoformat() for each in pinned)}]")
    return lines


def _clock(name: str, at: time | None) -> Lines:
    return [] if at is None else [f'{name} = "{at:%H:%M}"']


def _equipment(owned: Equipment, unit: MassUnit) -> Lines:
    lines = []
    for name, pairs, singles in (
        ("dumbbells", owned.dumbbell_pairs_g, owned.dumbbells_g),
        ("kettlebells", owned.kettlebell_pairs_g, owned.kettlebells_g),
    ):
        kinds = (("pairs", pairs), ("singles", singles))
        parts = [f"{kind} = {_loads(loads, unit)}" for kind, loads in kinds if loads]
        if parts:
            lines.append(f"{name} = {{ {', '.join(parts)} }}")
    if owned.barbell is not None:
        plates = ", ".join(
            f"{{ load = {mass(load, unit)}, count = {count} }}"
            for load, count in owned.barbell.plates
        )
        lines.append(
            f"barbell = {{ bar = {mass(owned.barbell.bar_g, unit)}, plates = [{plates}] }}"
        )
    for name, loads in (("vest", owned.vest_g), ("machine", owned.machine_g)):
        if loads:
            lines.append(f"{name} = {_loads(loads, unit)}")
    if owned.bands:
        bands = ", ".join(
            f"{{ name = {quoted(band.name)}, pull = {mass(band.pull_g, unit)} }}"
            for band in owned.bands
        )
        lines.append(f"bands = [{bands}]")
    if owned.box_heights_cm:
        lines.append(f"boxes = [{', '.join(str(each) for each in owned.box_heights_cm)}]  # cm")
    return lines + _kit(owned.kit)


def _kit(kit: frozenset[Kit]) -> Lines:
    return [
        f"{_key(thing)} = {'true' if thing in kit else 'false'}"
        for thing in Kit
        if thing not in LISTED and (thing in kit) != (thing in AT_HOME)
    ]


def _goal(athlete: Athlete) -> Lines:
    goal = athlete.goal
    if goal is None:
        return []
    lines = [f"race = {quoted(goal.name)}"] if goal.name else []
    return [*lines, f"date = {goal.on}", f"distance = {quoted(goal.distance)}"]


def _running(wish: RunningWish, athlete: Athlete) -> Lines:
    lines = [f"as_usual = {'true' if wish.as_usual else 'false'}"]
    for name, path in (("calendar", wish.calendar), ("csv", wish.csv)):
        if path is not None:
            lines.append(f"{name} = {quoted(path)}")
    if wish.files:
        lines.append(f"files = {_texts(wish.files)}  # runs done: files, folders, archives")
    if wish.easy_week_every is not None:
        lines.append(f"easy_week_every = {wish.easy_week_every}")
    if wish.easy_week_on is not None:
        lines.append(f"easy_week_on = {wish.easy_week_on}")
    if athlete.easy_pace_s_per_km is not None:
        lines.append(f'easy_pace = "{_pace(athlete.easy_pace_s_per_km)} /km"')
    if athlete.max_hr is not None:
        lines.append(f"max_hr = {athlete.max_hr}")
    return lines


def _pace(s_per_km: float) -> str:
    return f"{round(s_per_km) // 60}:{round(s_per_km) % 60:02d}"


def _pattern(wish: RunningWish) -> Lines:
    blocks = []
    for run in wish.pattern.runs if wish.pattern else ():
        lines = [
            "[[running.pattern]]",
            f"day = {quoted(Weekday(run.day).name.title())}",
            f"kind = {quoted(run.kind)}",
        ]
        if run.distance_m is not None:
            lines.append(f'distance = "{run.distance_m} m"')
        if run.duration_s is not None:
            lines.append(f"minutes = {round(run.duration_s / 60)}")
        blocks.append("\n".join(lines + _clock("time", run.starts_at)))
    return blocks


def _kinds(wish: RunningWish) -> Lines:
    blocks = []
    for given in wish.kinds:
        which = f"on = {given.on}" if given.file is None else f"file = {quoted(given.file)}"
        blocks.append(f"[[running.kinds]]\n{which}\nkind = {quoted(given.kind)}")
    return blocks


def _safety(athlete: Athlete) -> Lines:
    said = [
        topic
        for topic in TOPICS
        if topic.stop in athlete.stop_reasons
        or (
            topic.condition in athlete.conditions and (not topic.stop or _is_lifted(topic, athlete))
        )
    ]
    lines = [f"{topic.key} = true" for topic in said]
    cleared = [topic.key for topic in said if _is_lifted(topic, athlete)]
    if cleared:
        lines.append(f"cleared = {_texts(cleared)}")
    if Condition.UNDER_16 in athlete.cleared:
        lines.append("with_adult = true")
    return lines


def _is_lifted(topic: Topic, athlete: Athlete) -> bool:
    """Whether a professional's word must have been written for this topic."""
    return topic.condition in athlete.cleared and topic.stop not in athlete.stop_reasons
