"""What whoever keeps the books fills in about receipts."""

from datetime import date
from typing import Any

from django import forms

from strongstride.giving.fields import MoneyField, write_money
from strongstride.giving.models import Campaign
from strongstride.web.inputs import DayInput

_LONGEST = 366 * 4  # days: HMRC takes claims up to four years back


class PeriodForm(forms.Form):
    """The days of a claim, both included."""

    first = forms.DateField(label="From", widget=DayInput)
    last = forms.DateField(label="To", widget=DayInput)

    def clean(self) -> dict[str, Any]:
        """Days in their order, of no more than four years."""
        told = super().clean() or self.cleaned_data
        first, last = told.get("first"), told.get("last")
        if first and last and first > last:
            self.add_error("last", "The last day is before the first.")
        elif first and last and (last - first).days > _LONGEST:
            self.add_error("first", "HMRC takes claims for four years at most.")
        return told

    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.cleaned_data["first"], self.cleaned_data["last"]


class DonorYearForm(forms.Form):
    """Whose gifts of which year."""

    email = forms.EmailField(label="E-mail address of the donor")
    year = forms.IntegerField(label="Year", min_value=2000, max_value=9998)


class BenefitForm(forms.Form):
    """What donors of a page receive in return; nothing for pages that only say thank you."""

    benefit = forms.CharField(
        label="What donors receive in return",
        max_length=200,
        required=False,
        help_text="Such as “a club shirt”. Leave it empty where a gift is only a gift.",
    )
    worth = MoneyField(
        label="What that is worth",
        required=False,
        help_text="What somebody would pay for it in a shop, by your good faith.",
    )
    least = MoneyField(
        label="From which gift on", required=False, help_text="Empty: every donor receives it."
    )

    def __init__(self, data: Any, campaign: Campaign) -> None:
        currency = campaign.currency
        initial = {
            "benefit": campaign.benefit,
            "worth": write_money(campaign.benefit_minor, currency),
            "least": write_money(campaign.benefit_from_minor, currency),
        }
        super().__init__(data, initial=initial)
        for name in ("worth", "least"):
            field = self.fields[name]
            assert isinstance(field, MoneyField)
            field.currency = currency

    def clean(self) -> dict[str, Any]:
        """What is received has a value."""
        told = super().clean() or self.cleaned_data
        if told.get("benefit") and not told.get("worth") and "worth" not in self.errors:
            self.add_error("worth", "Say what it is worth: receipts have to.")
        return told
