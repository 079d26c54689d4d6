"""The jointed body: where every point is for given joint angles, and the angles that reach a point.

Lengths in cm, angles in degrees, y up from the floor. Seen from the side the figure faces +x and
flexion is positive; seen from the front or above, abduction is positive on both sides, `near` is
the side on the viewer's left. A limb's direction is 0 hanging down and 90 pointing to +x.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import acos, atan2, cos, degrees, hypot, radians, sin

import msgspec
import tomli

SIDES = ("near", "far")
Point = tuple[float, float]
Posture = Mapping[str, float]  # joint angles, `root_x`, `root_y` of the pelvis, shares of length


class Lengths(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Segment lengths, cm."""

    thigh: float
    shank: float
    ankle_height: float
    ball: float
    heel: float
    trunk: float
    head: float
    head_radius: float
    upper_arm: float
    forearm: float
    shoulder_half: float
    hip_half: float


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Segment lengths and the lowest and highest angle of each joint, by view."""

    lengths: Lengths
    side_limits: dict[str, tuple[float, float]]
    front_limits: dict[str, tuple[float, float]]


@cache
def body() -> Body:
    """The body as kept in `data/poses/body.toml`."""
    text = files("strongstride.coach").joinpath("data/poses/body.toml").read_text("utf-8")
    return msgspec.convert(tomli.loads(text), Body)


class Skeleton:
    """The body seen from one direction."""

    def __init__(self, *, side_view: bool) -> None:
        self.side_view = side_view
        self.lengths = body().lengths
        self.limits = body().side_limits if side_view else body().front_limits
        self.shoulder_half = 0.0 if side_view else self.lengths.shoulder_half
        self.hip_half = 0.0 if side_view else self.lengths.hip_half
        self.sign = {"near": 1.0 if side_view else -1.0, "far": 1.0}

    def points(self, posture: Posture) -> dict[str, Point]:
        """Every named point of the body, cm."""
        found = self._trunk_points(posture)
        for side in SIDES:
            found |= self._leg_points(posture, side, found[f"{side}_hip"])
            found |= self._arm_points(posture, side, found[f"{side}_shoulder"])
        return found

    def _trunk_points(self, posture: Posture) -> dict[str, Point]:
        lean, bend = posture["trunk"], posture["bend"]
        third = self.lengths.trunk * posture["torso"] / 3
        pelvis = posture["root_x"], posture["root_y"]
        chest = pelvis
        for angle in (lean, lean + bend / 2, lean + bend):
            chest = ahead(chest, 180 - angle, third)
        found = {"pelvis": pelvis, "chest": chest}
        found["head"] = ahead(chest, 180 - (lean + bend + posture["neck"]), self.lengths.head)
        for side in SIDES:
            sign = self.sign[side]
            found[f"{side}_hip"] = ahead(pelvis, 90 - lean, sign * self.hip_half)
            found[f"{side}_shoulder"] = ahead(chest, 90 - lean - bend, sign * self.shoulder_half)
        return found

    def _leg_points(self, posture: Posture, side: str, hip: Point) -> dict[str, Point]:
        sign, size = self.sign[side], self.lengths
        thigh = sign * posture[f"{side}_hip"] - posture["trunk"]
        shank = thigh - sign * posture[f"{side}_knee"]
        knee = ahead(hip, thigh, size.thigh * posture[f"{side}_thigh"])
        ankle = ahead(knee, shank, size.shank * posture[f"{side}_shank"])
        found = {f"{side}_knee": knee, f"{side}_ankle": ankle}
        sole = shank + sign * posture[f"{side}_ankle"]
        for name, reach in (("ball", size.ball), ("heel", -size.heel), ("foot", 0.0)):
            along = reach if self.side_view else 0.0
            found[f"{side}_{name}"] = ahead(ahead(ankle, sole, size.ankle_height), sole + 90, along)
        return found

    def _arm_points(self, posture: Posture, side: str, shoulder: Point) -> dict[str, Point]:
        sign, size = self.sign[side], self.lengths
        upper = sign * posture[f"{side}_shoulder"] - posture["trunk"] - posture["bend"]
        elbow = ahead(shoulder, upper, size.upper_arm * posture[f"{side}_upper_arm"])
        fore = upper + sign * posture[f"{side}_elbow"]
        hand = ahead(elbow, fore, size.forearm * posture[f"{side}_forearm"])
        return {f"{side}_elbow": elbow, f"{side}_hand": hand}

    def leg_to(
        self, posture: Posture, side: str, foot: Point, pitch: float | str
    ) -> dict[str, float]:
        """Angles that put the foot at `foot` (the sole below the ankle when flat).

        `pitch` is how steep the sole stands: above 0 it turns over the ball, below 0 over the heel.
        With a free pitch (a word) the ankle itself is put there and keeps its angle.
        ValueError when the leg is too short.
        """
        free = isinstance(pitch, str)
        turn = -pitch if self.side_view and not isinstance(pitch, str) else 0.0
        ankle = foot if free else self._ankle_over(foot, turn)
        sign = self.sign[side]
        direction, apex, flexion = two_bones(
            self._trunk_points(posture)[f"{side}_hip"],
            ankle,
            self.lengths.thigh * posture[f"{side}_thigh"],
            self.lengths.shank * posture[f"{side}_shank"],
        )
        thigh = direction + sign * apex
        shank = thigh - sign * flexion
        bent = posture[f"{side}_ankle"] if free else around(sign * (turn - shank), 0)
        return {
            f"{side}_hip": around(sign * (thigh + posture["trunk"]), 40),
            f"{side}_knee": flexion,
            f"{side}_ankle": bent,
        }

    def _ankle_over(self, foot: Point, turn: float) -> Point:
        """The ankle of a foot turned by `turn` (heel up negative) over its ball or heel."""
        size = self.lengths
        pivot = 0.0 if not self.side_view else size.ball if turn <= 0 else -size.heel
        sole = ahead((foot[0] + pivot, foot[1]), turn - 90, pivot)
        return ahead(sole, turn + 180, size.ankle_height)

    def arm_to(self, posture: Posture, side: str, hand: Point, turn: float) -> dict[str, float]:
        """Angles that put the hand at `hand`; the elbow flexes, `turn` -1: it folds the other way.

        ValueError when the arm is too short.
        """
        size, sign = self.lengths, self.sign[side]
        shoulder = self._trunk_points(posture)[f"{side}_shoulder"]
        upper_length = size.upper_arm * posture[f"{side}_upper_arm"]
        fore_length = size.forearm * posture[f"{side}_forearm"]
        direction, apex, flexion = two_bones(shoulder, hand, upper_length, fore_length)
        upper = direction - sign * turn * apex
        lean = posture["trunk"] + posture["bend"]
        return {
            f"{side}_shoulder": around(sign * (upper + lean), 70),
            f"{side}_elbow": turn * flexion,
        }


def ahead(start: Point, direction: float, distance: float) -> Point:
    """The point `distance` cm from `start`; direction 0 is down, 90 is +x."""
    angle = radians(direction)
    return start[0] + distance * sin(angle), start[1] - distance * cos(angle)


SLACK_CM = 2.0  # a target this far out of reach is met with a straight limb


def two_bones(start: Point, end: Point, first: float, second: float) -> tuple[float, float, float]:
    """Direction from start to end, angle of the first bone off it, flexion between the bones."""
    x, y = end[0] - start[0], end[1] - start[1]
    distance = hypot(x, y)
    if distance > first + second + SLACK_CM:
        short = distance - first - second
        raise ValueError(f"out of reach by {short:.0f} cm: ({end[0]:.0f}, {end[1]:.0f})")
    distance = min(max(distance, abs(first - second) + 0.5), first + second)
    apex = _angle((first**2 + distance**2 - second**2) / (2 * first * distance))
    flexion = 180 - _angle((first**2 + second**2 - distance**2) / (2 * first * second))
    return degrees(atan2(x, -y)), apex, flexion


def _angle(cosine: float) -> float:
    return degrees(acos(min(1.0, max(-1.0, cosine))))


def around(angle: float, middle: float) -> float:
    """The same direction within 180 degrees of `middle`."""
    return (angle - middle + 180) % 360 - 180 + middle
