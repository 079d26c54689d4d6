"""What somebody who takes part may write, cleaned."""

from datetime import date
from typing import Any

from django import forms

from strongstride.accounts.models import Athlete
from strongstride.clubs.challenges.fields import AmountField, read_amount, write_amount
from strongstride.clubs.challenges.log_miles import Usual
from strongstride.clubs.challenges.teams import LONGEST_NAME
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.runs.durations import DurationInput, written
from strongstride.runs.forms import DistanceInput, day_that_has_come
from strongstride.web.inputs import DayInput


class GoalForm(forms.Form):
    """One's own goal, in one's own unit."""

    goal = AmountField(label="My own goal", help_text="Left empty there is none.")

    def __init__(self, *args: Any, terms: Terms, athlete: Athlete, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kind, self._unit = terms.kind, athlete.profile.athlete.distance_unit

    @staticmethod
    def told(goal: int | None, terms: Terms, athlete: Athlete) -> dict[str, str]:
        """A goal as the form shows it."""
        unit = athlete.profile.athlete.distance_unit
        return {"goal": write_amount(goal, terms.kind, unit)}

    def clean_goal(self) -> int | None:
        """In the small unit of the kind."""
        return read_amount(self.cleaned_data["goal"], self._kind, self._unit)


class TeamForm(forms.Form):
    """The name of a team."""

    name = forms.CharField(
        label="Name of the team",
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class LogForm(forms.Form):
    """A run by hand: a usual distance or another one, its day, its time where one knows it."""

    usual = forms.ChoiceField(label="How far?", widget=forms.RadioSelect, required=False)
    distance = DistanceInput(label="Another distance", required=False)
    on = forms.DateField(label="Day", widget=DayInput())
    duration = DurationInput(label="Time", required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)  # sent twice it is one run

    def __init__(self, *args: Any, usual: Usual, terms: Terms, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._usual, self._today = usual, today
        chips = [(f"{each:g}", f"{each:g} {usual.unit}") for each in usual.distances]
        self.fields["usual"].choices = chips  # type: ignore[attr-defined]
        far = self.fields["distance"]
        far.label = f"Another distance, {usual.unit}"
        far.metres_a_unit = float(usual.unit.metres)  # type: ignore[attr-defined]
        self._must_tell_time = terms.kind is ChallengeKind.TIME or usual.pace is None
        self._help_with_time(usual, terms)

    def _help_with_time(self, usual: Usual, terms: Terms) -> None:
        time = self.fields["duration"]
        if terms.kind is ChallengeKind.TIME:
            time.help_text = "It is time that counts here."
        elif usual.pace is None:
            time.help_text = "Such as 32 or 32:10. From your next run on we can estimate it."
        else:
            time.help_text = (
                f"Left empty we write down what your usual pace gives, {written(usual.pace)} for "
                f"each {usual.unit}, and note that it is an estimate."
            )
        time.required = self._must_tell_time

    def clean_on(self) -> date:
        """A day that has come."""
        return day_that_has_come(self.cleaned_data["on"], self._today)

    def clean(self) -> dict[str, Any]:
        """One distance, in metres: the one written, else the one tapped."""
        said = super().clean() or self.cleaned_data
        if "usual" in self.errors or "distance" in self.errors or said.get("distance"):
            return said
        if said.get("usual"):
            said["distance"] = float(said["usual"]) * float(self._usual.unit.metres)
        else:
            self.add_error("distance", "Tap a distance, or write one such as 8 or 8.5.")
        return said
