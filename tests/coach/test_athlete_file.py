"""The athlete file: what a right one says, and what a wrong one is told."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.athlete import (
    Athlete,
    Band,
    Barbell,
    Experience,
    Goal,
    Pain,
    RaceDistance,
    Weekday,
)
from strongstride.coach.athletes.file import (
    AthleteFile,
    AthleteFileError,
    KindGiven,
    Problem,
    athlete_text,
    read_athlete,
)
from strongstride.coach.athletes.screening import TOPICS
from strongstride.coach.athletes.write import mass, quoted, write_athlete
from strongstride.coach.catalogue import BodyPart, Condition, Kit
from strongstride.coach.quantities import DistanceUnit, MassUnit
from strongstride.coach.runs import RunKind, UsualRun
from strongstride.coach.safety import must_stop
from tests.coach.strategies import athletes

TODAY = date(2026, 11, 22)
MINIMAL = '[athlete]\nbody_mass = "68 kg"\nbirth_year = 1984\n'
FULL = """
[athlete]
name = "Jürgen \\"J\\" O'Neil"
body_mass = "150 lb"
birth_year = 1984
experience = "intermediate"
units = { mass = "lb", distance = "mi" }
time_zone = "Europe/Berlin"

[time]
sessions_a_week = 3
minutes = 40
impossible = ["Mon", "friday"]
preferred = ["Wednesday"]
away = ["2026-12-24 to 2026-12-27", { from = 2027-01-02, to = 2027-01-03 }, 2027-02-01]
session_time = "18:30"
run_time = 06:15:00
hard_day_doubles = true
pinned = [2026-12-02]

[equipment]
dumbbells = { pairs = ["8 kg", 25, "5-25 kg by 2.5"], singles = ["12 kg"] }
kettlebells = { singles = ["16 kg"] }
barbell = { bar = "20 kg", plates = [{ load = "10 kg", count = 4 }, "2 x 1.25 kg"] }
vest = ["2-10 kg by 2"]
machine = "10-100 lb by 10"
bands = ["red 7 kg", { name = "black", pull = "15 kg" }]
boxes = [45, "12 in"]
pull_up_bar = true
chair = false

[goal]
race = "Spring"
date = 2027-04-25
distance = "42.2 km"

[running]
easy_week_every = 4
easy_week_on = 2026-11-16
easy_pace = "9:15 /mi"
max_hr = 186
files = ["export.zip", "runs"]

[[running.pattern]]
day = "Tue"
kind = "intervals"
distance = 6
time = "06:00"

[[running.pattern]]
day = "Sunday"
kind = "long"
minutes = 90

[[running.kinds]]
on = 2026-10-04
kind = "race"

[pain]
knee = 3
low_back = 0

[safety]
high_blood_pressure = true
osteoporosis = "yes"
cleared = ["high_blood_pressure"]

[log]
files = ["strong.csv"]

[programme]
file = "mine.toml"
"""


def problems(text: str, today: date | None = TODAY) -> list[tuple[int, str]]:
    with pytest.raises(AthleteFileError) as caught:
        read_athlete(text, "athlete.toml", today)
    return [(each.line, each.text) for each in caught.value.problems]


def test_a_minimal_file_is_enough() -> None:
    found = read_athlete(MINIMAL, "athlete.toml", TODAY)
    assert found.athlete.body_mass_g == 68_000
    assert found.athlete.experience is Experience.NONE
    assert found.athlete.availability.sessions_a_week == 2
    assert found.athlete.goal is None
    assert found.running.as_usual
    assert Kit.WALL in found.athlete.equipment.kit
    assert Kit.PULL_UP_BAR not in found.athlete.equipment.kit


def test_a_full_file_is_read_to_the_gram() -> None:
    found = read_athlete(FULL, "athlete.toml", TODAY)
    athlete, owned = found.athlete, found.athlete.equipment
    assert athlete.body_mass_g == 68_039
    assert (athlete.mass_unit, athlete.distance_unit) == (MassUnit.LB, DistanceUnit.MI)
    assert athlete.experience is Experience.REGULAR
    assert athlete.goal == Goal(on=date(2027, 4, 25), distance=RaceDistance.MARATHON, name="Spring")
    assert athlete.pains == (
        Pain(part=BodyPart.KNEE, level=3),
        Pain(part=BodyPart.LOW_BACK, level=0),
    )
    assert owned.dumbbell_pairs_g == (
        5_000, 7_500, 8_000, 10_000, 11_340, 12_500, 15_000, 17_500, 20_000, 22_500, 25_000,
    )  # fmt: skip
    assert owned.barbell == Barbell(bar_g=20_000, plates=((1_250, 2), (10_000, 4)))
    assert owned.machine_g[:2] == (4_536, 9_072)
    assert owned.bands == (Band(name="red", pull_g=7_000), Band(name="black", pull_g=15_000))
    assert owned.box_heights_cm == (30, 45)
    assert {Kit.PULL_UP_BAR, Kit.BOX, Kit.BAND} <= owned.kit
    assert Kit.CHAIR not in owned.kit
    assert round(athlete.easy_pace_s_per_km or 0) == 345


def test_running_and_time_are_read() -> None:
    found = read_athlete(FULL, "athlete.toml", TODAY)
    assert found.running.pattern is not None
    assert found.running.pattern.runs == (
        UsualRun(day=Weekday.TUESDAY, kind=RunKind.HARD, distance_m=9_656, starts_at=time(6, 0)),
        UsualRun(day=Weekday.SUNDAY, kind=RunKind.LONG, duration_s=5_400),
    )
    assert found.running.pattern.easy_week_every == 4
    assert found.running.kinds == (KindGiven(kind=RunKind.RACE, on=date(2026, 10, 4)),)
    free = found.athlete.availability
    assert free.impossible == {Weekday.MONDAY, Weekday.FRIDAY}
    assert free.away[0] == (date(2026, 12, 24), date(2026, 12, 27))
    assert free.away[2] == (date(2027, 2, 1), date(2027, 2, 1))
    assert (free.session_time, free.run_time) == (time(18, 30), time(6, 15))
    assert (found.logs, found.programme) == (("strong.csv",), "mine.toml")


def test_writing_and_reading_gives_the_same() -> None:
    found = read_athlete(FULL, "athlete.toml", TODAY)
    again = read_athlete(write_athlete(found), "again.toml", TODAY)
    # A pace is written to the second per kilometre.
    assert round(again.athlete.easy_pace_s_per_km or 0) == 345
    paced = {"easy_pace_s_per_km": found.athlete.easy_pace_s_per_km}
    assert _with(again, **paced) == found


@given(athletes())
def test_any_athlete_is_written_so_that_they_read_back(athlete: Athlete) -> None:
    athlete = as_a_file_tells_it(athlete)
    text = write_athlete(AthleteFile(athlete=athlete))
    assert read_athlete(text, "a.toml").athlete == athlete


def as_a_file_tells_it(athlete: Athlete) -> Athlete:
    """The athlete without what no athlete file says."""
    import msgspec

    owned = athlete.equipment
    listed = {Kit.BOX: owned.box_heights_cm, Kit.BAND: owned.bands}
    kit = owned.kit - set(listed) | {thing for thing, there in listed.items() if there}
    free = athlete.availability
    impossible = free.impossible if len(free.impossible) < 7 else frozenset[Weekday]()
    free = msgspec.structs.replace(
        free, impossible=impossible, preferred=free.preferred - impossible
    )
    parts = list(BodyPart)
    bar = owned.barbell
    if bar is not None:
        bar = msgspec.structs.replace(bar, plates=tuple(sorted(bar.plates)))
    return msgspec.structs.replace(
        athlete,
        equipment=msgspec.structs.replace(owned, kit=kit, barbell=bar),
        availability=free,
        pains=tuple(sorted(athlete.pains, key=lambda pain: parts.index(pain.part))),
        stop_reasons=(),
        conditions=frozenset(),
        cleared=frozenset(),
    )


def _with(file: AthleteFile, **fields: object) -> AthleteFile:
    import msgspec

    athlete = msgspec.structs.replace(file.athlete, **fields)
    return msgspec.structs.replace(file, athlete=athlete)


@given(st.integers(20_000, 300_000), st.sampled_from(MassUnit))
def test_every_mass_is_written_to_the_gram(load_g: int, unit: MassUnit) -> None:
    text = f"[athlete]\nbody_mass = {mass(load_g, unit)}\nbirth_year = 1984\n"
    assert read_athlete(text, "a.toml").athlete.body_mass_g == load_g


@pytest.mark.parametrize(
    ("said", "mass_unit", "distance_unit"),
    [
        ('"150 lb"', MassUnit.LB, DistanceUnit.MI),
        ('"68 kg"', MassUnit.KG, DistanceUnit.KM),
        ("68", MassUnit.KG, DistanceUnit.KM),
    ],
)
def test_units_follow_body_mass_unless_said(
    said: str, mass_unit: MassUnit, distance_unit: DistanceUnit
) -> None:
    text = f"[athlete]\nbody_mass = {said}\nbirth_year = 1984\n"
    athlete = read_athlete(text, "a.toml").athlete
    assert (athlete.mass_unit, athlete.distance_unit) == (mass_unit, distance_unit)
    kept = read_athlete(text + 'units = { mass = "lb", distance = "km" }\n', "a.toml").athlete
    assert (kept.mass_unit, kept.distance_unit) == (MassUnit.LB, DistanceUnit.KM)


def test_a_gym_needs_no_list_of_weights() -> None:
    text = MINIMAL + "[equipment]\ngym = true\ndumbbells = { pairs = [30] }\nsliders = false\n"
    owned = read_athlete(text, "a.toml").athlete.equipment
    assert owned.dumbbell_pairs_g == (30_000,)
    assert owned.barbell is not None
    assert {Kit.RACK, Kit.BOX} <= owned.kit
    assert Kit.SLIDERS not in owned.kit


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('body_mass = "12 kg"', "cannot be right; write your body mass"),
        ("body_mass = 301", "cannot be right"),
        ("body_mass = true", "is not understood"),
        ('body_mass = "68 stones"', "is not understood"),
        ("birth_year = 1850", "cannot be right; write the year of birth"),
        ("birth_year = 2030", "cannot be right"),
        ('birth_year = "1984"', "is not a number"),
        ("birth_year = 1984.5", "is not a whole number"),
        ("birth_year = nan", "cannot be right"),
        ('experience = "regulr"', 'did you mean "regular"?'),
        ('time_zone = "Berlin"', "is not a time zone"),
        ('time_zone = "../etc/passwd"', "is not a time zone"),
        ("name = 5", "is not text; put it in quotes"),
        ('units = "kg"', "where a table of `name = value` lines belongs"),
        ('units = { mass = "stone" }', "is not known"),
        ("wieght = 5", "there is no `wieght`"),
    ],
)
def test_a_wrong_answer_about_the_person_has_its_line(line: str, sentence: str) -> None:
    key = line.split(" ")[0]
    rest = [each for each in MINIMAL.splitlines()[1:] if not each.startswith(key)]
    text = "\n".join(["# mine", "[athlete]", *rest, line])
    assert [(number, sentence in said) for number, said in problems(text)] == [
        (len(text.splitlines()), True)
    ]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("[time]\nsessions_a_week = 5", "write 2 or 3"),
        ("[time]\nminutes = 500", "15 to 120"),
        ('[time]\nimpossible = ["Mon", "Monday"]', "Monday stands twice"),
        ('[time]\nimpossible = ["Funday"]', "is not a day of the week"),
        ('[time]\nimpossible = ["T"]', "is not a day of the week"),
        (
            '[time]\nimpossible = ["Mo","Tu","We","Th","Fr","Sa","Su"]',
            "no day of the week is left",
        ),
        ('[time]\nimpossible = ["Mo"]\npreferred = ["Mo"]', "is impossible too"),
        ('[time]\naway = ["2027-01-05 to 2027-01-01"]', "ends before it begins"),
        ('[time]\naway = ["next week"]', "is not a stretch of days"),
        ('[time]\naway = ["2027-01-05 to 2029-01-01"]', "longer than a year"),
        ('[time]\nsession_time = "25:00"', "is not a time of day"),
        ('[time]\nhard_day_doubles = "maybe"', "write true or false"),
        ("[equipment]\ndumbbells = [8, 10]", "say whether they come in pairs"),
        ('[equipment]\ndumbbells = { pairs = ["eight"] }', "is not understood"),
        ('[equipment]\ndumbbells = { pairs = ["25-5 by 2.5"] }', "write lightest first"),
        ('[equipment]\ndumbbells = { pairs = ["1-200 by 0.1"] }', "is no range"),
        ("[equipment]\nboxes = [300]", "cannot be right; write a height"),
        ("[equipment]\nbarbell = {}", "bar is missing"),
        ('[equipment]\nbarbell = { bar = 20, plates = ["10"] }', "says not how many"),
        ('[equipment]\nbands = ["red"]', "says not how hard it pulls"),
        ("[equipment]\npullup_bar = true", "did you mean `pull_up_bar`?"),
        ('[goal]\nrace = "X"\ndate = 2036-04-01\ndistance = "10K"', "two years away"),
        ('[goal]\nrace = "X"\ndate = "2027-13-01"\ndistance = "10K"', "is not a date"),
        ("[goal]\ndate = 2027-04-01", "distance is missing"),
        ('[goal]\ndistance = "10K"', "date is missing"),
        ('[goal]\ndate = 2027-04-01\ndistance = "400 m"', "cannot be right"),
        ('[goal]\ndate = 2027-04-01\ndistance = "mara"', "is not understood"),
        ('[[running.pattern]]\nday = "Tue"\nkind = "esy"', 'did you mean "easy"?'),
        ('[[running.pattern]]\nkind = "easy"', "day is missing"),
        ('[[running.pattern]]\nday = "Tue"\n[[running.pattern]]\nday = "Tue"', "stands twice"),
        ("[running]\npattern = 3", "a list of tables belongs here"),
        ('[running]\ncalendar = "a.ics"\ncsv = "b.csv"', "keep one"),
        ("[running]\neasy_week_every = 1", "write weeks, 2 to 8"),
        ('[running]\neasy_pace = "345"', "is not a pace"),
        ('[running]\neasy_pace = "0:30 /km"', "is no running pace"),
        ('[[running.kinds]]\nkind = "easy"', "say which run"),
        ("[pain]\nknee = 11", "pain from 0 to 10"),
        ("[pain]\nelbo = 1", "did you mean `elbow`?"),
        ('[safety]\nchest_pain = "a bit"', "write true or false"),
        ('[safety]\ncleared = ["everything"]', "is not a question of [safety]"),
        ("[sport]\nx = 1", "there is no `sport`"),
    ],
)
def test_a_wrong_table_has_one_sentence_and_a_line_inside_it(table: str, sentence: str) -> None:
    text = MINIMAL + "\n" + table + "\n"
    found = problems(text)
    assert len(found) == 1
    line, said = found[0]
    assert sentence in said
    assert 5 <= line <= len(text.splitlines())


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        '[athlete]\nbody_mass = 5\nbirth_year = 1\n\n[time]\nminutes = "x"\n\n[pain]\nknee = 99\n'
    )
    assert [line for line, _ in problems(text)] == [2, 3, 6, 9]


def test_the_line_inside_a_list_over_several_lines_is_found() -> None:
    text = MINIMAL + "[equipment]\ndumbbells = { pairs = [\n  8,\n  9999,\n] }\n"
    assert [line for line, _ in problems(text)] == [7]


def test_the_second_of_two_runs_has_its_own_line() -> None:
    text = MINIMAL + '[[running.pattern]]\nday = "Tue"\n[[running.pattern]]\nday = "Xue"\n'
    assert [line for line, _ in problems(text)] == [7]


def test_the_message_names_the_file_and_the_line() -> None:
    with pytest.raises(AthleteFileError, match=r"^me\.toml:2: athlete\.body_mass: 5 cannot"):
        read_athlete("[athlete]\nbody_mass = 5\nbirth_year = 1984", "me.toml")


@pytest.mark.parametrize("text", ["", "  \n\n", "\ufeff"])
def test_an_empty_file_says_what_it_needs(text: str) -> None:
    [(line, said)] = problems(text.replace("\ufeff", ""))
    assert line == 1
    assert "strongstride init" in said


def test_what_is_not_toml_has_line_and_column() -> None:
    [(line, said)] = problems("[athlete]\nbody_mass = = 3\n")
    assert line == 2
    assert said.startswith("this is not TOML: ")
    assert "column 13" in said


def test_deep_nesting_is_refused() -> None:
    [(_, said)] = problems("a = " + "[" * 20_000)
    assert said


def test_a_race_just_run_is_still_the_goal() -> None:
    text = MINIMAL + '[goal]\nrace = "marathon"\ndate = 2026-11-15\n'
    goal = read_athlete(text, "a.toml", TODAY).athlete.goal
    assert goal == Goal(on=date(2026, 11, 15), distance=RaceDistance.MARATHON, name="marathon")


@pytest.mark.parametrize(
    ("said", "race"),
    [
        ('"5k"', RaceDistance.FIVE_K),
        ("10", RaceDistance.TEN_K),
        ('"15 km"', RaceDistance.TEN_K),
        ('"Half"', RaceDistance.HALF),
        ('"13.1 mi"', RaceDistance.HALF),
        ('"MARATHON"', RaceDistance.MARATHON),
        ('"26.2 miles"', RaceDistance.MARATHON),
        ('"50 mi"', RaceDistance.ULTRA),
    ],
)
def test_race_distances_are_understood(said: str, race: RaceDistance) -> None:
    text = MINIMAL + f"[goal]\ndate = 2027-04-25\ndistance = {said}\n"
    goal = read_athlete(text, "a.toml", TODAY).athlete.goal
    assert goal is not None
    assert goal.distance is race


@pytest.mark.parametrize(
    "data",
    [
        FULL.encode(),
        b"\xef\xbb\xbf" + FULL.encode(),
        FULL.encode("utf-16"),
        FULL.encode("cp1252"),
        FULL.replace("\n", "\r\n").encode(),
    ],
)
def test_the_encodings_editors_write_are_read(data: bytes) -> None:
    found = read_athlete(athlete_text(data, "a.toml"), "a.toml", TODAY)
    assert found == read_athlete(FULL, "a.toml", TODAY)


@pytest.mark.parametrize("data", [b"\x00\x01PK", b"\x81\x8d\xff", b"\xff\xfe\x00", bytes(40)])
def test_a_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(AthleteFileError, match="not a text file"):
        athlete_text(data, "run.fit")


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.key)
def test_every_screening_yes_stops_or_rules_out(topic: object) -> None:
    text = MINIMAL + f"[safety]\n{topic.key} = true\n"  # type: ignore[attr-defined]
    athlete = read_athlete(text, "a.toml", TODAY).athlete
    assert athlete.stop_reasons or athlete.conditions


def test_a_professional_lifts_the_stop_but_not_the_condition() -> None:
    text = MINIMAL + "[safety]\npregnant = true\nchest_pain = true\n"
    athlete = read_athlete(text, "a.toml", TODAY).athlete
    assert [stop.rule for stop in must_stop(athlete, TODAY)] == [
        "screening-stop",
        "screening-pregnancy",
    ]
    text += 'cleared = ["pregnant", "chest_pain"]\n'
    athlete = read_athlete(text, "a.toml", TODAY).athlete
    assert must_stop(athlete, TODAY) == ()
    assert athlete.conditions == {Condition.PREGNANT}


@given(st.sets(st.sampled_from(TOPICS).map(lambda topic: topic.key)), st.booleans())
def test_the_screening_is_written_so_that_it_reads_back(said: set[str], lifted: bool) -> None:
    lines = [f"{key} = true" for key in sorted(said)]
    if lifted:
        lines.append(f"cleared = [{', '.join(quoted(key) for key in sorted(said))}]")
    found = read_athlete("\n".join([MINIMAL, "[safety]", *lines]), "a.toml", TODAY)
    assert read_athlete(write_athlete(found), "b.toml", TODAY) == found


def test_an_acute_illness_cannot_be_cleared() -> None:
    text = MINIMAL + '[safety]\nacute_illness = true\ncleared = ["acute_illness"]\n'
    assert read_athlete(text, "a.toml", TODAY).athlete.stop_reasons


def test_under_sixteen_needs_an_adult() -> None:
    text = "[athlete]\nbody_mass = 50\nbirth_year = 2012\n[safety]\nwith_adult = false\n"
    alone = read_athlete(text, "a.toml", TODAY).athlete
    assert must_stop(alone, TODAY)
    assert Condition.UNDER_16 in alone.conditions
    beside = read_athlete(text.replace("false", "true"), "a.toml", TODAY).athlete
    assert not must_stop(beside, TODAY)
    assert Condition.UNDER_16 in beside.conditions


KEYS = st.sampled_from(
    ["athlete", "body_mass", "birth_year", "units", "time", "minutes", "impossible", "away",
     "equipment", "dumbbells", "pairs", "barbell", "plates", "goal", "date", "distance", "running",
     "pattern", "day", "kinds", "pain", "knee", "safety", "cleared", "log", "files", "x"]
)  # fmt: skip
VALUES = st.one_of(
    st.integers(),
    st.floats(),
    st.booleans(),
    st.text(max_size=12),
    st.dates(),
    st.sampled_from(["68 kg", "5-25 by 2.5", "Tuesday", "5:30 /km", "9" * 400, "4 x 10"]),
)
TABLES = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return quoted(value) if isinstance(value, str) else str(value)


@given(st.dictionaries(KEYS, TABLES, max_size=6))
def test_any_toml_is_an_athlete_or_a_list_of_problems(table: dict[str, object]) -> None:
    text = "\n".join(f"{key} = {_toml(value)}" for key, value in table.items())
    _read_or_told(text)


@given(st.text(max_size=200))
def test_any_text_is_an_athlete_or_a_list_of_problems(text: str) -> None:
    _read_or_told(text)


@given(st.binary(max_size=100))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(AthleteFileError):
        athlete_text(data, "a.toml")


def _read_or_told(text: str) -> None:
    told: tuple[Problem, ...] | None = None
    try:
        read_athlete(text, "a.toml", TODAY)
    except AthleteFileError as error:
        told = error.problems
    lines = max(len(text.splitlines()), 1)
    assert told is None or told
    assert all(1 <= each.line <= lines + 1 for each in told or ())
