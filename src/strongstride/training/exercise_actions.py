"""What changes an athlete's own exercises, own programmes, and which programme they follow."""

import re
import unicodedata

import msgspec
from django.db import transaction

from strongstride.accounts.actions import change_profile, touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.coach.own_exercise import OWN, OwnExerciseError, OwnMistake, read_own_exercise
from strongstride.coach.templates.file import Mistake, TemplateError, published, read_template
from strongstride.training.exercise_queries import OWN_SHOWN
from strongstride.training.models import OwnExercise, OwnProgramme
from strongstride.web import clock

MOST_CHARACTERS = 100_000  # of a programme; the longest published one has 4,000


class NoSuchProgrammeError(LookupError):
    """There is no programme with this key, published or own."""


@transaction.atomic
def save_own_exercise(athlete: Athlete, text: str, key: str = "") -> str:
    """Store an exercise of the athlete's own and return its key; a new one when `key` is empty.

    Raises OwnExerciseError with every mistake; LookupError when there is no such own exercise.
    """
    exercise = read_own_exercise(text, key or "new")
    saved = _stored(OwnExercise, athlete, text, key, exercise.name)
    if saved is None:
        raise OwnExerciseError((OwnMistake(1, f"{OWN_SHOWN} exercises of your own is the most."),))
    return saved


@transaction.atomic
def remove_own_exercise(athlete: Athlete, key: str) -> bool:
    """Take an own exercise away; what was logged of it stays. False when there was none."""
    removed, _ = OwnExercise.objects.filter(athlete=athlete, key=key).delete()
    return bool(removed)


@transaction.atomic
def save_own_programme(athlete: Athlete, text: str, key: str = "") -> str:
    """Store a programme of the athlete's own and return its key; a new one when `key` is empty.

    Raises TemplateError with every mistake; LookupError when there is no such own programme.
    """
    if len(text) > MOST_CHARACTERS:
        what = f"more than {MOST_CHARACTERS} characters."
        raise TemplateError("programme", (Mistake(1, what),))
    template = read_template(text, "programme")
    saved = _stored(OwnProgramme, athlete, text, key, template.name)
    if saved is None:
        what = f"{OWN_SHOWN} programmes of your own is the most."
        raise TemplateError("programme", (Mistake(1, what),))
    if key:  # the plan may follow it
        touch_inputs(athlete)
    return saved


@transaction.atomic
def remove_own_programme(athlete: Athlete, key: str) -> bool:
    """Take an own programme away, and stop following it. False when there was none."""
    removed, _ = OwnProgramme.objects.filter(athlete=athlete, key=key).delete()
    if athlete.profile.programme == OWN + key:
        _follow(athlete, None)
    return bool(removed)


@transaction.atomic
def follow_programme(athlete: Athlete, key: str | None) -> None:
    """Follow a published or an own (`own:<key>`) programme; None lets our coach write.

    Raises NoSuchProgrammeError when there is none such.
    """
    if key is not None and key not in published() and not _has_own_programme(athlete, key):
        raise NoSuchProgrammeError(key)
    _follow(athlete, key)


def _has_own_programme(athlete: Athlete, key: str) -> bool:
    if not key.startswith(OWN) or "\0" in key:
        return False
    return OwnProgramme.objects.filter(athlete=athlete, key=key.removeprefix(OWN)).exists()


def _follow(athlete: Athlete, key: str | None) -> None:
    today = athlete.local_today()
    since = None if key is None else today
    change_profile(
        athlete,
        lambda profile: msgspec.structs.replace(profile, programme=key, programme_since=since),
    )


def _stored(
    model: type[OwnExercise] | type[OwnProgramme], athlete: Athlete, text: str, key: str, name: str
) -> str | None:
    """The key it has now, made of its name when it is new; None when there are too many.

    Raises LookupError when there is none with the key that was given.
    """
    mine = model.objects.select_for_update().filter(athlete=athlete)
    if key:
        if not mine.filter(key=key).update(text=text, changed_at=clock.now()):
            raise LookupError(key)
        return key
    taken = set(mine.values_list("key", flat=True))
    if len(taken) >= OWN_SHOWN:
        return None
    key = _free_key(name, taken)
    model.objects.create(athlete=athlete, key=key, text=text, changed_at=clock.now())
    return key


def _free_key(name: str, taken: set[str]) -> str:
    """A key made of the name's letters, numbered where it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "mine"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key
