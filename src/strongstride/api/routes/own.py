"""What athletes write themselves: exercises and programmes, and which programme they follow."""

from collections.abc import Callable, Sequence
from typing import Annotated

import msgspec
from django.http import HttpRequest
from msgspec import Meta

from strongstride.accounts.models import Athlete
from strongstride.accounts.scopes import Scope
from strongstride.api.authentication import athlete_asking, needs
from strongstride.api.errors import ApiError, invalid, not_found
from strongstride.api.service import Area
from strongstride.api.values import Created, Json
from strongstride.coach.own_exercise import OWN, OwnExerciseError, OwnMistake
from strongstride.coach.templates.file import Mistake, TemplateError, published
from strongstride.training import exercise_actions as actions
from strongstride.training.exercise_queries import (
    OwnText,
    own_exercise_texts,
    own_programme_texts,
    programme_named,
)

area = Area()


class OwnJson(msgspec.Struct, frozen=True, kw_only=True):
    """Something of one's own as it was written."""

    key: Annotated[str, Meta(description="`own:<key>` names it elsewhere")]
    text: Annotated[str, Meta(description="TOML, as docs/reference describes")]


class OwnWritten(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The TOML of an own exercise or programme."""

    text: Annotated[str, Meta(max_length=100_000)]


class ProgrammeJson(msgspec.Struct, frozen=True, kw_only=True):
    """A programme there is to follow."""

    key: str
    name: str
    summary: str
    is_followed: bool


class Following(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The programme to follow: a key of `GET /programmes`, or null to let the coach write."""

    key: Annotated[str, Meta(max_length=120)] | None


@area.get("/own-exercises", auth=needs(Scope.TRAINING_READ))
def list_own_exercises(request: HttpRequest) -> list[OwnJson]:
    """One's own exercises as written."""
    return [_json(each) for each in own_exercise_texts(athlete_asking(request))]


@area.post("/own-exercises", auth=needs(Scope.TRAINING_WRITE))
def add_own_exercise(request: HttpRequest, body: Json[OwnWritten]) -> Created[OwnJson]:
    """Write an exercise in the catalogue's format."""
    return _EXERCISES.saved(athlete_asking(request), body.text)


@area.put("/own-exercises/{key}", auth=needs(Scope.TRAINING_WRITE))
def change_own_exercise(request: HttpRequest, key: str, body: Json[OwnWritten]) -> OwnJson:
    """Write an own exercise anew."""
    return _EXERCISES.saved(athlete_asking(request), body.text, key)


@area.delete("/own-exercises/{key}", auth=needs(Scope.TRAINING_WRITE))
def remove_own_exercise(request: HttpRequest, key: str) -> None:
    """Take an own exercise away; what was logged of it stays."""
    _EXERCISES.removed(athlete_asking(request), key)


@area.get("/programmes", auth=needs(Scope.TRAINING_READ))
def list_programmes(request: HttpRequest) -> list[ProgrammeJson]:
    """Programmes one can follow instead of the coach's own: published ones, and one's own."""
    athlete = athlete_asking(request)
    own = [f"{OWN}{each.key}" for each in own_programme_texts(athlete)]
    return [found for key in (*own, *published()) if (found := _programme(athlete, key))]


@area.put("/me/programme", auth=needs(Scope.TRAINING_WRITE))
def follow_programme(request: HttpRequest, body: Json[Following]) -> None:
    """Follow a programme, or (null) the coach's own plan again."""
    try:
        actions.follow_programme(athlete_asking(request), body.key)
    except actions.NoSuchProgrammeError:
        raise invalid("There is no programme with this key.", "key") from None


@area.get("/own-programmes", auth=needs(Scope.TRAINING_READ))
def list_own_programmes(request: HttpRequest) -> list[OwnJson]:
    """One's own programmes as written."""
    return [_json(each) for each in own_programme_texts(athlete_asking(request))]


@area.post("/own-programmes", auth=needs(Scope.TRAINING_WRITE))
def add_own_programme(request: HttpRequest, body: Json[OwnWritten]) -> Created[OwnJson]:
    """Write a programme in the template format."""
    return _PROGRAMMES.saved(athlete_asking(request), body.text)


@area.put("/own-programmes/{key}", auth=needs(Scope.TRAINING_WRITE))
def change_own_programme(request: HttpRequest, key: str, body: Json[OwnWritten]) -> OwnJson:
    """Write an own programme anew; the plan follows."""
    return _PROGRAMMES.saved(athlete_asking(request), body.text, key)


@area.delete("/own-programmes/{key}", auth=needs(Scope.TRAINING_WRITE))
def remove_own_programme(request: HttpRequest, key: str) -> None:
    """Take an own programme away, and stop following it."""
    _PROGRAMMES.removed(athlete_asking(request), key)


def _programme(athlete: Athlete, key: str) -> ProgrammeJson | None:
    template = programme_named(athlete, key)
    if template is None:
        return None
    return ProgrammeJson(
        key=key,
        name=template.name,
        summary=template.summary,
        is_followed=athlete.profile.programme == key,
    )


class _Kind(msgspec.Struct, frozen=True):
    """Exercises or programmes: how they are stored, and the answer where there is none."""

    save: Callable[[Athlete, str, str], str]
    remove: Callable[[Athlete, str], bool]
    absent: str

    def saved(self, athlete: Athlete, text: str, key: str = "") -> OwnJson:
        """A new one, or the one with this key as it is written now."""
        try:
            return OwnJson(key=self.save(athlete, text, key), text=text)
        except (OwnExerciseError, TemplateError) as error:
            raise _mistakes(error.mistakes) from None
        except LookupError:
            raise not_found(self.absent) from None

    def removed(self, athlete: Athlete, key: str) -> None:
        """One less."""
        if not self.remove(athlete, key):
            raise not_found(self.absent)


_EXERCISES = _Kind(
    actions.save_own_exercise,
    actions.remove_own_exercise,
    "There is no exercise of yours with this key.",
)
_PROGRAMMES = _Kind(
    actions.save_own_programme,
    actions.remove_own_programme,
    "There is no programme of yours with this key.",
)


def _mistakes(mistakes: Sequence[OwnMistake | Mistake]) -> ApiError:
    """All mistakes of a text, each with its line."""
    return invalid(
        "The text has mistakes. "
        + " ".join(f"Line {each.line}: {each.text}" for each in mistakes[:20]),
        "text",
    )


def _json(own: OwnText) -> OwnJson:
    return OwnJson(key=own.key, text=own.text)
