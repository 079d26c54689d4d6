"""The body as two drawings, front and back, muscle by muscle (`data/body.toml`)."""

from functools import cache
from importlib.resources import files

import msgspec
import tomli

from strongstride.coach.catalogue import Muscle


class BodyMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """SVG paths of the right half of the body, the left is its mirror image; y points down.

    Every muscle is on at least one side.
    """

    outline: str
    head: str
    front: dict[Muscle, str]
    back: dict[Muscle, str]


@cache
def body_map() -> BodyMap:
    """The drawing that ships with the package; ValueError when a muscle is on neither side."""
    text = files("strongstride.coach").joinpath("data/body.toml").read_text("utf-8")
    found = msgspec.convert(tomli.loads(text), BodyMap)
    if missing := [muscle for muscle in Muscle if muscle not in {**found.front, **found.back}]:
        raise ValueError(f"body.toml has no place for {', '.join(missing)}")
    return found
