"""FIT activities: what is trusted, what is repaired, what is refused."""

import struct
from datetime import UTC, date, datetime, timedelta

import pytest

from strongstride.formats.errors import NotAnActivityError, UnreadableFileError
from strongstride.formats.fit import parts as fit_parts
from strongstride.formats.fit import reader as fit_module
from strongstride.formats.fit.reader import read_fit
from strongstride.formats.recording import Recording
from tests.formats.making import (
    START,
    fit,
    fit_activity,
    fit_file_id,
    fit_records,
    fit_run,
    fit_session,
)


def only(data: bytes) -> Recording:
    (recording,) = read_fit(data, "run.fit")
    return recording


def test_a_plain_run_is_told_as_the_watch_told_it() -> None:
    run = only(fit_run(session={"total_distance": 1830.0, "total_ascent": 12}))
    assert (run.format, run.sport, run.sub_sport) == ("fit", "running", None)
    assert run.starts_at == START
    assert run.distance_m == 1830.0
    assert run.elapsed_s == run.moving_s == 600.0
    assert (run.average_hr, run.max_hr, run.climb_m) == (140, 155, 12)
    assert run.has_gps
    assert run.warnings == ()


def test_an_evening_run_stays_on_its_local_day() -> None:
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # 00:30 the next day in Berlin
    assert only(fit_run(late, offset_s=7200)).local_on == date(2026, 7, 2)
    evening = datetime(2026, 7, 2, 0, 30, tzinfo=UTC)  # 20:30 the day before in New York
    assert only(fit_run(evening, offset_s=-14400)).local_on == date(2026, 7, 1)


def test_without_an_offset_the_longitude_decides_the_day() -> None:
    evening = datetime(2026, 7, 2, 0, 30, tzinfo=UTC)
    run = only(fit_run(evening, offset_s=None, place=(40.7, -74.0)))
    assert run.utc_offset_s is None
    assert run.local_on == date(2026, 7, 1)


def test_an_impossible_offset_is_not_believed() -> None:
    run = only(fit_run(offset_s=-876_098_089))
    assert run.utc_offset_s is None
    assert run.local_on == START.date()


def test_a_treadmill_run_without_positions_counts() -> None:
    run = only(fit_run(place=None, session={"sub_sport": "treadmill"}))
    assert (run.sport, run.sub_sport, run.has_gps) == ("running", "treadmill", False)
    assert run.distance_m == 1800.0


def test_a_treadmill_that_measured_nothing_has_an_unknown_distance() -> None:
    run = only(fit_run(place=None, speed=0.0, session={"total_distance": 0.0}))
    assert run.distance_m is None


def test_the_watch_distance_wins_over_positions_that_began_late() -> None:
    records = fit_records(seconds=600)
    for _, fields in records[:450]:
        fields.pop("position_lat")
        fields.pop("position_long")
    run = only(fit([fit_file_id(), *records, fit_session(), fit_activity()]))
    assert run.distance_m == 1800.0


@pytest.mark.parametrize(
    ("told", "says"), [(100.0, "far less"), (6_900.0, "far more"), (90_000.0, "faster than anyone")]
)
def test_an_absurd_watch_distance_gives_way_to_full_positions(told: float, says: str) -> None:
    run = only(fit_run(session={"total_distance": told}))
    assert run.distance_m == pytest.approx(1800, rel=0.01)
    assert says in run.warnings[0]


def test_positions_of_a_part_only_do_not_overrule_the_watch() -> None:
    records = fit_records(seconds=600)
    for _, fields in records[:420]:
        fields.pop("position_lat")
        fields.pop("position_long")
    run = only(fit([fit_file_id(), *records, fit_session(), fit_activity()]))
    assert (run.distance_m, run.warnings) == (1800, ())


def test_an_absurd_distance_without_positions_is_unknown() -> None:
    run = only(fit_run(place=None, session={"total_distance": 90_000.0}))
    assert run.distance_m is None
    assert "left out" in run.warnings[0]


def test_a_treadmill_distance_is_not_doubted_because_of_indoor_gps() -> None:
    session = {"total_distance": 500.0, "sub_sport": "treadmill"}
    assert only(fit_run(session=session)).distance_m == 500


def test_zero_heart_rates_are_unknown() -> None:
    session = {"avg_heart_rate": 0, "max_heart_rate": 0}
    run = only(fit_run(heart_rate=0, session=session))
    assert run.average_hr is None
    assert run.max_hr is None


def test_a_missing_heart_rate_summary_is_taken_from_the_samples() -> None:
    session = {"avg_heart_rate": None, "max_heart_rate": None}
    run = only(fit_run(heart_rate=151, session=session))
    assert (run.average_hr, run.max_hr) == (151, 151)


def test_a_clock_jump_of_days_does_not_stretch_the_run() -> None:
    early = fit_records(START - timedelta(hours=486), 5)
    data = fit(
        [
            fit_file_id(),
            *early,
            *fit_records(seconds=600),
            fit_session(total_elapsed_time=486 * 3600.0 + 600),
            fit_activity(),
        ]
    )
    run = only(data)
    assert run.elapsed_s == 600
    assert any("clock jumped" in warning for warning in run.warnings)


def test_a_start_of_another_day_or_after_the_samples_gives_way_to_them() -> None:
    for wrong in (START - timedelta(days=20), START + timedelta(seconds=700)):
        run = only(fit_run(session={"start_time": wrong, "timestamp": wrong}))
        assert run.starts_at == START
        assert run.local_on == START.date()
        assert run.elapsed_s == 600


def test_samples_that_go_back_in_time_are_left_out() -> None:
    records = fit_records(seconds=600)
    records[300:300] = fit_records(START + timedelta(seconds=100), 5)
    run = only(fit([fit_file_id(), *records, fit_session(), fit_activity()]))
    assert run.distance_m == 1800.0
    assert any("ran backwards: samples left out (6)" in warning for warning in run.warnings)


def test_a_multi_session_file_becomes_one_recording_each() -> None:
    ride = START + timedelta(seconds=700)
    data = fit(
        [
            fit_file_id(),
            *fit_records(seconds=600),
            *fit_records(ride, 900, speed=8.0, heart_rate=120),
            fit_session(avg_heart_rate=None),
            fit_session(ride, 900, sport="cycling", total_distance=7200.0, avg_heart_rate=None),
            fit_activity(sessions=2),
        ]
    )
    run, then = read_fit(data, "duathlon.fit")
    assert (run.sport, run.distance_m, run.average_hr) == ("running", 1800.0, 140)
    assert (then.sport, then.distance_m, then.average_hr) == ("cycling", 7200.0, 120)
    assert then.starts_at == ride


def test_a_chained_file_gives_all_its_activities() -> None:
    later = START + timedelta(hours=3)
    first, second = read_fit(fit_run() + fit_run(later), "chain.fit")
    assert (first.starts_at, second.starts_at) == (START, later)


def test_the_same_session_written_twice_counts_once() -> None:
    data = fit([fit_file_id(), fit_session(), *fit_records(), fit_session(), fit_activity()])
    assert len(read_fit(data, "twice.fit")) == 1


def test_rubbish_after_a_whole_activity_is_only_warned_about() -> None:
    run = only(fit_run() + b"no fit at all, but long enough to look")
    assert run.distance_m == 1800.0
    assert "left out" in run.warnings[0]


def test_a_wrong_checksum_is_read_with_a_warning() -> None:
    data = bytearray(fit_run())
    data[-1] ^= 0xFF
    run = only(bytes(data))
    assert run.distance_m == 1800.0
    assert "checksum" in run.warnings[0]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_run_is_rebuilt_from_its_samples(share: float) -> None:
    data = fit_run()
    run = only(data[: int(len(data) * share)])
    assert run.starts_at == START
    assert run.distance_m == pytest.approx(1800 * share, rel=0.1)
    assert run.elapsed_s == pytest.approx(600 * share, rel=0.1)
    assert run.average_hr == 140
    assert "cut off" in run.warnings[0]
    assert "rebuilt" in run.warnings[1]


def test_a_file_whose_length_was_never_written_is_read() -> None:
    data = bytearray(fit_run())
    data[4:8] = struct.pack("<I", 0)
    assert only(bytes(data)).distance_m == 1800.0


def test_a_watch_that_counts_from_its_start_is_dated_by_its_local_clock() -> None:
    fit_epoch = datetime(1989, 12, 31, tzinfo=UTC)
    system = fit_epoch + timedelta(seconds=10_000)
    shift = int((START - system).total_seconds())
    run = only(fit_run(system, offset_s=shift))
    assert run.local_on == START.date()
    assert run.starts_at == START
    assert "local clock" in run.warnings[0]


def test_garmins_sdk_reads_what_fitfast_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_module, "_fast", lambda _: None)
    run = only(fit_run())
    assert run.starts_at == START
    assert run.distance_m == 1800.0
    assert run.average_hr == 140
    assert run.has_gps
    assert run.local_on == START.date()


def test_strength_sets_keep_exercise_reps_and_load() -> None:
    def one_set(**fields: object) -> tuple[str, dict[str | int, object]]:
        return "set", {"timestamp": START, "start_time": START, "set_type": "active", **fields}

    data = fit(
        [
            fit_file_id(),
            *fit_records(place=None),
            one_set(
                duration=42.0, repetitions=8, weight=20.5, category=["squat"], category_subtype=[37]
            ),
            one_set(duration=90.0, set_type="rest"),
            one_set(duration=30.0, category=[65534, 19], category_subtype=[65535, 43]),
            one_set(duration=20.0, repetitions=5),
            fit_session(sport="training", sub_sport="strength_training", total_distance=None),
            fit_activity(),
        ]
    )
    gym = only(data)
    assert gym.sport == "strength_training"
    squat, plank, unnamed = gym.sets
    assert (squat.category, squat.name, squat.reps, squat.load_g, squat.seconds) == (
        "squat",
        "goblet_squat",
        8,
        20_500,
        42.0,
    )
    assert (plank.category, plank.name, plank.reps, plank.load_g) == ("plank", "plank", None, None)
    assert (unnamed.category, unnamed.name, unnamed.reps) == (None, None, 5)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("workout", "workout plan"),
        ("settings", "settings"),
        ("course", "course"),
        ("weight", "scale"),
    ],
)
def test_other_fit_files_are_not_activities(kind: str, says: str) -> None:
    with pytest.raises(NotAnActivityError, match=says):
        read_fit(fit([fit_file_id(kind=kind)]), "x.fit")


def test_an_activity_without_any_content_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="neither samples nor a summary"):
        read_fit(fit([fit_file_id()]), "x.fit")


def test_more_messages_than_a_week_of_samples_are_refused() -> None:
    definition = bytes([0x40, 0, 0, 20, 0, 0])  # records without a single field: one byte each
    data = fit_parts.framed(definition + bytes(600_001))
    with pytest.raises(UnreadableFileError, match="more than a week"):
        read_fit(data, "bomb.fit")


def test_the_walk_keeps_summary_messages_and_counts_samples() -> None:
    data = fit_run(seconds=100)
    parts = fit_parts.split(data)
    assert (parts.records, parts.damage) == (101, "")
    assert len(parts.summary) < len(data) / 4
    assert fit_parts.mended(parts)[14:-2] == data[14:-2]
