"""What a donor may write about a pledge."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from strongstride.clubs.feed.text import clean_line
from strongstride.giving.fields import KeyField, MoneyField, in_currency, key_of, offer
from strongstride.giving.gifts.forms import DisplayForm
from strongstride.giving.gifts.words import MOST_IN_MESSAGE, MOST_IN_NAME
from strongstride.giving.models import Campaign, CountFrom, Display, Pledge, PledgeUnit
from strongstride.giving.pledges.units import RATES
from strongstride.giving.pledges.words import PledgeWords
from strongstride.ledger.money import Money, currency, plain, show

_FOR = "Only who keeps the club’s books sees it."


class PledgeForm(DisplayForm):
    """A pledge by its donor; nothing is promised before they confirm it."""

    asked = KeyField()
    unit = forms.ChoiceField(label="For each", widget=forms.RadioSelect)
    rate = MoneyField(label="How much for each?")
    cap = MoneyField(label="But never more than", help_text="The most this can cost you.")
    count_from = forms.ChoiceField(
        label="What counts?",
        choices=CountFrom.choices,
        initial=CountFrom.START,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="Your name",
        max_length=MOST_IN_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="The page shows what you choose below.",
    )
    email = forms.EmailField(
        label="Your e-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=f"You confirm the pledge from there, and get the link to pay. {_FOR}",
    )
    field_order = (
        "asked", "unit", "rate", "cap", "count_from", "name", "email", "display", "hides_amount",
        "message",
    )  # fmt: skip

    def __init__(
        self, *args: Any, campaign: Campaign, units: tuple[PledgeUnit, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("asked", uuid4())
        unit_of_money = currency(campaign.currency)
        in_currency(self, campaign.currency)
        half = plain(Money(max(1, 10**unit_of_money.minor_digits // 2), campaign.currency))
        self.fields["rate"].help_text = f"In {unit_of_money.name}, such as {half}."
        self.fields["message"].help_text = "It appears with your gift once the pledge is paid."
        unit = self.fields["unit"]
        offer(self, "unit", [(each.value, str(each.label)) for each in units])
        unit.initial = units[0]
        self._currency = campaign.currency
        if len(units) == 1:
            unit.widget = forms.HiddenInput()
            unit.disabled = True
            self.fields["rate"].label = f"How much {RATES[units[0]]}?"

    def clean_unit(self) -> PledgeUnit:
        """What is chosen, or what there is."""
        return PledgeUnit(self.cleaned_data["unit"])

    def clean_name(self) -> str:
        """A name on one line that can be seen."""
        name = clean_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError("Write a name, so that the club knows whose pledge it is.")
        return name

    def clean(self) -> dict[str, Any]:
        """The cap leaves room for one of what is pledged for: else the two may be swapped."""
        told = super().clean() or self.cleaned_data
        rate, cap = told.get("rate"), told.get("cap")
        if rate and cap and cap < rate:
            least = show(Money(rate, self._currency))
            self.add_error("cap", f"One alone costs {least}: write at least that.")
        return told

    def words(self) -> PledgeWords:
        """What `actions.make_pledge` takes; the same form with other words is another pledge."""
        told = self.cleaned_data
        return PledgeWords(
            asked=key_of(told),
            rate_minor=told["rate"],
            unit=told["unit"],
            cap_minor=told["cap"],
            count_from=CountFrom(told["count_from"]),
            name=told["name"],
            email=told["email"],
            display=Display(told["display"]),
            hides_amount=told["hides_amount"],
            message=told["message"][:MOST_IN_MESSAGE],
        )


class CapForm(forms.Form):
    """A lower cap."""

    cap = MoneyField(label="Never more than")

    def __init__(self, *args: Any, pledge: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_currency(self, pledge.currency)


class PledgeDisplayForm(DisplayForm):
    """How a pledge is shown; its message stays as it was written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["message"]

    @staticmethod
    def of(pledge: Pledge) -> dict[str, Any]:
        """A pledge as the form shows it."""
        return {"display": pledge.display, "hides_amount": pledge.hides_amount}
