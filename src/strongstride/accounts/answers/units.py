"""Units and time zone, guessed from what the browser says and always the runner's to change."""

from functools import cache
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms

from strongstride.accounts.answers.form import AnswersForm, Place
from strongstride.accounts.answers.tables import Answers
from strongstride.coach.quantities import DistanceUnit, MassUnit

POUNDS = frozenset({"us", "lr", "mm"})  # regions that weigh people in pounds
MILES = POUNDS | {"gb"}
AREAS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe"}
    | {"Indian", "Pacific"}
)


@cache
def time_zones() -> tuple[str, ...]:
    """Names of time zones people live in, and UTC."""
    lived_in = (name for name in available_timezones() if name.partition("/")[0] in AREAS)
    return ("UTC", *sorted(lived_in))


@cache
def is_time_zone(name: str) -> bool:
    """Whether this is the name of a time zone."""
    return name in available_timezones()


def units_guessed(accept_language: str) -> tuple[MassUnit, DistanceUnit]:
    """The units usual where the browser's first language is spoken: `en-US` → lb and mi."""
    first = accept_language.split(",")[0].split(";")[0].strip().lower()
    region = first.replace("_", "-").rpartition("-")[2]
    return (
        MassUnit.LB if region in POUNDS else MassUnit.KG,
        DistanceUnit.MI if region in MILES else DistanceUnit.KM,
    )


class UnitsForm(AnswersForm):
    """Kilograms or pounds, kilometres or miles, and where the day begins."""

    places: ClassVar[dict[Place, str]] = {
        ("athlete", "units", "mass"): "mass",
        ("athlete", "units", "distance"): "distance",
        ("athlete", "time_zone"): "time_zone",
    }
    mass = forms.ChoiceField(
        label="Weights in",
        choices=[(MassUnit.KG.value, "kilograms"), (MassUnit.LB.value, "pounds")],
        widget=forms.RadioSelect,
    )
    distance = forms.ChoiceField(
        label="Distances in",
        choices=[(DistanceUnit.KM.value, "kilometres"), (DistanceUnit.MI.value, "miles")],
        widget=forms.RadioSelect,
    )

    def more_fields(self) -> dict[str, forms.Field]:
        """The zones people live in, and the one the athlete has."""
        names = dict.fromkeys((*time_zones(), self.profile.athlete.time_zone))
        choices = [(name, name.replace("_", " ")) for name in names]
        return {"time_zone": forms.ChoiceField(label="Time zone", choices=choices)}

    def told(self) -> dict[str, Any]:
        """The units and the zone known."""
        athlete = self.profile.athlete
        return {
            "mass": athlete.mass_unit.value,
            "distance": athlete.distance_unit.value,
            "time_zone": athlete.time_zone,
        }

    def read(self, said: dict[str, Any]) -> Answers:
        """Keys of [athlete]."""
        units = {"mass": said.get("mass", ""), "distance": said.get("distance", "")}
        return {"athlete": {"units": units, "time_zone": said.get("time_zone", "")}}
