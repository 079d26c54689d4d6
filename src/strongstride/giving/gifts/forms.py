"""What a donor, or somebody who was handed money, may write about a gift."""

from typing import Any
from uuid import UUID, uuid4

import msgspec
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from msgspec import Struct

from strongstride.clubs.feed.text import clean_line
from strongstride.giving.campaigns.standing import today_of
from strongstride.giving.fields import KeyField, MoneyField, in_currency, key_of, offer, write_money
from strongstride.giving.gifts.display import Shown
from strongstride.giving.gifts.fees import fee_of
from strongstride.giving.gifts.messages import MOST_IN_REASON
from strongstride.giving.gifts.offline import OfflineWords
from strongstride.giving.gifts.words import MOST_IN_MESSAGE, MOST_IN_NAME, GiftWords
from strongstride.giving.models import Campaign, Display, Donation
from strongstride.giving.providers import offered
from strongstride.ledger.money import Money, show
from strongstride.web.inputs import DayInput

NO_COVER, COVER = "no", "yes"
_OF_SOMEBODY = [
    (Display.PUBLIC, "Their name"),
    (Display.FIRST_NAME, "Their first name only"),
    (Display.ANONYMOUS, "Not at all"),
]
_FOR_MAIL = "For the receipt. Only who keeps the club’s books sees it."
_NO_MAIL = "For the receipt. This server sends no mail: keep the link to your gift’s page."


class DisplayForm(forms.Form):
    """How a gift is shown."""

    display = forms.ChoiceField(
        label="How you appear on the page",
        choices=Display.choices,
        initial=Display.PUBLIC,
        widget=forms.RadioSelect,
    )
    hides_amount = forms.BooleanField(label="Do not show the amount", required=False)
    message = forms.CharField(
        label="A message for the page, if you like",
        max_length=MOST_IN_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def shown(self) -> Shown:
        """What was chosen."""
        return msgspec.convert(self.cleaned_data, Shown)

    @staticmethod
    def told(donation: Donation) -> dict[str, Any]:
        """A gift as the form shows it."""
        return {name: getattr(donation, name) for name in Shown.__struct_fields__}


class _AmountForm(DisplayForm):
    """A gift in the currency of its page, by somebody with or without a name."""

    asked = KeyField()
    amount = MoneyField(label="How much?")
    name = forms.CharField(
        label="Your name",
        max_length=MOST_IN_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Your e-mail address, if you like",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        kwargs["initial"] = {"asked": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        in_currency(self, campaign.currency)

    def clean_name(self) -> str:
        """A name on one line that can be seen."""
        return clean_line(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """A gift that is to show a name has one."""
        told = super().clean() or self.cleaned_data
        if told.get("display") != Display.ANONYMOUS and not told.get("name"):
            self.add_error("name", "Write a name, or choose that none is shown.")
        return told

    def key(self) -> UUID:
        """The key of what the form says."""
        return key_of(self.cleaned_data)


class GiftForm(_AmountForm):
    """A gift by its donor."""

    way = forms.ChoiceField(label="How do you want to pay?", widget=forms.RadioSelect)
    cover = forms.ChoiceField(
        label="The fee for paying by card",
        choices=[
            (NO_COVER, "I add nothing: the fee goes off my gift"),
            (COVER, "I add the fee, so that all of my gift arrives"),
        ],
        initial=NO_COVER,
        widget=forms.RadioSelect,
    )
    wants_news = forms.BooleanField(
        label="Send me the news of this page", required=False, help_text="You can end it any time."
    )
    field_order = (
        "asked", "amount", "way", "cover", "name", "email", "wants_news", "display",
        "hides_amount", "message",
    )  # fmt: skip

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        ways = offered(campaign.cause)
        choices = [(each.key, each.title) for each in ways]
        offer(self, "way", choices)
        self.fields["way"].initial = choices[0][0] if choices else None
        least = show(Money(campaign.cause.least_minor, campaign.currency))
        self.fields["amount"].help_text = f"At least {least}."
        self.fields["email"].help_text = _FOR_MAIL if settings.HAS_MAIL else _NO_MAIL
        if not any(fee_of(each.key, campaign.currency) for each in ways):
            del self.fields["cover"]
        if not settings.HAS_MAIL:
            del self.fields["wants_news"]

    def clean_amount(self) -> int:
        """An amount that is no smaller than the smallest gift: cards are tried out with such."""
        amount: int = self.cleaned_data["amount"]
        least = self.campaign.cause.least_minor
        if amount < least:
            least_words = show(Money(least, self.campaign.currency))
            raise ValidationError(f"The smallest gift here is {least_words}.")
        return amount

    def clean(self) -> dict[str, Any]:
        """News needs an address."""
        told = super().clean()
        if told.get("wants_news") and not told.get("email") and "email" not in self.errors:
            self.add_error("email", "Write your address, so that the news can reach you.")
        return told

    def words(self) -> GiftWords:
        """What `actions.make_gift` takes."""
        told = self.cleaned_data
        return GiftWords(
            asked=self.key(),
            amount_minor=told["amount"],
            provider=told["way"],
            covers_fee=told.get("cover") == COVER,
            wants_news=told.get("wants_news", False),
            **_said(told),
        )


class OfflineForm(_AmountForm):
    """A gift that was handed over, by who was handed it."""

    given_on = forms.DateField(label="Given on", widget=DayInput())
    has_come = forms.BooleanField(
        label="The money is there: count it now",
        help_text="Otherwise it waits at the money desk until you say so.",
        required=False,
    )
    field_order = ("asked", "amount", "given_on", "name", "email", "display", "hides_amount")

    def __init__(self, *args: Any, keeps_books: bool, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        self.fields["name"].label = "Who gave it, if you know"
        self.fields["email"].label = "Their e-mail address, if they want a receipt"
        offer(self, "display", _OF_SOMEBODY)
        self.fields["display"].label = "How they appear on the page"
        self.fields["display"].initial = Display.ANONYMOUS  # nobody has asked them
        self.fields["message"].label = "Their message for the page, if there is one"
        self.fields["given_on"].initial = today_of(campaign)
        if not keeps_books:
            del self.fields["has_come"]

    def clean(self) -> dict[str, Any]:
        """Nobody gives tomorrow, nor before there was a page to give to."""
        told = super().clean()
        on = told.get("given_on")
        if on is not None and on > today_of(self.campaign):
            self.add_error("given_on", "This day is still to come.")
        return told

    def words(self) -> OfflineWords:
        """What `offline.enter` takes."""
        told = self.cleaned_data
        return OfflineWords(
            asked=self.key(), amount_minor=told["amount"], given_on=told["given_on"], **_said(told)
        )

    def has_money(self) -> bool:
        """Whether who keeps the books says that it is there."""
        return bool(self.cleaned_data.get("has_come"))


class ReportForm(forms.Form):
    """Why a message should not stand."""

    reason = forms.CharField(
        label="What is wrong with it?",
        max_length=MOST_IN_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_reason(self) -> str:
        """Words that can be seen, on one line."""
        reason = clean_line(self.cleaned_data["reason"])
        if not reason:
            raise ValidationError("Say in a few words what is wrong.")
        return reason

    def why(self) -> str:
        """What was written."""
        return str(self.cleaned_data["reason"])


class _Said(Struct, frozen=True):
    """What both kinds of gift say about their donor."""

    name: str
    email: str
    display: str
    hides_amount: bool
    message: str


def _said(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in _Said.__struct_fields__}


def suggested(text: str, campaign: Campaign) -> str:
    """The amount that an address asks for, as the form shows it; empty for any other text."""
    try:
        minor = MoneyField(currency=campaign.currency, required=False).clean(text)
    except ValidationError:
        return ""
    return write_money(minor, campaign.currency)
