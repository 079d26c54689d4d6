"""What the athlete can lift with: free lists, read as the athlete file's [equipment] table."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, ClassVar

from django import forms

from strongstride.accounts.answers.form import AnswersForm, Place
from strongstride.accounts.answers.lists import exact_load, items, load_list
from strongstride.accounts.answers.tables import Answers
from strongstride.coach.athlete import Equipment
from strongstride.coach.athletes.kit import LISTED, read_equipment
from strongstride.coach.catalogue import Kit
from strongstride.coach.quantities import MassUnit
from strongstride.coach.toml.form import Form

SECTION = "equipment"
KIT_WORDS = {
    Kit.ANCHOR: "hold for feet or a band",
    Kit.LOW_BAR: "low bar, rings or table",
    Kit.SLIDERS: "sliders or a towel",
    Kit.STEP: "step or stair",
    Kit.WALL: "free wall",
    Kit.CHAIR: "sturdy chair",
    Kit.BALL: "big gym ball",
    Kit.CABLE: "cable machine",
}
KIT = [(kit.value, KIT_WORDS.get(kit, kit.value)) for kit in sorted(frozenset(Kit) - LISTED)]


class Pick(StrEnum):
    """Usual sets of equipment to start from."""

    NOTHING = "nothing"
    DUMBBELLS = "dumbbells"
    GYM = "gym"


PICKS = {
    Pick.NOTHING: "Nothing",
    Pick.DUMBBELLS: "Two adjustable dumbbells",
    Pick.GYM: "A full gym",
}


def _list_field(label: str, example: str, help_text: str = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"placeholder": example, "autocomplete": "off"})
    return forms.CharField(
        label=label, required=False, max_length=400, help_text=help_text, widget=widget
    )


class EquipmentForm(AnswersForm):
    """Weights as lists, kit as ticks."""

    places: ClassVar[dict[Place, str]] = {
        ("equipment", "dumbbells", "pairs"): "dumbbell_pairs",
        ("equipment", "dumbbells", "singles"): "dumbbells",
        ("equipment", "kettlebells", "pairs"): "kettlebell_pairs",
        ("equipment", "kettlebells", "singles"): "kettlebells",
        ("equipment", "barbell"): "bar",
        ("equipment", "barbell", "bar"): "bar",
        ("equipment", "barbell", "plates"): "plates",
        ("equipment", "vest"): "vest",
        ("equipment", "machine"): "machine",
        ("equipment", "bands"): "bands",
        ("equipment", "boxes"): "boxes",
    }
    unit = forms.ChoiceField(
        label="Bare numbers are", choices=[(u.value, u.value) for u in MassUnit], required=False
    )
    dumbbell_pairs = _list_field("Dumbbells, two of each", "4, 6, 8 or 2-24 by 2")
    dumbbells = _list_field("Single dumbbells", "12")
    kettlebell_pairs = _list_field("Kettlebells, two of each", "16")
    kettlebells = _list_field("Single kettlebells", "8, 12, 16")
    bar = _list_field("Barbell", "20", "The bar alone; left empty: none.")
    plates = _list_field("Plates", "2 x 20, 4 x 10, 2 x 2.5", "How many, then how heavy one is.")
    machine = _list_field("Weights of a machine or cable stack", "5-100 by 5")
    vest = _list_field("Weight vest", "5, 10")
    bands = _list_field("Bands", "red 7 kg, black 12 kg", "A name, then about how hard it pulls.")
    boxes = _list_field("Boxes to step or jump on", "30, 45", "Heights in centimetres.")
    kit = forms.MultipleChoiceField(
        label="And at hand", choices=KIT, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.profile.athlete.mass_unit is MassUnit.LB:
            self.fields["bands"].widget.attrs["placeholder"] = "red 15 lb, black 25 lb"

    def told(self) -> dict[str, Any]:
        """The equipment known; before anything was told, what every home has."""
        if SECTION not in self.profile.told:
            return picked(Pick.NOTHING, self.profile.athlete.mass_unit)
        return equipment_told(self.profile.athlete.equipment, self.profile.athlete.mass_unit)

    def read(self, said: dict[str, Any]) -> Answers:
        """The whole [equipment] table: what is left empty is not owned."""
        lists = {
            name: items(said.get(name, "")) for name in self.fields if name not in ("unit", "kit")
        }
        kit = said.get("kit", [])
        bar, plates = lists["bar"], lists["plates"]
        has_bar = bool(bar or plates)
        lists["bands"] = [_with_unit(band, self._units(said)["mass"]) for band in lists["bands"]]
        return {
            "athlete": {"units": self._units(said)},
            "equipment": {
                "dumbbells": _pairs_and_singles(lists["dumbbell_pairs"], lists["dumbbells"]),
                "kettlebells": _pairs_and_singles(lists["kettlebell_pairs"], lists["kettlebells"]),
                "barbell": {"bar": ", ".join(bar), "plates": plates} if has_bar else None,
                **{key: lists[key] or None for key in ("vest", "machine", "bands", "boxes")},
                **{_key(thing): thing in kit for thing, _ in KIT},
            },
        }

    def _units(self, said: dict[str, Any]) -> dict[str, str]:
        athlete = self.profile.athlete
        return {
            "mass": said.get("unit") or athlete.mass_unit.value,
            "distance": athlete.distance_unit.value,
        }


def equipment_told(own: Equipment, unit: MassUnit) -> dict[str, Any]:
    """Equipment as the form's fields show it."""
    bar = own.barbell
    return {
        "unit": unit.value,
        "dumbbell_pairs": load_list(own.dumbbell_pairs_g, unit),
        "dumbbells": load_list(own.dumbbells_g, unit),
        "kettlebell_pairs": load_list(own.kettlebell_pairs_g, unit),
        "kettlebells": load_list(own.kettlebells_g, unit),
        "bar": exact_load(bar.bar_g, unit) if bar else "",
        "plates": _plates_told(bar.plates if bar else (), unit),
        "machine": load_list(own.machine_g, unit),
        "vest": load_list(own.vest_g, unit),
        "bands": ", ".join(f"{band.name} {exact_load(band.pull_g, unit)}" for band in own.bands),
        "boxes": ", ".join(str(height) for height in own.box_heights_cm),
        "kit": [kit.value for kit in own.kit - LISTED],
    }


def picked(pick: Pick, unit: MassUnit) -> dict[str, Any]:
    """The form's fields for a usual set of equipment."""
    table: dict[str, Any] = {}
    if pick is Pick.GYM:
        table["gym"] = True
    if pick is Pick.DUMBBELLS:
        ladder = "2-24 kg by 2" if unit is MassUnit.KG else "5-50 lb by 5"
        table["dumbbells"] = {"pairs": [ladder]}
    return equipment_told(read_equipment(Form(table, (), []), unit), unit)


def _plates_told(plates: Sequence[tuple[int, int]], unit: MassUnit) -> str:
    return ", ".join(f"{count} x {exact_load(plate, unit)}" for plate, count in reversed(plates))


def _pairs_and_singles(pairs: list[str], singles: list[str]) -> dict[str, list[str]] | None:
    return {"pairs": pairs, "singles": singles} if pairs or singles else None


def _with_unit(band: str, unit: str) -> str:
    """A band's pull needs its unit, as its name may hold a number."""
    return f"{band} {unit}" if band[-1].isdecimal() and " " in band else band


def _key(thing: str) -> str:
    return thing.replace(" ", "_").replace("-", "_")
