"""Searching exercises, the card of one, and the figures."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.catalogue import Muscle, Pattern, catalogue
from strongstride.coach.equipment import can_do
from strongstride.coach.exercise_search import NOTHING, ExerciseKind, ExerciseSearch, search
from strongstride.coach.figures import has_figure
from tests.coach.making import BARE
from tests.training.progress.history import SQUAT

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LIST = "/exercises/"


def test_all_are_listed_a_page_at_a_time_squats_first(bob: Client) -> None:
    first = bob.get(LIST).content.decode()
    assert f"{len(catalogue().exercises)} exercises" in first
    assert first.count('class="card exercise"') == 24
    assert first.index("Goblet squat") < first.index("Split squat")
    assert "page=2" in first
    assert "page 2" in bob.get(LIST + "?page=2").content.decode()


def test_words_are_understood_as_lifters_write_them(bob: Client) -> None:
    page = bob.get(LIST, {"q": "RDLs"}).content.decode()
    assert page.index("Barbell Romanian deadlift") < page.index("</ul>")
    near = bob.get(LIST, {"q": "gobbet squatt"}).content.decode()
    assert "Did you mean" in near
    assert "Goblet squat" in near
    typed = bob.get(LIST, {"q": "sqat"}).content.decode()
    assert "0 exercises" in typed
    assert "Did you mean" in typed


def test_htmx_gets_the_found_ones_alone(bob: Client) -> None:
    answer = bob.get(LIST, {"q": "calf"}, headers={"HX-Request": "true"})
    assert b"<html" not in answer.content
    assert b'id="found"' in answer.content
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("query", ["page=0", "page=x", "pattern=nonsense", "muscle=%00", "kind=9"])
def test_what_is_not_understood_asks_nothing(bob: Client, query: str) -> None:
    assert bob.get(f"{LIST}?{query}").status_code == 200


def test_filters_narrow_and_combine() -> None:
    wanted = ExerciseSearch(pattern=Pattern.SQUAT, muscle=Muscle.QUADS, thing=NOTHING)
    found = search(catalogue(), wanted)
    assert found
    assert all(each.pattern is Pattern.SQUAT and not each.needs for each in found)
    assert "bodyweight-squat" in {each.id for each in found}
    stretches = search(catalogue(), ExerciseSearch(kind=ExerciseKind.STRETCH))
    assert set(stretches) == set(catalogue().stretches)


def test_only_what_the_equipment_allows() -> None:
    found = search(catalogue(), ExerciseSearch(), equipment=BARE)
    assert set(found) == {e for e in catalogue().exercises.values() if can_do(BARE, e)}


@given(st.text(max_size=30))
def test_any_words_can_be_searched(words: str) -> None:
    assert len(search(catalogue(), ExerciseSearch(text=words))) <= len(catalogue().exercises)


def test_every_exercise_is_found_by_its_own_name() -> None:
    for each in catalogue().exercises.values():
        assert each in search(catalogue(), ExerciseSearch(text=each.name))


def test_a_card_tells_cues_faults_ladder_dose_muscles_and_history(alice: Client) -> None:
    page = alice.get(reverse("training:exercise", args=[SQUAT])).content.decode()
    squat = catalogue().get(SQUAT)
    for part in (*squat.cues, *squat.faults, "Easier", "Harder", "How much", "Your history"):
        assert part.replace("'", "&#x27;") in page
    for neighbour in (*catalogue().easier(SQUAT), *catalogue().harder(SQUAT)):
        assert reverse("training:exercise", args=[neighbour.id]) in page
    assert "The last 20 of 28 sessions" in page
    assert "four times in five" in page


def test_history_on_the_card_is_ones_own(alice: Client, bob: Client) -> None:
    assert alice.get(reverse("training:exercise", args=[SQUAT])).status_code == 200
    assert b"Not logged yet." in bob.get(reverse("training:exercise", args=[SQUAT])).content


@pytest.mark.parametrize("kind", ["stretches", "drills"])
def test_drills_and_stretches_have_cards_without_doses(bob: Client, kind: str) -> None:
    for each in getattr(catalogue(), kind)[:3]:
        page = bob.get(reverse("training:exercise", args=[each.id])).content.decode()
        assert each.name.replace("'", "&#x27;") in page
        assert "How much" not in page


def test_an_unknown_exercise_is_not_found(bob: Client) -> None:
    assert bob.get("/exercises/no-such/").status_code == 404
    assert bob.get("/exercises/own:no-such/").status_code == 404
    assert bob.get("/exercises/no-such/figure.svg").status_code == 404
    assert bob.get("/exercises/a%00b/").status_code == 404


def test_figures_are_pictures_kept_by_browsers_and_open_to_all(client: Client) -> None:
    drawn = next(key for key in catalogue().exercises if has_figure(key))
    for name in ("training:figure", "training:figure-still"):
        answer = client.get(reverse(name, args=[drawn]))
        assert answer["Content-Type"] == "image/svg+xml"
        assert "immutable" in answer["Cache-Control"]
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        again = client.get(reverse(name, args=[drawn]), headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304
        assert client.post(reverse(name, args=[drawn])).status_code in (403, 405)
