"""What the owner of a giving page may write, cleaned."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from strongstride.clubs.club.names import clean_name
from strongstride.clubs.feed.text import clean, clean_line
from strongstride.giving.campaigns.beginning import Beginning
from strongstride.giving.campaigns.words import PageWords, surplus_words
from strongstride.giving.fields import offer, read_money, write_money
from strongstride.giving.models import Campaign, Cause, OwnerKind
from strongstride.web.inputs import DayInput

_STORY = 6_000
_UPDATE = 2_000
_LAST_YEAR = 2100


class PageForm(forms.Form):
    """A giving page of a cause that is known."""

    title = forms.CharField(
        label="Title", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    owner_name = forms.CharField(
        label="Your name on the page",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="Everybody with the address sees it. Your first name is enough.",
    )
    goal = forms.CharField(
        label="Goal, if there is one",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    story = forms.CharField(
        label="Why this cause?",
        max_length=_STORY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Plain text; addresses of pages become links. Three honest sentences do.",
    )
    surplus = forms.CharField(
        label="What happens with more or less than the goal",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ends_on = forms.DateField(
        label="Last day it takes gifts",
        required=False,
        widget=DayInput(),
        help_text="Left empty it takes them until you end it.",
    )
    hides_goal = forms.BooleanField(label="Show no goal to others", required=False)

    def __init__(self, *args: Any, kind: OwnerKind, currency: str, today: date, **more: Any):
        super().__init__(*args, **more)
        self._kind, self._currency, self._today = kind, currency, today
        self.fields["goal"].help_text = f"In {currency}." if currency else ""
        if kind is not OwnerKind.RUNNER:
            del self.fields["owner_name"]

    def clean_title(self) -> str:
        """A title on one line that can be seen."""
        return _seen(clean_line(self.cleaned_data["title"]), "title")

    def clean_owner_name(self) -> str:
        """A name that can be seen."""
        return _seen(clean_name(self.cleaned_data["owner_name"]), "name")

    def clean_ends_on(self) -> date | None:
        """A day that is still to come."""
        day: date | None = self.cleaned_data["ends_on"]
        if day is None or day == self.initial.get("ends_on"):
            return day
        if day < self._today or day.year > _LAST_YEAR:
            raise ValidationError("Choose a day from today on, or leave it empty.")
        return day

    def clean(self) -> dict[str, Any]:
        """The goal in the currency of the cause."""
        said = super().clean() or self.cleaned_data
        text = said.get("goal", "")
        try:
            said["goal_minor"] = read_money(text, self.currency()) if text else None
        except ValidationError as error:
            self.add_error("goal", error)
        return said

    def currency(self) -> str:
        """The currency that amounts are read in."""
        return self._currency

    def words(self, name: str) -> PageWords:
        """The page as it was told; `name` stands on a page that is of no single runner."""
        said = self.cleaned_data
        return PageWords(
            title=said["title"],
            owner_name=said.get("owner_name", name),
            story=clean(said["story"]),
            surplus=clean_line(said["surplus"]),
            goal_minor=said["goal_minor"],
            hides_goal=said["hides_goal"],
            ends_on=said["ends_on"],
        )

    @staticmethod
    def told(campaign: Campaign) -> dict[str, Any]:
        """A page as the form shows it."""
        names = ("title", "owner_name", "story", "surplus", "hides_goal", "ends_on")
        goal = write_money(campaign.goal_minor, campaign.currency)
        return {**{name: getattr(campaign, name) for name in names}, "goal": goal}


class NewPageForm(PageForm):
    """A new page, with the choice of its cause where the club has several."""

    field_order = ("cause", "title", "owner_name", "goal", "story", "surplus", "ends_on")
    cause = forms.ChoiceField(label="Cause")

    def __init__(self, *args: Any, causes: list[Cause], **more: Any):
        only = causes[0].currency if len({each.currency for each in causes}) == 1 else ""
        super().__init__(*args, currency=only, **more)
        self._causes = {str(each.pk): each for each in causes}
        choices = [(str(each.pk), f"{each.name} ({each.currency})") for each in causes]
        offer(self, "cause", choices)
        if len(causes) == 1:
            self.fields["cause"].widget = forms.HiddenInput()

    def currency(self) -> str:
        """That of the cause that was chosen."""
        cause = self.chosen()
        return cause.currency if cause else self._currency

    def chosen(self) -> Cause | None:
        """The cause that was chosen."""
        return self._causes.get(str(self.cleaned_data.get("cause", "")))

    def cause_chosen(self) -> Cause:
        """The cause of a valid form."""
        return self._causes[self.cleaned_data["cause"]]

    @staticmethod
    def preset(beginning: Beginning, causes: list[Cause]) -> dict[str, Any]:
        """A page that could be sent as it is."""
        first, name = causes[0], beginning.name
        return {
            "cause": str(first.pk),
            "title": _title(beginning, first),
            "owner_name": name,
            "surplus": surplus_words(first),
        }


class WhyForm(forms.Form):
    """Why a page is sent back or taken away."""

    why = forms.CharField(
        label="Why? The owner of the page reads it.",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class UpdateForm(forms.Form):
    """News for the page."""

    body = forms.CharField(
        label="What is new?", max_length=_UPDATE, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_body(self) -> str:
        """A text that can be seen."""
        body = clean(self.cleaned_data["body"])
        if not body:
            raise ValidationError("Write a sentence.")
        return body


def _title(beginning: Beginning, cause: Cause) -> str:
    what = beginning.challenge.title if beginning.challenge is not None else "Miles"
    return f"{what} for {cause.name}"[:100]


def _seen(text: str, what: str) -> str:
    if not any(letter.isalnum() for letter in text):
        raise ValidationError(f"Write a {what} with letters or numbers.")
    return text
