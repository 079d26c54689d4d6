"""Key frames into motion: postures solved from frames, and as many between as planted points need.

A browser turns every joint evenly from one posture to the next. Between two key frames postures are
therefore put so close together that a planted foot or hand does not slide while it does so.
"""

from collections.abc import Mapping
from itertools import pairwise
from math import hypot, inf
from typing import Any

import msgspec

from strongstride.coach.figures.body import SIDES, Point, Posture, Skeleton, around
from strongstride.coach.figures.pose import Drawing, Frame

DRIFT_CM = 1.0  # how far a planted point may stray between two postures
_PAIRS = ("hip", "knee", "ankle", "shoulder", "elbow", "thigh", "shank", "upper_arm", "forearm")
_SINGLES = ("trunk", "bend", "neck", "torso", "toes", "arch")
_LIMITED = ("hip", "knee", "ankle", "shoulder", "elbow")
_STEPS = (1, 2, 3, 4, 6, 8)
Values = Mapping[str, Any]


class Moment(msgspec.Struct, frozen=True):
    """A posture and when it is reached, as a share of the whole movement."""

    at: float
    posture: dict[str, float]


class Motion(msgspec.Struct, frozen=True):
    """A movement: its moments in order, and the places of its key frames among them."""

    moments: tuple[Moment, ...]
    keys: tuple[int, ...]

    @property
    def key_postures(self) -> list[dict[str, float]]:
        """The postures of the key frames."""
        return [self.moments[place].posture for place in self.keys]


def motion(drawing: Drawing) -> Motion:
    """The movement of a drawing; ValueError says which frame cannot be taken."""
    skeleton = Skeleton(side_view=drawing.view == "side")
    stances = [_stance(frame) for frame in drawing.frames]
    solved = [
        _solved(skeleton, stance, number, turns=drawing.turns)
        for number, stance in enumerate(stances)
    ]
    led = _leading_points(drawing)
    order = [*range(len(stances)), 0] if drawing.cycle else list(range(len(stances)))
    moments = [Moment(0.0, solved[0])]
    keys = [0]
    for number, (here, there) in enumerate(pairwise(order)):
        target = _seen_from(skeleton, stances[here], stances[there], solved[there])
        ends = solved[here], solved[there]
        steps = _steps_between(skeleton, (stances[here], target), ends, led)
        for step, posture in enumerate(steps, 1):
            share = (number + step / len(steps)) / (len(order) - 1)
            moments.append(Moment(share, posture))
        keys.append(len(moments) - 1)
    return Motion(tuple(moments), tuple(keys[:-1] if drawing.cycle else keys))


def _stance(frame: Frame) -> dict[str, Any]:
    """The frame with near and far spelled out."""
    found: dict[str, Any] = {"at": frame.at, "plant": frame.plant}
    found |= {name: getattr(frame, name) for name in _SINGLES}
    for name in (*_PAIRS, "pitch", "fold"):
        value = getattr(frame, name)
        near_far = value if isinstance(value, tuple) else (value, value)
        found |= {f"{side}_{name}": one for side, one in zip(SIDES, near_far, strict=True)}
    for name in ("near_foot", "far_foot", "near_hand", "far_hand"):
        found[f"{name}_at"] = getattr(frame, name)
    return found


def _leading_points(drawing: Drawing) -> set[str]:
    """The points of the body that bands and loose things follow."""
    named = [text for prop in drawing.props for text in (prop.start, prop.to, prop.on)]
    ends = ("hand", "foot", "ball", "heel", "ankle", "knee", "shoulder")
    return {name for text in named for name in text.split("+") if name.endswith(ends)}


def _solved(skeleton: Skeleton, stance: Values, number: int, *, turns: bool) -> dict[str, float]:
    try:
        posture = solve(skeleton, stance)
        _check_limits(skeleton, posture, turns=turns)
    except ValueError as error:
        raise ValueError(f"frame {number + 1}: {error}") from None
    return posture


def solve(skeleton: Skeleton, stance: Values) -> dict[str, float]:
    """Joint angles and place of the pelvis that keep the planted point and reach the targets."""
    posture = {"root_x": 0.0, "root_y": 0.0}
    posture |= {name: stance[name] for name in _SINGLES}
    posture |= {f"{side}_{name}": stance[f"{side}_{name}"] for side in SIDES for name in _PAIRS}
    for side in SIDES:
        _level_foot(skeleton, posture, side, stance[f"{side}_pitch"])
    _plant(skeleton, posture, stance)
    for side in sorted(SIDES, key=lambda side: len(stance[f"{side}_foot_at"])):  # points first
        if foot := stance[f"{side}_foot_at"]:
            place = _place(skeleton, posture, foot)
            posture |= skeleton.leg_to(posture, side, place, stance[f"{side}_pitch"])
    for side in SIDES:
        if hand := stance[f"{side}_hand_at"]:
            place = _place(skeleton, posture, hand)
            posture |= skeleton.arm_to(posture, side, place, stance[f"{side}_fold"])
    return posture


def _level_foot(
    skeleton: Skeleton, posture: dict[str, float], side: str, pitch: float | str
) -> None:
    """Turn the ankle so that the sole has its slope."""
    if isinstance(pitch, str):
        return
    sign = skeleton.sign[side]
    shank = sign * (posture[f"{side}_hip"] - posture[f"{side}_knee"]) - posture["trunk"]
    posture[f"{side}_ankle"] = around(sign * ((-pitch if skeleton.side_view else 0.0) - shank), 0)


def _plant(skeleton: Skeleton, posture: dict[str, float], stance: Values) -> None:
    """Move the whole body so that its planted point is where it belongs."""
    name = stance["plant"]
    points = skeleton.points(posture)
    if name not in points:
        raise ValueError(f"there is no point {name!r} to plant")
    x, y = points[name]
    if name.endswith("_foot") and skeleton.side_view:
        x, y = _flat_foot(skeleton, points, name[:-5], stance)
    posture["root_x"] += stance["at"][0] - x
    posture["root_y"] += stance["at"][1] - y


def _flat_foot(skeleton: Skeleton, points: Mapping[str, Point], side: str, stance: Values) -> Point:
    """Where the sole below the ankle would be, were the foot flat on its ball or heel."""
    pitch = _slope(stance, side)
    if pitch >= 0:
        x, y = points[f"{side}_ball"]
        return x - skeleton.lengths.ball, y
    x, y = points[f"{side}_heel"]
    return x + skeleton.lengths.heel, y


def _slope(stance: Values, side: str) -> float:
    pitch = stance[f"{side}_pitch"]
    return 0.0 if isinstance(pitch, str) else float(pitch)


def _place(skeleton: Skeleton, posture: Posture, target: tuple[Any, ...]) -> Point:
    if len(target) == 2:
        return target[0], target[1]
    points = skeleton.points(posture)
    if target[0] not in points:
        raise ValueError(f"there is no point {target[0]!r} to reach")
    x, y = points[target[0]]
    return x + target[1], y + target[2]


def _check_limits(skeleton: Skeleton, posture: Posture, *, turns: bool) -> None:
    """ValueError when a joint goes further than a human's; a turned trunk frees the near arm."""
    joints = [(name, name) for name in ("bend", "neck")]
    joints += [(f"{side}_{name}", name) for side in SIDES for name in _LIMITED]
    for joint, kind in joints:
        low, high = skeleton.limits[kind]
        if turns and joint == "near_shoulder":
            continue
        if not low - 0.5 <= posture[joint] <= high + 0.5:
            shown = f"{posture[joint]:.0f}° is outside {low:g}–{high:g}°"
            raise ValueError(f"{joint.replace('_', ' ')} {shown}")


def _seen_from(skeleton: Skeleton, here: Values, there: Values, posture: Posture) -> dict[str, Any]:
    """The stance `there`, told by the point that `here` has planted and by fixed targets."""
    found = dict(there)
    if here["plant"] != there["plant"]:
        points = skeleton.points(posture)
        name = here["plant"]
        is_foot = name.endswith("_foot") and skeleton.side_view
        found["at"] = _flat_foot(skeleton, points, name[:-5], there) if is_foot else points[name]
        found["plant"] = name
    return found


def _steps_between(
    skeleton: Skeleton,
    stances: tuple[Values, Values],
    ends: tuple[Posture, Posture],
    led: set[str],
) -> list[dict[str, float]]:
    """Postures after the first end up to the last, as few as keep what is planted in place."""
    here, there = stances
    first, last = ends
    kept = _kept_points(skeleton, here, first, last)
    best: list[dict[str, float]] = []
    least = inf
    for count in _STEPS:
        try:
            steps = [solve(skeleton, _between(here, there, n / count)) for n in range(1, count)]
        except ValueError:  # on its straight way a hand may leave what the arm can reach
            continue
        steps.append(dict(last))
        stray = _stray(skeleton, [first, *steps], kept, led)
        if stray < least - 0.2:
            best, least = steps, stray
        if least <= DRIFT_CM:
            break
    return best


def _kept_points(skeleton: Skeleton, here: Values, first: Posture, last: Posture) -> list[str]:
    """The contacts declared in `here` that are at the same place in both postures."""
    declared = [here["plant"]]
    declared += [name for name in ("near_hand", "far_hand") if len(here[f"{name}_at"]) == 2]
    declared += [name for name in ("near_foot", "far_foot") if len(here[f"{name}_at"]) == 2]
    before, after = skeleton.points(first), skeleton.points(last)
    names = [name.replace("_foot", "_ball") for name in declared]
    return [name for name in names if _distance(before[name], after[name]) < 0.5]


def _stray(skeleton: Skeleton, postures: list[Posture], kept: list[str], led: set[str]) -> float:
    """What goes wrong at worst halfway between the postures, cm.

    Planted points leave their place, any point sinks into the floor, or (counted a third) a point
    that a band or weight follows leaves the straight line on which that moves.
    """
    start = skeleton.points(postures[0])
    ground = min(0.0, _lowest(start), _lowest(skeleton.points(postures[-1])))
    worst = 0.0
    for before, after in pairwise(postures):
        points = skeleton.points({key: (before[key] + after[key]) / 2 for key in before})
        ends = skeleton.points(before), skeleton.points(after)
        moved = [_distance(points[name], start[name]) for name in kept]
        moved += [_distance(points[n], _halfway(ends[0][n], ends[1][n])) / 3 for n in led]
        worst = max([worst, ground - _lowest(points), *moved])
    return worst


def _halfway(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _lowest(points: Mapping[str, Point]) -> float:
    return min(y for _, y in points.values())


def posture_at(movement: Motion, share: float) -> dict[str, float]:
    """The posture as a browser shows it at `share` (0–1) of the movement."""
    moments = movement.moments
    for before, after in pairwise(moments):
        if share <= after.at:
            part = (share - before.at) / (after.at - before.at)
            return {
                key: value + part * (after.posture[key] - value)
                for key, value in before.posture.items()
            }
    return dict(moments[-1].posture)


def _between(here: Values, there: Values, share: float) -> dict[str, Any]:
    return {key: _mix(value, there[key], share) for key, value in here.items()}


def _mix(one: Any, other: Any, share: float) -> Any:
    """Numbers and points in between; names and what is not said stay."""
    if isinstance(one, tuple) and len(one) == len(other):
        return tuple(_mix(a, b, share) for a, b in zip(one, other, strict=True))
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one + share * (other - one)
    return one


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
