"""The judge reads programmes by the safety rules: one test for each rule, and some for all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.coach.athlete import (
    Availability,
    Barbell,
    Equipment,
    Experience,
    Pain,
)
from strongstride.coach.catalogue import BodyPart, Condition, Kit
from strongstride.coach.rules import rules
from strongstride.coach.safety.findings import Finding, Severity
from strongstride.coach.safety.judge import judge
from strongstride.coach.templates.expand import expand
from strongstride.coach.templates.file import published, published_template, read_template
from tests.coach.making import BARE, HOME, TODAY, athlete

GYM = Equipment(
    barbell=Barbell(bar_g=20_000, plates=((20_000, 4), (10_000, 2), (2_500, 2))),
    dumbbell_pairs_g=(8_000, 12_000, 16_000),
    kettlebells_g=(16_000,),
    machine_g=tuple(range(5_000, 200_000, 5_000)),
    kit=frozenset(Kit),
    box_heights_cm=(15, 20, 30, 40, 60),
)
STRONG = athlete(
    experience=Experience.EXPERT,
    equipment=GYM,
    availability=Availability(sessions_a_week=3, minutes=240),
)
NEW = athlete(
    experience=Experience.NONE,
    equipment=GYM,
    availability=Availability(sessions_a_week=3, minutes=240),
)


def judged(items: list[str], runner=STRONG, weeks="1", ramps="", **day: object) -> list[Finding]:
    lines = ", ".join(f'"{item}"' for item in items)
    extra = "\n".join(f"{key} = {value!r}" for key, value in day.items())
    text = f"""
name = "Test"
{ramps}
[[phases]]
name = "all"
weeks = "{weeks}"
[[phases.days]]
name = "day"
{extra}
items = [{lines}]
"""
    return list(judge(expand(read_template(text, "test")), runner, TODAY))


def of(found: list[Finding], rule: str) -> list[Finding]:
    return [each for each in found if each.rule == rule]


BALANCED = ["goblet-squat 2x8 @3RIR", "dumbbell-romanian-deadlift 2x8 @3RIR"]


def test_a_sound_session_has_no_finding() -> None:
    assert judged(BALANCED) == []


def test_the_sixty_centimetre_drops_of_t7_trip_the_judge_and_twenty_and_forty_do_not() -> None:
    weeks = expand(published_template("t07-ramirez-campillo-2014"))
    (drop,) = [found for found in judge(weeks, STRONG, TODAY) if found.rule == "drop-height"]
    assert drop.severity is Severity.STOP
    assert drop.weeks == (1, 2, 3, 4, 5, 6)
    assert "60 cm" in drop.text
    assert drop.change == "Drop from 40 cm at most."


def test_early_drops_stay_low_until_eight_weeks_of_strength() -> None:
    line = ["high-drop-jump 1x5contacts", *BALANCED]
    (early,) = of(judged(line, NEW, weeks="1-10"), "drop-height")
    assert early.severity is Severity.CHANGE
    assert early.weeks == tuple(range(1, 9))
    assert of(judged(line, STRONG), "drop-height") == []
    assert of(judged(["drop-jump 1x5contacts"], NEW), "drop-height") == []


@pytest.mark.parametrize(
    ("experience", "most"),
    [
        (Experience.NONE, 40),
        (Experience.SOME, 80),
        (Experience.REGULAR, 100),
        (Experience.EXPERT, 140),
    ],
)
def test_contacts_have_a_budget_by_experience(experience: Experience, most: int) -> None:
    runner = athlete(experience=experience)
    fits = judged([f"pogo-hop 1x{most}contacts"], runner)
    assert of(fits, "contact-budget") == []
    (over,) = of(judged([f"pogo-hop 1x{most + 1}contacts"], runner), "contact-budget")
    assert f"{most + 1} ground contacts" in over.text


def test_both_sides_of_a_hop_count() -> None:
    (over,) = of(judged(["single-leg-hop 2x36/side"]), "contact-budget")
    assert "144 ground contacts" in over.text


def test_contacts_may_grow_by_a_fifth_a_week() -> None:
    def grown(to: int) -> list[Finding]:
        ramps = f'[ramps.jumps]\n"1" = "1x50"\n"2" = "1x{to}"'
        return of(judged(["pogo-hop ramp jumps"], weeks="1-2", ramps=ramps), "contact-growth")

    assert grown(60) == []
    (jumped,) = grown(61)
    assert jumped.weeks == (2,)
    assert jumped.change == "Grow to 60 at most."


def test_failure_is_for_nobody_who_learns_and_only_the_last_set_later() -> None:
    (new,) = of(judged(["leg-press 3x10RM"], NEW), "not-to-failure")
    (strong,) = of(judged(["leg-press 3x10RM"]), "not-to-failure")
    assert (new.severity, strong.severity) == (Severity.CHANGE, Severity.NOTE)
    assert of(judged(["leg-press 2x10 @2RIR then 1x10 @0RIR"]), "not-to-failure") == []
    assert of(judged(["leg-press 2x10RM"]), "not-to-failure")
    assert of(judged(["leg-press 3x10 @1RIR"], NEW), "not-to-failure") == []


def test_a_newcomer_is_one_for_eight_weeks() -> None:
    found = of(judged(["leg-press 3x10RM"], NEW, weeks="1-10"), "not-to-failure")
    assert {each.severity: each.weeks for each in found} == {
        Severity.CHANGE: tuple(range(1, 9)),
        Severity.NOTE: (9, 10),
    }


def test_a_form_phase_never_goes_to_failure() -> None:
    weeks = expand(published_template("t04-taipale-2010"))
    assert not [each for each in judge(weeks, STRONG, TODAY) if each.rule == "not-to-failure"]


@pytest.mark.parametrize("line", ["leg-press 3x5 @85%", "leg-press 3x5RM"])
def test_heavy_comes_after_the_form_weeks(line: str) -> None:
    (soon,) = of(judged([line], NEW, weeks="1-6"), "form-before-heavy")
    assert soon.weeks == (1, 2, 3, 4)
    assert of(judged([line]), "form-before-heavy") == []
    assert of(judged(["leg-press 3x10 @70%"], NEW), "form-before-heavy") == []


def test_more_than_eight_hard_sets_of_a_leg_pattern_are_noted() -> None:
    assert of(judged(["leg-press 8x5 @2RIR"]), "enough-sets") == []
    (many,) = of(judged(["leg-press 5x5 @2RIR", "goblet-squat 4x5 @2RIR"]), "enough-sets")
    assert many.severity is Severity.NOTE
    assert many.text.startswith("9 hard sets of the squat pattern")
    assert of(judged(["leg-press 9x20 @30-40%"]), "enough-sets") == []


def test_loads_rise_by_a_tenth_at_most() -> None:
    def stepped(first: str, then: str) -> list[Finding]:
        ramps = f'[ramps.load]\n"1" = "3x5 {first}"\n"2" = "3x5 {then}"'
        return of(judged(["leg-press ramp load"], weeks="1-2", ramps=ramps), "load-jump")

    assert stepped("@70%", "@77%") == []
    assert stepped("@100kg", "@110kg") == []
    assert [each.weeks for each in stepped("@70%", "@78%")] == [(2,)]
    assert "jumps by 20%" in stepped("@100kg", "@120kg")[0].text
    assert stepped("@80%", "@60%") == []


def test_a_jump_from_ten_to_five_rm_is_a_jump_of_load() -> None:
    ramps = '[ramps.rm]\n"1" = "3x10RM"\n"2" = "3x5RM"'
    assert of(judged(["leg-press ramp rm"], weeks="1-2", ramps=ramps), "load-jump")


def two_days(first: str, second: str, line: str = "leg-press 2x8 @3RIR") -> list[Finding]:
    days = "".join(
        f'[[phases.days]]\nname = "{on}"\non = "{on}"\nitems = ["{line}"]\n'
        for on in (first, second)
    )
    text = f'name = "Test"\n[[phases]]\nname = "all"\nweeks = "1"\n{days}'
    return of(list(judge(expand(read_template(text, "test")), STRONG, TODAY)), "legs-after-legs")


@pytest.mark.parametrize(
    ("first", "second", "close"),
    [("Mon", "Tue", True), ("Mon", "Wed", False), ("Mon", "Sun", True), ("Mon", "Mon", True)],
)
def test_leg_days_stand_two_days_apart_across_the_week_too(
    first: str, second: str, *, close: bool
) -> None:
    assert bool(two_days(first, second)) is close
    assert two_days(first, second, "push-up 2x8 @3RIR") == []


def test_four_leg_sessions_do_not_fit_into_a_week() -> None:
    text = """
name = "Test"
[[phases]]
name = "all"
weeks = "1"
sessions = 4
[[phases.days]]
name = "legs"
items = ["leg-press 2x8 @3RIR"]
"""
    found = list(judge(expand(read_template(text, "test")), STRONG, TODAY))
    assert of(found, "legs-after-legs")
    assert of(found, "sessions-given")


@pytest.mark.parametrize(
    ("runner", "line", "rule"),
    [
        (athlete(conditions=frozenset({Condition.OSTEOPOROSIS})), "sit-up 2x8", "condition-limits"),
        (
            athlete(conditions=frozenset({Condition.BONE_STRESS})),
            "squat-jump 2x5",
            "condition-limits",
        ),
        (
            athlete(pains=(Pain(part=BodyPart.KNEE, level=5),)),
            "walking-lunge 2x8",
            "pain-monitoring",
        ),
        (athlete(birth_year=1960, equipment=GYM), "drop-jump 1x5", "age-limits"),
        (athlete(stop_reasons=("Chest pain",)), "push-up 2x8", "screening-stop"),
        (athlete(conditions=frozenset({Condition.PREGNANT})), "push-up 2x8", "screening-pregnancy"),
        (athlete(birth_year=2012), "push-up 2x8", "age-limits"),
    ],
)
def test_what_is_not_for_this_athlete_stops(runner, line: str, rule: str) -> None:
    stops = [each for each in judged([line], runner) if each.severity is Severity.STOP]
    assert rule in {each.rule for each in stops}
    assert all(each.change for each in stops)


def test_moderate_pain_asks_for_less_of_what_stays_allowed() -> None:
    sore = athlete(pains=(Pain(part=BodyPart.KNEE, level=5),))
    (found,) = of(judged(["forward-lunge 2x8"], sore), "pain-and-load")
    assert found.severity is Severity.CHANGE
    assert "5/10" in found.text
    assert "35% less load" in found.change
    worse = athlete(pains=(Pain(part=BodyPart.KNEE, level=6),))
    assert not of(judged(["forward-lunge 2x8"], worse), "pain-and-load")


def test_equipment_that_is_not_owned_gets_a_substitute() -> None:
    runner = athlete(equipment=HOME)
    (own,) = of(judged(["leg-press 2x8 @3RIR or goblet-squat"], runner), "equipment-needed")
    assert own.change == "Do Goblet squat instead."
    (found,) = of(judged(["barbell-squat 2x8 @3RIR"], athlete(equipment=BARE)), "equipment-needed")
    assert found.change.endswith("squat instead.") or "chair" in found.change


@pytest.mark.parametrize(
    ("items", "rule", "change"),
    [
        (["leg-press 4x8 @3RIR"], "posterior-anterior", "Add a hip hinge or a calf raise."),
        (
            ["dumbbell-romanian-deadlift 4x8 @3RIR"],
            "posterior-anterior",
            "Add a squat or a lunge.",
        ),
        (["push-up 3x8 @3RIR"], "pull-push", "Add a row or a pull-up."),
        (["dumbbell-row 3x8 @3RIR"], "pull-push", "Add a push-up or a press."),
    ],
)
def test_missing_balance_is_noted(items: list[str], rule: str, change: str) -> None:
    (found,) = of(judged(items), rule)
    assert found.severity is Severity.NOTE
    assert found.change == change


def test_a_session_longer_than_the_athlete_has_is_told_with_its_minutes() -> None:
    short = athlete(equipment=GYM, availability=Availability(minutes=30))
    (long,) = of(judged(["leg-press 5x5 @3RIR rest 4min"], short), "time-given")
    assert "you have 30" in long.text
    assert of(judged(["leg-press 5x5 @3RIR rest 4min"]), "time-given") == []
    assert of(judged(["leg-press 5x5 @3RIR rest 4min"], short, minutes=30), "time-given") == []


def test_seven_weeks_without_a_lighter_one_are_noted_and_a_deload_counts() -> None:
    (tired,) = of(judged(BALANCED, weeks="1-7"), "deload-weeks")
    assert tired.weeks == (7,)
    rested = "[deload]\nweeks = [4]"
    assert of(judged(BALANCED, weeks="1-7", ramps=rested), "deload-weeks") == []


def test_a_programme_tested_in_place_of_running_says_so() -> None:
    weeks = expand(published_template("t09-paavolainen-1999"))
    (note,) = [each for each in judge(weeks, STRONG, TODAY) if each.rule == "running-replaced"]
    assert "32%" in note.text


def test_the_gravest_comes_first_and_equal_advice_is_given_once() -> None:
    for name in published():
        found = judge(expand(published_template(name)), NEW, TODAY)
        gravity = [list(Severity).index(each.severity) for each in found]
        assert gravity == sorted(gravity), name
        advice = [(each.rule, each.severity, each.item, each.change) for each in found]
        assert len(advice) == len(set(advice)), name


RUNNERS = st.builds(
    athlete,
    experience=st.sampled_from(Experience),
    birth_year=st.integers(1935, 2014),
    equipment=st.sampled_from([GYM, HOME, BARE]),
    conditions=st.frozensets(st.sampled_from(Condition), max_size=2),
    pains=st.lists(
        st.builds(Pain, part=st.sampled_from(BodyPart), level=st.integers(0, 10)), max_size=2
    ).map(tuple),
    availability=st.builds(
        Availability, sessions_a_week=st.integers(2, 3), minutes=st.integers(15, 120)
    ),
)


@settings(max_examples=40)
@given(st.sampled_from(published()), RUNNERS)
def test_the_judge_reads_anything_for_anyone_and_names_real_rules(name: str, runner) -> None:
    template = published_template(name)
    weeks = expand(template)
    numbers = {week.number for week in weeks}
    for found in judge(weeks, runner, TODAY):
        assert found.rule in rules()
        assert set(found.weeks) <= numbers
        assert found.text.endswith(".")
        assert found.change.endswith(".")
    assert judge(weeks, runner, TODAY) == judge(weeks, runner, TODAY)


def test_coming_back_from_a_light_week_of_jumps_is_no_growth_nor_is_a_small_start() -> None:
    ramps = '[ramps.jumps]\n"1" = "1x50"\n"2" = "1x20"\n"3" = "1x50"'
    assert of(judged(["pogo-hop ramp jumps"], weeks="1-3", ramps=ramps), "contact-growth") == []
    ramps = '[ramps.jumps]\n"1" = "1x10"\n"2" = "1x40"'
    assert of(judged(["pogo-hop ramp jumps"], weeks="1-2", ramps=ramps), "contact-growth") == []


def test_coming_back_from_a_deload_is_no_jump_of_load() -> None:
    ramps = "[deload]\nweeks = [2]\n"
    ramps += '[ramps.load]\n"1" = "3x5 @80%"\n"2" = "3x5 @60%"\n"3" = "3x5 @80%"'
    assert of(judged(["leg-press ramp load"], weeks="1-3", ramps=ramps), "load-jump") == []


def test_a_finding_of_several_days_names_none_and_of_one_day_that_day() -> None:
    weeks = expand(published_template("t03-vikmoen-2016"))
    failing = [each for each in judge(weeks, STRONG, TODAY) if each.rule == "not-to-failure"]
    assert {each.day for each in failing} == {None}
    assert len(failing) == 4
    (drop,) = of(judged(["high-drop-jump 1x5 box 60cm"]), "drop-height")
    assert (drop.day, drop.item) == ("day", "high-drop-jump")
