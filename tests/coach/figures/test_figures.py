"""Every exercise has its picture, and every picture is one a body could take."""

from math import hypot
from xml.etree import ElementTree as ET

import pytest

from strongstride.coach.catalogue import catalogue
from strongstride.coach.figures import figure, has_figure, scene, still
from strongstride.coach.figures.body import SIDES, Skeleton
from strongstride.coach.figures.motion import posture_at
from strongstride.coach.figures.pose import drawings
from strongstride.coach.figures.props import LINKS, shape

IDS = sorted(catalogue().exercises)
SVG = "{http://www.w3.org/2000/svg}"
MOMENTS = [step / 40 for step in range(41)]


def _without_title(svg: str) -> str:
    return svg.split("<title", 1)[0] + svg.split("</title>", 1)[1]


def test_every_exercise_drill_and_stretch_has_a_figure() -> None:
    assert [each for each in IDS if not has_figure(each)] == []


def test_no_drawing_is_of_an_exercise_that_is_not_there() -> None:
    assert sorted(set(drawings()) - set(IDS)) == []


@pytest.mark.parametrize("exercise_id", IDS)
def test_a_figure_is_a_stand_alone_svg_with_its_name(exercise_id: str) -> None:
    for text in (figure(exercise_id), still(exercise_id)):
        root = ET.fromstring(text)
        title = root.find(f"{SVG}title")
        assert root.tag == f"{SVG}svg"
        assert root.get("viewBox") == "0 0 240 200"
        assert title is not None
        assert title.text == catalogue().get(exercise_id).name
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
        assert "<script" not in text
        assert "nan" not in text


@pytest.mark.parametrize("exercise_id", IDS)
def test_a_figure_moves_and_stands_still_for_who_asks(exercise_id: str) -> None:
    text = figure(exercise_id)
    assert "@keyframes" in text
    assert "prefers-reduced-motion:reduce" in text
    assert "@keyframes" not in still(exercise_id)


def test_figures_are_small() -> None:
    sizes = {each: len(figure(each).encode()) for each in IDS}
    assert {each: size for each, size in sizes.items() if size > 9_000} == {}
    assert sum(sizes.values()) / len(sizes) < 4_096
    assert max(len(still(each).encode()) for each in IDS) < 4_096


def test_no_two_exercises_are_drawn_alike() -> None:
    seen: dict[str, str] = {}
    doubles = []
    for each in IDS:
        text = _without_title(figure(each))
        doubles += [(seen[text], each)] if text in seen else []
        seen[text] = each
    assert doubles == []


@pytest.mark.parametrize("exercise_id", IDS)
def test_something_in_every_figure_is_in_the_working_colour(exercise_id: str) -> None:
    assert scene(exercise_id).hot
    assert 'class="h' in still(exercise_id) or 'class="H' in still(exercise_id)


@pytest.mark.parametrize("exercise_id", IDS)
def test_no_joint_goes_further_than_a_human_one(exercise_id: str) -> None:
    drawing = scene(exercise_id).drawing
    skeleton = Skeleton(side_view=drawing.view == "side")
    for share in MOMENTS:
        posture = posture_at(scene(exercise_id).movement, share)
        for side in SIDES:
            for joint in ("hip", "knee", "elbow", "shoulder"):
                low, high = skeleton.limits[joint]
                if drawing.turns and (side, joint) == ("near", "shoulder"):
                    continue
                assert low - 4 <= posture[f"{side}_{joint}"] <= high + 4, (joint, share)


@pytest.mark.parametrize("exercise_id", IDS)
def test_nothing_goes_through_the_floor(exercise_id: str) -> None:
    drawing = scene(exercise_id).drawing
    if not drawing.floor:
        pytest.skip("drawn without a floor")
    skeleton = Skeleton(side_view=drawing.view == "side")
    for share in MOMENTS:
        points = skeleton.points(posture_at(scene(exercise_id).movement, share))
        assert min(y for _, y in points.values()) > -1.5, share


@pytest.mark.parametrize("exercise_id", IDS)
def test_what_is_planted_keeps_still(exercise_id: str) -> None:
    """Feet, hands and knees that are said to be planted do not slide between two key frames."""
    shown = scene(exercise_id)
    skeleton = Skeleton(side_view=shown.drawing.view == "side")
    frames, keys, moments = shown.drawing.frames, shown.movement.keys, shown.movement.moments
    for number in range(len(frames) - 1):
        name = frames[number].plant.replace("_foot", "_ball")
        start, end = moments[keys[number]], moments[keys[number + 1]]
        home, there = (skeleton.points(each.posture)[name] for each in (start, end))
        if hypot(home[0] - there[0], home[1] - there[1]) > 0.5:
            continue  # it is meant to move
        for step in range(9):
            share = start.at + step / 8 * (end.at - start.at)
            x, y = skeleton.points(posture_at(shown.movement, share))[name]
            assert hypot(x - home[0], y - home[1]) < 1.5, (name, share)


def test_every_prop_named_in_the_data_can_be_drawn() -> None:
    for drawing in drawings().values():
        for prop in drawing.props:
            assert prop.kind in LINKS or shape(prop)


def test_planning_does_not_read_the_poses() -> None:
    import subprocess
    import sys

    code = "import sys, strongstride.cli; print('strongstride.coach.figures' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
