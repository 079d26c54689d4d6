"""Things around the figure, as SVG about their own origin (cm, y down), and the room they take."""

from collections.abc import Callable

from strongstride.coach.figures.pose import Prop

Box = tuple[float, float, float, float]  # left, bottom, right, top; cm, y up


def shape(prop: Prop) -> str:
    """The SVG of a prop about its origin; ValueError when its kind is unknown."""
    if prop.kind not in _SHAPES:
        raise ValueError(f"there is no prop {prop.kind!r}")
    return _SHAPES[prop.kind](prop)


def room(prop: Prop) -> Box:
    """What a standing prop takes up around its origin, cm."""
    width, height = prop.width, prop.height
    if prop.kind in _CENTRED:
        half = max(width, height) / 2 if prop.kind in ("ball", "disc", "pad") else max(4.0, height)
        return -half, -half, half, half
    if prop.kind == "rod":
        return 0, 0, 0, 0
    if prop.kind == "bar":
        return -15, -4, 15, 15
    if prop.kind == "rail":
        return 0, -height, width, 4
    if prop.kind in ("bench", "chair", "box"):
        height = height or {"chair": 88.0, "bench": 45.0}.get(prop.kind, 0.0)
    return min(0, width), 0, max(0, width), height


def n(value: float) -> str:
    """A number as short as it can be written, to a tenth."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _rect(x: float, y: float, width: float, height: float, corner: float, kind: str) -> str:
    place = f'x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"'
    return f'<rect class="{kind}" {place} rx="{n(corner)}"/>'


def _path(kind: str, lines: str, width: float = 0) -> str:
    stroke = f' stroke-width="{n(width)}"' if width else ""
    return f'<path class="{kind}" d="{lines}"{stroke}/>'


def _circle(kind: str, radius: float, y: float = 0) -> str:
    place = f' cy="{n(y)}"' if y else ""
    return f'<circle class="{kind}" r="{n(radius)}"{place}/>'


def _bench(prop: Prop) -> str:
    height = prop.height or 45.0
    legs = f"M8 {n(6 - height)}V0M{n(prop.width - 8)} {n(6 - height)}V0"
    return _path("p", legs) + _rect(0, -height, prop.width, 8, 3, "q")


def _chair(prop: Prop) -> str:
    """Seat from 0 to `width`, its back at 0; a negative width turns it round."""
    w, seat = prop.width or 42.0, prop.height or 45.0
    inner = 4 if w > 0 else -4
    legs = f"M{inner} {n(-seat)}V0M{n(w - inner)} {n(-seat)}V0M0 {n(3 - seat)}V{n(-seat - 42)}"
    return _path("p", legs) + _rect(min(0, w), -seat, abs(w), 7, 3, "q")


def _box(prop: Prop) -> str:
    return _rect(0, -prop.height, prop.width, prop.height, 3, "q")


def _wall(prop: Prop) -> str:
    return _rect(0, -(prop.height or 170), prop.width or 8, prop.height or 170, 1, "q")


def _mat(prop: Prop) -> str:
    return _rect(0, 0, prop.width, 4, 2, "q")


def _bar(_: Prop) -> str:
    """A pull-up bar from its end, with the bracket that holds it."""
    return _path("p", "M0 0V-13M-15-13H15") + _circle("w", 4)


def _rail(prop: Prop) -> str:
    """A horizontal bar seen along its length, on two posts."""
    posts = f"M0 0V{n(prop.height)}M{n(prop.width)} 0V{n(prop.height)}" if prop.height else ""
    return _path("p", posts, 5) + _path("w", f"M0 0H{n(prop.width)}", 6)


def _ball(prop: Prop) -> str:
    return _circle("q", prop.width / 2)


def _disc(prop: Prop) -> str:
    return _circle("v", (prop.width or 44) / 2) + _circle("w", 3)


def _post(prop: Prop) -> str:
    return _path("p", f"M0 0V{n(-prop.height)}", 6) + _circle("w", 4, -prop.height)


def _tower(prop: Prop) -> str:
    """A weight stack in its frame."""
    height = prop.height or 170.0
    stack = "".join(f"M5-{n(y)}H17" for y in (8, 15, 22, 29, 36))
    return _rect(0, -height, 22, height, 3, "q") + _path("w", stack, 4)


def _pad(prop: Prop) -> str:
    """A cushion about its middle."""
    thick = prop.height or 8.0
    return _rect(-prop.width / 2, -thick / 2, prop.width, thick, min(thick / 2, 4), "q")


def _rod(prop: Prop) -> str:
    """A straight tube from its origin."""
    return _path("p", f"M0 0H{n(prop.width)}", prop.height or 4)


def _hurdle(prop: Prop) -> str:
    return _path("w", f"M-7 0H7M0 0V{n(-prop.height)}", 4) + _circle("w", 3, -prop.height)


def _towel(prop: Prop) -> str:
    w = prop.width
    return _path("t", f"M0 0q{n(w / 8)}-4 {n(w / 4)} 0t{n(w / 4)} 0 {n(w / 4)} 0 {n(w / 4)} 0", 2.5)


def _line(prop: Prop) -> str:
    """A mark on the floor."""
    return _path("w", f"M0 0H{n(prop.width)}", 4)


def _rope(prop: Prop) -> str:
    """A skipping rope hanging from both hands, `width` apart and `height` deep (up if negative)."""
    half, deep = prop.width / 2, prop.height
    return _path("t", f"M{n(-half)} 0C{n(-half * 1.6)} {n(deep * 1.3)} {n(half * 1.6)} "
                 f"{n(deep * 1.3)} {n(half)} 0", 3)  # fmt: skip


def _dumbbell(_: Prop) -> str:
    return _path("w", "M-8 0H8", 4) + _path("w", "M-9-4V4M9-4V4", 7)


def _kettlebell(_: Prop) -> str:
    return _path("n w", "M-5 7C-8-4 8-4 5 7", 4) + _circle("k", 8.5, 13)


def _plate(prop: Prop) -> str:
    return _circle("k", (prop.width or 24) / 2) + _circle("q", 3)


def _barbell(prop: Prop) -> str:
    """A bar seen along its length, its middle at the origin."""
    half = (prop.width or 130) / 2
    plates = f"M{n(-half + 6)}-18V18M{n(half - 6)}-18V18"
    inner = f"M{n(-half + 15)}-12V12M{n(half - 15)}-12V12"
    return _path("w", f"M{n(-half)} 0H{n(half)}", 4) + _path("w", plates + inner, 7)


def _handle(prop: Prop) -> str:
    half = (prop.width or 10) / 2
    return _path("w", f"M{n(-half)} 0H{n(half)}", 5)


def _loop(prop: Prop) -> str:
    """A mini band round the legs, seen from its edge."""
    half = prop.width / 2
    return _path("b", f"M{n(-half)} 0H{n(half)}", 5)


def _wheel(prop: Prop) -> str:
    return _circle("v", (prop.width or 16) / 2) + _circle("w", 3)


_SHAPES: dict[str, Callable[[Prop], str]] = {
    "bench": _bench, "chair": _chair, "box": _box, "wall": _wall, "mat": _mat, "bar": _bar,
    "rail": _rail, "ball": _ball, "disc": _disc, "post": _post, "tower": _tower, "pad": _pad,
    "rod": _rod, "hurdle": _hurdle, "towel": _towel, "line": _line, "rope": _rope,
    "dumbbell": _dumbbell, "kettlebell": _kettlebell, "plate": _plate, "barbell": _barbell,
    "handle": _handle, "loop": _loop, "wheel": _wheel,
}  # fmt: skip
_CENTRED = {"ball", "disc", "pad", "wheel", "dumbbell", "kettlebell", "plate", "handle"}
LINKS = {"band", "cable", "strap"}
