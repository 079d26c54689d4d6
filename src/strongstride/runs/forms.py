"""What a runner may write about runs, cleaned."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from strongstride.coach.athlete import Athlete
from strongstride.coach.runs import RunKind
from strongstride.runs.actions import RunWords
from strongstride.runs.durations import DurationInput
from strongstride.runs.listing import RunFilter
from strongstride.runs.models import Run
from strongstride.web.inputs import DayInput, TimeInput
from strongstride.web.templatetags.quantities import unit_m

_EARLIEST = date(1950, 1, 1)
_LONGEST_M = 1_000_000.0
KINDS = [(kind.value, kind.value.capitalize()) for kind in RunKind]
BY_COACH = [("", "As its pace says"), *KINDS]


class DistanceInput(forms.CharField):
    """A distance in the runner's own unit, with point or comma; cleaned to metres."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    metres_a_unit = 1000.0

    def to_python(self, value: str | None) -> float | None:  # type: ignore[override]
        """Metres, None when nothing was written."""
        text = (value or "").strip().replace(",", ".")
        if not text:
            return None
        try:
            metres = float(text) * self.metres_a_unit
        except ValueError:
            metres = -1.0
        if not 0 < metres <= _LONGEST_M:
            raise ValidationError("Write a distance such as 8 or 8.5.", code="invalid")
        return round(metres, 1)

    def prepare_value(self, value: object) -> object:
        """Metres in the runner's unit."""
        if isinstance(value, (int, float)):
            return f"{value / self.metres_a_unit:.2f}".rstrip("0").rstrip(".")
        return value


class _InUnits(forms.Form):
    """A form whose distances are in the athlete's unit."""

    def __init__(self, *args: Any, units: Athlete, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DistanceInput):
                field.metres_a_unit = unit_m(units)
                field.label = f"{field.label}, {units.distance_unit.value}"


def day_that_has_come(day: date, today: date) -> date:
    """The day of a run that was done; ValidationError when none can have been done on it."""
    if day > today + timedelta(days=1):  # it may be tomorrow already where they ran
        raise ValidationError("That day is still to come.")
    if day < _EARLIEST:
        raise ValidationError(f"Write a day after {_EARLIEST.year}.")
    return day


class RunForm(_InUnits):
    """A run as its runner tells it; `today` is the date on their wrist."""

    distance = DistanceInput(label="Distance", required=False)
    duration = DurationInput(label="Time")
    on = forms.DateField(label="Day", widget=DayInput())
    starts_at = forms.TimeField(
        label="Start, if you know it",
        required=False,
        widget=TimeInput(),
    )
    kind = forms.ChoiceField(label="Kind", choices=BY_COACH, required=False)
    indoors = forms.BooleanField(label="On a treadmill", required=False)
    average_hr = forms.IntegerField(
        label="Average heart rate", required=False, min_value=25, max_value=250
    )
    name = forms.CharField(label="Name", max_length=200, required=False)
    note = forms.CharField(
        label="Note", max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_on(self) -> date:
        """A day that has come."""
        return day_that_has_come(self.cleaned_data["on"], self._today)

    def words(self) -> RunWords:
        """The cleaned run."""
        said = self.cleaned_data
        return RunWords(
            on=said["on"],
            distance_m=said["distance"],
            duration_s=said["duration"],
            starts_at=said["starts_at"],
            name=said["name"],
            note=said["note"],
            kind=RunKind(said["kind"]) if said["kind"] else None,
            indoors=said["indoors"],
            average_hr=said["average_hr"],
        )


class CorrectionForm(RunForm):
    """Corrections of a run that is there already; its kind is set on its page."""

    starts_at = None  # type: ignore[assignment]
    kind = None  # type: ignore[assignment]
    average_hr = None  # type: ignore[assignment]

    @staticmethod
    def told(run: Run) -> dict[str, object]:
        """The run as the form shows it."""
        return {
            "distance": run.distance_m,
            "duration": run.duration_s,
            "on": run.on,
            "indoors": run.indoors,
            "name": run.name,
            "note": run.note,
        }

    def changes(self) -> dict[str, Any]:
        """The columns that were corrected."""
        columns = {"distance": "distance_m", "duration": "duration_s"}
        return {columns.get(name, name): self.cleaned_data[name] for name in self.changed_data}


class KindForm(forms.Form):
    """The runner's own word for a run; empty gives the word back to the coach."""

    kind = forms.ChoiceField(choices=BY_COACH, required=False)

    def word(self) -> RunKind | None:
        """The kind chosen."""
        chosen = self.cleaned_data["kind"]
        return RunKind(chosen) if chosen else None


class FilterForm(_InUnits):
    """Which runs to list. Whatever makes no sense is said and left out."""

    kind = forms.ChoiceField(label="Kind", choices=[("", "All kinds"), *KINDS], required=False)
    since = forms.DateField(label="From", required=False, widget=DayInput())
    until = forms.DateField(label="To", required=False, widget=DayInput())
    least = DistanceInput(label="At least", required=False)
    most = DistanceInput(label="At most", required=False)
    text = forms.CharField(
        label="Name or note has",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    removed = forms.BooleanField(label="Removed runs", required=False)

    def chosen(self) -> RunFilter:
        """The filter of what was understood."""
        self.is_valid()
        said = self.cleaned_data
        return RunFilter(
            kind=said.get("kind") or None,
            since=said.get("since"),
            until=said.get("until"),
            least_m=said.get("least"),
            most_m=said.get("most"),
            text=said.get("text") or "",
            removed=bool(said.get("removed")),
        )
