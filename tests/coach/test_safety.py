"""Whether to plan, what is allowed, and what takes its place."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.athlete import Athlete, Pain
from strongstride.coach.catalogue import (
    BodyPart,
    Condition,
    Exercise,
    Measure,
    Pattern,
    catalogue,
)
from strongstride.coach.equipment import can_do
from strongstride.coach.safety import (
    allowed,
    cautions,
    gentle_phases,
    is_drop,
    must_stop,
    next_steps,
    swap,
)
from strongstride.exchange.file_words import with_file_words
from tests.coach.making import BARE, HOME, TODAY, athlete, exercise

ANY_EXERCISE = st.sampled_from(sorted(catalogue().training, key=lambda each: each.id))
KNEE = tuple(Pain(part=BodyPart.KNEE, level=level) for level in range(11))


def anything(_: Exercise) -> bool:
    return True


def test_an_answer_that_needs_a_professional_stops_planning_in_its_own_words() -> None:
    (stop,) = must_stop(athlete(stop_reasons=("Chest pain when climbing stairs.",)))
    assert stop.rule == "screening-stop"
    assert stop.text.startswith("Chest pain when climbing stairs: see a doctor")


@pytest.mark.parametrize(
    ("condition", "rule"),
    [
        (Condition.PREGNANT, "screening-pregnancy"),
        (Condition.POSTPARTUM, "screening-postpartum"),
        (Condition.UNDER_16, "age-limits"),
    ],
)
def test_conditions_that_need_someone_else_stop_planning(condition: Condition, rule: str) -> None:
    stops = must_stop(athlete(conditions=frozenset({condition})))
    assert [stop.rule for stop in stops] == [rule]


@pytest.mark.parametrize(
    "condition",
    sorted(
        set(Condition)
        - {
            Condition.PREGNANT,
            Condition.POSTPARTUM,
            Condition.UNDER_16,
        }
    ),
)
def test_other_conditions_limit_but_do_not_stop(condition: Condition) -> None:
    assert must_stop(athlete(conditions=frozenset({condition})), TODAY) == ()


def test_the_year_of_birth_stops_those_under_sixteen_only() -> None:
    assert [stop.rule for stop in must_stop(athlete(birth_year=TODAY.year - 15), TODAY)] == [
        "age-limits"
    ]
    assert must_stop(athlete(birth_year=TODAY.year - 16), TODAY) == ()
    assert must_stop(athlete(birth_year=TODAY.year - 15)) == ()


@pytest.mark.parametrize(
    ("level", "barred"), [(0, False), (3, False), (4, False), (5, False), (6, True), (10, True)]
)
def test_pain_from_six_rules_out_what_stresses_the_part(level: int, *, barred: bool) -> None:
    squat = exercise(avoid_pain=(BodyPart.KNEE,), leg_cost=2, skill=2)
    found = allowed(squat, athlete(pains=(KNEE[level],)))
    assert (found is not None) is barred
    if found is not None:
        assert found.rule == "pain-monitoring"
        assert f"{level}/10" in found.text


@pytest.mark.parametrize(
    "hard",
    [
        {"leg_cost": 3},
        {"skill": 3},
        {"pattern": Pattern.JUMP, "measure": Measure.CONTACTS},
        {"pattern": Pattern.SPRINT},
        {"pattern": Pattern.DRILL},
        {"pattern": Pattern.STRETCH},
    ],
)
def test_pain_of_four_rules_out_what_less_load_cannot_make_kind(hard: dict[str, object]) -> None:
    stressing = exercise(**{"avoid_pain": (BodyPart.KNEE,), "leg_cost": 1, "skill": 1, **hard})
    assert allowed(stressing, athlete(pains=(KNEE[3],))) is None
    found = allowed(stressing, athlete(pains=(KNEE[4],)))
    assert found is not None
    assert found.rule == "pain-monitoring"


STRESSED_BY_JUMPS = (
    BodyPart.FOOT,
    BodyPart.ANKLE,
    BodyPart.ACHILLES,
    BodyPart.CALF,
    BodyPart.SHIN,
    BodyPart.KNEE,
)


@pytest.mark.parametrize("part", STRESSED_BY_JUMPS)
def test_no_jump_for_a_leg_that_hurts_four_or_more(part: BodyPart) -> None:
    sore = athlete(pains=(Pain(part=part, level=4),))
    jumps = [each for each in catalogue().training if each.pattern is Pattern.JUMP]
    assert jumps
    assert [each.id for each in jumps if allowed(each, sore, TODAY) is None] == []


@pytest.mark.parametrize(
    ("part", "pattern"),
    [
        (BodyPart.CALF, Pattern.CALF_STRAIGHT),
        (BodyPart.CALF, Pattern.CALF_BENT),
        (BodyPart.ACHILLES, Pattern.CALF_STRAIGHT),
        (BodyPart.SHOULDER, Pattern.HORIZONTAL_PUSH),
        (BodyPart.KNEE, Pattern.SQUAT),
        (BodyPart.LOW_BACK, Pattern.HINGE),
    ],
)
def test_moderate_pain_leaves_gentle_work_for_the_part(part: BodyPart, pattern: Pattern) -> None:
    sore = athlete(pains=(Pain(part=part, level=5),))
    kind = [each for each in catalogue().training if each.pattern is pattern]
    assert any(part in each.avoid_pain and allowed(each, sore) is None for each in kind)


def test_nothing_done_lying_on_the_back_in_pregnancy_and_something_is_left() -> None:
    expecting = athlete(
        conditions=frozenset({Condition.PREGNANT}), cleared=frozenset({Condition.PREGNANT})
    )
    for name in ("dead-bug", "glute-bridge", "dumbbell-floor-press", "dumbbell-bench-press"):
        exercise_on_the_back = catalogue().get(name)
        assert allowed(exercise_on_the_back, expecting) is not None, name
        instead = swap(exercise_on_the_back, expecting, lambda each: can_do(BARE, each))
        assert instead is not None, name
    for name in ("clamshell", "bird-dog", "kneeling-side-plank", "high-incline-push-up"):
        assert allowed(catalogue().get(name), expecting) is None, name


def test_after_a_birth_cleared_nobody_is_told_they_are_not_cleared() -> None:
    mother = athlete(
        conditions=frozenset({Condition.POSTPARTUM}), cleared=frozenset({Condition.POSTPARTUM})
    )
    for name in ("squat-jump", "plank"):
        found = allowed(catalogue().get(name), mother)
        assert found is not None
        assert "birth" in found.text
        assert "not cleared" not in found.text


def test_pain_elsewhere_rules_nothing_out() -> None:
    squat = exercise(avoid_pain=(BodyPart.HIP,))
    assert allowed(squat, athlete(pains=(KNEE[9],))) is None


def test_a_condition_rules_out_what_the_catalogue_says() -> None:
    twist = exercise(avoid_if=(Condition.OSTEOPOROSIS,))
    found = allowed(twist, athlete(conditions=frozenset({Condition.OSTEOPOROSIS})))
    assert found is not None
    assert found.rule == "condition-limits"
    assert allowed(twist, athlete()) is None


@pytest.mark.parametrize("condition", [Condition.BONE_STRESS, Condition.TENDON_PAIN])
def test_jumps_are_out_even_when_the_catalogue_forgot(condition: Condition) -> None:
    jump = exercise(pattern=Pattern.JUMP, measure=Measure.CONTACTS)
    found = allowed(jump, athlete(conditions=frozenset({condition})))
    assert found is not None
    assert found.rule == "no-jumps"
    assert allowed(jump, athlete()) is None


def test_no_drop_jumps_from_sixty_years_or_from_too_high() -> None:
    drop = exercise(
        id="drop-jump", pattern=Pattern.JUMP, measure=Measure.CONTACTS, box_height_cm=30
    )
    assert allowed(drop, athlete(birth_year=TODAY.year - 59), TODAY) is None
    elder = allowed(drop, athlete(birth_year=TODAY.year - 60), TODAY)
    assert elder is not None
    assert elder.rule == "age-limits"
    high = allowed(msgspec.structs.replace(drop, box_height_cm=60), athlete(), TODAY)
    assert high is not None
    assert high.rule == "drop-height"


def test_drops_are_told_from_other_jumps() -> None:
    drops = {each.id for each in catalogue().training if is_drop(each)}
    assert drops == {"low-drop-jump", "drop-jump", "high-drop-jump"}


def test_osteoporosis_leaves_no_loaded_twist_in_the_catalogue() -> None:
    fragile = athlete(conditions=frozenset({Condition.OSTEOPOROSIS}))
    for name in ("russian-twist", "sit-up", "crunch", "box-jump"):
        assert allowed(catalogue().get(name), fragile, TODAY) is not None, name
    assert allowed(catalogue().get("dead-bug"), fragile, TODAY) is None


def test_a_fine_exercise_needs_no_swap() -> None:
    squat = catalogue().get("goblet-squat")
    assert swap(squat, athlete(), anything) is squat


def test_pain_leads_to_the_named_swap_and_missing_equipment_down_the_ladder() -> None:
    lunge = catalogue().get("barbell-lunge")
    at_home = swap(lunge, athlete(equipment=BARE), lambda each: can_do(BARE, each))
    assert at_home is not None
    assert at_home.pattern is Pattern.LUNGE
    painful = athlete(pains=tuple(Pain(part=part, level=6) for part in lunge.avoid_pain[:1]))
    if lunge.swap_for is not None:
        kinder = swap(lunge, painful, anything)
        assert kinder is not None
        assert allowed(kinder, painful) is None


@given(
    ANY_EXERCISE,
    st.frozensets(st.sampled_from(Condition), max_size=3),
    st.lists(st.builds(Pain, part=st.sampled_from(BodyPart), level=st.integers(0, 10)), max_size=3),
    st.sampled_from([HOME, BARE]),
    st.integers(1930, 2015),
)
def test_a_swap_is_always_allowed_and_possible(wanted, conditions, pains, owned, born) -> None:
    runner = athlete(conditions=conditions, pains=tuple(pains), equipment=owned, birth_year=born)
    found = swap(wanted, runner, lambda each: can_do(owned, each), TODAY)
    if found is not None:
        assert can_do(owned, found)
        assert allowed(found, runner, TODAY) is None
        assert found.is_training


@given(ANY_EXERCISE, st.sampled_from(BodyPart), st.integers(0, 9))
def test_more_pain_never_allows_more(wanted, part, level) -> None:
    less = allowed(wanted, athlete(pains=(Pain(part=part, level=level),)))
    more = allowed(wanted, athlete(pains=(Pain(part=part, level=level + 1),)))
    assert less is None or more is not None


def test_cautions_name_pain_worst_first_and_stay_quiet_about_little_pain() -> None:
    pains = (
        Pain(part=BodyPart.HIP, level=2),
        Pain(part=BodyPart.KNEE, level=3),
        Pain(part=BodyPart.SHIN, level=7),
        Pain(part=BodyPart.CALF, level=4),
    )
    said = [caution.text for caution in cautions(athlete(pains=pains), TODAY)]
    assert [text.split(":")[0] for text in said] == [
        "Pain 7/10 in the shin",
        "Pain 4/10 in the calf",
        "Pain 3/10 in the knee",
    ]
    assert "see a professional" in said[0]
    assert "less load and fewer sets" in said[1]
    assert "not raised" in said[2]


def test_cleared_pregnancy_is_told_what_to_keep_to_and_when_to_stop() -> None:
    expecting = athlete(
        conditions=frozenset({Condition.PREGNANT}), cleared=frozenset({Condition.PREGNANT})
    )
    (said,) = cautions(expecting, TODAY)
    assert said.rule == "screening-pregnancy"
    for what in ("12-14 of 20", "4 or more", "breath", "jumps", "on your back", "bleeding"):
        assert what in said.text
    assert gentle_phases(expecting)


def test_a_birth_cleared_is_told_about_jumps_and_signs() -> None:
    mother = athlete(
        conditions=frozenset({Condition.POSTPARTUM}), cleared=frozenset({Condition.POSTPARTUM})
    )
    (said,) = cautions(mother, TODAY)
    assert said.rule == "screening-postpartum"
    assert "no jumps" in said.text
    assert "eaking" in said.text
    assert not gentle_phases(mother)


@pytest.mark.parametrize(
    ("runner", "said", "in_file"),
    [
        (
            athlete(stop_reasons=("Chest pain.", "You are ill.")),
            "doctor",
            'for example: cleared = ["heart_condition"]',
        ),
        (
            athlete(conditions=frozenset({Condition.PREGNANT})),
            "midwife",
            'cleared = ["pregnant"] under [safety].',
        ),
        (
            athlete(conditions=frozenset({Condition.POSTPARTUM})),
            "pelvic",
            'cleared = ["recent_birth"] under [safety].',
        ),
        (athlete(birth_year=TODAY.year - 12), "adult", "with_adult = true under [safety]."),
    ],
)
def test_whoever_is_stopped_hears_once_what_to_do_next(
    runner: Athlete, said: str, in_file: str
) -> None:
    (step,) = next_steps(runner, TODAY)
    assert said in step.text
    assert "[safety]" not in step.text
    assert in_file in with_file_words(step)
    assert step.text not in {stop.text for stop in must_stop(runner, TODAY)}
    assert next_steps(athlete(), TODAY) == ()


def test_cautions_for_bone_stress_and_for_sixty_and_older() -> None:
    hurt = athlete(conditions=frozenset({Condition.BONE_STRESS}), birth_year=1960)
    assert [caution.rule for caution in cautions(hurt, TODAY)] == ["no-jumps", "age-limits"]
    assert cautions(athlete(), date(2026, 1, 1)) == ()


@given(ANY_EXERCISE, st.sampled_from([HOME, BARE]))
def test_missing_equipment_never_leads_to_a_harder_exercise(wanted, owned) -> None:
    found = swap(wanted, athlete(equipment=owned), lambda each: can_do(owned, each))
    kinder, named = wanted, set()
    while kinder.swap_for is not None and kinder.swap_for not in named:
        kinder = catalogue().get(kinder.swap_for)
        named.add(kinder.id)
    assert found is None or found.skill <= wanted.skill or found.id in named


def test_nothing_harder_stands_in_when_only_that_is_possible() -> None:
    squat = catalogue().get("goblet-squat")
    assert swap(squat, athlete(), lambda each: each.skill > squat.skill) is None
