"""From the words of a log to the coach's terms: exercises, loads, reserve, and what is left out."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.catalogue import Loading, Measure, catalogue
from strongstride.coach.log import LoggedSession, LoggedSet, SetKind, Side
from strongstride.coach.quantities import MassUnit
from strongstride.exchange.lift_export import raw_sessions
from strongstride.exchange.lift_intake import (
    dumbbells_look_together,
    logged_sessions,
    merged,
    other_id,
    recorded_sessions,
    take_log,
)
from strongstride.formats.lifts.log import StrengthLog, read_log
from strongstride.formats.lifts.own_log import write_csv, write_json
from strongstride.formats.recording import RecordedSet, Recording

HEADER = "date,session,exercise,kind,reps,seconds,load,unit,rpe,rir,distance_m,note"


def log_of(*rows: str) -> StrengthLog:
    return read_log("\n".join([HEADER, *rows]).encode(), "log.csv")


def only_set(row: str, *, together: bool | None = None) -> LoggedSet:
    (session,) = logged_sessions(log_of(row), dumbbells_together=together)
    return session.sets[0]


def test_a_known_name_becomes_the_catalogues_exercise() -> None:
    expected = catalogue().named("Goblet squat")
    assert expected is not None
    assert only_set("2026-03-02,A,goblet squats,,8,,16,kg,,,,").exercise == expected.id


def test_an_unknown_name_keeps_its_own_history() -> None:
    intake = take_log(
        log_of(
            "2026-03-02,A,Zercher Wobble (Böard),,8,,16,kg,,,,",
            "2026-03-03,A,zercher wobble  böard,,8,,16,kg,,,,",
        )
    )
    assert {one.exercise for session in intake.sessions for one in session.sets} == {
        "other:zercher-wobble-board"
    }
    assert intake.unknown == {"zercher-wobble-board": 2}


def test_a_resolver_of_ones_own_is_asked() -> None:
    found = catalogue().training[0]
    (session,) = logged_sessions(log_of("2026-03-02,A,Xyz,,8,,16,kg,,,,"), lambda _: found)
    assert session.sets[0].exercise == found.id


@pytest.mark.parametrize(
    ("rpe", "rir", "expected"),
    [
        ("8", "", 2.0),
        ("9.5", "", 0.5),
        ("", "3", 3.0),
        ("8", "1", 1.0),
        ("4", "", None),
        ("", "8", None),
        ("", "", None),
        ("5", "", 5.0),
    ],
)
def test_reserve_comes_from_rir_or_rpe_where_it_says_something(
    rpe: str, rir: str, expected: float | None
) -> None:
    assert only_set(f"2026-03-02,A,Squat,,8,,60,kg,{rpe},{rir},,").rir == expected


@pytest.mark.parametrize("kind", list(SetKind))
def test_kinds_of_sets_are_kept(kind: SetKind) -> None:
    assert only_set(f"2026-03-02,A,Squat,{kind.value},8,,60,kg,,,,").kind is kind


@pytest.mark.parametrize(
    "name",
    [
        "Running (Treadmill)",
        "Cycling (Indoor)",
        "Rowing (Machine)",
        "Elliptical Machine",
        "Walking",
    ],
)
def test_cardio_rows_are_left_out_and_counted(name: str) -> None:
    intake = take_log(
        log_of(f"2026-03-02,A,{name},,,600,,,,,,", "2026-03-02,A,Squat,,8,,60,kg,,,,")
    )
    assert (intake.cardio, len(intake.sessions), len(intake.sessions[0].sets)) == (1, 1, 1)
    assert "left out of the lifts" in intake.notices[0]


@pytest.mark.parametrize("name", ["Walking Lunge", "Farmer's Walk", "Seated Row Machine Barbell"])
def test_strength_that_sounds_like_cardio_is_kept(name: str) -> None:
    assert take_log(log_of(f"2026-03-02,A,{name},,8,30,20,kg,,,,")).cardio == 0


def test_our_own_ids_of_unknown_exercises_stay_what_they_are() -> None:
    assert only_set("2026-03-02,A,other:bike,,8,,16,kg,,,,").exercise == "other:bike"


def test_a_session_of_cardio_only_is_no_strength_session() -> None:
    assert take_log(log_of("2026-03-02,A,Running,,,600,,,,,,")).sessions == ()


def test_zero_weight_is_no_load_but_zero_help_is_zero_help() -> None:
    assert only_set("2026-03-02,A,Push Up,,8,,0,kg,,,,").load_g is None
    assisted = next(e for e in catalogue().training if e.loading is Loading.ASSISTED)
    assert only_set(f"2026-03-02,A,{assisted.id},,8,,0,kg,,,,").load_g == 0
    assert only_set(f"2026-03-02,A,{assisted.id},,8,,25,kg,,,,").load_g == 25_000


def presses(dumbbells: int, note: str = "") -> list[str]:
    return [
        row
        for n in range(1, 8)
        for row in (
            f"2026-03-{n:02d},A,Bench Press (Barbell),,8,,80,kg,,,,",
            f"2026-03-{n:02d},A,Bench Press (Dumbbell),,8,,{dumbbells},kg,,,,{note}",
        )
    ]


def test_pairs_logged_together_are_halved_and_said() -> None:
    log = log_of(*presses(64))
    assert dumbbells_look_together(log) is True
    intake = take_log(log)
    assert {one.load_g for session in intake.sessions for one in session.sets} == {80_000, 32_000}
    assert "halved" in intake.notices[0]


def test_pairs_logged_singly_stay() -> None:
    log = log_of(*presses(30, note="combine the weights?"))  # numbers speak louder than notes
    assert dumbbells_look_together(log) is False
    assert take_log(log).notices == ()


def test_a_note_speaks_where_numbers_cannot() -> None:
    row = "2026-03-02,A,Bench Press (Dumbbell),,8,,64,kg,,,,weight is combined"
    assert dumbbells_look_together(log_of(row)) is True
    assert dumbbells_look_together(log_of(row.replace("combined", "ok"))) is None


def test_the_athletes_word_on_dumbbells_wins() -> None:
    row = "2026-03-02,A,Bench Press (Dumbbell),,8,,64,kg,,,,weight is combined"
    assert only_set(row, together=False).load_g == 64_000
    assert only_set(row.replace("combined", "ok"), together=True).load_g == 32_000


def test_ids_agree_between_overlapping_exports() -> None:
    rows = ["2026-03-02 07:00:00,Legs,Squat,,8,,60,kg,,,,"] * 3
    short, long = (logged_sessions(log_of(*rows[:n])) for n in (1, 3))
    assert short[0].id == long[0].id == "2026-03-02T070000-legs"
    assert merged([*short, *long]) == long
    assert merged([*long, *short]) == long


# --- the watch ----------------------------------------------------------------------------------


def recording(*sets: RecordedSet) -> Recording:
    return Recording(
        source="a.fit", format="fit", sport="training", sub_sport="strength_training",
        starts_at=datetime(2026, 3, 2, 6, 5, tzinfo=UTC), utc_offset_s=3600,
        local_on=date(2026, 3, 2), distance_m=None, elapsed_s=1800, moving_s=None,
        name="Strength", sets=sets,
    )  # fmt: skip


def test_sets_of_a_watch_are_found_by_their_fit_name() -> None:
    squat = catalogue().named("Goblet squat")
    assert squat is not None
    assert squat.fit is not None
    fit = RecordedSet(category=squat.fit.category, name=squat.fit.name, reps=8, load_g=16_000)
    unknown = RecordedSet(category="olympic_lift", name="clean_and_jerk", reps=3, seconds=20.0)
    (session,) = recorded_sessions([recording(fit, unknown)]).sessions
    assert session.on == date(2026, 3, 2)
    assert [(one.exercise, one.reps, one.load_g) for one in session.sets] == [
        (squat.id, 8, 16_000),
        ("other:clean-and-jerk", 3, None),
    ]


def test_watch_sets_that_measure_nothing_or_cardio_are_counted() -> None:
    intake = recorded_sessions(
        [
            recording(
                RecordedSet(category="squat", name=None, seconds=40.0),
                RecordedSet(category="cardio", name="nothing_we_know", seconds=60),
                RecordedSet(category=None, name=None, reps=5),
            )
        ]
    )
    assert (intake.unmeasured, intake.cardio) == (1, 1)
    assert intake.sessions[0].sets[0].exercise == "other:unknown"


def test_only_a_held_exercise_of_a_watch_is_measured_in_seconds() -> None:
    fits = [exercise.fit for exercise in catalogue().training]
    held = next(
        exercise
        for exercise in catalogue().training
        if exercise.measure is Measure.SECONDS and exercise.fit and fits.count(exercise.fit) == 1
    )
    assert held.fit is not None
    hold = RecordedSet(category=held.fit.category, name=held.fit.name, reps=1, seconds=45.0)
    squats = RecordedSet(category="olympic_lift", name="snatch", reps=5, seconds=30.0)
    (session,) = recorded_sessions([recording(hold, squats)]).sessions
    assert [(one.reps, one.seconds) for one in session.sets] == [(None, 45.0), (5, None)]


def test_a_log_replaces_what_the_watch_saw_on_its_day() -> None:
    (watch,) = recorded_sessions(
        [recording(RecordedSet(category="squat", name="x", reps=5))]
    ).sessions
    logged = logged_sessions(log_of("2026-03-02,A,Squat,,8,,60,kg,,,,"))
    later = logged_sessions(log_of("2026-03-04,A,Squat,,8,,60,kg,,,,"))
    assert merged([watch, *logged]) == logged
    assert merged([watch, *later]) == (watch, *later)


def test_recordings_without_sets_are_passed_over_and_twins_merged() -> None:
    one = recording(RecordedSet(category="squat", name=None, reps=5))
    assert recorded_sessions([recording()]).sessions == ()
    assert len(recorded_sessions([one, one]).sessions) == 1


# --- and back -----------------------------------------------------------------------------------

IDS = sorted(exercise.id for exercise in catalogue().training)
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@st.composite
def logged(draw: st.DrawFn) -> LoggedSet:
    return LoggedSet(
        exercise=draw(st.sampled_from(IDS) | WORDS.map(other_id)),
        load_g=draw(st.none() | st.integers(1, 600_000)),
        reps=draw(st.integers(1, 100)),
        seconds=draw(st.none() | st.integers(1, 600).map(float)),
        rir=draw(st.none() | st.sampled_from([0.0, 0.5, 2.0, 5.0])),
        side=draw(st.none() | st.sampled_from(list(Side))),
        kind=draw(st.sampled_from(list(SetKind))),
        form_ok=draw(st.none() | st.booleans()),
        pain=draw(st.none() | st.integers(0, 10)),
        note=draw(WORDS | st.just("")),
    )


@given(
    st.lists(
        st.tuples(
            st.dates(date(1990, 1, 1), date(2040, 1, 1)),
            WORDS | st.just(""),
            st.lists(logged(), min_size=1, max_size=4),
        ),
        max_size=3,
        unique_by=lambda one: one[0],
    ),
    st.sampled_from(list(MassUnit)),
    st.sampled_from([write_csv, write_json]),
)
def test_what_the_coach_logged_comes_back_to_the_gram(
    content: list[tuple[date, str, list[LoggedSet]]], unit: MassUnit, write: object
) -> None:
    sessions = tuple(
        LoggedSession(on=on, id=f"id-{on}", name=name, sets=tuple(sets))
        for on, name, sets in sorted(content, key=lambda one: one[0])
    )
    data = write(raw_sessions(sessions, unit))  # type: ignore[operator]
    assert logged_sessions(read_log(data, "mine"), dumbbells_together=False) == sessions


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "sets", "cardio"),
    [
        ("strong-a.csv", 2995, 0),
        ("strong-b.csv", 2439, 1),
        ("strong-c.csv", 5400, 0),
        ("strong-d.csv", 4068, 65),
        ("strong-e.csv", 3344, 0),
    ],
)
def test_real_logs_reach_the_coach(shared_data: Path, name: str, sets: int, cardio: int) -> None:
    log = read_log((shared_data / "strength" / name).read_bytes(), name)
    intake = take_log(log)
    assert sum(len(session.sets) for session in intake.sessions) == sets
    assert intake.cardio == cardio
