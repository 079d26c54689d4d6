"""Poses as data (`data/poses/*.toml`): key frames and props of every exercise, read and checked."""

from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec
import tomli

Slope = float | Literal["free"]
Pair = float | tuple[float, float]  # both sides, or near and far
Target = tuple[float | str, ...]  # (x, y), or (body point, dx, dy), or () for none


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One key frame. Angles in degrees, places in cm; what is not said stays as it was."""

    plant: str = "near_foot"  # the point of the body that stays at `at`
    at: tuple[float, float] = (0.0, 0.0)
    trunk: float = 0.0  # lean of the pelvis from upright: forward, or to the viewer's right
    bend: float = 0.0  # of the spine: flexion, or to the viewer's right
    neck: float = 0.0
    torso: float = 1.0  # share of its length that is seen
    hip: Pair = 0.0
    knee: Pair = 0.0
    ankle: Pair = 0.0
    pitch: Slope | tuple[Slope, Slope] = 0.0  # of the sole, heel up positive; free: `ankle` rules
    shoulder: Pair = 0.0
    elbow: Pair = 8.0
    thigh: Pair = 1.0  # shares of length that are seen
    shank: Pair = 1.0
    upper_arm: Pair = 1.0
    forearm: Pair = 1.0
    toes: float = 0.0  # of the near foot, up positive
    arch: float = 1.0  # share of the near foot's length
    near_foot: Target = ()
    far_foot: Target = ()
    near_hand: Target = ()
    far_hand: Target = ()
    fold: Pair = 1.0  # -1: an arm that reaches a target folds its elbow the other way


class Prop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing beside, under or in the hands of the figure; sizes in cm."""

    kind: str
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0
    turn: float = 0.0  # degrees, clockwise
    on: str = ""  # a body part it turns with, or points it follows upright
    to: str = ""  # band and cable: the body point its other end follows
    start: str = ""  # band and cable: the body point where it starts, instead of x, y
    front: bool = False  # drawn before the figure


class Drawing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How one exercise is drawn."""

    view: Literal["side", "front", "top"] = "side"
    frames: tuple[Frame, ...]
    props: tuple[Prop, ...] = ()
    hot: tuple[str, ...] | None = None  # parts that work; none: from the catalogue's muscles
    seconds: float = 1.5  # from one key frame to the next
    cycle: bool = False  # after the last frame the first follows, instead of the way back
    still: int = -1  # the frame that tells most
    floor: bool = True
    turns: bool = False  # the trunk turns about its length, so the near arm may point anywhere
    crop: tuple[float, float, float, float] | None = None  # left, bottom, right, top shown


_OWN_KEYS = {"like", "with", "change", "changes", "add"}


@cache
def drawings() -> dict[str, Drawing]:
    """Every drawing by exercise id; ValueError names the pose that cannot be read."""
    tables = _tables()
    return {key: _drawing(key, tables) for key in tables if not key.startswith("_")}


def _tables() -> dict[str, dict[str, Any]]:
    folder = files("strongstride.coach").joinpath("data/poses")
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name == "body.toml":
            continue
        for key, table in tomli.loads(file.read_text("utf-8")).items():
            if key in found:
                raise ValueError(f"{file.name}: pose {key} stands twice")
            found[key] = table
    return found


def _drawing(key: str, tables: dict[str, dict[str, Any]]) -> Drawing:
    try:
        return msgspec.convert(_whole(key, tables, ()), Drawing)
    except (msgspec.ValidationError, ValueError) as error:
        raise ValueError(f"pose {key}: {error}") from None


def _whole(key: str, tables: dict[str, dict[str, Any]], seen: tuple[str, ...]) -> dict[str, Any]:
    """The table with what it takes over from the one it is like."""
    if key in seen or key not in tables:
        raise ValueError(f"is like {key}, which " + ("is like itself" if seen else "is not there"))
    table = tables[key]
    base = _whole(table["like"], tables, (*seen, key)) if "like" in table else {}
    whole = base | {name: value for name, value in table.items() if name not in _OWN_KEYS}
    if "frames" in table:
        first = base["frames"][0] if base else {}
        whole["frames"] = _in_turn(first, table["frames"])
    whole.setdefault("frames", [{}])
    for part in (*(tables[name] for name in table.get("with", ())), table):
        whole = _changed(whole, part)
    return whole


def _changed(whole: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """With the changes of every frame or each frame, and the props, that `part` adds."""
    changes = part.get("changes", [{}] * len(whole["frames"]))
    frames = [
        frame | part.get("change", {}) | change
        for frame, change in zip(whole["frames"], changes, strict=True)
    ]
    return whole | {"frames": frames, "props": [*whole.get("props", ()), *part.get("add", ())]}


def _in_turn(first: dict[str, Any], frames: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every frame in full: each says only what differs from the one before."""
    found: list[dict[str, Any]] = []
    for frame in frames:
        found.append((found[-1] if found else first) | frame)
    return found
