"""The `set` messages of a strength activity, category and name as FIT's profile spells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from strongstride.formats.recording import RecordedSet

_UNKNOWN_CATEGORY = 65534
_HEAVIEST_G = 1_000_000
_SUBTYPE_FIELD = 2  # category_subtype, which fitfast keys by its number
_WEIGHT_FIELD = "weight"


def recorded_sets(messages: Sequence[Mapping[str | int, object]]) -> tuple[RecordedSet, ...]:
    """Active sets in the order they were done; rests are left out, unknown values are None."""
    return tuple(_recorded_set(m) for m in messages if m.get("set_type") in ("active", 1))


def _recorded_set(message: Mapping[str | int, object]) -> RecordedSet:
    category, number = _exercise(message)
    reps = message.get("repetitions")
    weight = message.get(_WEIGHT_FIELD)
    seconds = message.get("duration")
    load_g = round(weight * 1000) if isinstance(weight, (int, float)) and weight >= 0 else None
    return RecordedSet(
        category=category,
        name=number,
        reps=reps if isinstance(reps, int) and 0 <= reps < 1000 else None,
        load_g=load_g if load_g is not None and load_g <= _HEAVIEST_G else None,
        seconds=float(seconds) if isinstance(seconds, (int, float)) and seconds >= 0 else None,
    )


def _exercise(message: Mapping[str | int, object]) -> tuple[str | None, str | None]:
    """The first category the watch was sure of, and the exercise name within it."""
    categories = _listed(message.get("category"))
    subtypes = _listed(message.get("category_subtype", message.get(_SUBTYPE_FIELD)))
    for index, category in enumerate(categories):
        name = _category_name(category)
        if name is None:
            continue
        subtype = subtypes[index] if index < len(subtypes) else None
        return name, _exercise_name(name, subtype)
    return None, None


def _listed(value: object) -> list[object]:
    if isinstance(value, (list, tuple)):
        return list(value)
    return [] if value is None else [value]


def _category_name(category: object) -> str | None:
    if isinstance(category, str):
        return category if category != "unknown" else None
    if isinstance(category, int) and category < _UNKNOWN_CATEGORY:
        return _types("exercise_category").get(category)
    return None


def _exercise_name(category: str, subtype: object) -> str | None:
    if isinstance(subtype, str):
        return subtype
    if not isinstance(subtype, int):
        return None
    return _types(f"{category}_exercise_name").get(subtype)


@cache
def _types(name: str) -> Mapping[int, str]:
    from garmin_fit_sdk import Profile

    types: Mapping[str, Mapping[int, str]] = Profile["types"]
    return types.get(name, {})
