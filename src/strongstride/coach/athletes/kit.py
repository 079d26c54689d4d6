"""The [equipment] table: exact loadable weights and the things around them."""

import re
from decimal import Decimal
from typing import Any

from strongstride.coach.athlete import Band, Barbell, Equipment
from strongstride.coach.catalogue import Kit
from strongstride.coach.quantities import MassUnit, grams
from strongstride.coach.toml.form import (
    Form,
    UnfitError,
    centimetres,
    mass,
    mass_unit_said,
    show,
    text,
    whole,
    yes_or_no,
)

_RANGE = re.compile(
    r"([\d.,]+)\s*(?:kg|lb|lbs)?\s*(?:-|–|to|\.\.)\s*([\d.,]+)\s*(kg|lb|lbs)?\s*"
    r"(?:by|step|in steps of)\s*([\d.,]+)\s*(kg|lb|lbs)?",
    re.IGNORECASE,
)
_PLATES = re.compile(r"(\d+)\s*[x×]\s*(.+)")
_BAND = re.compile(r"(.+?)\s+([\d.,]+\s*(?:kg|lb|lbs))")
_HEAVIEST_G = 250_000
_MOST_STEPS = 200

# What a home has without being bought; a line such as `chair = false` takes it away.
AT_HOME = frozenset({Kit.WALL, Kit.CHAIR, Kit.STEP, Kit.MAT, Kit.SLIDERS})
LISTED = frozenset({Kit.BOX, Kit.BAND})  # from `boxes` and `bands`, not yes or no
_IN_A_GYM = frozenset(Kit) - LISTED
_GYM_BOXES_CM = (30, 45, 60)


def read_equipment(form: Form, unit: MassUnit) -> Equipment:
    """What the athlete can lift with; mistakes are noted in the form."""
    gym = form.take("gym", yes_or_no, False)
    dumbbells = _pairs_and_singles(form, "dumbbells", unit)
    kettlebells = _pairs_and_singles(form, "kettlebells", unit)
    bands = tuple(sorted(form.take_each("bands", _band(unit)), key=lambda band: band.pull_g))
    boxes = form.take_each("boxes", centimetres(5, 120, 'a height such as 45 or "18 in"'))
    own = Equipment(
        dumbbell_pairs_g=dumbbells[0],
        dumbbells_g=dumbbells[1],
        kettlebell_pairs_g=kettlebells[0],
        kettlebells_g=kettlebells[1],
        barbell=_barbell(form, unit),
        vest_g=_loads(form, "vest", unit),
        machine_g=_loads(form, "machine", unit),
        bands=bands,
        kit=_kit(form, gym, bool(bands), bool(boxes)),
        box_heights_cm=tuple(sorted(set(boxes))),
    )
    form.close()
    return _with_gym(own, unit) if gym else own


def _with_gym(own: Equipment, unit: MassUnit) -> Equipment:
    """A usual gym where the athlete has not said better."""
    kg = unit is MassUnit.KG
    dumbbells = _ladder("2.5", "40", "2.5", unit) if kg else _ladder("5", "90", "5", unit)
    kettlebells = _ladder("4", "32", "4", unit) if kg else _ladder("10", "70", "5", unit)
    plates = ("1.25", "2.5", "5", "10", "15", "20") if kg else ("2.5", "5", "10", "25", "35", "45")
    barbell = Barbell(
        bar_g=grams(20 if kg else 45, unit),
        plates=tuple((grams(plate, unit), 6 if plate == plates[-1] else 2) for plate in plates),
    )
    return Equipment(
        dumbbell_pairs_g=own.dumbbell_pairs_g or dumbbells,
        dumbbells_g=own.dumbbells_g,
        kettlebell_pairs_g=own.kettlebell_pairs_g,
        kettlebells_g=own.kettlebells_g or kettlebells,
        barbell=own.barbell or barbell,
        vest_g=own.vest_g,
        machine_g=own.machine_g or _ladder("5", "100", "5", unit),
        bands=own.bands,
        kit=own.kit,
        box_heights_cm=own.box_heights_cm or _GYM_BOXES_CM,
    )


def _ladder(first: str, last: str, step: str, unit: MassUnit) -> tuple[int, ...]:
    low, high, by = Decimal(first), Decimal(last), Decimal(step)
    count = int((high - low) / by) + 1
    return tuple(grams(low + by * place, unit) for place in range(count))


def _kit(form: Form, gym: bool, has_bands: bool, has_boxes: bool) -> frozenset[Kit]:
    at_hand = _IN_A_GYM if gym else AT_HOME
    found = set()
    for thing in Kit:
        if thing in LISTED:
            has = (gym or has_boxes) if thing is Kit.BOX else has_bands
        else:
            key = thing.replace(" ", "_").replace("-", "_")
            has = form.take(key, yes_or_no, thing in at_hand)
        if has:
            found.add(thing)
    return frozenset(found)


def _pairs_and_singles(
    form: Form, key: str, unit: MassUnit
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    owned = form.form(key, _owned(key))
    found = _loads(owned, "pairs", unit), _loads(owned, "singles", unit)
    owned.close()
    return found


def _owned(key: str) -> Any:
    def read(value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        raise UnfitError(
            f'say whether they come in pairs: write {key} = {{ pairs = ["8 kg", "10 kg"] }}'
            f" for two of each, or {key} = {{ singles = [12] }} for one."
        )

    return read


def _loads(form: Form, key: str, unit: MassUnit) -> tuple[int, ...]:
    """All loads of a list of weights and ranges such as `"5-25 kg by 2.5"`, light to heavy."""
    found: set[int] = set()
    for loads in form.take_each(key, _load_or_range(unit)):
        found.update(loads)
    return tuple(sorted(found))


def _load_or_range(unit: MassUnit) -> Any:
    one = mass(
        unit, 100, _HEAVIEST_G, 'a weight such as "8 kg" or a range such as "5-25 kg by 2.5"'
    )

    def read(value: Any) -> tuple[int, ...]:
        found = _RANGE.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            return (one(value),)
        said = mass_unit_said(f"1 {found[3] or found[5]}") if found[3] or found[5] else None
        first, last, step = (one(part) for part in (found[1], found[2], found[4]))
        if last < first or (last - first) / step > _MOST_STEPS:
            raise UnfitError(f'{show(value)} is no range; write lightest first: "5-25 kg by 2.5".')
        low, high, by = (found[group].replace(",", ".") for group in (1, 2, 4))
        return _ladder(low, high, by, said or unit)

    return read


def _barbell(form: Form, unit: MassUnit) -> Barbell | None:
    if not form.has("barbell"):
        form.form("barbell")
        return None
    barbell = form.form("barbell")
    bar_g = barbell.require(
        "bar", mass(unit, 1_000, 50_000, 'the bar alone, e.g. "20 kg"'), 20_000, 'bar = "20 kg"'
    )
    counts: dict[int, int] = {}
    for load_g, count in barbell.take_each("plates", _plates(unit)):
        counts[load_g] = counts.get(load_g, 0) + count
    barbell.close()
    return Barbell(bar_g=bar_g, plates=tuple(sorted(counts.items())))


def _plates(unit: MassUnit) -> Any:
    example = '{ load = "10 kg", count = 4 } or "4 x 10 kg"'
    one = mass(unit, 100, 100_000, example)
    how_many = whole(1, 100, "how many of them you have")

    def read(value: Any) -> tuple[int, int]:
        if isinstance(value, dict) and set(value) == {"load", "count"}:
            return one(value["load"]), how_many(value["count"])
        found = _PLATES.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            raise UnfitError(f"{show(value)} says not how many of what; write {example}.")
        return one(found[2]), how_many(int(found[1]))

    return read


def _band(unit: MassUnit) -> Any:
    example = '{ name = "red", pull = "7 kg" } or "red 7 kg"'
    pull = mass(unit, 100, 150_000, example)

    def read(value: Any) -> Band:
        if isinstance(value, dict) and set(value) == {"name", "pull"}:
            return Band(name=text(value["name"]), pull_g=pull(value["pull"]))
        found = _BAND.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            raise UnfitError(f"{show(value)} says not how hard it pulls; write {example}.")
        return Band(name=found[1], pull_g=pull(found[2]))

    return read
