"""The movements that can be trained, the athlete's own among them."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query

from strongstride.accounts.scopes import Scope
from strongstride.api.authentication import athlete_asking, needs
from strongstride.api.cursors import Cursor, Limit, Page, page_of, read_cursor
from strongstride.api.errors import not_found
from strongstride.api.service import Area
from strongstride.coach.catalogue import Exercise, Muscle, Pattern, catalogue
from strongstride.coach.exercise_search import ExerciseKind, ExerciseSearch, search
from strongstride.coach.own_exercise import OWN
from strongstride.exchange.as_listings import exercise_json
from strongstride.exchange.contract_listings import ExerciseJson
from strongstride.training.exercise_queries import own_exercises

area = Area()
Words = Annotated[str, Query(max_length=100, description="words of the name, pattern or muscle")]
Thing = Annotated[str | None, Query(max_length=40, description="an implement or piece of kit")]
Owned = Annotated[bool, Query(description="only what the athlete's equipment allows")]


@area.get("/exercises", auth=needs(Scope.TRAINING_READ))
def list_exercises(
    request: HttpRequest,
    words: Words = "",
    kind: ExerciseKind | None = None,
    pattern: Pattern | None = None,
    muscle: Muscle | None = None,
    thing: Thing = None,
    owned: Owned = False,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[ExerciseJson]:
    """Exercises, drills and stretches that fit, best-named first."""
    wanted = ExerciseSearch(text=words, kind=kind, pattern=pattern, thing=thing, muscle=muscle)
    athlete = athlete_asking(request)
    equipment = athlete.profile.athlete.equipment if owned else None
    found = search(catalogue(), wanted, own_exercises(athlete), equipment)
    after = read_cursor(cursor, str)
    known = [each.id for each in found]
    start = known.index(after) + 1 if after in known else 0
    return page_of(found[start : start + limit + 1], limit, _json, lambda each: each.id)


@area.get("/exercises/{exercise}", auth=needs(Scope.TRAINING_READ))
def show_exercise(request: HttpRequest, exercise: str) -> ExerciseJson:
    """One exercise with its cues, faults and neighbours on the ladder."""
    found = catalogue().exercises.get(exercise)
    if found is None and exercise.startswith(OWN):
        own = {each.id: each for each in own_exercises(athlete_asking(request))}
        found = own.get(exercise)
    if found is None:
        raise not_found("There is no exercise with this id.")
    return _json(found)


def _json(exercise: Exercise) -> ExerciseJson:
    return exercise_json(exercise, catalogue())
