"""What organisers may write about a cause, cleaned."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from strongstride.clubs.feed.text import clean, clean_line
from strongstride.giving.causes.bank import NAMES, TITLES, clean_iban, is_enough
from strongstride.giving.causes.checklist import checks_for, countries
from strongstride.giving.causes.words import CauseWords, MoneyWords, PermissionWords
from strongstride.giving.fields import offer, read_money, write_money
from strongstride.giving.models import Cause, Regime
from strongstride.giving.providers import PROVIDERS
from strongstride.giving.providers.bank_transfer import BankTransfer
from strongstride.giving.providers.base import Provider
from strongstride.giving.providers.external_link import ExternalLink
from strongstride.ledger.money import CURRENCIES
from strongstride.web.inputs import DayInput

_TEXT = 2_000


def line(label: str, most: int, help_text: str = "", **more: Any) -> forms.CharField:
    """A field of one line."""
    given = {"widget": forms.TextInput(attrs={"autocomplete": "off"}), **more}
    return forms.CharField(label=label, max_length=most, help_text=help_text, **given)


class CauseForm(forms.Form):
    """Who the cause is."""

    name = line("Name of the cause", 120, "As its register writes it: receipts carry it.")
    about = forms.CharField(
        label="What it does, in a few sentences",
        max_length=_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    country = forms.ChoiceField(label="Country whose law it is under", choices=countries)
    registered_with = line(
        "Registered with", 80, "Such as Charity Commission, OSCR or IRS.", required=False
    )
    registration_number = line(
        "Registration number", 40, "Donors can look it up; receipts carry it.", required=False
    )
    website = forms.URLField(label="Its website", required=False, assume_scheme="https")
    complaints = line(
        "Who answers complaints and asks for money back",
        200,
        "A name and an address for mail. It stands on every giving page.",
    )
    regime = forms.ChoiceField(
        label="Receipts follow", choices=Regime.choices, widget=forms.RadioSelect
    )
    receipt_text = forms.CharField(
        label="What the cause wants said on receipts",
        max_length=_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_name(self) -> str:
        """A name on one line that can be seen."""
        name = clean_line(self.cleaned_data["name"])
        if not any(letter.isalnum() for letter in name):
            raise ValidationError("Write a name with letters or numbers.")
        return name

    def words(self) -> CauseWords:
        """The cause as it was told."""
        said = self.cleaned_data
        return CauseWords(
            name=said["name"],
            country=said["country"],
            about=clean(said["about"]),
            registered_with=clean_line(said["registered_with"]),
            registration_number=clean_line(said["registration_number"]),
            website=said["website"],
            complaints=clean_line(said["complaints"]),
            regime=Regime(said["regime"]),
            receipt_text=clean(said["receipt_text"]),
        )

    @staticmethod
    def told(cause: Cause) -> dict[str, Any]:
        """A cause as the form shows it."""
        return {name: getattr(cause, name) for name in CauseWords.__struct_fields__}


class MoneyForm(forms.Form):
    """Where the money goes."""

    receives = line(
        "Whose account the money goes to",
        200,
        "In words, for donors: “The River Trust’s own bank account”.",
    )
    currency = forms.ChoiceField(label="Currency")
    least = line("Smallest gift", 40, "Small card payments are how thieves test stolen cards.")
    ways = forms.MultipleChoiceField(
        label="How people can give", widget=forms.CheckboxSelectMultiple
    )
    account_name = line(TITLES["account_name"], 120, required=False)
    iban = line(TITLES["iban"], 42, required=False)
    bic = line(TITLES["bic"], 14, required=False)
    sort_code = line(TITLES["sort_code"], 20, required=False)
    account_number = line(TITLES["account_number"], 40, required=False)
    giving_url = forms.URLField(
        label="The cause’s own giving page", required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, cause: Cause | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(each.key, each.title) for each in PROVIDERS.values() if _can_be(each, cause)]
        currencies = [(code, f"{code}: {each.name}") for code, each in CURRENCIES.items()]
        offer(self, "ways", ways)
        offer(self, "currency", currencies)

    def clean_iban(self) -> str:
        """An IBAN whose check digits fit."""
        try:
            return clean_iban(self.cleaned_data["iban"]) if self.cleaned_data["iban"] else ""
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """The smallest gift in the currency; what each way of giving needs."""
        said = super().clean() or self.cleaned_data
        if "least" in said and "currency" in said:
            try:
                said["least_minor"] = read_money(said["least"], said["currency"])
            except ValidationError as error:
                self.add_error("least", error)
        ways = said.get("ways", [])
        if BankTransfer.key in ways and "iban" in said and not is_enough(self._bank()):
            self.add_error(
                "account_name", "For bank transfer write its name, and an IBAN or a number."
            )
        if ExternalLink.key in ways and not said.get("giving_url") and "giving_url" in said:
            self.add_error("giving_url", "Write the address of the cause’s own giving page.")
        return said

    def _bank(self) -> dict[str, str]:
        told = {name: clean_line(str(self.cleaned_data.get(name, ""))) for name in NAMES}
        return {name: text for name, text in told.items() if text}

    def words(self) -> MoneyWords:
        """Where the money goes, as it was told."""
        said = self.cleaned_data
        return MoneyWords(
            receives=clean_line(said["receives"]),
            currency=said["currency"],
            least_minor=said["least_minor"],
            ways=tuple(said["ways"]),
            bank=self._bank(),
            giving_url=said["giving_url"],
        )

    @staticmethod
    def told(cause: Cause) -> dict[str, Any]:
        """A cause as the form shows it."""
        names = ("receives", "currency", "ways", "giving_url")
        least = write_money(cause.least_minor, cause.currency)
        return {**{name: getattr(cause, name) for name in names}, **cause.bank, "least": least}


def _can_be(provider: Provider, cause: Cause | None) -> bool:
    """Whether a cause could be paid this way: online, only where the server is set up for it."""
    if not provider.is_online or cause is None:
        return not provider.is_online
    return provider.serves(cause) or provider.key in cause.ways


class PermissionForm(forms.Form):
    """By whose leave one collects for the cause."""

    permission_by = line("Who agreed", 120, "Name and office: “Ada Brook, director”.")
    permission_on = forms.DateField(label="On which day", widget=DayInput())
    permission_proof = line(
        "Where that is kept", 300, "Such as “letter of 1 February, in the club’s folder”."
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_permission_on(self) -> date:
        """A day that is not to come."""
        day: date = self.cleaned_data["permission_on"]
        if day > self._today:
            raise ValidationError("That day is still to come: write when they agreed.")
        return day

    def words(self) -> PermissionWords:
        """The permission as it was told."""
        said = self.cleaned_data
        return PermissionWords(
            permission_by=clean_line(said["permission_by"]),
            permission_on=said["permission_on"],
            permission_proof=clean_line(said["permission_proof"]),
        )

    @staticmethod
    def told(cause: Cause) -> dict[str, Any]:
        """A permission as the form shows it."""
        return {name: getattr(cause, name) for name in PermissionWords.__struct_fields__}


class ChecksForm(forms.Form):
    """Which points of the checklist are seen to."""

    checks = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = [(each.key, each.ask) for each in checks_for(country)]
        offer(self, "checks", points)
