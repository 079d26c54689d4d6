"""What the forms of Today and Plan ask."""

from datetime import date
from typing import Any

from django import forms

from strongstride.coach.adjusting.adjustment import DaysAway
from strongstride.coach.catalogue import BodyPart, Region
from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.rules import n
from strongstride.coach.runs import PlannedRun, RunKind
from strongstride.training.planning.limits import OutOfLimitsError, check
from strongstride.web.inputs import DayInput, TimeInput

_REGIONS = {Region.LOWER: "Legs", Region.CORE: "Core", Region.UPPER: "Upper body"}
_DAYS = {1: "today", 2: "until tomorrow", 3: "for three days", 5: "for five days"}
_LEVELS = {
    0: "0: gone",
    1: "1: hardly there",
    2: "2: mild",
    3: "3: there, but fine to train",
    4: "4: bothers me",
    5: "5: bothers me a lot",
    6: "6: strong",
    7: "7: strong",
    8: "8: very strong",
    9: "9: very strong",
    10: "10: the worst",
}


class MoveForm(forms.Form):
    """The day a session or run should move to."""

    to = forms.DateField(label="To", widget=DayInput())


class ShortenForm(forms.Form):
    """How long a session may take."""

    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=240)


class SwapForm(forms.Form):
    """One exercise for another."""

    exercise = forms.CharField(max_length=120)
    instead = forms.CharField(max_length=120)
    always = forms.BooleanField(required=False)


class AwayForm(forms.Form):
    """Days without strength, near enough to `today`."""

    first = forms.DateField(label="From", widget=DayInput())
    last = forms.DateField(label="To, included", widget=DayInput())

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self._today = today

    def clean(self) -> dict[str, date]:
        """The first day comes first, the span is a holiday, not a year, and neither is far away."""
        found: dict[str, date] = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first is not None and last is not None:
            try:
                check(DaysAway(made_on=self._today, first=first, last=last), self._today)
            except OutOfLimitsError as error:
                self.add_error(error.field, str(error))
        return found


class SoreForm(forms.Form):
    """Muscles that are sore from training."""

    region = forms.ChoiceField(
        label="Sore", choices=[(each.value, label) for each, label in _REGIONS.items()]
    )
    days = forms.TypedChoiceField(label="How long", choices=list(_DAYS.items()), coerce=int)


class HurtsForm(forms.Form):
    """Pain in a part of the body."""

    part = forms.ChoiceField(
        label="Where", choices=[(part.value, part.value.capitalize()) for part in BodyPart]
    )
    level = forms.TypedChoiceField(label="How much", choices=list(_LEVELS.items()), coerce=int)


class RunsFileForm(forms.Form):
    """A calendar or table of planned runs."""

    file = forms.FileField(
        label="Calendar (.ics) or table (.csv)",
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,.csv,text/calendar,text/csv"}),
    )


class RunForm(forms.Form):
    """One planned run; distance in the runner's own unit."""

    on = forms.DateField(label="Day", widget=DayInput())
    kind = forms.ChoiceField(
        label="Kind", choices=[(kind.value, kind.value.capitalize()) for kind in RunKind]
    )
    distance = forms.FloatField(label="Distance", required=False, min_value=0.1, max_value=500)
    minutes = forms.IntegerField(label="Minutes", required=False, min_value=1, max_value=6000)
    starts_at = forms.TimeField(
        label="Starts at",
        required=False,
        widget=TimeInput(),
    )
    name = forms.CharField(label="Name", required=False, max_length=80)

    def run(self, unit: DistanceUnit) -> PlannedRun:
        """The run as typed; call it when the form is valid."""
        said = self.cleaned_data
        each_m = float(unit.metres)
        return PlannedRun(
            on=said["on"],
            kind=RunKind(said["kind"]),
            distance_m=None if said["distance"] is None else round(said["distance"] * each_m),
            duration_s=None if said["minutes"] is None else said["minutes"] * 60,
            starts_at=said["starts_at"],
            name=said["name"],
        )


def least_minutes() -> int:
    """The shortest a session can be made."""
    return int(n("shorten-session", "least_min"))
