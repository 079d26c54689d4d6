"""Forgetting a donor, as a form."""

from typing import Any

from django import forms

from strongstride.clubs.models import Club
from strongstride.giving.donors.erasure import donors_known_as
from strongstride.giving.models import Donor


class SureForm(forms.Form):
    """A donor who wants their own name gone."""

    is_sure = forms.BooleanField(label="Yes, take my name away. There is no way back.")


class ForgetForm(forms.Form):
    """Whom to forget: cleaned to the donors of the club with this address or this gift."""

    who = forms.CharField(
        label="E-mail address of the donor, or the reference of a gift",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_sure = forms.BooleanField(label="Forget them. There is no way back.")

    def __init__(self, data: Any, club: Club) -> None:
        super().__init__(data)
        self._club = club

    def clean_who(self) -> list[Donor]:
        """The donors that are meant."""
        found = donors_known_as(self._club, self.cleaned_data["who"])
        if not found:
            raise forms.ValidationError("No donor of this club has that address, or that gift.")
        return found
