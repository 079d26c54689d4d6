"""Lines as pictures: inside the picture, and names that cover nothing."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.route.drawing import WIDTH, Box, DrawnMark, Mark, draw
from strongstride.clubs.route.line import simplify
from tests.clubs.route.making import NORTH, Places, line

_ENDS = [Mark("start", 0.0, "Start"), Mark("finish", 1e9, "Finish")]
_shapes = st.lists(
    st.tuples(st.floats(-50, 50), st.floats(-170, 170)), min_size=2, max_size=20, unique=True
)


def box_of(mark: DrawnMark) -> Box:
    wide = len(mark.label) * 6.9
    left = mark.label_x - {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
    return Box(left, mark.label_y - 12, left + wide, mark.label_y + 4)


@given(_shapes, st.lists(st.floats(0, 1), max_size=12))
def test_names_stay_in_the_picture_and_cover_no_other(places: Places, parts: list[float]) -> None:
    way = line(places)
    marks = [Mark("waypoint", part * way.length_m, "Somewhere nice") for part in parts]
    drawing = draw(way, way.length_m / 3, [*_ENDS, *marks])
    boxes = [box_of(mark) for mark in drawing.marks if mark.label]
    for box in boxes:
        assert box.left >= -0.2
        assert box.right <= WIDTH + 0.2
        assert box.top >= -0.2
        assert box.bottom <= drawing.height + 0.2
    for one, other in combinations(boxes, 2):
        inner = Box(one.left + 1, one.top + 1, one.right - 1, one.bottom - 1)
        assert not inner.meets(other)


@given(_shapes)
def test_the_line_is_in_the_picture(places: Places) -> None:
    drawing = draw(line(places), 0, [])
    numbers = [float(each) for each in re.findall(r"-?[\d.]+(?:e-\d+)?", drawing.whole)]
    assert all(0 <= x <= WIDTH for x in numbers[::2])
    assert all(0 <= y <= drawing.height for y in numbers[1::2])
    assert drawing.done == ""


def test_start_and_finish_are_named_on_a_plain_line() -> None:
    drawing = draw(line(NORTH), 0, _ENDS)
    assert [mark.label for mark in drawing.marks] == ["Start", "Finish"]


def test_what_is_done_ends_where_one_is() -> None:
    way = simplify(line(NORTH))
    half = way.length_m / 2
    drawing = draw(way, half, [Mark("me", half, "You")])
    me = drawing.marks[0]
    assert drawing.done.endswith(f"L{me.x:g} {me.y:g}")
    assert drawing.whole.startswith(drawing.done.split("L", maxsplit=1)[0])


def test_a_line_across_the_date_line_is_in_one_piece() -> None:
    drawing = draw(line([(0, 179.0), (0.5, 179.9), (0, -179.0)]), 0, [])
    xs = [float(each) for each in re.findall(r"[ML]([\d.]+) ", drawing.whole)]
    assert xs == sorted(xs)


def test_a_name_stands_beside_the_line_where_it_can() -> None:
    eastward = line([(50.0, 1.0), (50.05, 2.0), (50.0, 3.0)])
    middle = draw(eastward, 0, [Mark("waypoint", eastward.length_m / 2, "Arras")]).marks[0]
    assert middle.label == "Arras"
    assert abs(middle.label_y - middle.y) > 10


def test_a_long_name_is_cut() -> None:
    drawing = draw(line(NORTH), 0, [Mark("start", 0.0, "Llanfairpwllgwyngyllgogerychwyrndrobwll")])
    assert drawing.marks[0].label == "Llanfairpwllgwyngyllg…"


@pytest.mark.parametrize("name", ["", "We are here"])
def test_a_mark_without_room_or_name_is_a_dot(name: str) -> None:
    crowd = [Mark("waypoint", 1000.0 * n, "Somewhere quite far") for n in range(100)]
    drawing = draw(line(NORTH), 0, [*crowd, Mark("me", 50_000.0, name)])
    assert len(drawing.marks) == 101
    assert drawing.marks[-1].label == ""
