# ruff: noqa: E501 - headers are as long as the apps write them
"""Strength logs in every dialect: what is read, what is left out and why, what is survived."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from strongstride.formats.lifts.log import LogError, StrengthLog, read_log

STRONG_A = """\
Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes
2026-03-02 07:10:00,"Legs","Squat (Barbell)",1,60,8,0,0,"felt easy","gym A"
2026-03-02 07:10:00,"Legs","Squat (Barbell)",2,62.5,6,0,0,"",""
2026-03-02 07:10:00,"Legs","Plank",1,0,0,0,45,"",""
2026-03-05 07:00:00,"Push","Bench Press (Barbell)",1,47.5,8,0,0,"",""
"""
STRONG_B = """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2026-03-02 07:10:00,"Legs",1h 14min,"Squat (Barbell)",W,20.0,8,0,0,,,
2026-03-02 07:10:00,"Legs",1h 14min,"Squat (Barbell)",1,60.0,8,0,0,,,8.5
2026-03-02 07:10:00,"Legs",1h 14min,"Squat (Barbell)",Rest Timer,0,0,0,90,,,
2026-03-02 07:10:00,"Legs",1h 14min,"Squat (Barbell)",F,60.0,5,0,0,,,10
2026-03-02 07:10:00,"Legs",1h 14min,"Squat (Barbell)",D,40.0,9,0,0,,,
2026-03-02 07:10:00,"Legs",1h 14min,"Squat (Barbell)",Note,0,0,0,0,"keep heels down",,
"""
STRONG_C = """\
Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes
2026-03-02 07:10:00;"Legs";"Squat (Barbell)";1;135;lbs;8;;;;0;"";""
2026-03-02 07:10:00;"Legs";"Running (Treadmill)";1;;;;;2.5;mi;1200;"";""
"""
STRONG_D = """\
"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";"Weight (kg)";"Reps";"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"
"7";"2026-03-02 07:10:00";"Legs";"3180";"Squat (Barbell)";"1";"62.5";"8";"";"";"";"";""
"7";"2026-03-02 07:10:00";"Legs";"3180";"Plank";"2";"";"";"";"";"75.0";"";""
"""
STRONG_E = """\
Date,Workout Name,Exercise Name,Set Order,kg,Reps,km,Seconds,Notes
2026-03-02 07:10:00,Legs,Squat (Barbell),1,62.5,8,,,
2026-03-02 07:10:00,Legs,Running,1,,,3.2,1020,
"""
STRONG_F = """\
Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,Sekunden,Notizen,Workout-Notizen,RPE
2026-03-02 07:10:00,Beine,56m,Kniebeuge (Langhantel),1,"62,5",8,0,0,,,
"""
HEVY = """\
"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"
"Legs 🦵","7 Apr 2026, 10:14","7 Apr 2026, 11:02","","Squat (Barbell)","","heels down",0,"warmup",20,10,,,
"Legs 🦵","7 Apr 2026, 10:14","7 Apr 2026, 11:02","","Squat (Barbell)","","heels down",1,"normal",62.5,8,,,8
"Legs 🦵","7 Apr 2026, 10:14","7 Apr 2026, 11:02","","Plank",0,"",0,"normal",,,,60,
"Legs 🦵","7 Apr 2026, 10:14","7 Apr 2026, 11:02","","Running","","",0,"normal",,,5.1,1800,
"""
FITBOD = """\
Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier
2026-04-07 08:14:35 +0200,Back Squat,10,20.0,0.0,0.0,0.0,0.0,true,,1.0
2026-04-07 08:14:35 +0200,Back Squat,8,60.0,0.0,0.0,0.0,0.0,false,,1.0
"""
FITNOTES = """\
Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time,Comment
2026-04-07,Barbell Squat,Legs,60.0,8,,,,
2026-04-07,Plank,Abs,,,,,0:01:15,steady
"""


def read(text: str, **options: str) -> StrengthLog:
    return read_log(text.encode(), "log.csv", **options)


def lines(log: StrengthLog) -> list[tuple[str, str, Decimal | None, int | None, float | None]]:
    return [
        (one.exercise, one.kind, one.weight, one.reps, one.seconds)
        for session in log.sessions
        for one in session.sets
    ]


def test_first_strong_dialect_is_read() -> None:
    log = read(STRONG_A, unit="kg")
    assert lines(log) == [
        ("Squat (Barbell)", "working", Decimal(60), 8, None),
        ("Squat (Barbell)", "working", Decimal("62.5"), 6, None),
        ("Plank", "working", Decimal(0), None, 45.0),
        ("Bench Press (Barbell)", "working", Decimal("47.5"), 8, None),
    ]
    first = log.sessions[0]
    assert (first.on, first.starts_at) == (
        date(2026, 3, 2),
        datetime.fromisoformat("2026-03-02 07:10"),
    )
    assert (first.name, first.note, first.sets[0].note) == ("Legs", "gym A", "felt easy")
    assert first.sets[1].load_g == 62_500
    assert (log.dialect, log.unit, log.unit_known, log.warnings) == ("Strong", "kg", True, ())


def test_set_order_says_kind_and_rest_timers_and_notes_are_no_sets() -> None:
    log = read(STRONG_B, unit="kg")
    assert [(kind, reps) for _, kind, _, reps, _ in lines(log)] == [
        ("warm-up", 8),
        ("working", 8),
        ("failure", 5),
        ("drop", 9),
    ]
    assert log.not_sets == 2
    assert [one.rpe for one in log.sessions[0].sets] == [None, 8.5, 10.0, None]
    assert log.sessions[0].duration_s == 74 * 60


def test_unit_columns_say_the_unit_of_a_row() -> None:
    log = read(STRONG_C)
    assert (log.unit, log.unit_known) == ("lb", True)
    assert log.sessions[0].sets[0].load_g == 61_235
    assert log.sessions[0].sets[1].distance_m == pytest.approx(4023.36)


@pytest.mark.parametrize("text", [STRONG_D, STRONG_E, STRONG_F])
def test_headers_with_units_and_in_german_are_understood(text: str) -> None:
    log = read(text, unit="kg")
    assert (log.sessions[0].sets[0].load_g, log.sessions[0].sets[0].reps) == (62_500, 8)
    assert log.damaged == 0


def test_kilograms_in_the_header_settle_the_unit() -> None:
    for text in (STRONG_D, STRONG_E, HEVY, FITBOD, FITNOTES):
        assert (read(text).unit, read(text).unit_known) == ("kg", True)


def test_seconds_column_of_the_quoted_dialect_times_a_hold() -> None:
    assert read(STRONG_D).sessions[0].sets[1].seconds == 75.0


def test_strong_in_an_unknown_language_is_read_by_the_place_of_its_columns() -> None:
    header, *rows = STRONG_B.splitlines()
    foreign = ",".join(f"слово{n}" for n in range(header.count(",") + 1))
    assert lines(read("\n".join([foreign, *rows]), unit="kg")) == lines(read(STRONG_B, unit="kg"))


def test_hevy_is_read() -> None:
    log = read(HEVY)
    assert log.dialect == "Hevy"
    assert [(kind, reps, seconds) for _, kind, _, reps, seconds in lines(log)] == [
        ("warm-up", 10, None),
        ("working", 8, None),
        ("working", None, 60.0),
        ("working", None, 1800.0),
    ]
    session = log.sessions[0]
    assert (session.name, session.starts_at) == (
        "Legs 🦵",
        datetime.fromisoformat("2026-04-07 10:14"),
    )
    assert session.duration_s == 48 * 60
    assert (session.sets[1].rpe, session.sets[0].order, session.sets[2].superset) == (8.0, 0, "0")
    assert session.sets[3].distance_m == pytest.approx(5100)


def test_hevy_in_pounds_is_read() -> None:
    log = read(HEVY.replace("weight_kg", "weight_lbs").replace(",62.5,", ",135,"))
    assert (log.unit, log.unit_known, log.sessions[0].sets[1].load_g) == ("lb", True, 61_235)


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("20 giu 2026, 10:14", date(2026, 6, 20)),
        ("20 juil. 2026, 10:14", date(2026, 7, 20)),
        ("3 août 2026, 10:14", date(2026, 8, 3)),
        ("3 Mär 2026, 10:14", date(2026, 3, 3)),
        ("3 de mayo de 2026, 10:14", date(2026, 5, 3)),
        ("3 dez. 2026, 10:14", date(2026, 12, 3)),
        ("3 мая 2026, 10:14", date(2026, 5, 3)),
        ("Apr 7, 2026, 10:14 AM", date(2026, 4, 7)),
        ("31.12.2026 10:14", date(2026, 12, 31)),
        ("2026/12/31 10:14", date(2026, 12, 31)),
        ("2026-12-31T10:14:00", date(2026, 12, 31)),
    ],
)
def test_dates_are_read_in_the_languages_of_the_apps(written: str, on: date) -> None:
    session = read(HEVY.replace("7 Apr 2026, 10:14", written)).sessions[0]
    assert (session.on, session.starts_at) == (on, datetime.fromisoformat(f"{on} 10:14"))


def test_afternoon_is_afternoon() -> None:
    session = read(HEVY.replace("7 Apr 2026, 10:14", "Apr 7, 2026, 12:05 PM")).sessions[0]
    assert session.starts_at == datetime.fromisoformat("2026-04-07 12:05")
    session = read(HEVY.replace("7 Apr 2026, 10:14", "Apr 7, 2026, 3:05 PM")).sessions[0]
    assert session.starts_at == datetime.fromisoformat("2026-04-07 15:05")


def test_day_and_month_are_told_apart_by_the_whole_file() -> None:
    rows = "Date,Exercise,Reps,kg\n{},Squat,5,60\n{},Squat,5,60\n"
    us = read(rows.format("4/10/2026", "4/23/2026"))
    assert [session.on for session in us.sessions] == [date(2026, 4, 10), date(2026, 4, 23)]
    eu = read(rows.format("4/10/2026", "23/10/2026"))
    assert [session.on for session in eu.sessions] == [date(2026, 10, 4), date(2026, 10, 23)]
    unclear = read(rows.format("4/10/2026", "5/10/2026"))
    assert "day first" in unclear.warnings[0]


def test_an_offset_in_the_file_is_kept() -> None:
    session = read(FITBOD).sessions[0]
    assert session.starts_at == datetime(2026, 4, 7, 8, 14, 35, tzinfo=timezone(timedelta(hours=2)))
    assert [one.kind for one in session.sets] == ["warm-up", "working"]


def test_fitbods_sets_column_counts_equal_sets() -> None:
    log = read("Date,Exercise,Sets,Reps,Weight,isWarmup,Note\n2026-04-07,Squat,3,8,60,false,\n")
    assert len(log.sessions[0].sets) == 3


def test_fitnotes_is_read() -> None:
    log = read(FITNOTES)
    assert lines(log)[1] == ("Plank", "working", None, None, 75.0)
    assert log.sessions[0].sets[1].note == "steady"


# --- damage -------------------------------------------------------------------------------------


def damaged(*rows: str) -> StrengthLog:
    return read(STRONG_A + "\n".join(rows) + "\n", unit="kg")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('"Legs","Squat (Barbell)",1,60,8,0,0,"",""', "is not a date"),
        ('2026-03-09 07:10:00,"Legs","Squat (Bar', "ends after 3 of 10 cells"),
        ("2026-03-09 07:10:00,1,60,8,0,0,,,,", "is not the name of an exercise"),
        ('2026-03-09 07:10:00,"Legs","Squat",1,60,8,0,0,"","","",9', "where the header has 10"),
        ('2026-03-09 07:10:00,"Legs","Squat",1,-60,8,0,0,"",""', "-60 is impossible as weight"),
        ('2026-03-09 07:10:00,"Legs","Squat",1,1000000000,8,0,0,"",""', "impossible as weight"),
        ('2026-03-09 07:10:00,"Legs","Squat",1,60,877777,0,0,"",""', "impossible as reps"),
        ('2026-03-09 07:10:00,"Legs","Squat",1,heavy,8,0,0,"",""', "not a number of weight"),
        ('2026-03-09 07:10:00,"Legs","Squat",1,"1,250",8,0,0,"",""', "read in two ways"),
        ('2026-13-09 07:10:00,"Legs","Squat",1,60,8,0,0,"",""', "is not a date"),
        ('2026-03-09 07:10:00,"Legs","Squat",1,60,8,0,999999,"",""', "impossible as seconds"),
    ],
)
def test_a_damaged_row_is_left_out_with_its_line_and_reason(row: str, why: str) -> None:
    log = damaged(row, '2026-03-10 07:10:00,"Legs","Squat",1,60,8,0,0,"",""')
    assert log.damaged == 1
    assert len(log.warnings) == 1
    assert log.warnings[0].startswith("log.csv, line 6: left out, ")
    assert why in log.warnings[0]
    assert log.sessions[-1].on == date(2026, 3, 10)  # the row after it is safe


def test_many_reps_with_a_load_are_kept() -> None:
    assert damaged('2026-03-09 07:10:00,"Legs","Squat",1,96.0,65,0,0,"",""').sets == 5


def test_a_row_short_of_its_notes_is_kept() -> None:
    log = damaged('2026-03-09 07:10:00,"Legs","Squat",1,60,8')
    assert (log.sets, log.damaged) == (5, 0)


def test_a_note_with_line_breaks_is_one_row() -> None:
    log = damaged('2026-03-09 07:10:00,"Legs","Squat",1,60,8,0,0,"slow\n\n3x5, ""hard""",""')
    assert log.sessions[-1].sets[0].note == 'slow\n\n3x5, "hard"'
    assert log.damaged == 0


def test_a_quote_that_never_closes_swallows_nothing_else() -> None:
    rows = [f'2026-03-{day} 07:10:00,"Legs","Squat",1,60,8,0,0,"",""' for day in range(10, 30)]
    log = damaged('2026-03-09 07:10:00,"Legs","Squat,1,60,8,0,0,,', *rows)
    assert (log.sets, log.damaged) == (25, 0)  # even the row itself can be told
    log = damaged('2026-03-09 07:10:00,"Legs","Squat,1,60', *rows)
    assert (log.sets, log.damaged) == (24, 1)


def test_negative_assistance_is_assistance() -> None:
    log = damaged('2026-03-09 07:10:00,"Pull","Pull Up (Assisted)",1,-20,8,0,0,"",""')
    assert log.sessions[-1].sets[0].weight == 20


def test_sets_with_nothing_done_are_counted_not_kept() -> None:
    log = damaged('2026-03-09 07:10:00,"Legs","Squat",1,60,0,0,0,"",""')
    assert (log.sets, log.empty, log.warnings) == (4, 1, ())


def test_binary_noise_of_converted_weights_is_taken_off() -> None:
    log = damaged('2026-03-09 07:10:00,"Legs","Squat",1,74.99999999999999,8,0,0,"",""')
    assert log.sessions[-1].sets[0].weight == 75


def test_only_so_many_problems_are_listed() -> None:
    log = damaged(*["x,y,z,1,1,1,1,1,1,1"] * 100)
    assert len(log.warnings) == 26
    assert log.warnings[-1] == "log.csv: 75 more rows left out."


def test_sessions_of_a_second_export_in_the_same_file_count_once() -> None:
    log = read(STRONG_A + STRONG_A + STRONG_A.replace("47.5,8", "50,5"), unit="kg")
    assert (log.sets, log.repeated) == (5, 7)  # the changed set is another set


def test_equal_sets_inside_one_session_are_all_kept() -> None:
    row = '2026-03-09 07:10:00,"Legs","Squat",1,60,8,0,0,"",""'
    assert damaged(row, row, row).sets == 7


def test_sessions_come_by_date() -> None:
    header, *rows = STRONG_A.splitlines()
    log = read("\n".join([header, *reversed(rows)]), unit="kg")
    assert [session.on for session in log.sessions] == [date(2026, 3, 2), date(2026, 3, 5)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "empty"),
        (b"a,b,c\n1,2,3\n", "not a strength log"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not a strength log"),
        (b'Date;Workout Name;Exercise Name;Set Order;Weight;Reps\n"a";"Leg', "no row"),
        (b'{"a": 1}', "no strength log"),
        (b'{"sessions": [', "not sound JSON"),
        (b"[" * 100_000, "not sound JSON"),
    ],
)
def test_what_is_no_log_is_refused_in_one_sentence(data: bytes, why: str) -> None:
    with pytest.raises(LogError, match=why) as refused:
        read_log(data, "mine.csv")
    assert str(refused.value).startswith("mine.csv ")
    assert "\n" not in str(refused.value)


def test_a_log_with_only_a_header_is_an_empty_log() -> None:
    assert read(STRONG_A.splitlines()[0]).sessions == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_recognised(encoding: str) -> None:
    log = read_log(STRONG_F.encode(encoding), "log.csv", unit="kg")
    assert log.sessions[0].sets[0].exercise == "Kniebeuge (Langhantel)"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(newline: str) -> None:
    assert read(STRONG_A.replace("\n", newline), unit="kg").sets == 4


# --- units --------------------------------------------------------------------------------------


def unitless(exercise: str, weights: list[float]) -> str:
    rows = [
        f'2026-03-{1 + n % 28:02d} 07:10:00,"A","{exercise}",{n},{weight},8,0,0,"",""'
        for n, weight in enumerate(weights)
    ]
    return "\n".join([STRONG_A.splitlines()[0], *rows])


KILOGRAMS = [40, 42.5, 45, 50, 52.5, 55, 57.5, 60, 61.25, 62.5] * 4
POUNDS = [95, 115, 125, 135, 135, 140, 145, 150, 155, 185] * 4


@pytest.mark.parametrize(("weights", "unit"), [(KILOGRAMS, "kg"), (POUNDS, "lb")])
def test_a_silent_log_gets_the_likelier_unit_and_is_told(weights: list[float], unit: str) -> None:
    log = read(unitless("Bench Press (Barbell)", weights))
    assert (log.unit, log.unit_known) == (unit, False)
    other = "lb" if unit == "kg" else "kg"
    assert f"say so with --unit {other}" in log.warnings[0]
    assert "UNSURE" not in log.warnings[0]


def test_pounds_exported_as_kilograms_are_kilograms() -> None:
    log = read(unitless("Some Row", [6.80388555, 11.33980925, 15.0]))
    assert (log.unit, log.unit_known) == ("kg", False)


def test_a_log_that_cannot_tell_its_unit_says_unsure() -> None:
    assert "UNSURE" in read(unitless("Some Row", [10, 15, 20])).warnings[0]


def test_the_owners_unit_tips_the_scales_only_where_they_stand_still() -> None:
    unclear = unitless("Some Row", [10, 15, 20]).encode()
    assert read_log(unclear, "a", usual="lb").unit == "lb"
    assert read_log(unclear, "a", usual="kg").unit == "kg"
    clear = unitless("Bench Press (Barbell)", KILOGRAMS).encode()
    assert read_log(clear, "a", usual="lb").unit == "kg"


def test_the_users_unit_wins_over_inference_but_not_over_the_file() -> None:
    log = read(unitless("Bench Press (Barbell)", POUNDS), unit="kg")
    assert (log.unit, log.unit_known, log.warnings) == ("kg", True, ())
    log = read(STRONG_D, unit="lb")
    assert log.unit == "kg"
    assert "says itself" in log.warnings[0]


@given(
    st.lists(st.sampled_from(POUNDS), min_size=30, max_size=60),
    st.sampled_from(["Bench Press (Barbell)", "bench press (barbell)"]),
)
def test_a_pound_bench_press_is_never_taken_for_kilograms(weights: list[float], name: str) -> None:
    assert read(unitless(name, weights)).unit == "lb"


# --- robustness ---------------------------------------------------------------------------------

DIALECTS = [STRONG_A, STRONG_B, STRONG_C, STRONG_D, STRONG_E, STRONG_F, HEVY, FITBOD, FITNOTES]


@given(st.binary(max_size=400))
@example(b'{"sessions": [{"sets": [1, null, {"exercise": {}}]}, 5, {"sets": {}}]}')
@example(b'{"sessions": [{"sets": [{"exercise": "a", "date": "2026-01-01", "reps": 1e999}]}]}')
def test_any_bytes_are_a_log_or_refused(data: bytes) -> None:
    _read_or_refused(data)


@given(
    st.sampled_from(DIALECTS),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 30), st.text(max_size=12)), max_size=6),
)
def test_any_wound_to_a_log_is_survived(text: str, wounds: list[tuple[int, int, str]]) -> None:
    for at, length, put in wounds:
        text = text[: at % len(text)] + put + text[at % len(text) + length :] or "x"
    _read_or_refused(text.encode("utf-8", errors="replace"))


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_cells_are_a_set_or_a_reason(when: str, name: str, weight: str, reps: str) -> None:
    import csv
    from io import StringIO

    out = StringIO()
    csv.writer(out).writerows(
        [
            ["Date", "Exercise", "Weight", "Reps"],
            ["2026-01-01", "Squat", "60", "5"],
            [when, name, weight, reps],
        ]
    )
    log = _read_or_refused(out.getvalue().encode("utf-8", errors="replace"))
    assert log is not None  # one good row is enough for a log


def _read_or_refused(data: bytes) -> StrengthLog | None:
    try:
        log = read_log(data, "x")
    except LogError:
        return None
    for session in log.sessions:
        for one in session.sets:
            assert one.reps or one.seconds or one.distance_m
            assert one.load_g is None or 0 <= one.load_g <= 2_500_000
            assert (one.load_g is None) == (one.weight is None)
            assert any(letter.isalpha() for letter in one.exercise)
    assert all("\n" not in warning for warning in log.warnings)
    return log


# --- the real world -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sessions", "sets", "damaged", "unit"),
    [
        ("strong-a.csv", 137, 2995, 0, "kg"),
        ("strong-b.csv", 83, 2440, 0, "lb"),
        ("strong-c.csv", 292, 5400, 1, "lb"),
        ("strong-d.csv", 190, 4133, 0, "kg"),
        ("strong-e.csv", 199, 3344, 0, "kg"),
        ("strong-e-broken.csv", 199, 3339, 7, "kg"),
        ("alt.csv", 1, 9, 0, "kg"),
        ("example.csv", 2, 14, 0, "kg"),
        ("exampleB.csv", 2, 14, 0, "kg"),
    ],
)
@pytest.mark.shared
def test_real_logs_are_read_whole(
    shared_data: Path, name: str, sessions: int, sets: int, damaged: int, unit: str
) -> None:
    log = read_log((shared_data / "strength" / name).read_bytes(), name)
    assert (len(log.sessions), log.sets, log.damaged, log.unit) == (sessions, sets, damaged, unit)


@pytest.mark.shared
def test_the_broken_fragment_is_refused_with_its_line(shared_data: Path) -> None:
    with pytest.raises(LogError, match="line 2: left out, the row ends after 4 of 13 cells"):
        read_log((shared_data / "strength" / "bad.csv").read_bytes(), "bad.csv")


def test_utc_is_kept() -> None:
    session = read("Date,Exercise,Reps,kg\n2026-04-07T10:00:00Z,Squat,5,60\n").sessions[0]
    assert session.starts_at == datetime(2026, 4, 7, 10, tzinfo=UTC)
