"""Exercise pictures from data: a jointed figure drawn as a stand-alone SVG, moving or still."""

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from strongstride.coach.catalogue import catalogue
from strongstride.coach.figures import picture
from strongstride.coach.figures.motion import motion
from strongstride.coach.figures.pen import Scene
from strongstride.coach.figures.pose import drawings
from strongstride.coach.figures.working import named_parts, working_parts


def has_figure(exercise_id: str) -> bool:
    """True when the catalogue's exercise has a drawing."""
    return exercise_id in drawings()


@cache
def figure(exercise_id: str) -> str:
    """The moving picture as an SVG file's text; KeyError when there is no such drawing."""
    return picture.animated(scene(exercise_id))


@cache
def still(exercise_id: str) -> str:
    """The frame that tells most, for small pictures; KeyError when there is no such drawing."""
    return picture.still(scene(exercise_id))


@cache
def version() -> str:
    """Changes whenever a picture may: with the poses, the body, the catalogue and this code."""
    data = files("strongstride.coach.data")
    parts = [files(__name__), data / "poses", data / "exercises", data / "body.toml"]
    seen = sha256()
    for part in parts:
        for file in sorted(_files(part), key=lambda each: each.name):
            seen.update(file.read_bytes())
    return seen.hexdigest()[:16]


def _files(part: Traversable) -> list[Traversable]:
    inside = [part] if part.is_file() else list(part.iterdir())
    return [each for each in inside if each.name.endswith((".py", ".toml"))]


@cache
def scene(exercise_id: str) -> Scene:
    """The drawing of an exercise with its movement worked out; ValueError when it cannot be."""
    exercise = catalogue().get(exercise_id)
    drawing = drawings()[exercise_id]
    hot = working_parts(exercise) if drawing.hot is None else named_parts(drawing.hot)
    try:
        return Scene(exercise.name, drawing, motion(drawing), hot)
    except ValueError as error:
        raise ValueError(f"pose {exercise_id}: {error}") from None
