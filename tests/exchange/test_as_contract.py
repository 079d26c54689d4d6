"""From the coach's values to JSON and Markdown: nothing is lost or bent on the way."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from strongstride.coach.athlete import Athlete, Equipment, Experience, Goal, RaceDistance
from strongstride.coach.log import LoggedSession
from strongstride.coach.plan import plan
from strongstride.coach.programme import Programme
from strongstride.coach.runs import PlannedRun, RunKind
from strongstride.exchange import wording
from strongstride.exchange.as_contract import plan_json
from strongstride.exchange.contract import PlanJson, encode
from strongstride.exchange.contract_listings import schemas
from strongstride.exchange.day_reasons import day_reasons
from strongstride.exchange.plan_markdown import plan_markdown
from tests.coach.strategies import TODAY as STRATEGY_TODAY
from tests.coach.strategies import athletes, calendars, histories

VALIDATOR = Draft202012Validator(schemas()["plan"])  # type: ignore[arg-type]
TODAY = date(2026, 11, 23)
ADA = Athlete(
    name="Ada *the* |fast|",
    body_mass_g=62_000,
    birth_year=1988,
    experience=Experience.SOME,
    equipment=Equipment(dumbbell_pairs_g=(7_500, 12_500)),
    goal=Goal(on=date(2027, 2, 14), distance=RaceDistance.HALF, name="Spring"),
)


@pytest.fixture(scope="module")
def programme() -> Programme:
    runs = [PlannedRun(on=date(2026, 11, 26), kind=RunKind.HARD, distance_m=8_000)]
    return plan(ADA, runs, [], TODAY)


def test_the_bytes_are_the_contract_and_read_back(programme: Programme) -> None:
    made = plan_json(programme, ADA, None, TODAY)
    assert msgspec.json.decode(encode(made), type=PlanJson) == made


def test_sessions_are_told_as_they_are_planned(programme: Programme) -> None:
    made = plan_json(programme, ADA, None, TODAY)
    planned = [session for week in programme.weeks for session in week.sessions]
    told = [session for week in made.weeks for session in week.sessions]
    assert [each.id for each in told] == [each.id for each in planned]
    for one, other in zip(told, planned, strict=True):
        for item, origin in zip(one.work, other.work, strict=True):
            assert item.exercise == origin.exercise.id
            assert item.per_side is origin.exercise.one_sided
            assert item.region == origin.exercise.region
            assert item.chain == origin.exercise.chain
            loads = [None if s.load_g is None else s.load_g / 1000 for s in origin.sets]
            assert [each.load_kg for each in item.sets] == loads
            assert [each.reps for each in item.sets] == [each.reps for each in origin.sets]
    assert any(item.per_side for each in told for item in each.work)
    assert any(s.load_kg == 7.5 for each in told for item in each.work for s in item.sets)


def test_markdown_leaves_the_athletes_words_alone(programme: Programme) -> None:
    page = plan_markdown(programme, ADA, None, TODAY)
    assert page.splitlines()[0] == r"# Strength plan for Ada \*the\* \|fast\|"


def test_markdown_holds_every_session_and_week(programme: Programme) -> None:
    page = plan_markdown(programme, ADA, None, TODAY)
    sessions = [session for week in programme.weeks for session in week.sessions]
    assert page.count("\n### ") == len(sessions)
    calendar = [line for line in page.splitlines() if line.count("|") == 10]
    assert len(calendar) == len(programme.weeks) + 2
    for session in sessions:
        for item in session.work:
            assert f"| {item.exercise.name} |" in page


@settings(max_examples=25)
@given(athletes(), calendars(), histories())
def test_any_plan_can_be_told(
    athlete: Athlete, runs: tuple[PlannedRun, ...], history: tuple[LoggedSession, ...]
) -> None:
    programme = plan(athlete, runs, history, STRATEGY_TODAY)
    text = encode(plan_json(programme, athlete, None, STRATEGY_TODAY))
    VALIDATOR.validate(msgspec.json.decode(text))
    assert plan_markdown(programme, athlete, None, STRATEGY_TODAY)
    for week in programme.weeks:
        for day in wording.days_of(week):
            day_reasons(programme, athlete, day, STRATEGY_TODAY)
