"""Forward and inverse kinematics of the jointed body."""

from math import hypot

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from strongstride.coach.figures.body import SIDES, Skeleton, ahead, around, two_bones

SIDE = Skeleton(side_view=True)
FRONT = Skeleton(side_view=False)
ANGLE = st.floats(-170, 170)


def standing() -> dict[str, float]:
    posture = {"root_x": 0.0, "root_y": 91.0, "trunk": 0.0, "bend": 0.0, "neck": 0.0, "torso": 1.0}
    for side in SIDES:
        posture |= {
            f"{side}_{joint}": 0.0 for joint in ("hip", "knee", "ankle", "shoulder", "elbow")
        }
        posture |= {f"{side}_{part}": 1.0 for part in ("thigh", "shank", "upper_arm", "forearm")}
    return posture


def test_a_standing_body_stands_on_its_feet() -> None:
    points = SIDE.points(standing())
    assert points["near_foot"] == pytest.approx((0, 0), abs=1e-9)
    assert points["near_ball"] == pytest.approx((12, 0), abs=1e-9)
    assert points["head"] == pytest.approx((0, 91 + 50 + 22), abs=1e-9)
    assert points["near_hand"] == pytest.approx((0, 141 - 62), abs=1e-9)


def test_flexion_goes_the_way_it_does_on_a_body() -> None:
    points = SIDE.points(standing() | {"near_hip": 90.0, "near_knee": 90.0, "near_elbow": 90.0})
    assert points["near_knee"] == pytest.approx((42, 91), abs=1e-9)
    assert points["near_ankle"] == pytest.approx((42, 49), abs=1e-9)
    assert points["near_hand"] == pytest.approx((31, 110), abs=1e-9)


def test_from_the_front_both_sides_open_outwards() -> None:
    raised = {f"{side}_{joint}": 90.0 for side in SIDES for joint in ("hip", "shoulder")}
    points = FRONT.points(standing() | raised)
    assert points["near_hand"][0] == pytest.approx(-points["far_hand"][0])
    assert points["near_hand"][0] < points["near_shoulder"][0] < 0
    assert points["near_ankle"][0] < points["near_hip"][0]


def test_a_lying_body_has_its_face_up_when_it_leans_back() -> None:
    points = SIDE.points(standing() | {"trunk": -90.0, "near_shoulder": 90.0})
    assert points["head"][0] < 0
    assert points["near_hand"][1] > points["near_shoulder"][1]


@given(x=st.floats(-60, 60), y=st.floats(0, 60), pitch=st.floats(-30, 70), lean=st.floats(-40, 80))
def test_a_leg_reaches_where_it_is_sent_with_the_sole_as_asked(
    x: float, y: float, pitch: float, lean: float
) -> None:
    posture = standing() | {"trunk": lean}
    try:
        posture |= SIDE.leg_to(posture, "near", (x, y), pitch)
    except ValueError:
        assume(False)
    points = SIDE.points(posture)
    name, pivot = ("near_ball", 12.0) if pitch >= 0 else ("near_heel", -5.0)
    assert points[name] == pytest.approx((x + pivot, y), abs=2.1)  # SLACK_CM is met straight
    rise = points["near_heel"][1] - points["near_ball"][1]
    assert (rise > 0) == (pitch > 0) or abs(pitch) < 1e-3
    assert posture["near_knee"] >= 0


@given(side=st.sampled_from(SIDES), x=st.floats(-50, 50), y=st.floats(90, 190),
       turn=st.sampled_from([1.0, -1.0]), front=st.booleans())  # fmt: skip
def test_an_arm_reaches_where_it_is_sent(
    side: str, x: float, y: float, turn: float, front: bool
) -> None:
    skeleton = FRONT if front else SIDE
    posture = standing()
    shoulder = skeleton.points(posture)[f"{side}_shoulder"]
    assume(2 < hypot(x - shoulder[0], y - shoulder[1]) < 62)
    posture |= skeleton.arm_to(posture, side, (x, y), turn)
    assert skeleton.points(posture)[f"{side}_hand"] == pytest.approx((x, y), abs=0.01)
    assert posture[f"{side}_elbow"] * turn >= 0


@given(ANGLE, st.floats(1, 80))
def test_two_bones_end_where_they_should(direction: float, distance: float) -> None:
    end = ahead((0.0, 0.0), direction, distance)
    toward, apex, flexion = two_bones((0.0, 0.0), end, 42, 40)
    joint = ahead((0.0, 0.0), toward + apex, 42)
    found = ahead(joint, toward + apex - flexion, 40)
    assume(distance > 3)
    assert found == pytest.approx(end, abs=0.01)


def test_a_target_out_of_reach_is_refused_with_how_far() -> None:
    with pytest.raises(ValueError, match="out of reach by 18 cm"):
        two_bones((0.0, 0.0), (100.0, 0.0), 42, 40)


@given(st.floats(-1000, 1000), st.floats(-360, 360))
def test_around_keeps_the_direction_and_comes_near(angle: float, middle: float) -> None:
    found = around(angle, middle)
    assert abs(found - middle) <= 180 + 1e-6
    turns = (found - angle) / 360
    assert turns == pytest.approx(round(turns), abs=1e-6)
