"""What organisers may write about a match, cleaned."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from strongstride.clubs.feed.text import clean_line
from strongstride.clubs.models import Club
from strongstride.giving.fields import MoneyField, in_currency, write_money
from strongstride.giving.matches.words import MatchWords, words_of
from strongstride.giving.models import Match
from strongstride.web.inputs import DayInput

MOST_PERCENT = 1000
_LASTS = timedelta(days=30)  # as the form proposes it


class MatchForm(forms.Form):
    """A match of one page, in its currency."""

    sponsor = forms.CharField(
        label="Who adds to the gifts",
        max_length=80,
        help_text="As the page names them. Ask them first: everybody sees it.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    rate_percent = forms.IntegerField(
        label="How much they add, in percent of each gift",
        min_value=1,
        max_value=MOST_PERCENT,
        help_text="100 doubles a gift, 50 adds half of it.",
    )
    pool = MoneyField(label="At most, in all")
    per_gift = MoneyField(
        label="At most for one gift", required=False, help_text="Empty: no limit of its own."
    )
    starts_on = forms.DateField(label="First day", widget=DayInput())
    ends_on = forms.DateField(label="Last day", widget=DayInput())

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_currency(self, currency)

    def clean_sponsor(self) -> str:
        """A name on one line that can be seen."""
        name = clean_line(self.cleaned_data["sponsor"])
        if not any(letter.isalnum() for letter in name):
            raise ValidationError("Write a name with letters or numbers.")
        return name

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        said = super().clean() or self.cleaned_data
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day is before the first.")
        return said

    def words(self) -> MatchWords:
        """The match as it was told."""
        said = self.cleaned_data
        return MatchWords(
            sponsor=said["sponsor"],
            pool_minor=said["pool"],
            rate_percent=said["rate_percent"],
            per_gift_minor=said["per_gift"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
        )

    @staticmethod
    def preset(today: date) -> dict[str, Any]:
        """A month in which every gift is doubled."""
        return {"rate_percent": 100, "starts_on": today, "ends_on": today + _LASTS}

    @staticmethod
    def told(match: Match, club: Club) -> dict[str, Any]:
        """A match as the form shows it."""
        words, currency = words_of(match, club), match.campaign.currency
        return {
            "sponsor": words.sponsor,
            "rate_percent": words.rate_percent,
            "pool": write_money(words.pool_minor, currency),
            "per_gift": write_money(words.per_gift_minor, currency),
            "starts_on": words.starts_on,
            "ends_on": words.ends_on,
        }
