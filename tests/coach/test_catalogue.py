"""The exercise catalogue: what ships is coherent, complete and found by the names people use."""

import re
from itertools import pairwise

import msgspec
import pytest
from garmin_fit_sdk import Profile
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.athlete import Equipment
from strongstride.coach.catalogue import (
    BodyPart,
    Catalogue,
    Chain,
    Condition,
    Exercise,
    Kit,
    Loading,
    Muscle,
    Pattern,
    Region,
    Stage,
    _exercise,
    catalogue,
)
from strongstride.coach.catalogue_check import below, check, is_for_everyone
from strongstride.coach.equipment import can_do

ALL = sorted(catalogue().exercises)
TRAINING = sorted(each.id for each in catalogue().training)
SINGLE_JOINT = {
    Pattern.KNEE_EXTENSION,
    Pattern.TRUNK_FLEXION,
    Pattern.CHEST_FLY,
    Pattern.SHOULDER_RAISE,
    Pattern.ELBOW_FLEXION,
    Pattern.ELBOW_EXTENSION,
}
NOT_FOR_SLOTS = SINGLE_JOINT | {Pattern.DRILL, Pattern.STRETCH, Pattern.SPRINT}
HOUSEHOLD = Equipment(kit=frozenset({Kit.WALL, Kit.CHAIR, Kit.MAT, Kit.STEP}))


def test_the_catalogue_that_ships_is_coherent() -> None:
    assert check(catalogue()) == []


def test_there_is_enough_of_everything() -> None:
    assert len(catalogue().training) >= 90
    assert len(catalogue().drills) >= 18
    assert len(catalogue().stretches) >= 20


def test_every_muscle_the_mission_names_is_trained() -> None:
    trained = {muscle for each in catalogue().training for muscle in each.primary}
    assert trained >= set(Muscle) - {Muscle.NECK, Muscle.PERONEALS}


@pytest.mark.parametrize("region", Region)
@pytest.mark.parametrize("chain", Chain)
def test_every_region_has_work_for_front_back_and_side(region: Region, chain: Chain) -> None:
    assert any(each.region is region and each.chain is chain for each in catalogue().training)


def test_fit_names_exist_in_the_official_profile() -> None:
    types = Profile["types"]
    categories = set(types["exercise_category"].values())
    for each in catalogue().exercises.values():
        if each.fit is not None:
            assert each.fit.category in categories, each.id
            names = types.get(f"{each.fit.category}_exercise_name", {}).values()
            assert each.fit.name is None or each.fit.name in names, each.id


# --- Names


MISSION = {
    "bodyweight squat": "bodyweight-squat",
    "weighted squat": "dumbbell-squat",
    "Squat (Barbell)": "barbell-squat",
    "lunges": "forward-lunge",
    "deadlifts": "deadlift",
    "step-ups": "step-up",
    "Bulgarian split squats": "bulgarian-split-squat",
    "front plank": "plank",
    "side plank": "side-plank",
    "Russian twists": "russian-twist",
    "mountain climbers": "mountain-climber",
    "dead bugs": "dead-bug",
    "bird-dogs": "bird-dog",
    "push-ups": "push-up",
    "dumbbell rows": "dumbbell-row",
    "pull-ups": "pull-up",
    "assisted pull-ups": "assisted-pull-up",
    "overhead press": "barbell-overhead-press",
    "calf raise": "calf-raise",
    "bent-knee calf raise": "bent-knee-calf-raise",
    "tibialis raise": "tibialis-raise",
    "standing hip abduction": "standing-hip-abduction",
    "Copenhagen plank": "copenhagen-plank",
    "hip flexion (cable)": "cable-hip-flexion",
    "short foot": "short-foot",
    "Nordic curl": "nordic-curl",
    "hamstring slider": "hamstring-slider",
    "single-leg deadlift": "single-leg-hinge",
    "hip thrust": "hip-thrust",
    "pogo jumps": "pogo-hop",
    "box jump": "box-jump",
    "farmers carry": "farmers-carry",
    "Pallof press": "pallof-press",
}


@pytest.mark.parametrize(("text", "wanted"), MISSION.items())
def test_what_the_mission_names_is_found(text: str, wanted: str) -> None:
    found = catalogue().named(text)
    assert found is not None
    assert found.id == wanted


STRONG_AND_HEVY = {
    "Bench Press (Barbell)": "barbell-bench-press",
    "Bench Press (Dumbbell)": "dumbbell-bench-press",
    "Incline Bench Press (Dumbbell)": "incline-dumbbell-bench-press",
    "Bent Over Row (Barbell)": "barbell-row",
    "Bent Over One Arm Row (Dumbbell)": "dumbbell-row",
    "Bulgarian Split Squat": "bulgarian-split-squat",
    "Chin Up (Assisted)": "assisted-chin-up",
    "Deadlift (Barbell)": "deadlift",
    "Deadlift (Trap Bar)": "trap-bar-deadlift",
    "Face Pull (Cable)": "face-pull",
    "Front Squat (Barbell)": "front-squat",
    "Goblet Squat (Kettlebell)": "goblet-squat",
    "Hip Thrust (Barbell)": "barbell-hip-thrust",
    "Lat Pulldown (Cable)": "lat-pulldown",
    "Leg Extension (Machine)": "leg-extension",
    "Leg Press": "leg-press",
    "Leg Press (Machine)": "leg-press",
    "Lunge (Dumbbell)": "dumbbell-lunge",
    "Lying Leg Curl (Machine)": "lying-leg-curl",
    "Overhead Press (Barbell)": "barbell-overhead-press",
    "Pull Up": "pull-up",
    "Pull Up (Assisted)": "assisted-pull-up",
    "Pull Up (Weighted)": "pull-up",
    "Push Up": "push-up",
    "Romanian Deadlift (Barbell)": "barbell-romanian-deadlift",
    "Romanian Deadlift (Dumbbell)": "dumbbell-romanian-deadlift",
    "Seated Calf Raise (Machine)": "machine-seated-calf-raise",
    "Seated Leg Curl (Machine)": "seated-leg-curl",
    "Seated Row (Cable)": "seated-cable-row",
    "Single Leg Romanian Deadlift (Dumbbell)": "dumbbell-single-leg-hinge",
    "Squat (Bodyweight)": "bodyweight-squat",
    "Squat (Dumbbell)": "dumbbell-squat",
    "Standing Calf Raise (Machine)": "machine-calf-raise",
    "Sumo Deadlift (Barbell)": "sumo-deadlift",
    "Walking Lunge (Dumbbell)": "dumbbell-walking-lunge",
    "Bicep Curl (Dumbbell)": "dumbbell-curl",
    "Triceps Pushdown (Cable - Straight Bar)": "triceps-pushdown",
    "Lateral Raise (Dumbbell)": "lateral-raise",
}


@pytest.mark.parametrize(("text", "wanted"), STRONG_AND_HEVY.items())
def test_names_of_the_common_apps_are_found(text: str, wanted: str) -> None:
    found = catalogue().named(text)
    assert found is not None
    assert found.id == wanted


def test_two_machines_keep_two_names() -> None:
    """Logs mix loads of 120 kg and 260 kg when the sled and the seated press share one entry."""
    pairs = [
        ("Leg Press", "Seated Leg Press (Machine)"),
        ("Triceps Pushdown", "Triceps Extension (Cable)"),
        ("Shoulder Press (Machine)", "Shoulder Press (Plate Loaded)"),
        ("Lunge (Barbell)", "Lunge (Dumbbell)"),
    ]
    for one, other in pairs:
        assert catalogue().named(one) != catalogue().named(other)


@given(st.data())
def test_case_order_and_punctuation_do_not_matter(data: st.DataObject) -> None:
    exercise = catalogue().get(data.draw(st.sampled_from(ALL)))
    text = data.draw(st.sampled_from([exercise.id, exercise.name, *exercise.aliases]))
    words = data.draw(st.permutations(re.findall(r"[\w']+", text)))
    glue = data.draw(st.sampled_from([" ", "  ", "_", " - ", ", "]))
    change = data.draw(st.sampled_from([str.upper, str.lower, str.title]))
    assert catalogue().named(change(glue.join(words))) == exercise


@given(st.text())
def test_any_text_is_an_exercise_or_none(text: str) -> None:
    found = catalogue().named(text)
    assert found is None or found.id in catalogue().exercises
    assert all(catalogue().named(name) is not None for name in catalogue().nearest(text))


@pytest.mark.parametrize("text", ["", "  ", "!?", "()", "the", "深蹲"])
def test_a_name_without_words_is_nobody(text: str) -> None:
    assert catalogue().named(text) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("gobblet squat", "Goblet squat"), ("copenhagn plank", "Copenhagen plank")],
)
def test_a_slip_of_the_finger_is_answered_with_the_name_meant(typed: str, meant: str) -> None:
    assert catalogue().named(typed) is None
    assert catalogue().nearest(typed)[0] == meant


@pytest.mark.parametrize(
    ("category", "name", "wanted"),
    [
        ("plank", "side_plank", "side-plank"),  # shared with the easier one against a wall
        ("plank", None, "plank"),
        ("hip_raise", "hip_raise", "glute-bridge"),
        ("squat", "goblet_squat", "goblet-squat"),
        ("row", "alternating_dumbbell_row", "two-dumbbell-row"),  # by alias
        ("leg_curl", "leg_curl", "lying-leg-curl"),
        ("warm_up", None, None),
        ("no_such", "thing", None),
    ],
)
def test_what_a_watch_recorded_is_found(category: str, name: str | None, wanted: str) -> None:
    found = catalogue().of_fit(category, name)
    assert (found.id if found else None) == wanted


# --- Ladders


@pytest.mark.parametrize("exercise_id", TRAINING)
def test_every_ladder_reaches_what_everyone_can_do(exercise_id: str) -> None:
    assert any(is_for_everyone(catalogue().get(each)) for each in below(catalogue(), exercise_id))


@given(st.sampled_from(TRAINING))
def test_above_is_the_mirror_of_easier(exercise_id: str) -> None:
    exercise = catalogue().get(exercise_id)
    for lower in catalogue().easier(exercise_id):
        assert exercise in catalogue().above(lower.id)
    for upper in catalogue().above(exercise_id):
        assert exercise in catalogue().easier(upper.id)


@given(st.sampled_from(TRAINING))
def test_harder_stays_in_the_pattern(exercise_id: str) -> None:
    pattern = catalogue().get(exercise_id).pattern
    same = [each for each in catalogue().above(exercise_id) if each.pattern is pattern]
    assert list(catalogue().harder(exercise_id)) == same


def test_a_push_up_follows_a_wall_push_up_and_no_fly_does() -> None:
    harder = {each.id for each in catalogue().harder("wall-push-up")}
    assert "high-incline-push-up" in harder
    assert "band-chest-fly" not in harder
    assert "band-chest-fly" in {each.id for each in catalogue().above("wall-push-up")}


@given(st.sampled_from(TRAINING), st.randoms(use_true_random=False))
def test_going_down_always_ends(exercise_id: str, choose: object) -> None:
    steps = 0
    current = catalogue().get(exercise_id)
    while easier := catalogue().easier(current.id):
        current = choose.choice(easier)  # type: ignore[attr-defined]
        steps += 1
        assert steps <= len(TRAINING)
    assert current.skill == 1


@pytest.mark.parametrize("pattern", sorted(set(Pattern) - NOT_FOR_SLOTS))
def test_every_pattern_has_work_for_a_runner_without_equipment(pattern: Pattern) -> None:
    choice = [e for e in catalogue().training if e.pattern is pattern and can_do(HOUSEHOLD, e)]
    assert choice, pattern
    assert any(each.skill == 1 for each in choice)


@pytest.mark.parametrize(
    "rungs",
    [
        ["wall-push-up", "high-incline-push-up", "incline-push-up", "push-up"],
        ["push-up", "feet-raised-push-up"],
        ["squat-to-chair", "bodyweight-squat", "goblet-squat", "barbell-squat", "front-squat"],
        ["split-squat", "reverse-lunge", "forward-lunge", "walking-lunge"],
        ["heel-dig-bridge", "hamstring-slider", "nordic-lowering", "nordic-curl"],
        ["side-lying-adduction", "copenhagen-short", "copenhagen-plank", "copenhagen-raise"],
        ["dead-hang", "band-assisted-pull-up", "pull-up-lowering", "chin-up", "pull-up"],
        ["ankle-bounce", "pogo-hop", "low-drop-jump", "drop-jump", "high-drop-jump"],
    ],
)
def test_known_progressions_run_upwards(rungs: list[str]) -> None:
    for lower, upper in pairwise(rungs):
        assert lower in below(catalogue(), upper)
        assert upper not in below(catalogue(), lower)


@pytest.mark.parametrize(
    ("here", "following"),
    [
        ("bodyweight-squat", "tempo-squat"),
        ("supported-split-squat", "split-squat"),
        ("low-step-up", "step-up"),
        ("wall-hinge", "kickstand-hinge"),
        ("heel-dig-bridge", "hamstring-walkout"),
        ("calf-raise", "calf-raise-on-step"),
        ("pogo-hop", "single-leg-pogo"),
        ("wall-push-up", "high-incline-push-up"),
        ("side-plank", "side-plank-leg-lift"),
    ],
)
def test_the_first_rung_up_without_equipment_is_the_usual_one(here: str, following: str) -> None:
    """The ladder takes the least skill and, among equals, the order of the files."""
    rungs = [each for each in catalogue().harder(here) if can_do(HOUSEHOLD, each)]
    assert min(rungs, key=lambda each: each.skill).id == following


def test_body_loads_grow_along_the_push_up_ladder() -> None:
    ids = ["wall-push-up", "high-incline-push-up", "knee-push-up", "push-up", "feet-raised-push-up"]
    shares = [catalogue().get(each).body_fraction for each in ids]
    assert shares == sorted(shares)


# --- Safety


@pytest.mark.parametrize("pattern", [Pattern.ROTATION, Pattern.TRUNK_FLEXION])
def test_bending_and_twisting_under_load_is_not_for_brittle_bones(pattern: Pattern) -> None:
    legs_only = {"standing-trunk-turn", "lying-leg-raise", "hanging-knee-raise"}
    for each in catalogue().training:
        if each.pattern is pattern and each.id not in legs_only | {"hanging-leg-raise"}:
            assert Condition.OSTEOPOROSIS in each.avoid_if, each.id


def test_no_jump_after_a_bone_stress_injury_or_with_a_sore_tendon() -> None:
    for each in catalogue().training:
        if each.pattern is Pattern.JUMP:
            assert {Condition.BONE_STRESS, Condition.TENDON_PAIN} <= set(each.avoid_if), each.id
            assert Condition.POSTPARTUM in each.avoid_if, each.id


STRESSED = {
    BodyPart.FOOT: {Muscle.FOOT},
    BodyPart.ACHILLES: {Muscle.GASTROCNEMIUS, Muscle.SOLEUS},
    BodyPart.CALF: {Muscle.GASTROCNEMIUS, Muscle.SOLEUS},
    BodyPart.SHIN: {Muscle.TIBIALIS},
    BodyPart.QUAD: {Muscle.QUADS},
    BodyPart.HAMSTRING: {Muscle.HAMSTRINGS},
    BodyPart.GROIN: {Muscle.ADDUCTORS},
    BodyPart.HIP: {Muscle.HIP_FLEXORS, Muscle.GLUTE_MEDIUS, Muscle.HIP_ROTATORS},
    BodyPart.LOW_BACK: {Muscle.ERECTORS, Muscle.QUADRATUS_LUMBORUM},
    BodyPart.UPPER_BACK: {Muscle.MID_BACK, Muscle.TRAPS},
    BodyPart.NECK: {Muscle.NECK},
    BodyPart.SHOULDER: {Muscle.SHOULDERS, Muscle.REAR_DELTS},
    BodyPart.ELBOW: {Muscle.BICEPS, Muscle.TRICEPS},
    BodyPart.WRIST: {Muscle.FOREARMS},
    BodyPart.KNEE: {Muscle.QUADS},
}
KIND_ANYWAY = {
    # what is done for a sore back, and the kindest step everything else leads to
    BodyPart.LOW_BACK: {
        "wall-side-plank", "kneeling-side-plank", "side-plank", "bird-dog-leg", "bird-dog"
    },
    BodyPart.UPPER_BACK: {"shoulder-blade-squeeze"},
    BodyPart.HIP: {"tall-march"},
}  # fmt: skip


@pytest.mark.parametrize("part", STRESSED)
def test_what_trains_a_part_first_of_all_is_known_to_stress_it(part: BodyPart) -> None:
    forgot = {
        each.id
        for each in catalogue().training
        if STRESSED[part] & set(each.primary) and part not in each.avoid_pain
    }
    assert forgot == KIND_ANYWAY.get(part, set())


def test_every_jump_stresses_the_leg_from_foot_to_knee() -> None:
    leg = {"foot", "ankle", "achilles", "calf", "shin", "knee"}
    for each in catalogue().training:
        if each.pattern is Pattern.JUMP:
            assert leg <= set(each.avoid_pain), each.id
            assert {Condition.PREGNANT, Condition.POSTPARTUM} <= set(each.avoid_if), each.id


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        (Pattern.LUNGE, {"knee"}),
        (Pattern.STEP, {"knee"}),
        (Pattern.SQUAT, {"knee"}),
        (Pattern.HINGE, {"low back", "hamstring"}),
        (Pattern.CALF_STRAIGHT, {"calf", "achilles", "ankle", "foot"}),
        (Pattern.HORIZONTAL_PUSH, {"shoulder", "elbow", "wrist"}),
        (Pattern.SPRINT, {"hamstring", "calf", "achilles", "ankle", "foot", "shin", "knee"}),
    ],
)
def test_a_pattern_knows_the_joints_it_loads(pattern: Pattern, parts: set[str]) -> None:
    for each in catalogue().training:
        if each.pattern is pattern:
            assert parts <= set(each.avoid_pain), each.id


def test_every_jump_that_leaves_the_floor_spares_brittle_bones() -> None:
    on_the_floor = {"ankle-bounce", "snap-down"}
    for each in catalogue().training:
        if each.pattern is Pattern.JUMP and each.id not in on_the_floor:
            assert Condition.OSTEOPOROSIS in each.avoid_if, each.id


def test_only_the_two_highest_drops_are_above_what_a_beginner_may_meet() -> None:
    tall = {e.id for e in catalogue().training if (e.box_height_cm or 0) > 30}
    assert tall == {"high-box-jump", "high-drop-jump"}


def test_barbell_leg_lifts_are_heavy_and_watched() -> None:
    for each in catalogue().training:
        wide_awake = each.region is Region.LOWER and each.pattern is not Pattern.JUMP
        if wide_awake and each.implements == ("barbell",) and "calf" not in each.pattern:
            assert each.leg_cost == 3, each.id
            if each.pattern is not Pattern.HIP_EXTENSION:
                assert Condition.BACK_DISC in each.avoid_if, each.id


@pytest.mark.parametrize("part", BodyPart)
def test_whatever_hurts_there_is_work_left_in_every_region(part: BodyPart) -> None:
    for region in Region:
        kind = [e for e in catalogue().training if e.region is region and can_do(HOUSEHOLD, e)]
        assert any(part not in each.avoid_pain for each in kind), region


@given(st.sampled_from(TRAINING))
def test_following_swaps_ends_at_something_nothing_rules_out(exercise_id: str) -> None:
    exercise = catalogue().get(exercise_id)
    for _ in range(4):
        if exercise.swap_for is None:
            break
        exercise = catalogue().get(exercise.swap_for)
    assert not exercise.avoid_pain
    assert not exercise.avoid_if


# --- Stretches and drills


@pytest.mark.parametrize("muscle", Muscle)
def test_every_muscle_has_a_stretch(muscle: Muscle) -> None:
    assert any(muscle in each.primary for each in catalogue().stretches)


@pytest.mark.parametrize("stage", Stage)
def test_every_warm_up_stage_has_two_drills_without_equipment(stage: Stage) -> None:
    drills = [e for e in catalogue().drills if e.stage is stage and can_do(HOUSEHOLD, e)]
    assert len(drills) >= 2


def test_stretches_and_drills_cost_the_next_run_nothing() -> None:
    for each in (*catalogue().drills, *catalogue().stretches):
        assert each.leg_cost == 0
        assert each.loading is Loading.NONE


# --- Loading the data


def test_the_catalogue_is_read_once() -> None:
    assert catalogue() is catalogue()


def test_an_id_cannot_stand_twice() -> None:
    plank = catalogue().get("plank")
    with pytest.raises(ValueError, match="plank stands twice"):
        Catalogue([plank, plank])


def test_an_unknown_id_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        catalogue().get("no-such-exercise")


def test_every_exercise_is_training_drill_or_stretch() -> None:
    parts: list[Exercise] = [
        *catalogue().training,
        *catalogue().drills,
        *catalogue().stretches,
    ]
    assert sorted(each.id for each in parts) == ALL


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"skil": 2}, "skil"),
        ({"skill": "two"}, "skill"),
        ({"pattern": "squatting"}, "squatting"),
        ({"primary": ["thighs"]}, "thighs"),
    ],
)
def test_a_wrong_entry_is_refused_with_file_and_exercise(
    changes: dict[str, object], said: str
) -> None:
    body = msgspec.to_builtins(catalogue().get("plank")) | changes
    del body["id"]
    with pytest.raises(ValueError, match=f"core.toml: exercise plank: .*{said}"):
        _exercise("plank", body, "core.toml")
