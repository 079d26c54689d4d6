"""Strength workouts out: FIT workout files as Garmin watches take them, by Garmin's own encoder.

The shape follows files that Garmin Connect itself sends to watches: one `workout` message, numbered
`workout_step` messages, repeats as a step that points back, and `exercise_title` messages with the
names to show.
"""

import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

import msgspec

Intensity = Literal["warmup", "active", "rest", "cooldown"]
WeightUnit = Literal["kilogram", "pound"]

# Our choice, inside the 255 bytes of a FIT field: what a watch face shows and older watches keep.
NAME_BYTES = 48
NOTE_BYTES = 200
HEAVIEST_G = 655_340  # what the profile's 16-bit weight field holds
LONGEST_S = 24 * 3600
MOST_REPS = 10_000


class WorkoutStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step: `reps`, or `seconds`, or neither (until the lap button is pressed).

    `category` and `exercise` are names of the FIT profile; `title` is what the watch shows.
    """

    intensity: Intensity = "active"
    reps: int | None = None
    seconds: int | None = None
    category: str | None = None
    exercise: str | None = None
    title: str = ""
    load_g: int | None = None
    notes: str = ""


class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """Steps to do `times` times in all."""

    steps: tuple[WorkoutStep, ...]
    times: int


class WorkoutFile(msgspec.Struct, frozen=True, kw_only=True):
    """A strength workout. `id` and `created_at` (aware) make its identity on the watch."""

    id: str
    name: str
    created_at: datetime
    steps: tuple[WorkoutStep | Repeat, ...]
    unit: WeightUnit = "kilogram"

    @property
    def step_count(self) -> int:
        """Steps as the watch counts them: a repeat is a step of its own."""
        return sum(len(one.steps) + 1 if isinstance(one, Repeat) else 1 for one in self.steps)


def encode_workout(workout: WorkoutFile) -> bytes:
    """The workout as a FIT file. Names the profile does not have become titles."""
    from garmin_fit_sdk import Encoder, Profile

    numbers = Profile["mesg_num"]
    encoder = Encoder()
    encoder.write_mesg({"mesg_num": numbers["FILE_ID"], **_file_id(workout)})
    encoder.write_mesg(
        {
            "mesg_num": numbers["WORKOUT"],
            "wkt_name": cut(workout.name, NAME_BYTES) or "Strength",
            "capabilities": "tcx",
            "num_valid_steps": workout.step_count,
            "sport": "training",
            "sub_sport": "strength_training",
        }
    )
    titles = _titles(workout)
    for index, step in enumerate(_numbered(workout, titles)):
        encoder.write_mesg({"mesg_num": numbers["WORKOUT_STEP"], "message_index": index, **step})
    for index, (key, title) in enumerate(titles.items()):
        named = {"wkt_step_name": title, "message_index": index, **_named(*key)}
        encoder.write_mesg({"mesg_num": numbers["EXERCISE_TITLE"], **named})
    return bytes(encoder.close())


ProfileKey = tuple[str | None, int | None]


@lru_cache(maxsize=1024)
def profile_exercise(category: str | None, exercise: str | None) -> ProfileKey:
    """Category and number of an exercise in the FIT profile; None for what it does not have."""
    from garmin_fit_sdk import Profile

    types: dict[str, dict[int, str]] = Profile["types"]
    if category is None or category not in types["exercise_category"].values():
        return None, None
    names = types.get(f"{category}_exercise_name", {})
    return category, next((number for number, name in names.items() if name == exercise), None)


def cut(text: str, most: int) -> str:
    """The text in at most `most` bytes of UTF-8, no character halved, nothing unprintable."""
    clean = "".join(letter for letter in text if letter.isprintable() or letter == "\n").strip()
    data = clean.encode("utf-8", errors="ignore")
    if len(data) <= most:
        return data.decode("utf-8")
    ellipsis = "…"
    kept = data[: most - len(ellipsis.encode())].decode("utf-8", errors="ignore")
    return kept.rstrip() + ellipsis


def _file_id(workout: WorkoutFile) -> dict[str, Any]:
    return {
        "type": "workout",
        "manufacturer": "development",
        "product": 1,
        # Watches tell workouts apart by serial number and time; zero would mean "unknown".
        "serial_number": zlib.crc32(workout.id.encode()) or 1,
        "time_created": workout.created_at,
    }


def _numbered(workout: WorkoutFile, titles: Mapping[ProfileKey, str]) -> Iterator[dict[str, Any]]:
    """Step messages in order; a repeat follows its steps and points to the first of them."""
    index = 0
    for one in workout.steps:
        if isinstance(one, WorkoutStep):
            yield _step(one, workout.unit, titles)
            index += 1
            continue
        yield from (_step(step, workout.unit, titles) for step in one.steps)
        yield {
            "duration_type": "repeat_until_steps_cmplt",
            "duration_value": index,
            "target_value": one.times,
        }
        index += len(one.steps) + 1


def _step(step: WorkoutStep, unit: WeightUnit, titles: Mapping[ProfileKey, str]) -> dict[str, Any]:
    message: dict[str, Any] = {"intensity": step.intensity, "target_type": "open"}
    if step.reps is not None:
        message |= {"duration_type": "reps", "duration_value": min(step.reps, MOST_REPS)}
    elif step.seconds is not None:
        milliseconds = min(step.seconds, LONGEST_S) * 1000
        message |= {"duration_type": "time", "duration_value": milliseconds}
    else:
        message["duration_type"] = "open"
    message["target_value"] = 0
    key = profile_exercise(step.category, step.exercise)
    message |= _named(*key)
    title, notes = cut(step.title, NAME_BYTES), step.notes
    if title and titles.get(key) != title:
        # The profile has no name of its own for it: step and notes carry the name instead.
        message["wkt_step_name"] = title
        notes = f"{title}. {notes}"
    if step.load_g is not None and 0 < step.load_g <= HEAVIEST_G:
        # In whole hundredths, so that the encoder's floats cannot tip 1.035 kg to either side.
        kilograms = round(step.load_g / 10) / 100
        message |= {"exercise_weight": kilograms, "weight_display_unit": unit}
    notes = cut(notes, NOTE_BYTES)
    return message | ({"notes": notes} if notes else {})


def _named(category: str | None, number: int | None) -> dict[str, Any]:
    named: dict[str, Any] = {} if category is None else {"exercise_category": category}
    return named if number is None else named | {"exercise_name": number}


def _titles(workout: WorkoutFile) -> dict[ProfileKey, str]:
    """The name to show for each exercise of the profile; where two share one, the first's."""
    titles: dict[ProfileKey, str] = {}
    for one in workout.steps:
        for step in one.steps if isinstance(one, Repeat) else (one,):
            key = profile_exercise(step.category, step.exercise)
            title = cut(step.title, NAME_BYTES)
            if key[0] is not None and title:
                titles.setdefault(key, title)
    return titles
