"""Forms of one's own data."""

from typing import Any

from django import forms

from strongstride.coach.quantities import MassUnit

MOST_LOG_BYTES = 20 << 20  # ten years of sets are a few megabytes


class EraseForm(forms.Form):
    """The address of the account, typed once more."""

    email = forms.CharField(
        label="Type your e-mail address to delete the account",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, email: str, data: Any = None) -> None:
        self._email = email
        super().__init__(data)

    def clean_email(self) -> str:
        """The very address of this account."""
        said = str(self.cleaned_data["email"]).strip().lower()
        if said != self._email:
            raise forms.ValidationError(f"That is not {self._email}, so nothing was deleted.")
        return said


class LogFileForm(forms.Form):
    """A strength log to look at."""

    log = forms.FileField(
        label="The exported log",
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.txt,text/csv,application/json"}),
    )

    def clean_log(self) -> Any:
        """A file of a size a log can have."""
        file = self.cleaned_data["log"]
        if file.size > MOST_LOG_BYTES:
            raise forms.ValidationError(
                f"{file.name} is larger than {MOST_LOG_BYTES >> 20} MB: that is no strength log."
            )
        return file


class LogReadingForm(forms.Form):
    """How to read what a log leaves open."""

    unit = forms.ChoiceField(
        label="Weights are in",
        choices=[("", "as the log shows"), *((unit.value, unit.value) for unit in MassUnit)],
        required=False,
    )
    together = forms.ChoiceField(
        label="A pair of dumbbells is logged as",
        choices=[("", "as the log shows"), ("no", "one dumbbell"), ("yes", "both together")],
        required=False,
    )

    def chosen(self) -> tuple[str | None, bool | None]:
        """Unit and whether dumbbells are logged together; None where the log shall tell."""
        said = self.cleaned_data
        return said["unit"] or None, {"yes": True, "no": False}.get(said["together"])
