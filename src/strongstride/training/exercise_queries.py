"""Reading an athlete's own exercises and programmes, and the written programme they follow."""

import msgspec
from django.db.models import QuerySet

from strongstride.accounts.models import Athlete
from strongstride.coach.catalogue import Exercise
from strongstride.coach.own_exercise import OWN, OwnExerciseError, read_own_exercise
from strongstride.coach.templates.file import (
    TemplateError,
    published,
    published_template,
    read_template,
)
from strongstride.coach.templates.template import Template
from strongstride.training.models import OwnExercise, OwnProgramme

OWN_SHOWN = 200  # an athlete may have so many of each; more are refused


class OwnText(msgspec.Struct, frozen=True):
    """Something of one's own as it was written."""

    key: str
    text: str


def own_exercises(athlete: Athlete) -> tuple[Exercise, ...]:
    """The athlete's own exercises in order of key. One query.

    Stored texts were read before they were stored; one that a newer version of the app cannot read
    is left out here and told on its own page.
    """
    found: list[Exercise] = []
    for each in own_exercise_texts(athlete):
        try:
            found.append(read_own_exercise(each.text, each.key))
        except OwnExerciseError:
            continue
    return tuple(found)


def own_exercise_texts(athlete: Athlete) -> tuple[OwnText, ...]:
    """The own exercises as written, in order of key. One query."""
    return _texts(OwnExercise.objects.filter(athlete=athlete))


def own_programme_texts(athlete: Athlete) -> tuple[OwnText, ...]:
    """The own programmes as written, in order of key. One query."""
    return _texts(OwnProgramme.objects.filter(athlete=athlete))


def _texts(own: QuerySet[OwnExercise] | QuerySet[OwnProgramme]) -> tuple[OwnText, ...]:
    rows = own.order_by("key").values_list("key", "text")[:OWN_SHOWN]
    return tuple(OwnText(*row) for row in rows)


def programme_named(athlete: Athlete, key: str) -> Template | None:
    """A programme to follow by its key: one of the athlete's own (`own:<key>`) or a published one.

    None when there is none such, or an own one cannot be read. At most one query.
    """
    if not key.startswith(OWN):
        return published_template(key) if key in published() else None
    if "\0" in key:
        return None  # nothing is called so, and PostgreSQL refuses to be asked
    rows = OwnProgramme.objects.filter(athlete=athlete, key=key.removeprefix(OWN))
    text = rows.values_list("text", flat=True).first()
    try:
        return None if text is None else read_template(text, "programme")
    except TemplateError:
        return None
