"""What an athlete answers on a page is judged by the rules of the athlete file."""

import re
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.accounts.answers.body import BodyForm, SafetyForm
from strongstride.accounts.answers.equipment import EquipmentForm, Pick, picked
from strongstride.accounts.answers.form import AnswersForm
from strongstride.accounts.answers.lists import items, load_list
from strongstride.accounts.answers.running import GoalForm, PaceForm, PatternForm, race_is_soon
from strongstride.accounts.answers.sections import SECTIONS, Section
from strongstride.accounts.answers.tables import AnswersError, tables_of, with_answers
from strongstride.accounts.answers.time import TimeForm
from strongstride.accounts.answers.told import told_in_short
from strongstride.accounts.answers.units import UnitsForm, time_zones
from strongstride.accounts.profile import Profile, new_profile
from strongstride.coach.athlete import Athlete, Experience, Goal, RaceDistance, Weekday
from strongstride.coach.athletes.screening import TOPICS
from strongstride.coach.catalogue import BodyPart, Condition, Kit
from strongstride.coach.quantities import MassUnit, grams
from tests.coach.strategies import athletes
from tests.coach.test_athlete_file import as_a_file_tells_it

TODAY = date(2026, 11, 22)
NEW = new_profile()
FEW = settings(max_examples=40)  # every example builds whole forms


def after(form: AnswersForm) -> Profile:
    """The profile once this form is saved."""
    assert form.is_valid(), form.errors
    return with_answers(form.profile, form.answers, TODAY)


def asked(kind: type[AnswersForm], profile: Profile = NEW, **said: Any) -> AnswersForm:
    return kind(profile, TODAY, said)


def as_shown(form: AnswersForm) -> dict[str, Any]:
    """What a browser sends when nobody touches the form."""
    return {name: value for name, value in form.initial.items() if value not in (None, False, "")}


@FEW
@given(athletes(), st.sampled_from(sorted(set(Section) - {Section.PACE})))
def test_saving_a_form_nobody_touched_changes_nothing(athlete: Athlete, section: Section) -> None:
    told = frozenset(Section)
    profile = Profile(athlete=as_a_file_tells_it(athlete), told=told)
    kind = SECTIONS[section].form
    saved = after(kind(profile, TODAY, as_shown(kind(profile, TODAY))))
    assert _undated(saved) == _undated(profile)


def _undated(profile: Profile) -> Profile:
    pains = tuple(msgspec.structs.replace(each, since=None) for each in profile.athlete.pains)
    athlete = msgspec.structs.replace(profile.athlete, pains=pains)
    running = msgspec.structs.replace(profile.running, as_usual=True)
    return msgspec.structs.replace(profile, athlete=athlete, running=running)


@FEW
@given(
    st.fixed_dictionaries(
        {section.value: st.dictionaries(st.text(), st.text()) for section in Section}
    )
)
def test_no_form_ever_breaks(said: dict[str, dict[str, str]]) -> None:
    for section, answers in said.items():
        SECTIONS[Section(section)].form(NEW, TODAY, answers).is_valid()


@FEW
@given(st.data())
def test_no_text_in_any_field_breaks_a_form(data: st.DataObject) -> None:
    section = data.draw(st.sampled_from(Section))
    kind = SECTIONS[section].form
    names = list(kind(NEW, TODAY).fields)
    said = {name: data.draw(st.text(max_size=12) | st.sampled_from(ODD)) for name in names}
    form = kind(NEW, TODAY, said)
    if form.is_valid():
        after(form)


ODD = ["-1", "0", "1e999", "9" * 40, "½", "٣", "12 kg", "2-20 by 2", "20-2 by 0", "1x", "\0", "nan"]


def test_all_mistakes_of_a_form_come_at_once_each_at_its_field() -> None:
    form = asked(BodyForm, body_mass="heavy", birth_year="19", experience="guru")
    assert not form.is_valid()
    assert set(form.errors) == {"body_mass", "birth_year", "experience"}
    assert '"68 kg"' in form.errors["body_mass"][0]


def test_a_mistake_elsewhere_is_told_above_the_form() -> None:
    broken = msgspec.structs.replace(
        NEW, athlete=msgspec.structs.replace(NEW.athlete, birth_year=2200)
    )
    form = asked(GoalForm, broken, distance="marathon", on="2027-04-25")
    assert not form.is_valid()
    assert "2200" in str(form.non_field_errors())


def test_body_and_experience() -> None:
    athlete = after(
        asked(BodyForm, name="Ada", body_mass="150 lb", birth_year="1988", experience="some")
    ).athlete
    assert (athlete.name, athlete.birth_year) == ("Ada", 1988)
    assert athlete.body_mass_g == grams(150, MassUnit.LB)
    assert athlete.experience is Experience.SOME


def test_nobody_is_offered_a_body_mass_they_did_not_tell() -> None:
    assert "body_mass" not in BodyForm(NEW, TODAY).initial
    told = msgspec.structs.replace(NEW, told=frozenset({Section.BODY}))
    assert BodyForm(told, TODAY).initial["body_mass"] == "70 kg"


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.key)
def test_every_screening_question_means_what_it_means_in_the_file(topic: Any) -> None:
    said = {f"yes_{topic.key}": "on"}
    profile = after(asked(SafetyForm, **said))
    assert (topic.condition in profile.athlete.conditions) == bool(topic.condition)
    assert profile.athlete.stop_reasons == ((topic.stop,) if topic.stop else ())
    assert SafetyForm(profile, TODAY).initial[f"yes_{topic.key}"] is True
    if topic.asks_first and topic.can_clear:
        cleared = after(asked(SafetyForm, **said, **{f"cleared_{topic.key}": "on"}))
        assert cleared.athlete.stop_reasons == ()
        assert SafetyForm(cleared, TODAY).initial[f"cleared_{topic.key}"] is True
    none = after(SafetyForm(profile, TODAY, {}))
    assert none.athlete.stop_reasons == ()
    assert not none.athlete.conditions


def test_clearing_without_a_yes_clears_nothing() -> None:
    profile = after(asked(SafetyForm, cleared_heart_condition="on"))
    assert profile.safety.cleared == ()


def test_under_16_an_adult_must_be_there() -> None:
    young = after(asked(BodyForm, body_mass="50", birth_year="2012", experience="none"))
    assert Condition.UNDER_16 in young.athlete.conditions - young.athlete.cleared
    assert told_in_short(young, TODAY)[Section.SAFETY] == "a professional comes first"
    watched = after(asked(SafetyForm, young, with_adult="on"))
    assert Condition.UNDER_16 in watched.athlete.cleared


def test_other_answers_leave_the_screening_alone() -> None:
    profile = after(asked(SafetyForm, yes_heart_condition="on", cleared_heart_condition="on"))
    later = after(asked(GoalForm, profile, distance="marathon", on="2027-04-25"))
    assert later.safety == profile.safety
    assert later.safety.cleared == ("heart_condition",)


def test_answers_another_door_made_untrue_are_not_told_again() -> None:
    profile = after(asked(SafetyForm, yes_back_problem="on"))
    athlete = msgspec.structs.replace(profile.athlete, conditions=frozenset({Condition.BALANCE}))
    changed = msgspec.structs.replace(profile, athlete=athlete)
    assert tables_of(changed, TODAY)["safety"] == {"falls": True}


def test_pain_is_pain_of_the_day_it_is_told() -> None:
    hurt = after(asked(SafetyForm, pain_low_back="4", pain_knee=""))
    [pain] = hurt.athlete.pains
    assert (pain.part, pain.level, pain.since) == (BodyPart.LOW_BACK, 4, TODAY)
    later = with_answers(hurt, {"time": {"minutes": 30}}, date(2026, 11, 30))
    assert later.athlete.pains == (pain,)


def test_a_usual_week() -> None:
    form = asked(
        PatternForm,
        kind_1="hard", size_1="8 km", kind_3="easy", size_3="45 min", kind_6="long", size_6="",
    )  # fmt: skip
    wish = after(form).running
    assert wish.pattern is not None
    assert [(run.day, run.distance_m, run.duration_s) for run in wish.pattern.runs] == [
        (Weekday.TUESDAY, 8000, None),
        (Weekday.THURSDAY, None, 2700),
        (Weekday.SUNDAY, None, None),
    ]
    assert not wish.as_usual
    shown = PatternForm(after(form), TODAY).initial
    assert (shown["size_1"], shown["size_3"]) == ("8 km", "45 min")


def test_a_mistake_in_a_week_stands_at_its_day() -> None:
    form = asked(PatternForm, kind_1="easy", size_1="8 km", kind_6="long", size_6="far", size_2="3")
    assert not form.is_valid()
    assert set(form.errors) == {"size_6", "kind_2"}


def test_no_runs_means_as_the_past_runs_show() -> None:
    profile = after(asked(PatternForm, kind_1="easy"))
    assert after(asked(PatternForm, profile)).running.as_usual


def test_a_race_and_none() -> None:
    profile = after(asked(GoalForm, distance="half marathon", on="2027-04-25", name="Spring"))
    goal = profile.athlete.goal
    assert goal is not None
    assert (goal.distance, goal.on, goal.name) == (RaceDistance.HALF, date(2027, 4, 25), "Spring")
    assert after(asked(GoalForm, profile)).athlete.goal is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"distance": "marathon", "on": "tomorrow"}, "on"),
        ({"distance": "marathon"}, "on"),
        ({"on": "2027-04-25"}, "distance"),
        ({"distance": "marathon", "on": "2026-11-21"}, "on"),
        ({"distance": "marathon", "on": "2031-04-25"}, "on"),
    ],
)
def test_half_a_race_is_told(said: dict[str, str], field: str) -> None:
    form = asked(GoalForm, **said)
    assert not form.is_valid()
    assert field in form.errors


def test_a_race_that_was_told_before_it_was_run_stays() -> None:
    profile = after(asked(GoalForm, distance="10K", on="2026-11-22"))
    later = with_answers(profile, {"time": {"minutes": 30}}, date(2026, 11, 30))
    assert later.athlete.goal == profile.athlete.goal


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 11, 22), "is today"),
        (date(2026, 11, 23), "is tomorrow"),
        (date(2026, 11, 28), "in 6 days: too soon to get stronger"),
        (date(2027, 4, 25), ""),
        (date(2026, 11, 1), ""),
    ],
)
def test_a_race_too_near_to_train_for_is_told(on: date, said: str) -> None:
    told = race_is_soon(Goal(on=on, distance=RaceDistance.TEN_K), TODAY)
    assert said in told
    assert bool(said) == bool(told)


@pytest.mark.parametrize(("miles", "example"), [(False, "8 km"), (True, "5 mi")])
def test_examples_are_in_the_units_of_the_athlete(miles: bool, example: str) -> None:
    said = {"mass": "lb", "distance": "mi"} if miles else {"mass": "kg", "distance": "km"}
    profile = after(asked(UnitsForm, **said, time_zone="UTC"))
    assert PatternForm(profile, TODAY).example == f"{example} or 45 min"
    other = ("km", "kg") if miles else ("mi", "lb")
    for section in Section:
        shown = str(SECTIONS[section].form(profile, TODAY))
        if section is not Section.UNITS:
            assert not [word for word in other if re.search(rf"\d {word}\b", shown)], section


@pytest.mark.parametrize("section", Section)
def test_no_form_speaks_of_lines_of_a_file(section: Section) -> None:
    for said in ({}, {"distance": "marathon"}, {"on": "2099-01-01", "distance": "marathon"},
                 {"plates": "2 x 20"}):  # fmt: skip
        text = str(SECTIONS[section].form(NEW, TODAY, said).errors)
        assert "add a line" not in text
        assert "[goal]" not in text


def test_days_and_minutes() -> None:
    form = asked(
        TimeForm,
        sessions="3", minutes="40", impossible=["Monday", "Friday"], session_time="18:30:00",
        hard_day_doubles="on",
    )  # fmt: skip
    free = after(form).athlete.availability
    assert (free.sessions_a_week, free.minutes, free.hard_day_doubles) == (3, 40, True)
    assert free.impossible == {Weekday.MONDAY, Weekday.FRIDAY}
    assert f"{free.session_time:%H:%M}" == "18:30"
    clash = asked(TimeForm, sessions="2", minutes="5", impossible=["Monday"], preferred=["Monday"])
    assert not clash.is_valid()
    assert set(clash.errors) == {"minutes", "preferred"}


def test_days_away_belong_to_the_plan_and_stay() -> None:
    away = with_answers(NEW, {"time": {"away": ["2026-12-24 to 2026-12-27"]}}, TODAY)
    later = after(asked(TimeForm, away, sessions="2", minutes="45"))
    assert later.athlete.availability.away == away.athlete.availability.away


def test_equipment_as_free_lists() -> None:
    form = asked(
        EquipmentForm,
        unit="kg", dumbbell_pairs="2-20 by 2, 24 kg", dumbbells="30 lb", kettlebells="12\n16; 20",
        bar="20", plates="2 x 20, 4 x 2,5", bands="red 7 kg, black 12", boxes="45, 30",
        kit=["bench", "rope"],
    )  # fmt: skip
    own = after(form).athlete.equipment
    assert own.dumbbell_pairs_g == (*range(2000, 22000, 2000), 24000)
    assert own.dumbbells_g == (grams(30, MassUnit.LB),)
    assert own.kettlebells_g == (12000, 16000, 20000)
    assert own.barbell is not None
    assert (own.barbell.bar_g, own.barbell.plates) == (20000, ((2500, 4), (20000, 2)))
    assert own.box_heights_cm == (30, 45)
    assert {Kit.BENCH, Kit.ROPE, Kit.BOX, Kit.BAND} == own.kit
    assert told_in_short(after(form), TODAY)[Section.EQUIPMENT].startswith("barbell, dumbbells")


def test_mistakes_in_equipment_stand_at_their_fields() -> None:
    form = asked(
        EquipmentForm,
        dumbbell_pairs="heavy",
        plates="20",
        bands="red",
        boxes="2 km",
        vest="20-5 by 5",
    )
    assert not form.is_valid()
    assert set(form.errors) == {"dumbbell_pairs", "bar", "plates", "bands", "boxes", "vest"}


@pytest.mark.parametrize("unit", MassUnit)
@pytest.mark.parametrize("pick", Pick)
def test_a_usual_set_can_be_saved_as_it_stands(pick: Pick, unit: MassUnit) -> None:
    own = after(EquipmentForm(NEW, TODAY, picked(pick, unit))).athlete.equipment
    assert bool(own.dumbbell_pairs_g) == (pick is not Pick.NOTHING)
    assert bool(own.barbell) == (pick is Pick.GYM)
    assert Kit.CHAIR in own.kit


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4, 6,8", ["4", "6", "8"]),
        ("2,5", ["2,5"]),
        ("1,25, 2,5", ["1,25", "2,5"]),
        ("8,10,12", ["8", "10", "12"]),
        ("2-20 by 2\n24 kg;; ", ["2-20 by 2", "24 kg"]),
        (" , ;\n", []),
    ],
)
def test_lists_as_people_type_them(text: str, found: list[str]) -> None:
    assert items(text) == found


@given(
    st.lists(st.integers(100, 120_000), unique=True, max_size=12).map(sorted)
    | st.builds(
        lambda low, step, n, unit: [grams(low + step * k, unit) for k in range(n)],
        st.integers(1, 20), st.integers(1, 10), st.integers(1, 15), st.sampled_from(MassUnit),
    ),
    st.sampled_from(MassUnit),
)  # fmt: skip
def test_a_list_of_loads_reads_back_to_the_gram(loads: list[int], unit: MassUnit) -> None:
    text = load_list(loads, unit)
    profile = with_answers(NEW, {"equipment": {"vest": items(text)}}, TODAY)
    assert profile.athlete.equipment.vest_g == tuple(loads)


def test_equal_steps_are_told_as_a_range() -> None:
    assert load_list([4000, *range(8000, 33000, 4000), 40000], MassUnit.KG) == "4-32 kg by 4, 40 kg"


def test_units_and_zone() -> None:
    athlete = after(asked(UnitsForm, mass="lb", distance="mi", time_zone="Asia/Tokyo")).athlete
    assert (athlete.mass_unit.value, athlete.distance_unit.value) == ("lb", "mi")
    assert athlete.time_zone == "Asia/Tokyo"
    assert not asked(UnitsForm, mass="lb", distance="mi", time_zone="Mars").is_valid()
    assert {"UTC", "Europe/Berlin", "America/New_York"} <= set(time_zones())


def test_changing_units_keeps_every_weight() -> None:
    profile = after(asked(EquipmentForm, unit="kg", dumbbell_pairs="8, 10", body_mass="66 kg"))
    pounds = after(asked(UnitsForm, profile, mass="lb", distance="mi", time_zone="UTC"))
    assert pounds.athlete.equipment.dumbbell_pairs_g == (8000, 10000)
    assert pounds.athlete.body_mass_g == profile.athlete.body_mass_g


def test_pace_and_heart_rate() -> None:
    athlete = after(asked(PaceForm, easy_pace="9:15 /mi", max_hr="186")).athlete
    assert athlete.easy_pace_s_per_km == pytest.approx(344.9, abs=0.1)
    assert athlete.max_hr == 186
    assert not asked(PaceForm, easy_pace="fast", max_hr="12").is_valid()


def test_wrong_answers_are_told_all_at_once() -> None:
    with pytest.raises(AnswersError) as told:
        with_answers(NEW, {"athlete": {"birth_year": 1}, "time": {"minutes": 1}}, TODAY)
    assert len(told.value.findings) == 2
