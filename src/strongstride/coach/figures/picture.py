"""The figure as a stand-alone SVG: colours, size, motion, and the still for who wants none."""

import re
from xml.sax.saxutils import escape

import msgspec

from strongstride.coach.figures import props as things
from strongstride.coach.figures.body import SIDES, Point, Skeleton
from strongstride.coach.figures.motion import Moment, Motion
from strongstride.coach.figures.pen import FAR_SHIFT, Pen, Scene, middle
from strongstride.coach.figures.props import n

WIDTH, HEIGHT, FLOOR_Y, MARGIN = 240.0, 200.0, 190.0, 8.0
MOST_ZOOM = 1.25
MOST_STILL_ZOOM = 1.6
LOW_LIFT = 0.4  # of the room above a low figure: it is lifted by so much
_RADIUS = {"head": 11.5, "pelvis": 8.5, "chest": 8.5}
_COLOURS = {  # of strokes and fills: light, dark
    "i": ("1c1f27", "f2ede6"),  # ink: the body
    "h": ("c2452c", "e0633f"),  # the parts that work
    "f": ("a8a6a4", "77767a"),  # far limbs
    "g": ("e2a596", "8d4634"),  # far limbs that work
    "q": ("ded3c5", "3a3f4b"),  # furniture
    "p": ("b5a897", "596072"),  # its legs, and the floor
    "w": ("5d6270", "a3a8b5"),  # weights, handles and cables
    "b": ("2b7a57", "5cc193"),  # bands
}
_CLASSES = {
    "i": "stroke:I", "h": "stroke:H", "f": "stroke:F", "g": "stroke:G", "w": "stroke:W",
    "p": "stroke:P;stroke-width:4", "b": "stroke:B;stroke-width:4", "t": "stroke:W",
    "I": "fill:I", "H": "fill:H", "q": "fill:Q", "k": "fill:W",
    "v": "fill:Q;fill-opacity:.5;stroke:W;stroke-width:4",
}  # fmt: skip


def animated(scene: Scene) -> str:
    """The moving picture; who asked for less motion sees its end, with its start as a shadow."""
    pen = Pen(scene, [moment.posture for moment in scene.movement.moments])
    inside = pen.scene_svg()
    ghost = f'<g class="z">{_ghost(scene)}</g>'
    moving = bool(pen.rules)
    style = _timing(scene, pen) if moving else ""
    return _document(scene, (ghost if moving else "") + inside, style)


def still(scene: Scene) -> str:
    """The frame that tells most, without motion and as large as it can be."""
    posture = scene.movement.key_postures[scene.drawing.still]
    alone = Scene(
        scene.title,
        msgspec.structs.replace(scene.drawing, still=0),
        Motion((Moment(0.0, posture),), (0,)),
        scene.hot,
    )
    return _document(alone, Pen(alone, [posture]).scene_svg(), "")


def _timing(scene: Scene, pen: Pen) -> str:
    drawing = scene.drawing
    count = len(drawing.frames) - (0 if drawing.cycle else 1)
    way = "" if drawing.cycle else " alternate"
    ease = " ease-in-out" if len(scene.movement.moments) == 2 else " linear"
    play = f"g{{animation:{n(drawing.seconds * count)}s{ease} infinite{way}}}"
    calm = "@media(prefers-reduced-motion:reduce){g{animation:none!important}.z{display:inline}}"
    return play + ".z{display:none;opacity:.2}" + "".join(pen.rules) + calm


def _document(scene: Scene, inside: str, style: str) -> str:
    left, top, zoom = frame_of(scene)
    title = escape(scene.title)
    floor = f'<rect class="q" x="8" y="{n(top)}" width="224" height="3" rx="1"/>'
    inside = (floor if scene.drawing.floor else "") + (
        f'<g transform="translate({n(left)} {n(top)})scale({zoom:.3f})">{inside}</g>'
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 200" role="img" '
        f'aria-labelledby="n"><title id="n">{title}</title>'
        f"<style>{_colours(inside)}{style}</style>{inside}</svg>\n"
    )


def _colours(inside: str) -> str:
    """The rules of the classes that are used, in both colour schemes."""
    used = {name for names in re.findall(r'class="([^"]+)"', inside) for name in names.split()}
    rules = {name: rule for name, rule in _CLASSES.items() if name in used}
    wanted = [name for name in _COLOURS if any(f":{name.upper()}" in r for r in rules.values())]
    light = ";".join(f"--{name}:#{_COLOURS[name][0]}" for name in wanted)
    dark = ";".join(f"--{name}:#{_COLOURS[name][1]}" for name in wanted)
    styles = "".join(
        f".{name}{{{re.sub(':([A-Z])', lambda m: f':var(--{m[1].lower()})', rule)}}}"
        for name, rule in rules.items()
    )
    return (
        f"*{{fill:none;stroke-linecap:round;stroke-linejoin:round}}svg{{{light}}}"
        f"@media(prefers-color-scheme:dark){{svg{{{dark}}}}}{styles}"
    )


def frame_of(scene: Scene) -> tuple[float, float, float]:
    """Where the origin of the body's cm stands in the picture, and the zoom."""
    left, bottom, right, top = scene.drawing.crop or _extent(scene)
    wide, high = max(right - left, 1.0), max(top - bottom, 1.0)
    tall = (FLOOR_Y if scene.drawing.floor else HEIGHT - MARGIN) - MARGIN
    most = MOST_ZOOM if len(scene.movement.moments) > 1 else MOST_STILL_ZOOM
    most = 9.0 if scene.drawing.crop else most
    zoom = min(most, (WIDTH - 2 * MARGIN) / wide, tall / high)
    x = WIDTH / 2 - zoom * (left + right) / 2
    if scene.drawing.floor:
        lift = LOW_LIFT * (tall - zoom * high)
        return x, FLOOR_Y - lift + zoom * bottom, zoom
    return x, HEIGHT / 2 + zoom * (top + bottom) / 2, zoom


def _extent(scene: Scene) -> tuple[float, float, float, float]:
    """The room that the body in every posture and the props take, cm."""
    skeleton = Skeleton(side_view=scene.drawing.view == "side")
    xs: list[float] = []
    ys: list[float] = [0.0] if scene.drawing.floor else []
    for moment in scene.movement.moments:
        points = skeleton.points(moment.posture)
        for name, (x, y) in points.items():
            radius = _RADIUS.get(name, 5.0)
            xs += (x - radius, x + radius + (FAR_SHIFT[0] if skeleton.side_view else 0))
            ys += (y - radius, y + radius) if not scene.drawing.floor else (y + radius,)
        for prop in scene.drawing.props:
            if prop.on and prop.kind in ("barbell", "disc"):
                x, y = middle(points, prop.on)
                half = (prop.width or {"barbell": 130, "disc": 44}[prop.kind]) / 2
                high = 18.0 if prop.kind == "barbell" else half
                xs += (x + prop.x - half, x + prop.x + half)
                ys += (y + prop.y - high, y + prop.y + high)
    for prop in scene.drawing.props:
        if not prop.on and prop.kind not in things.LINKS:
            left, bottom, right, top = things.room(prop)
            xs += (prop.x + left, prop.x + right)
            ys += (prop.y + bottom, prop.y + top)
    low = 0.0 if scene.drawing.floor else min(ys)
    return min(xs), low, max(xs), max(ys)


def _ghost(scene: Scene) -> str:
    """The start of the movement in plain lines."""
    skeleton = Skeleton(side_view=scene.drawing.view == "side")
    postures = scene.movement.key_postures
    shown = scene.drawing.still % len(postures)
    points = skeleton.points(postures[0 if shown else -1])
    lines: list[tuple[str, ...]] = [("pelvis", "chest")]
    lines += [(f"{s}_hip", f"{s}_knee", f"{s}_ankle", f"{s}_ball") for s in SIDES]
    lines += [(f"{s}_shoulder", f"{s}_elbow", f"{s}_hand") for s in SIDES]
    d = "".join("M" + "L".join(_at(points[name]) for name in line) for line in lines)
    x, y = points["head"]
    head = f'<circle class="I" cx="{n(x)}" cy="{n(-y)}" r="11.5"/>'
    return f'<path class="i" stroke-width="10" d="{d}"/>{head}'


def _at(point: Point) -> str:
    return f"{n(point[0])} {n(-point[1])}"
