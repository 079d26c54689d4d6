"""Forms of accounts that are not about training."""

from datetime import timedelta
from typing import Any

from allauth.account.forms import SignupForm
from django import forms

from strongstride.accounts.scopes import Scope

LASTS = [("30", "30 days"), ("90", "90 days"), ("365", "a year"), ("", "until I revoke it")]
GOOD_PASSWORD = "At least 8 characters, not only digits, and nothing that many others use."  # noqa: S105


class RegisterForm(SignupForm):  # type: ignore[misc]  # allauth ships no types
    """allauth's, with the time zone the browser tells."""

    time_zone = forms.CharField(
        required=False,
        max_length=60,
        widget=forms.HiddenInput(attrs={"data-time-zone": ""}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["password1"].help_text = GOOD_PASSWORD
        for name in ("email", "password1"):
            self.fields[name].widget.attrs.pop("placeholder", None)  # the label says it


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(
        label="What is it for?",
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "my spreadsheet", "autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="It may",
        choices=[(scope.value, f"{scope.meaning} ({scope.value})") for scope in Scope],
        widget=forms.CheckboxSelectMultiple,
    )
    lasts = forms.ChoiceField(label="It works for", choices=LASTS, required=False, initial="90")

    def chosen(self) -> tuple[str, tuple[Scope, ...], timedelta | None]:
        """Name, scopes and how long it lasts."""
        said = self.cleaned_data
        lasts = timedelta(days=int(said["lasts"])) if said["lasts"] else None
        return said["name"], tuple(Scope(word) for word in said["scopes"]), lasts


class InviteForm(forms.Form):
    """A new invite."""

    note = forms.CharField(
        label="For whom? (only you see it)", max_length=80, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class EmailForm(forms.Form):
    """A new address to log in with, where the server cannot send mail."""

    email = forms.EmailField(
        label="New e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
