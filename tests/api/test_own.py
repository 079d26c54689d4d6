"""Own exercises and programmes by the API: written, found, followed, taken away."""

from datetime import timedelta

from strongstride.coach.own_exercise import EXAMPLE
from strongstride.training.programme_pages import EXAMPLE as PROGRAMME
from strongstride.web import clock
from tests.api.conftest import Api


def test_an_own_exercise_is_found_among_the_others(alice: Api, bob: Api) -> None:
    status, own = alice.post("/own-exercises", {"text": EXAMPLE})
    assert (status, own["key"]) == (201, "sandbag-squat")
    assert alice.get("/exercises?words=sandbag")[1]["items"][0]["id"] == "own:sandbag-squat"
    assert alice.get("/exercises/own:sandbag-squat")[1]["name"] == "Sandbag squat"
    assert bob.get("/exercises/own:sandbag-squat")[0] == 404
    assert bob.delete("/own-exercises/sandbag-squat")[0] == 404
    assert alice.delete("/own-exercises/sandbag-squat")[0] == 204
    assert alice.get("/own-exercises")[1] == []


def test_an_own_exercise_has_its_lift_and_its_muscles(alice: Api) -> None:
    alice.post("/own-exercises", {"text": EXAMPLE})
    key = "own:sandbag-squat"
    done = {"exercise": key, "load_kg": 30, "reps": 8, "rir": 2}
    for ago in (14, 9, 4):
        on = (clock.now().date() - timedelta(days=ago)).isoformat()
        status, made = alice.post(
            "/training-sessions", {"on": on, "title": "x", "sets": [done, done]}
        )
        assert status == 201, made
    assert key in [each["exercise"] for each in alice.get("/progress/lifts")[1]]
    assert len(alice.get(f"/progress/lifts/{key}")[1]["points"]) == 3
    muscles = alice.get("/progress/balance")[1]["muscles"]
    assert any(each["sets"] > 0 for each in muscles)


def test_an_own_exercise_can_be_written_anew(alice: Api) -> None:
    alice.post("/own-exercises", {"text": EXAMPLE})
    better = EXAMPLE.replace("Sandbag squat", "Sand squat")
    assert alice.put("/own-exercises/sandbag-squat", {"text": better})[0] == 200
    assert alice.get("/exercises/own:sandbag-squat")[1]["name"] == "Sand squat"
    assert alice.put("/own-exercises/other", {"text": better})[0] == 404


def test_mistakes_are_told_with_their_lines(alice: Api) -> None:
    status, answer = alice.post("/own-exercises", {"text": 'name = "x"\npattern = "nonsense"'})
    assert (status, answer["error"]["field"]) == (422, "text")
    assert "Line 2" in answer["error"]["message"]
    assert alice.post("/own-programmes", {"text": "nonsense"})[0] == 422


def test_a_programme_can_be_followed_and_left(alice: Api, bob: Api) -> None:
    key = "own:" + alice.post("/own-programmes", {"text": PROGRAMME})[1]["key"]
    assert bob.put("/me/programme", {"key": key})[0] == 422
    assert alice.put("/me/programme", {"key": key}) == (204, None)
    followed = [each["key"] for each in alice.get("/programmes")[1] if each["is_followed"]]
    assert followed == [key]
    assert alice.put("/me/programme", {"key": None})[0] == 204
    assert not any(each["is_followed"] for each in alice.get("/programmes")[1])


def test_published_programmes_are_listed(alice: Api) -> None:
    assert len(alice.get("/programmes")[1]) > 3
