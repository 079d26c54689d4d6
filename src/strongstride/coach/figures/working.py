"""Which parts of the figure are drawn in the accent colour."""

from strongstride.coach.catalogue import Exercise, Muscle
from strongstride.coach.figures.body import SIDES

THIGH, SHANK, FOOT, TRUNK, UPPER_ARM, FOREARM = (
    "thigh", "shank", "foot", "trunk", "upper_arm", "forearm",
)  # fmt: skip
_LEG = (THIGH, SHANK)
_ARM = (UPPER_ARM, FOREARM)
_PARTS: dict[Muscle, tuple[str, ...]] = {
    Muscle.QUADS: _LEG,
    Muscle.HAMSTRINGS: _LEG,
    Muscle.GLUTE_MAX: _LEG,
    Muscle.GLUTE_MEDIUS: _LEG,
    Muscle.ADDUCTORS: _LEG,
    Muscle.HIP_FLEXORS: _LEG,
    Muscle.HIP_ROTATORS: _LEG,
    Muscle.GASTROCNEMIUS: (SHANK, FOOT),
    Muscle.SOLEUS: (SHANK, FOOT),
    Muscle.TIBIALIS: (SHANK, FOOT),
    Muscle.PERONEALS: (SHANK, FOOT),
    Muscle.FOOT: (FOOT,),
    Muscle.ABS: (TRUNK,),
    Muscle.OBLIQUES: (TRUNK,),
    Muscle.DEEP_CORE: (TRUNK,),
    Muscle.ERECTORS: (TRUNK,),
    Muscle.QUADRATUS_LUMBORUM: (TRUNK,),
    Muscle.NECK: ("head",),
    Muscle.FOREARMS: (FOREARM,),
}
GROUPS: dict[str, tuple[str, ...]] = {"leg": (*_LEG, FOOT), "arm": _ARM, "lower_leg": (SHANK, FOOT)}


def working_parts(exercise: Exercise) -> frozenset[str]:
    """Segments (`near_thigh`, `trunk`) that the exercise's main muscles move."""
    parts = {part for muscle in exercise.primary for part in _PARTS.get(muscle, _ARM)}
    return named_parts(parts, near_only=exercise.one_sided)


def named_parts(names: set[str] | tuple[str, ...], *, near_only: bool = False) -> frozenset[str]:
    """Spell out `leg` or `near_arm` as segments of a side; without a side, of both or the near."""
    found: set[str] = set()
    for name in names:
        prefix, _, rest = name.partition("_")
        sides = (prefix,) if prefix in SIDES else ("near",) if near_only else SIDES
        kind = rest if prefix in SIDES else name
        for part in GROUPS.get(kind, (kind,)):
            found |= {part} if part in (TRUNK, "head") else {f"{side}_{part}" for side in sides}
    return frozenset(found)
