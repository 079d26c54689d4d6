"""What an athlete may write about sets and sessions by hand, cleaned."""

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from strongstride.coach.catalogue import catalogue
from strongstride.coach.log import OTHER, SetKind, Side
from strongstride.coach.quantities import MassUnit, grams, in_unit
from strongstride.training.models import LoggedSet
from strongstride.web.inputs import DayInput

_MOST_G = 1_000_000
_OLDEST = timedelta(days=366 * 60)
YES_NO = [("", "Not said"), ("True", "Good"), ("False", "Broke down")]


class LoadInput(forms.CharField):
    """A load in the athlete's unit, with point or comma; cleaned to grams, None when empty."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    unit = MassUnit.KG

    def to_python(self, value: str | None) -> int | None:  # type: ignore[override]
        """Whole grams."""
        text = (value or "").strip().replace(",", ".")
        if not text:
            return None
        try:
            amount = Decimal(text)
            load_g = grams(amount, self.unit) if amount.is_finite() and amount < _MOST_G else -1
        except InvalidOperation:
            load_g = -1
        if not 0 <= load_g <= _MOST_G:
            raise ValidationError(f"Write a load in {self.unit} such as 12.5, or leave it empty.")
        return load_g

    def prepare_value(self, value: object) -> object:
        """Grams in the athlete's unit."""
        return f"{in_unit(value, self.unit):f}" if isinstance(value, int) else value


class SetForm(forms.Form):
    """One set as done; either repetitions or seconds."""

    exercise = forms.CharField(
        max_length=110,
        widget=forms.TextInput({"list": "names", "autocomplete": "off"}),
        help_text="A name from the exercises, or your own words.",
    )
    load_g = LoadInput(required=False, label="Load")
    reps = forms.IntegerField(min_value=0, max_value=1000, required=False, label="Repetitions")
    seconds = forms.FloatField(min_value=0, max_value=86_400, required=False)
    rir = forms.FloatField(
        min_value=0, max_value=10, required=False, label="How many more could you have done well?"
    )
    side = forms.ChoiceField(
        choices=[("", "Both"), *((each.value, each.value.capitalize()) for each in Side)],
        required=False,
    )
    kind = forms.ChoiceField(choices=[(each.value, each.value.capitalize()) for each in SetKind])
    form_ok = forms.TypedChoiceField(
        choices=YES_NO, required=False, empty_value=None, coerce="True".__eq__, label="Form"
    )
    pain = forms.IntegerField(
        min_value=0, max_value=10, required=False, help_text="0 is none, 10 the worst there is."
    )
    note = forms.CharField(max_length=2000, required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, unit: MassUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["load_g"]
        assert isinstance(field, LoadInput)
        field.unit, field.label = unit, f"Load in {unit}"

    def remember_what_is_shown(self) -> None:
        """Send along what the form showed, so that only what was changed in it is said."""
        for each in self.fields.values():
            each.show_hidden_initial = True

    def changed(self) -> dict[str, Any]:
        """The cleaned fields that are not as the form showed them."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def clean_exercise(self) -> str:
        """An id of the catalogue, or `other:` and the name as written."""
        written = " ".join(self.cleaned_data["exercise"].split())
        if written in catalogue().exercises or written.startswith(OTHER):
            return written
        known = catalogue().named(written)
        return known.id if known is not None else f"{OTHER}{written}"

    def clean_side(self) -> str | None:
        """None for both."""
        return self.cleaned_data["side"] or None

    def clean(self) -> dict[str, Any]:
        """Either repetitions or seconds."""
        cleaned = super().clean() or {}
        if not self.errors and (cleaned["reps"] is None) == (cleaned["seconds"] is None):
            raise ValidationError("Write either the repetitions or the seconds.")
        return cleaned


def initial_of(row: LoggedSet) -> dict[str, Any]:
    """What the form of this set begins with."""
    initial = {name: getattr(row, name) for name in SetForm.base_fields}
    initial["exercise"] = catalogue().name_of(row.exercise)
    return {**initial, "form_ok": "" if row.form_ok is None else str(row.form_ok)}


class SessionForm(forms.Form):
    """A session as a whole."""

    on = forms.DateField(label="Date", widget=DayInput())
    title = forms.CharField(max_length=120, required=False)
    note = forms.CharField(max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_on(self) -> date:
        """A day that has been."""
        on: date = self.cleaned_data["on"]
        if not self._today - _OLDEST <= on <= self._today:
            raise ValidationError("Choose a day that has been; sessions to come are in the plan.")
        return on
