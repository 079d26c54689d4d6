"""Every exercise has its picture, and every picture is one a body could take."""

import re
import subprocess
import sys
from collections.abc import Iterator
from math import dist
from xml.etree import ElementTree as ET

import msgspec

from strongstride.coach.catalogue import catalogue
from strongstride.coach.figures import figure, has_figure, picture, scene, still
from strongstride.coach.figures.body import SIDES, Skeleton
from strongstride.coach.figures.motion import motion, posture_at
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


def test_every_figure_is_a_stand_alone_svg_with_its_name() -> None:
    for each in IDS:
        for text in (figure(each), still(each)):
            root = ET.fromstring(text)
            assert (root.tag, root.get("viewBox")) == (f"{SVG}svg", "0 0 240 200"), each
            assert root.findtext(f"{SVG}title") == catalogue().get(each).name
            assert "http" not in text.replace("http://www.w3.org/2000/svg", ""), each
            assert not re.search("<script|nan|inf[^i]", text), each


def test_a_figure_is_the_same_every_time() -> None:
    for each in IDS[::10]:
        shown = msgspec.structs.replace(scene(each), movement=motion(scene(each).drawing))
        assert picture.animated(shown) == figure(each)


def test_every_figure_moves_but_not_for_who_wants_it_still() -> None:
    for each in IDS:
        assert "@keyframes" in figure(each), each
        assert "prefers-reduced-motion:reduce" in figure(each), each
        assert "@keyframes" not in still(each), each


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


def test_something_in_every_figure_is_in_the_working_colour() -> None:
    plain = [each for each in IDS if not re.search('class="[hHgG][ "]', still(each))]
    assert plain == []


def _beyond_limits(exercise_id: str) -> Iterator[str]:
    drawing = scene(exercise_id).drawing
    limits = Skeleton(side_view=drawing.view == "side").limits
    joints = [(side, joint) for side in SIDES for joint in ("hip", "knee", "elbow", "shoulder")]
    if drawing.turns:
        joints.remove(("near", "shoulder"))
    for share in MOMENTS:
        posture = posture_at(scene(exercise_id).movement, share)
        for side, joint in joints:
            low, high = limits[joint]
            if not low - 4 <= posture[f"{side}_{joint}"] <= high + 4:
                yield f"{side} {joint} at {share}"


def test_no_joint_goes_further_than_a_human_one_at_any_moment() -> None:
    assert {each: found for each in IDS if (found := list(_beyond_limits(each)))} == {}


def _lowest(exercise_id: str) -> float:
    shown = scene(exercise_id)
    skeleton = Skeleton(side_view=shown.drawing.view == "side")
    postures = (posture_at(shown.movement, share) for share in MOMENTS)
    return min(y for posture in postures for _, y in skeleton.points(posture).values())


def test_nothing_goes_through_the_floor() -> None:
    standing = [each for each in IDS if scene(each).drawing.floor]
    assert len(standing) > 300
    assert {each: low for each in standing if (low := _lowest(each)) < -1.5} == {}


def _slides(exercise_id: str) -> Iterator[str]:
    """Planted points that leave their place between two key frames that keep them there."""
    shown = scene(exercise_id)
    skeleton = Skeleton(side_view=shown.drawing.view == "side")
    moments, keys = shown.movement.moments, shown.movement.keys
    for frame, start, end in zip(shown.drawing.frames, keys, keys[1:], strict=False):
        fixed = [frame.plant]
        fixed += [n for n in ("near_hand", "far_hand") if len(getattr(frame, n)) == 2]
        fixed += [n for n in ("near_foot", "far_foot") if len(getattr(frame, n)) == 2]
        places = [skeleton.points(moments[place].posture) for place in (start, end)]
        for name in (each.replace("_foot", "_ball") for each in fixed):
            if dist(places[0][name], places[1][name]) > 0.5:
                continue  # it is meant to move
            for step in range(9):
                share = moments[start].at + step / 8 * (moments[end].at - moments[start].at)
                found = skeleton.points(posture_at(shown.movement, share))[name]
                if dist(found, places[0][name]) > 1.6:
                    yield f"{name} at {share:.2f}"


def test_what_is_planted_keeps_still() -> None:
    assert {each: found for each in IDS if (found := list(_slides(each)))} == {}


def test_every_prop_named_in_the_data_can_be_drawn() -> None:
    for drawing in drawings().values():
        for prop in drawing.props:
            assert prop.kind in LINKS or shape(prop)


def test_planning_does_not_read_the_poses() -> None:
    code = "import sys, strongstride.cli; print('strongstride.coach.figures' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
