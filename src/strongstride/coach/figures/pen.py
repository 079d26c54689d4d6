"""Writes the limbs and props of a figure as SVG groups that turn about their joints."""

from collections.abc import Iterable
from math import atan2, cos, degrees, hypot, radians, sin

import msgspec

from strongstride.coach.figures import props as things
from strongstride.coach.figures.body import SIDES, Point, Posture, Skeleton, around
from strongstride.coach.figures.motion import Motion
from strongstride.coach.figures.pose import Drawing, Prop
from strongstride.coach.figures.props import n

FAR_SHIFT = (5.0, 1.5)  # cm, how far the far limbs stand off in the side view, to be seen
_WIDTHS = {"thigh": 12.5, "shank": 10.5, "foot": 7.0, "upper_arm": 9.5, "forearm": 8.5}
_TRUNK_WIDTH = 17.0
_CARRIERS = {"chest", "pelvis", "head"} | {
    f"{side}_{part}" for side in SIDES for part in ("forearm", "upper_arm", "thigh", "shank")
}


class Scene(msgspec.Struct, frozen=True):
    """What is needed to draw one exercise."""

    title: str
    drawing: Drawing
    movement: Motion
    hot: frozenset[str]


class Pen:
    """Writes the figure and its props; collects the key frames of what moves."""

    def __init__(self, scene: Scene, postures: list[dict[str, float]]) -> None:
        self.scene = scene
        self.postures = postures
        self.side_view = scene.drawing.view == "side"
        self.skeleton = Skeleton(side_view=self.side_view)
        self.points = [self.skeleton.points(posture) for posture in postures]
        self.rules: list[str] = []
        self._names: dict[str, str] = {}
        self.bends = any(abs(posture["bend"]) > 0.5 for posture in postures)

    # -- the whole

    def scene_svg(self) -> str:
        """Props behind, figure, props before it."""
        loose = [prop for prop in self.scene.drawing.props if not self._turns_with(prop)]
        behind = "".join(self._loose_prop(prop) for prop in loose if not prop.front)
        before = "".join(self._loose_prop(prop) for prop in loose if prop.front)
        return behind + self._figure() + before

    def _figure(self) -> str:
        far = "" if self.scene.drawing.crop else self._leg("far")
        inside = self._shifted(far) + self._on_chest(self._shifted(self._arm("far")))
        inside += self._trunk() + self._leg("near") + self._on_chest(self._arm("near"))
        return self._joint(
            [(p["root_x"], -p["root_y"]) for p in self.postures],
            [posture["trunk"] for posture in self.postures],
            inside,
        )

    def _shifted(self, inside: str) -> str:
        """Far limbs a little off, so that they are seen beside the near ones."""
        if not self.side_view or not inside:
            return inside
        shown = self.scene.movement.keys[self.scene.drawing.still]
        lean = self.postures[shown if len(self.postures) > 1 else 0]["trunk"]
        x, y = _turned((FAR_SHIFT[0], -FAR_SHIFT[1]), -lean)
        return f'<g transform="translate({n(x)} {n(y)})">{inside}</g>'

    # -- the body

    def _colour(self, part: str) -> str:
        far = part.startswith("far_") and self.side_view
        if part in self.scene.hot:
            return "g" if far else "h"
        return "f" if far else "i"

    def _trunk(self) -> str:
        kind = self._colour("trunk")
        third = self.skeleton.lengths.trunk / 3
        if self.bends:
            piece = self._stretched("torso", f'<path class="{kind}" d="M0 0V{n(-third)}"/>')
            upper = piece + self._extras("chest", 0) + self._neck_and_head()
            upper = piece + self._spine_joint(upper if self.side_view else upper + self._yoke())
            inside = piece + self._spine_joint(upper)
            width = _TRUNK_WIDTH if self.side_view else 24.0
        else:
            whole = self.skeleton.lengths.trunk
            half = self.skeleton.shoulder_half - 5, self.skeleton.hip_half - 1
            line = f"M0 0V{n(-whole)}"
            if not self.side_view:
                line = f"M{n(-half[0])} {n(-whole + 1)}H{n(half[0])}L{n(half[1])} 0H{n(-half[1])}Z"
            fill = "" if self.side_view else f" {kind.upper()}"
            piece = self._stretched("torso", f'<path class="{kind}{fill}" d="{line}"/>')
            inside = piece + self._on_chest(self._extras("chest", 0) + self._head())
            width = _TRUNK_WIDTH if self.side_view else 14.0
        return f'<g stroke-width="{n(width)}">{inside}{self._extras("pelvis", 0)}</g>'

    def _yoke(self) -> str:
        """The shoulder line of a bending trunk seen from the front."""
        half, third = self.skeleton.shoulder_half - 4, -self.skeleton.lengths.trunk / 3
        kind = self._colour("trunk")
        return f'<path class="{kind}" stroke-width="14" d="M{n(-half)} {n(third)}H{n(half)}"/>'

    def _neck_and_head(self) -> str:
        third = [self._third(posture) for posture in self.postures]
        return self._joint([(0.0, -y) for y in third], [0.0] * len(third), self._head())

    def _head(self) -> str:
        size = self.skeleton.lengths
        kind = "H" if "head" in self.scene.hot else "I"
        circle = f'<circle class="{kind}" cy="{n(-size.head)}" r="{n(size.head_radius)}"/>'
        inside = circle + self._extras("head", -size.head)
        return self._joint(
            [(0.0, 0.0)] * len(self.postures), [p["neck"] for p in self.postures], inside
        )

    def _third(self, posture: Posture) -> float:
        return self.skeleton.lengths.trunk / 3 * posture["torso"]

    def _spine_joint(self, inside: str) -> str:
        places = [(0.0, -self._third(posture)) for posture in self.postures]
        return self._joint(places, [posture["bend"] / 2 for posture in self.postures], inside)

    def _on_chest(self, inside: str) -> str:
        """At the shoulders, turned with the upper trunk."""
        if not inside:
            return ""
        if not self.bends:
            places = [(0.0, -3 * self._third(posture)) for posture in self.postures]
            return self._joint(places, [0.0] * len(places), inside)
        places = [(0.0, -self._third(posture)) for posture in self.postures]
        top = self._joint(places, [0.0] * len(places), inside)
        return self._spine_joint(self._spine_joint(top))

    def _leg(self, side: str) -> str:
        size = self.skeleton.lengths
        sign = self.skeleton.sign[side]
        foot = self._foot(side, sign)
        foot = self._turning(side, "ankle", "shank", size.shank, -sign, foot)
        shank = self._limb(side, "shank", size.shank, "", self._extras(f"{side}_shank", size.shank))
        shank = self._turning(side, "knee", "thigh", size.thigh, sign, shank + foot)
        thigh = self._limb(side, "thigh", size.thigh, "", self._extras(f"{side}_thigh", size.thigh))
        places = [(sign * self.skeleton.hip_half, 0.0)] * len(self.postures)
        return self._joint(places, self._turns(side, "hip", -sign), shank + thigh)

    def _foot(self, side: str, sign: float) -> str:
        if side == "near" and self.scene.drawing.crop:
            return self._close_foot()
        line = "M-2.5 3.5H12" if self.side_view else f"M0 3.5H{n(sign * 4)}"
        return self._limb(side, "foot", 0, line, "")

    def _close_foot(self) -> str:
        """The near foot seen close: arch and toes."""
        kind = self._colour("near_foot")
        postures = self.postures
        toes = f'<path class="{kind}" stroke-width="5" d="M0 0H6"/>'
        toes = self._joint([(12.0, 3.8)] * len(postures), [-p["toes"] for p in postures], toes)
        sole = f'<path class="{kind}" stroke-width="6" d="M-3 3.5Q4-2.5 12 3.5"/>' + toes
        shares = [posture["arch"] for posture in postures]
        if all(share == 1 for share in shares):
            return sole
        return self._moving([f"scale({s:.2f},{2 - s:.2f})" for s in shares], sole)

    def _arm(self, side: str) -> str:
        size = self.skeleton.lengths
        sign = self.skeleton.sign[side]
        held = self._extras(f"{side}_forearm", size.forearm)
        fore = self._limb(side, "forearm", size.forearm, "", held)
        fore = self._turning(side, "elbow", "upper_arm", size.upper_arm, -sign, fore)
        upper = self._limb(
            side, "upper_arm", size.upper_arm, "", self._extras(f"{side}_upper_arm", size.upper_arm)
        )
        places = [(sign * self.skeleton.shoulder_half, 0.0)] * len(self.postures)
        return self._joint(places, self._turns(side, "shoulder", -sign), upper + fore)

    def _limb(self, side: str, part: str, length: float, line: str, extras: str) -> str:
        kind = self._colour(f"{side}_{part}")
        width = _WIDTHS[part]
        path = f'<path class="{kind}" stroke-width="{n(width)}" d="{line or f"M0 0V{n(length)}"}"/>'
        return (self._stretched(f"{side}_{part}", path) if not line else path) + extras

    def _turns(self, side: str, joint: str, sign: float) -> list[float]:
        return [sign * posture[f"{side}_{joint}"] for posture in self.postures]

    def _turning(
        self, side: str, joint: str, above: str, length: float, sign: float, inside: str
    ) -> str:
        """A joint at the end of the segment above it."""
        places = [(0.0, length * posture[f"{side}_{above}"]) for posture in self.postures]
        return self._joint(places, self._turns(side, joint, sign), inside)

    def _stretched(self, key: str, path: str) -> str:
        """A segment pointing to or from the viewer is drawn shorter."""
        shares = [posture[key] for posture in self.postures]
        if all(abs(share - 1) < 0.005 for share in shares):
            return path
        return self._moving([f"scale(1,{share:.2f})" for share in shares], path)

    # -- what moves

    def _joint(self, places: list[Point], angles: list[float], inside: str) -> str:
        """A group about a joint: still if it never moves, else with key frames of its own."""
        if not inside:
            return ""
        fixed = _same(places)
        if fixed and _same([(angle, 0.0) for angle in angles]):
            return _group(_moved(places[0]) + _rotated(angles[0]), inside)
        if not fixed:
            both = zip(places, angles, strict=True)
            return self._moving([_css_moved(place) + _css_rotated(angle) for place, angle in both],
                                inside)  # fmt: skip
        return _group(_moved(places[0]), self._moving([_css_rotated(a) for a in angles], inside))

    def _moving(self, transforms: list[str], inside: str) -> str:
        if len(set(transforms)) == 1:
            return f'<g style="transform:{transforms[0]}">{inside}</g>'
        name = self._track(transforms)
        return f'<g class="{name}">{inside}</g>'

    def _track(self, transforms: list[str]) -> str:
        """The class whose key frames these are; the same for joints that move alike."""
        key = "|".join(transforms)
        if key in self._names:
            return self._names[key]
        name = self._names[key] = f"a{len(self._names)}"
        moments = self.scene.movement.moments
        frames = "".join(
            f"{n(100 * moment.at)}%{{transform:{transform}{_ease(number, len(moments))}}}"
            for number, (moment, transform) in enumerate(zip(moments, transforms, strict=True))
        )
        keys = self.scene.movement.keys
        shown = transforms[keys[self.scene.drawing.still]]
        self.rules.append(
            f".{name}{{transform:{shown};animation-name:{name}}}@keyframes {name}{{{frames}}}"
        )
        return name

    # -- props

    def _turns_with(self, prop: Prop) -> bool:
        return prop.on in _CARRIERS

    def _extras(self, segment: str, length: float) -> str:
        """Props that turn with a segment, about its far end."""
        return "".join(
            _group(
                f"translate({n(prop.x)} {n(length - prop.y)})" + _rotated(prop.turn),
                things.shape(prop),
            )
            for prop in self.scene.drawing.props
            if prop.on == segment
        )

    def _loose_prop(self, prop: Prop) -> str:
        if prop.kind in things.LINKS:
            return self._link(prop)
        drawn = _group(_rotated(prop.turn), things.shape(prop))
        if not prop.on:
            return _group(_moved((prop.x, -prop.y)), drawn)
        places = [middle(points, prop.on) for points in self.points]
        offset = [(x + prop.x, -y - prop.y) for x, y in places]
        return self._joint(offset, [0.0] * len(offset), drawn)

    def _link(self, prop: Prop) -> str:
        """A band or cable between a place or point and a point."""
        ends: list[tuple[Point, Point]] = []
        for points in self.points:
            start = middle(points, prop.start) if prop.start else (prop.x, prop.y)
            ends.append((start, middle(points, prop.to)))
        angles = _unwound(degrees(atan2(a[1] - b[1], b[0] - a[0])) for a, b in ends)
        moves = [
            f"{_css_moved((a[0], -a[1]))}{_css_rotated(angle)}"
            f"scale({hypot(b[0] - a[0], b[1] - a[1]) / 100:.3f},1)"
            for (a, b), angle in zip(ends, angles, strict=True)
        ]
        kind = "b" if prop.kind == "band" else "w"
        return self._moving(moves, f'<path class="{kind}" stroke-width="3" d="M0 0H100"/>')


def middle(points: dict[str, Point], names: str) -> Point:
    """The point, or the middle of the points joined by `+`; ValueError when there is none such."""
    wanted = names.split("+")
    if missing := [name for name in wanted if name not in points]:
        raise ValueError(f"there is no point {missing[0]!r} to follow")
    places = [points[name] for name in wanted]
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def _ease(number: int, count: int) -> str:
    """Joints that pass through key frames together start and end gently together."""
    if count < 3 or number not in (0, count - 2):
        return ""
    return ";animation-timing-function:ease-" + ("in" if number == 0 else "out")


def _same(places: Iterable[Point]) -> bool:
    first, *rest = places
    return all(abs(x - first[0]) < 0.05 and abs(y - first[1]) < 0.05 for x, y in rest)


def _turned(point: Point, angle: float) -> Point:
    """The point (y down) turned clockwise by `angle` degrees."""
    turn = radians(angle)
    return point[0] * cos(turn) - point[1] * sin(turn), point[0] * sin(turn) + point[1] * cos(turn)


def _moved(place: Point) -> str:
    return f"translate({n(place[0])} {n(place[1])})" if n(place[0]) + n(place[1]) != "00" else ""


def _rotated(angle: float) -> str:
    return f"rotate({n(angle)})" if n(angle) != "0" else ""


def _css_moved(place: Point) -> str:
    return f"translate({n(place[0])}px,{n(place[1])}px)"


def _css_rotated(angle: float) -> str:
    return f"rotate({n(angle)}deg)"


def _group(transform: str, inside: str) -> str:
    return f'<g transform="{transform}">{inside}</g>' if transform else inside


def _unwound(angles: Iterable[float]) -> list[float]:
    """The angles, each turned the short way from the one before."""
    found: list[float] = []
    for angle in angles:
        found.append(around(angle, found[-1]) if found else angle)
    return found
