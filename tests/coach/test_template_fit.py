"""Written sessions fitted to one athlete."""

from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.coach.athlete import Equipment, Pain
from strongstride.coach.catalogue import BodyPart, Condition, Exercise, Kit, Measure, catalogue
from strongstride.coach.equipment import can_do
from strongstride.coach.programme import Dose
from strongstride.coach.safety import allowed
from strongstride.coach.templates.expand import expand, recipes
from strongstride.coach.templates.file import published, published_template, read_template
from strongstride.coach.templates.fit import dose_for_stand_in, fitted, instructions, substitutes
from strongstride.coach.templates.template import TemplateWeek
from tests.coach.making import BARE, HOME, TODAY, athlete


def anything(_: Exercise) -> bool:
    return True


def one_week(*items: str) -> TemplateWeek:
    lines = ", ".join(f"'{item}'" for item in items)
    text = f"""
name = "Test"
[[phases]]
name = "all"
weeks = "1"
[[phases.days]]
name = "day"
items = [{lines}]
"""
    return expand(read_template(text, "test"))[0]


def test_what_is_fine_stays_as_written() -> None:
    recipe = recipes(one_week("goblet-squat 3x8 @16kg", "plank 3x30s"))[0]
    assert fitted(recipe, {}, athlete(), anything, TODAY) == (recipe, ())


def test_the_coachs_own_substitute_comes_first() -> None:
    week = one_week("leg-press 3x8 @2RIR or split-squat or goblet-squat")
    recipe, changes = fitted(
        recipes(week)[0],
        substitutes(week),
        athlete(equipment=BARE),
        lambda each: can_do(BARE, each),
        TODAY,
    )
    assert [item.exercise for item in recipe.items] == ["split-squat"]
    assert [change.rule for change in changes] == ["programme-substitute"]
    assert "Split squat takes its place" in changes[0].text


def test_high_drops_are_lowered_and_named() -> None:
    week = expand(published_template("t07-ramirez-campillo-2014"))[0]
    recipe, changes = fitted(recipes(week)[0], {}, athlete(), anything, TODAY)
    assert [item.dose.box_height_cm for item in recipe.items] == [20, 40, 40]
    assert [change.text for change in changes] == ["Drop jump, 40 cm: 40 cm instead of 60 cm."]


def test_a_load_or_a_height_stays_with_the_exercise_it_was_written_for() -> None:
    week = one_week('barbell-squat 3x5 @100kg step "5 reps -> +2.5 kg" or goblet-squat')
    recipe, _ = fitted(
        recipes(week)[0], substitutes(week), athlete(), lambda each: can_do(HOME, each), TODAY
    )
    (item,) = recipe.items
    assert item.exercise == "goblet-squat"
    assert (item.dose.load_g, item.dose.step_rule) == (None, None)


def dose(measure: Measure) -> Dose:
    return Dose(measure=measure, sets=3, low=8, high=10, target=8, rir=2, rest_s=60, rm=True)


def test_repetitions_become_seconds_where_the_stand_in_is_held() -> None:
    plank = catalogue().get("plank")
    found = dose_for_stand_in(dose(Measure.REPS), plank)
    assert found.measure is Measure.SECONDS
    assert found.target == 8 * max(1, round(plank.seconds_per_rep))
    assert not found.rm


def test_work_by_the_clock_stays_work_by_the_clock() -> None:
    squat = catalogue().get("goblet-squat")
    assert dose_for_stand_in(dose(Measure.SECONDS), squat).measure is Measure.SECONDS
    assert dose_for_stand_in(dose(Measure.CONTACTS), squat).measure is Measure.REPS


def test_what_a_set_cannot_say_is_said_in_words() -> None:
    week = one_week(
        "calf-hold 4x4x3s @90%MVC hold 3s off",
        "sprint 5x20-60m",
        'drop-jump 2x5 tempo 3-1-X every 15s box 30cm step "5 reps -> +2.5 kg"',
        "plank 3x30s",
    )
    said = [instructions(item.dose) for item in recipes(week)[0].items]
    assert said == [
        "4 holds of 3 s, at 90% of your strongest effort, 3 s between repetitions",
        "20-60 m each",
        "tempo 3-1-X, one every 15 s, box 30 cm, step: 5 reps -> +2.5 kg",
        "",
    ]


OWNED = st.sampled_from([HOME, BARE, Equipment(kit=frozenset(Kit), machine_g=(20_000, 40_000))])


@settings(max_examples=60)
@given(
    st.sampled_from(published()),
    OWNED,
    st.frozensets(st.sampled_from(Condition), max_size=2),
    st.lists(st.builds(Pain, part=st.sampled_from(BodyPart), level=st.integers(0, 10)), max_size=2),
)
def test_a_fitted_session_holds_only_what_may_and_can_be_done(name, owned, conditions, pains):
    runner = athlete(equipment=owned, conditions=conditions, pains=tuple(pains))
    for week in expand(published_template(name))[:2]:
        for recipe in recipes(week):
            fit, changes = fitted(
                recipe, substitutes(week), runner, lambda each: can_do(owned, each), TODAY
            )
            for item in fit.items:
                exercise = catalogue().get(item.exercise)
                assert can_do(owned, exercise)
                assert allowed(exercise, runner, TODAY) is None
                assert exercise.leg_cost <= fit.leg_cost
            kept = [item.exercise for item in fit.items]
            assert changes or kept == [item.exercise for item in recipe.items]
