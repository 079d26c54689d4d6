"""Session layouts as data: which parts a session has, in order, and what may fill them."""

from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec
import tomli

from strongstride.coach.catalogue import Chain, Pattern


class PartKind(StrEnum):
    """What kind of dose a part gets."""

    JUMP = "jump"
    MAIN = "main"  # the big two-legged or hip lifts
    SINGLE = "single"  # one-legged big lifts
    SMALL = "small"  # calf, side of the hip, shin, foot, hamstring
    UPPER = "upper"
    CORE = "core"


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One place in a session that an exercise fills."""

    id: str
    kind: PartKind
    patterns: tuple[Pattern, ...]  # first ones preferred
    importance: int  # 1-9; when time is short the least important loses sets first
    mainstays: tuple[
        str, ...
    ] = ()  # exercise ids that carry a programme well, first ones preferred
    one_sided: bool = False  # prefer exercises done one side at a time
    chain: Chain | None = None  # only exercises of this chain
    required: bool = False  # keeps at least one set
    pair: str | None = None


class Layout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of session: its focus in plain words and its parts in order."""

    id: str
    focus: str
    parts: tuple[Part, ...]


@cache
def layouts() -> MappingProxyType[str, Layout]:
    """All layouts of `data/layouts.toml` by id."""
    text = files("strongstride.coach").joinpath("data/layouts.toml").read_text("utf-8")
    return MappingProxyType(
        {
            key: msgspec.convert({"id": key, **body}, Layout)
            for key, body in tomli.loads(text).items()
        }
    )


def layout_for(leg_cost: int, leg_session: int) -> Layout:
    """The layout of a session; `leg_session` counts the leg sessions before it in the week."""
    if leg_cost == 0:
        return layouts()["upper"]
    if leg_cost == 1:
        return layouts()["legs-light"]
    return layouts()["legs-a" if leg_session % 2 == 0 else "legs-b"]
