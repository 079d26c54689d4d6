"""Workout files: what is planned is what a watch reads, by two decoders."""

from datetime import UTC, date, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any

import fitfast
import pytest
from garmin_fit_sdk import Decoder, Profile, Stream
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.coach.catalogue import Implement, catalogue
from strongstride.coach.programme import (
    CoolDownItem,
    Intent,
    Phase,
    PlannedExercise,
    PlannedSession,
    PlannedSet,
    PlannedWeek,
    Programme,
    WarmUpItem,
)
from strongstride.coach.quantities import MassUnit
from strongstride.exchange.watch import MOST_STEPS, watch_files, watch_workout
from strongstride.formats.fit.workout import (
    NAME_BYTES,
    NOTE_BYTES,
    Repeat,
    WorkoutFile,
    WorkoutStep,
    cut,
    encode_workout,
)

TRAINING = catalogue().training
BOTH_SIDES = next(e for e in TRAINING if not e.one_sided and e.fit and e.fit.name)
ONE_SIDED = next(e for e in TRAINING if e.one_sided and e.fit and e.fit.name)
STRETCH = catalogue().stretches[0]
FRONT = PlannedSet(reps=8, load_g=20_000, rir=2, rest_s=90)


def session(
    *work: PlannedExercise,
    warm_up: tuple[WarmUpItem, ...] = (),
    cool_down: tuple[CoolDownItem, ...] = (),
    on: date = date(2026, 11, 24),
    focus: str = "Legs and core",
    id: str = "w1-1",  # noqa: A002 - the field's name
) -> PlannedSession:
    return PlannedSession(
        id=id, on=on, starts_at=None, same_day_as_run=False, focus=focus, leg_cost=2, minutes=45,
        warm_up=warm_up, work=work, cool_down=cool_down, reasons=(),
    )  # fmt: skip


def decoded(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """By Garmin's decoder, after its own checks; fitfast must see the same steps."""
    assert Decoder(Stream.from_byte_array(bytearray(data))).check_integrity()
    messages, errors = Decoder(Stream.from_byte_array(bytearray(data))).read()
    assert errors == []
    others = fitfast.parse(data)["workout_step"]
    shared = ("message_index", "duration_type", "duration_value", "target_value", "notes")
    steps = messages["workout_step_mesgs"]
    assert [[one.get(k) for k in shared] for one in others] == [
        [one.get(k) for k in shared] for one in steps
    ]
    return messages


def steps_of(planned: PlannedSession, unit: MassUnit = MassUnit.KG) -> list[dict[str, Any]]:
    return decoded(encode_workout(watch_workout(planned, unit)))["workout_step_mesgs"]


def test_the_file_says_it_is_a_strength_workout() -> None:
    planned = session(PlannedExercise(exercise=BOTH_SIDES, sets=(FRONT,) * 3))
    messages = decoded(encode_workout(watch_workout(planned)))
    file_id, workout = messages["file_id_mesgs"][0], messages["workout_mesgs"][0]
    assert file_id["type"] == "workout"
    assert file_id["time_created"] == datetime(2026, 11, 24, tzinfo=UTC)
    assert (workout["sport"], workout["sub_sport"]) == ("training", "strength_training")
    assert workout["wkt_name"] == "24 Nov Legs and core"
    assert workout["num_valid_steps"] == len(messages["workout_step_mesgs"]) == 3


def test_equal_sets_become_a_repeat_of_set_and_rest() -> None:
    work, rest, repeat = steps_of(session(PlannedExercise(exercise=BOTH_SIDES, sets=(FRONT,) * 3)))
    assert (work["intensity"], work["duration_type"], work["duration_reps"]) == (
        "active",
        "reps",
        8,
    )
    assert (work["exercise_weight"], work["weight_display_unit"]) == (20.0, "kilogram")
    assert BOTH_SIDES.fit is not None
    names = Profile["types"][f"{BOTH_SIDES.fit.category}_exercise_name"]
    assert work["exercise_category"] == BOTH_SIDES.fit.category
    assert names[work["exercise_name"]] == BOTH_SIDES.fit.name
    assert (rest["intensity"], rest["duration_type"], rest["duration_time"]) == ("rest", "time", 90)
    assert repeat["duration_type"] == "repeat_until_steps_cmplt"
    assert (repeat["duration_step"], repeat["repeat_steps"]) == (0, 3)
    assert [work["message_index"], rest["message_index"], repeat["message_index"]] == [0, 1, 2]


def test_a_repeat_points_to_its_own_first_step() -> None:
    back_off = PlannedSet(reps=10, load_g=15_000, rest_s=60)
    steps = steps_of(
        session(
            PlannedExercise(exercise=BOTH_SIDES, sets=(FRONT, back_off, back_off)),
            PlannedExercise(exercise=ONE_SIDED, sets=(FRONT, FRONT)),
        )
    )
    repeats = [one for one in steps if one["duration_type"] == "repeat_until_steps_cmplt"]
    assert [(one["duration_step"], one["repeat_steps"]) for one in repeats] == [(2, 2), (5, 2)]


def test_reps_per_side_are_said() -> None:
    work = steps_of(session(PlannedExercise(exercise=ONE_SIDED, sets=(FRONT,))))[0]
    assert work["notes"].startswith("8 reps per side")


def test_a_timed_set_runs_once_for_each_side() -> None:
    hold = PlannedSet(seconds=30, rest_s=45)
    steps = steps_of(session(PlannedExercise(exercise=ONE_SIDED, sets=(hold, hold))))
    assert [one.get("duration_time") for one in steps] == [30, 30, 45, None]
    assert [one.get("notes", "")[:5] for one in steps[:2]] == ["Left ", "Right"]
    assert (steps[3]["duration_step"], steps[3]["repeat_steps"]) == (0, 2)


def test_contacts_are_counted_as_reps() -> None:
    jumps = PlannedExercise(
        exercise=BOTH_SIDES, sets=(PlannedSet(contacts=12),), intent=Intent.FAST
    )
    (work,) = steps_of(session(jumps))  # no rest, no rest step
    assert work["duration_reps"] == 12
    assert "Fast up" in work["notes"]


def test_a_pair_shows_one_weight_and_tells_two() -> None:
    pair = PlannedExercise(exercise=BOTH_SIDES, sets=(FRONT,), implement=Implement.DUMBBELL_PAIR)
    work = steps_of(session(pair))[0]
    assert work["exercise_weight"] == 20.0
    assert "2 × 20 kg" in work["notes"]


def test_pounds_are_shown_as_pounds() -> None:
    pair = PlannedExercise(
        exercise=BOTH_SIDES,
        sets=(PlannedSet(reps=8, load_g=20_412, rest_s=90),),
        implement=Implement.KETTLEBELL_PAIR,
    )
    work = steps_of(session(pair), MassUnit.LB)[0]
    assert work["weight_display_unit"] == "pound"
    assert round(work["exercise_weight"] / 0.45359237, 1) == 45.0
    assert "2 × 45 lb" in work["notes"]


def test_warm_up_and_stretches_are_steps() -> None:
    steps = steps_of(
        session(
            PlannedExercise(exercise=BOTH_SIDES, sets=(FRONT,)),
            warm_up=(
                WarmUpItem(exercise=None, text="Brisk walk", seconds=180, stage="raise"),
                WarmUpItem(
                    exercise=BOTH_SIDES, text="Lighter sets", seconds=60, stage="potentiate",
                    sets=(PlannedSet(reps=5, load_g=10_000, rest_s=60),),
                ),
            ),
            cool_down=(
                CoolDownItem(
                    exercise=STRETCH, seconds=30, holds=2, sides=2, muscles=STRETCH.primary
                ),
            ),
        )
    )  # fmt: skip
    assert [one.get("intensity") for one in steps] == [
        "warmup", "warmup", "rest", "active", "rest", "cooldown", "cooldown", None,
    ]  # fmt: skip
    assert (steps[0]["exercise_category"], steps[0]["duration_time"]) == ("warm_up", 180)
    assert (steps[1]["duration_reps"], steps[1]["exercise_weight"]) == (5, 10.0)
    assert [one["notes"] for one in steps[5:7]] == [
        f"{STRETCH.name}. Left side" if "wkt_step_name" in steps[5] else "Left side",
        f"{STRETCH.name}. Right side" if "wkt_step_name" in steps[6] else "Right side",
    ]
    assert (steps[7]["duration_step"], steps[7]["repeat_steps"]) == (5, 2)


def test_every_exercise_is_named_on_the_watch() -> None:
    """By the title of its profile name; where it has none or shares one, by step and notes."""
    for exercise in catalogue().exercises.values():
        messages = decoded(
            encode_workout(
                watch_workout(session(PlannedExercise(exercise=exercise, sets=(FRONT,))))
            )
        )
        titles = {one["wkt_step_name"] for one in messages.get("exercise_title_mesgs", ())}
        step = messages["workout_step_mesgs"][0]
        assert exercise.name in titles | {step.get("wkt_step_name")}


def test_two_exercises_that_share_a_profile_name_keep_their_own() -> None:
    shared = WorkoutStep(category="squat", exercise="goblet_squat", reps=5, title="Goblet squat")
    twin = WorkoutStep(
        category="squat", exercise="goblet_squat", reps=5, title="Heel-raised goblet", notes="Slow"
    )
    workout = WorkoutFile(
        id="a", name="a", created_at=datetime(2026, 1, 1, tzinfo=UTC), steps=(shared, twin, shared)
    )
    messages = decoded(encode_workout(workout))
    first, second, third = messages["workout_step_mesgs"]
    assert "wkt_step_name" not in first
    assert "wkt_step_name" not in third
    assert (second["wkt_step_name"], second["notes"]) == (
        "Heel-raised goblet",
        "Heel-raised goblet. Slow",
    )
    assert [one["wkt_step_name"] for one in messages["exercise_title_mesgs"]] == ["Goblet squat"]


def test_names_the_profile_does_not_know_do_not_stop_the_file() -> None:
    step = WorkoutStep(category="levitation", exercise="hover", reps=3, title="Hover")
    workout = WorkoutFile(
        id="a", name="", created_at=datetime(2026, 1, 1, tzinfo=UTC), steps=(step,)
    )
    only = decoded(encode_workout(workout))["workout_step_mesgs"][0]
    assert "exercise_category" not in only
    assert only["wkt_step_name"] == "Hover"


# --- many sessions ------------------------------------------------------------------------------


def programme(*sessions: PlannedSession) -> Programme:
    week = PlannedWeek(
        starts_on=date(2026, 11, 23), phase=Phase.STRENGTH, deload=False, runs=(), sessions=sessions
    )
    return Programme(weeks=(week,), balance=(), given_up=(), notices=())


def test_file_names_sort_by_date_and_stay_apart() -> None:
    work = PlannedExercise(exercise=BOTH_SIDES, sets=(FRONT,))
    files = watch_files(
        programme(
            session(work, on=date(2026, 11, 28), focus="Upper, pull & core!", id="c"),
            session(work, id="a"),
            session(work, id="b"),
            session(work, id="d", focus="Legs and core heavy"),
        )
    )
    assert [name for name, _ in files] == [
        "2026-11-24-legs-and-core.fit",
        "2026-11-24-legs-and-core-2.fit",
        "2026-11-24-legs-and-core-heavy.fit",
        "2026-11-28-upper-pull-core.fit",
    ]
    serials = {decoded(data)["file_id_mesgs"][0]["serial_number"] for _, data in files}
    assert len(serials) == 4


def test_only_sessions_from_a_day_on_are_written() -> None:
    work = PlannedExercise(exercise=BOTH_SIDES, sets=(FRONT,))
    plan = programme(session(work, on=date(2026, 11, 24)), session(work, on=date(2026, 11, 27)))
    assert len(watch_files(plan, since=date(2026, 11, 25))) == 1
    assert len(watch_files(plan, since=date(2026, 11, 24))) == 2


SETS = st.builds(
    lambda measure, load, rir, rest: PlannedSet(**measure, load_g=load, rir=rir, rest_s=rest),
    st.builds(dict, reps=st.integers(1, 40))
    | st.builds(dict, seconds=st.integers(5, 180))
    | st.builds(dict, contacts=st.integers(1, 60)),
    st.none() | st.integers(500, 300_000),
    st.none() | st.sampled_from([0.0, 1.5, 3.0]),
    st.sampled_from([0, 30, 90, 180]),
)
EXERCISES = st.sampled_from(sorted(TRAINING, key=lambda e: e.id))
WORK = st.builds(
    PlannedExercise,
    exercise=EXERCISES,
    sets=st.lists(SETS.flatmap(lambda one: st.integers(1, 4).map(lambda n: [one] * n)), max_size=3)
    .map(lambda groups: tuple(one for group in groups for one in group)),
    implement=st.none() | st.sampled_from(list(Implement)),
    intent=st.sampled_from(list(Intent)),
    band=st.none() | st.just("red"),
    note=st.text(max_size=300),
)  # fmt: skip
SESSIONS = st.builds(
    PlannedSession,
    id=st.text(min_size=1, max_size=20),
    on=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    starts_at=st.none() | st.just(time(18)),
    same_day_as_run=st.booleans(),
    focus=st.text(max_size=120),
    leg_cost=st.integers(0, 3),
    minutes=st.integers(10, 90),
    warm_up=st.lists(
        st.builds(
            WarmUpItem,
            exercise=st.none() | EXERCISES,
            text=st.text(max_size=300),
            seconds=st.integers(0, 600),
            stage=st.just("raise"),
            sets=st.lists(SETS, max_size=2).map(tuple),
        ),
        max_size=6,
    ).map(tuple),
    work=st.lists(WORK, max_size=10).map(tuple),
    cool_down=st.lists(
        st.builds(
            CoolDownItem,
            exercise=st.sampled_from(catalogue().stretches),
            seconds=st.integers(10, 90),
            holds=st.integers(1, 4),
            sides=st.integers(1, 2),
            muscles=st.just(()),
        ),
        max_size=8,
    ).map(tuple),
    reasons=st.just(()),
)


def unrolled(workout: WorkoutFile) -> list[WorkoutStep]:
    """The steps as the athlete does them."""
    return [
        step
        for one in workout.steps
        for step in (one.steps * one.times if isinstance(one, Repeat) else (one,))
    ]


def played(steps: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """The decoded steps as a watch would play them, repeats followed."""
    done: list[tuple[Any, ...]] = []
    for step in steps:
        if step["duration_type"] == "repeat_until_steps_cmplt":
            first = step["duration_step"]
            block = [_shown(one) for one in steps[first : step["message_index"]]]
            done += block * (step["repeat_steps"] - 1)
        else:
            done.append(_shown(step))
    return done


def _shown(step: dict[str, Any]) -> tuple[Any, ...]:
    load = step.get("exercise_weight")
    return (
        step["intensity"],
        step.get("duration_reps"),
        step.get("duration_time"),
        None if load is None else round(load * 100),
    )


@given(SESSIONS)
@settings(max_examples=60)
def test_what_is_planned_is_what_the_watch_plays(planned: PlannedSession) -> None:
    workout = watch_workout(planned)
    messages = decoded(encode_workout(workout)) if workout.steps else {"workout_step_mesgs": []}
    steps = messages["workout_step_mesgs"]
    assert [one["message_index"] for one in steps] == list(range(workout.step_count))
    assert played(steps) == [
        (
            one.intensity,
            one.reps,
            one.seconds,
            round(one.load_g / 10) if one.load_g is not None else None,
        )
        for one in unrolled(workout)
    ]
    for step in steps:
        assert len(step.get("wkt_step_name", "").encode()) <= NAME_BYTES
        assert len(step.get("notes", "").encode()) <= NOTE_BYTES


@given(SESSIONS)
def test_every_planned_set_is_in_the_workout_and_steps_stay_few(planned: PlannedSession) -> None:
    workout = watch_workout(planned)
    assert workout.step_count <= MOST_STEPS
    active = [one for one in unrolled(workout) if one.intensity == "active"]
    folded = len(active) == len([one for one in planned.work if one.sets])
    expected = [
        (one.reps if one.reps is not None else one.contacts, one.seconds, one.load_g)
        for item in planned.work
        for one in item.sets
        for _ in range(2 if item.exercise.one_sided and one.seconds is not None else 1)
    ]
    if folded and len(expected) != len(active):
        for item, step in zip([one for one in planned.work if one.sets], active, strict=True):
            groups = [len(list(equals)) for _, equals in groupby(item.sets)]
            assert all(f"{times} × " in step.notes for times in groups)
    else:
        assert [(one.reps, one.seconds, one.load_g) for one in active] == expected


@given(SESSIONS)
@settings(max_examples=30)
def test_the_same_session_is_the_same_file(planned: PlannedSession) -> None:
    assert encode_workout(watch_workout(planned)) == encode_workout(watch_workout(planned))


@given(st.text(max_size=80), st.integers(4, 60))
def test_text_is_cut_between_characters(text: str, most: int) -> None:
    short = cut(text, most)
    assert len(short.encode()) <= most
    clean = "".join(letter for letter in text if letter.isprintable() or letter == "\n").strip()
    assert short == clean or clean.startswith(short.removesuffix("…").rstrip())


@pytest.mark.shared
def test_our_files_have_the_shape_of_garmins_own(shared_data: Path) -> None:
    """Every field we write in every kind of message is one that real workout files have."""
    known: dict[str, set[str]] = {}
    for path in (shared_data / "files").rglob("*orkout*.fit"):
        data = path.read_bytes()
        messages, _ = Decoder(Stream.from_byte_array(bytearray(data))).read()
        if messages.get("file_id_mesgs", [{}])[0].get("type") == "workout":
            for kind, found in messages.items():
                known.setdefault(kind, set()).update(*(one.keys() for one in found))
    ours = decoded(
        encode_workout(
            watch_workout(
                session(
                    PlannedExercise(exercise=BOTH_SIDES, sets=(FRONT, FRONT)),
                    warm_up=(WarmUpItem(exercise=None, text="Walk", seconds=60, stage="raise"),),
                )
            )
        )
    )
    for kind, found in ours.items():
        assert set().union(*(one.keys() for one in found)) <= known[kind], kind
