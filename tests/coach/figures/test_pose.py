"""Reading poses: what is like another, what is refused and how it is said."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli

from strongstride.coach.figures import pose
from strongstride.coach.figures.motion import motion
from strongstride.coach.figures.pose import Drawing, Frame, drawings

ROOT = Path(__file__).parents[3]
TABLES: dict[str, dict[str, Any]] = {
    "_held": {"change": {"elbow": 90}, "add": [{"kind": "dumbbell", "on": "near_forearm"}]},
    "squat": {"frames": [{"trunk": 3}, {"knee": 110, "hip": 110}]},
    "held-squat": {"like": "squat", "with": ["_held"], "changes": [{}, {"knee": 90}]},
    "ring": {"like": "ring"},
    "bent": {"frames": [{"knee": -20}]},
    "typo": {"frames": [{"kne": 20}]},
}


def _read(key: str) -> Drawing:
    return pose._drawing(key, TABLES)


def test_a_frame_says_only_what_differs_from_the_one_before() -> None:
    first, second = _read("squat").frames
    assert (first.trunk, first.knee) == (3, 0)
    assert (second.trunk, second.knee) == (3, 110)


def test_a_pose_takes_over_what_it_is_like_and_what_it_holds() -> None:
    drawing = _read("held-squat")
    assert [frame.elbow for frame in drawing.frames] == [90, 90]
    assert [frame.knee for frame in drawing.frames] == [0, 90]
    assert [prop.kind for prop in drawing.props] == ["dumbbell"]
    assert _read("squat").props == ()


def test_a_pose_that_is_like_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="pose ring: is like ring, which is like itself"):
        _read("ring")


def test_a_misspelt_joint_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"pose typo: .*kne"):
        _read("typo")


def test_a_knee_that_bends_forwards_is_refused() -> None:
    with pytest.raises(ValueError, match="frame 1: near knee -20° is outside 0–158°"):
        motion(_read("bent"))


def test_a_point_that_is_no_part_of_the_body_is_refused() -> None:
    with pytest.raises(ValueError, match="no point 'tail' to plant"):
        motion(Drawing(frames=(Frame(plant="tail"),)))


def test_a_squat_keeps_its_feet_on_the_floor_and_goes_down() -> None:
    start, end = motion(drawings()["bodyweight-squat"]).key_postures
    assert start["root_y"] - end["root_y"] > 30
    assert end["near_knee"] > 90


def test_the_examples_of_the_how_to_can_be_drawn() -> None:
    text = (ROOT / "docs/howto/draw-an-exercise.md").read_text("utf-8")
    tables = dict(pose._tables())
    for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL):
        tables |= (found := tomli.loads(block))
        for key in found:
            assert motion(pose._drawing(key, tables)).moments


def test_drawings_are_values_that_do_not_change() -> None:
    with pytest.raises(AttributeError):
        drawings()["plank"].seconds = 3  # type: ignore[misc]
    assert msgspec.structs.replace(drawings()["plank"], seconds=3.0).seconds == 3
