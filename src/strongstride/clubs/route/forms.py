"""A route as its organiser gives it, cleaned."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from strongstride.clubs.club.names import clean_name
from strongstride.clubs.route.gpx import MOST_BYTES, MOST_WAYPOINTS, RouteFile, Waypoint, from_gpx
from strongstride.coach.quantities import DistanceUnit
from strongstride.formats.errors import UnreadableFileError

_LONGEST_LINE = 80


class RouteFileForm(forms.Form):
    """A GPX file; cleaned to a RouteFile. Of its points only latitude and longitude are kept."""

    file = forms.FileField(
        label="GPX file",
        widget=forms.ClearableFileInput(attrs={"accept": ".gpx,application/gpx+xml"}),
        help_text=f"A track or a route, up to {MOST_BYTES >> 20} MB. Its named waypoints come too.",
        error_messages={"required": "Choose a GPX file."},
    )
    name = forms.CharField(
        label="Name", max_length=100, required=False, help_text="Empty: the name in the file."
    )

    def clean_file(self) -> RouteFile:
        """The line in the file."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                f"{file.name} is larger than {MOST_BYTES >> 20} MB: take a plainer line."
            )
        try:
            return from_gpx(file.read())
        except UnreadableFileError as error:
            raise ValidationError(f"{file.name} {error}.") from error

    def chosen_name(self) -> str:
        """The name given, else the file's."""
        told = clean_name(self.cleaned_data["name"]) or clean_name(self.cleaned_data["file"].name)
        return told or "The route"


class PlacesForm(forms.Form):
    """The route's name and its places, one a line: `42: Arras`, in the club's unit."""

    name = forms.CharField(label="Name of the route", max_length=100)
    places = forms.CharField(
        label="Places on the way",
        required=False,
        max_length=MOST_WAYPOINTS * (_LONGEST_LINE + 1),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, unit: DistanceUnit, length_m: int, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "places_%s", **kwargs})  # beside the file's form
        self._unit_m, self._length_m = unit.metres, length_m
        self.fields[
            "places"
        ].help_text = (
            f"One a line: how many {unit.value} from the start, then its name, as in “42: Arras”."
        )

    def clean_name(self) -> str:
        """A name that can be seen."""
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise ValidationError("Give the route a name.")
        return name

    def clean_places(self) -> tuple[Waypoint, ...]:
        """The places in the order they were written."""
        lines = [line.strip() for line in self.cleaned_data["places"].splitlines()]
        found = tuple(self._place(line) for line in lines if line)
        if len(found) > MOST_WAYPOINTS:
            raise ValidationError(f"A route has at most {MOST_WAYPOINTS} places: leave some out.")
        return found

    def _place(self, line: str) -> Waypoint:
        far, _, name = line.partition(":")
        try:
            metres = Decimal(far.strip().replace(",", ".")) * self._unit_m
        except ArithmeticError:
            metres = Decimal(-1)
        known = clean_name(name)
        if not (metres.is_finite() and metres >= 0 and known):
            raise ValidationError(f"“{line[:40]}” cannot be read: write it as in “42: Arras”.")
        if metres > self._length_m + self._unit_m:
            raise ValidationError(
                f"“{line[:40]}” lies beyond the finish, which is at "
                f"{self._length_m / self._unit_m:.1f}."
            )
        return Waypoint(known, min(round(metres), self._length_m))

    @staticmethod
    def told(name: str, waypoints: Sequence[Waypoint], unit: DistanceUnit) -> dict[str, str]:
        """The route as the form shows it."""
        lines = [f"{each.at_m / unit.metres:.1f}: {each.name}" for each in waypoints]
        return {"name": name, "places": "\n".join(lines)}
