"""Own exercises and own programmes as text, and the programme one follows."""

from datetime import timedelta

import pytest
from django.test import Client

from strongstride.accounts.models import Athlete
from strongstride.coach.own_exercise import EXAMPLE, OwnExerciseError, read_own_exercise
from strongstride.coach.templates.file import published, read_template
from strongstride.training import exercise_actions as actions
from strongstride.training.exercise_queries import own_exercises, programme_named
from strongstride.training.models import OwnExercise, OwnProgramme
from strongstride.training.programme_pages import EXAMPLE as PROGRAMME
from tests.casting import Cast
from tests.training.progress.history import lift

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NEW, NEW_PROGRAMME = "/exercises/new/", "/programmes/new/"


def fresh(athlete: Athlete) -> Athlete:
    return Athlete.objects.get(pk=athlete.pk)


def test_the_examples_can_be_read() -> None:
    assert read_own_exercise(EXAMPLE, "x").id == "own:x"
    assert read_template(PROGRAMME, "x").phases


def test_every_mistake_is_told_at_once_with_its_line() -> None:
    text = 'name = "My squat"\npattern = "sqat"\nregion = 3\nloading = "external"\nkeuz = []\n'
    with pytest.raises(OwnExerciseError) as caught:
        read_own_exercise(text, "x")
    told = {(each.line, each.text.split(":")[0]) for each in caught.value.mistakes}
    assert told >= {(2, "pattern"), (3, "region"), (4, "loading"), (5, "keuz")}
    assert any("chain is missing" in each.text for each in caught.value.mistakes)
    assert any("primary is missing" in each.text for each in caught.value.mistakes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "this is not TOML"),
        ("a = " + "[" * 5000, "deeply"),
        (EXAMPLE.replace("Sandbag squat", "Goblet squat"), "in the catalogue already"),
        (EXAMPLE.replace('pattern = "squat"', 'pattern = "stretch"'), "no drills or stretches"),
        ("#" * 20_001, "more than"),
    ],
)
def test_what_cannot_be_an_exercise_says_why(text: str, said: str) -> None:
    with pytest.raises(OwnExerciseError) as caught:
        read_own_exercise(text, "x")
    assert said in str(caught.value)


def test_an_own_exercise_is_written_shown_found_changed_and_removed(
    bob: Client, cast: Cast
) -> None:
    answer = bob.post(NEW, {"text": EXAMPLE})
    assert answer["Location"] == "/exercises/own:sandbag-squat/"
    card = bob.get(answer["Location"]).content.decode()
    assert "Hug the bag" in card
    assert "Our coach does not put it into plans" in card
    assert "Sandbag squat" in bob.get("/exercises/?q=sandbag").content.decode()
    changed = EXAMPLE.replace("Sandbag squat", "Sandbag deep squat")
    bob.post("/exercises/own/sandbag-squat/edit/", {"text": changed})
    assert [each.name for each in own_exercises(cast.bob.athlete)] == ["Sandbag deep squat"]
    assert bob.post("/exercises/own/sandbag-squat/removal/")["Location"] == "/exercises/"
    assert own_exercises(cast.bob.athlete) == ()
    assert bob.post("/exercises/own/sandbag-squat/removal/").status_code == 404


def test_mistakes_come_back_with_the_text_and_nothing_is_saved(bob: Client) -> None:
    text = EXAMPLE.replace('"quads"', '"quadz"')
    answer = bob.post(NEW, {"text": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Line 10" in page
    assert "quadz" in page
    assert not OwnExercise.objects.exists()


def test_the_history_of_an_own_exercise_is_kept(bob: Client, cast: Cast, today) -> None:  # type: ignore[no-untyped-def]
    actions.save_own_exercise(cast.bob.athlete, EXAMPLE)
    lift(cast.bob.athlete, today, exercise="own:sandbag-squat")
    assert "8 × 60 kg" in bob.get("/exercises/own:sandbag-squat/").content.decode()


def test_sets_logged_under_its_name_are_its_own(bob: Client, cast: Cast, today) -> None:  # type: ignore[no-untyped-def]
    athlete = cast.bob.athlete
    actions.save_own_exercise(athlete, EXAMPLE)
    for days, exercise in enumerate(
        ("other:Sandbag Squat", "own:sandbag-squat", "other:sandbag squat")
    ):
        lift(athlete, today - timedelta(days=3 * days), exercise=exercise)
    lift(athlete, today, exercise="other:something else")
    card = bob.get("/exercises/own:sandbag-squat/").content.decode()
    assert "3 sessions" in card
    assert "About " in card
    page = bob.get("/progress/").content.decode()
    assert "Sandbag squat" in page
    assert "own:" not in page.replace("/own:sandbag-squat/", "")
    assert "3 sets of exercises outside the catalogue" in page  # something else's


def test_two_of_the_same_name_get_keys_of_their_own(cast: Cast) -> None:
    keys = [actions.save_own_exercise(cast.bob.athlete, EXAMPLE) for _ in range(3)]
    assert keys == ["sandbag-squat", "sandbag-squat-2", "sandbag-squat-3"]


def test_there_is_a_most(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "OWN_SHOWN", 1)
    actions.save_own_exercise(cast.bob.athlete, EXAMPLE)
    with pytest.raises(OwnExerciseError, match="is the most"):
        actions.save_own_exercise(cast.bob.athlete, EXAMPLE)


def test_nobody_reaches_what_is_another_s(alice: Client, bob: Client, cast: Cast) -> None:
    actions.save_own_exercise(cast.bob.athlete, EXAMPLE)
    actions.save_own_programme(cast.bob.athlete, PROGRAMME)
    for url in (
        "/exercises/own:sandbag-squat/",
        "/exercises/own/sandbag-squat/edit/",
        "/programmes/own:spring/",
        "/programmes/own/spring/edit/",
    ):
        assert bob.get(url).status_code == 200
        assert alice.get(url).status_code == 404
    for url in ("/exercises/own/sandbag-squat/removal/", "/programmes/own/spring/removal/"):
        assert alice.post(url).status_code == 404
    assert alice.post("/programmes/choice/", {"programme": "own:spring"}).status_code == 404
    assert "Sandbag" not in alice.get("/exercises/?q=sandbag").content.decode()


def test_published_programmes_are_listed_with_what_the_rules_say(bob: Client) -> None:
    page = bob.get("/programmes/").content.decode()
    assert page.count('aria-labelledby="p') == len(published())
    assert "1 stop" in page
    one = bob.get("/programmes/t07-ramirez-campillo-2014/").content.decode()
    assert "Drops from 60 cm are higher than 40 cm" in one
    assert "from memory, unchecked" in one
    for key in ("no-such", "own:no-such", "own:%00", "%00"):
        assert bob.get(f"/programmes/{key}/").status_code == 404
    assert bob.post("/programmes/choice/", {"programme": "own:\x00"}).status_code == 404


def test_following_a_programme_makes_the_plan_anew(bob: Client, cast: Cast) -> None:
    before = fresh(cast.bob.athlete).inputs_version
    bob.post("/programmes/choice/", {"programme": "t01-storen-2008"})
    athlete = fresh(cast.bob.athlete)
    assert athlete.profile.programme == "t01-storen-2008"
    assert athlete.inputs_version > before
    assert "you follow this" in bob.get("/programmes/t01-storen-2008/").content.decode()
    bob.post("/programmes/choice/")
    assert fresh(cast.bob.athlete).profile.programme is None


def test_an_own_programme_is_written_followed_and_gone(bob: Client, cast: Cast) -> None:
    answer = bob.post(NEW_PROGRAMME, {"text": PROGRAMME})
    assert answer["Location"] == "/programmes/own:spring/"
    assert "goblet-squat" in bob.get(answer["Location"]).content.decode()
    bob.post("/programmes/choice/", {"programme": "own:spring"})
    athlete = fresh(cast.bob.athlete)
    found = programme_named(athlete, "own:spring")
    assert found is not None
    assert found.name == "Spring"
    version = athlete.inputs_version
    bob.post("/programmes/own/spring/edit/", {"text": PROGRAMME.replace("1-6", "1-8")})
    assert fresh(athlete).inputs_version > version
    bob.post("/programmes/own/spring/removal/")
    assert fresh(athlete).profile.programme is None
    assert programme_named(fresh(athlete), "own:spring") is None


def test_mistakes_of_a_programme_are_told_with_their_lines(bob: Client) -> None:
    text = PROGRAMME.replace("goblet-squat 3x8-10", "gobblet-squat 3y8")
    answer = bob.post(NEW_PROGRAMME, {"text": text})
    assert answer.status_code == 422
    assert "Line 12" in answer.content.decode()
    assert not OwnProgramme.objects.exists()


def test_a_programme_a_newer_app_cannot_read_is_told_and_mended(bob: Client, cast: Cast) -> None:
    actions.save_own_programme(cast.bob.athlete, PROGRAMME)
    OwnProgramme.objects.update(text="name = 3")
    page = bob.get("/programmes/").content.decode()
    assert "Cannot be read any more" in page
    assert "/programmes/own/spring/edit/" in page
    assert bob.get("/programmes/own:spring/").status_code == 404
