"""What an organiser may write about a challenge, cleaned."""

from datetime import date
from typing import Any

import msgspec
from django import forms
from django.core.exceptions import ValidationError

from strongstride.clubs.challenges.fields import AmountField, read_amount, write_amount
from strongstride.clubs.challenges.words import ChallengeWords
from strongstride.clubs.crediting.amounts import of_one_entry
from strongstride.clubs.crediting.terms import Backfill, ChallengeKind, DayRule, Scope, Terms
from strongstride.clubs.feed.text import clean, clean_line
from strongstride.clubs.models import Club, TeamResult
from strongstride.coach.quantities import DistanceUnit
from strongstride.web.inputs import DayInput

_LONGEST_DAYS = 3 * 366
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_ABOUT = 4_000

KINDS = [
    (ChallengeKind.DISTANCE.value, "Distance: miles or kilometres add up"),
    (ChallengeKind.TIME.value, "Time: hours on the move add up"),
    (ChallengeKind.ELEVATION.value, "Climb: metres uphill add up"),
    (ChallengeKind.RUNS.value, "Runs: how many"),
    (ChallengeKind.STREAK.value, "Streak: days in a row"),
    (ChallengeKind.LONGEST.value, "Longest single run"),
    (ChallengeKind.STRENGTH.value, "Strength sessions: how many"),
    (ChallengeKind.POINTS.value, "Points for runs and strength together"),
]
SCOPES = [
    (Scope.INDIVIDUAL.value, "Each runner"),
    (Scope.TEAM.value, "Teams"),
    (Scope.GROUP.value, "All together, no ranking"),
]
DAY_RULES = [
    (DayRule.RUNNER.value, "The runner's: the date on their wrist"),
    (DayRule.CLUB.value, "The club's: the date in its time zone"),
]
BACKFILLS = [
    (Backfill.FROM_START.value, "From the first day, also for who joins later"),
    (Backfill.FROM_JOINING.value, "From the day somebody joins"),
]
_LIMITS = ("entry_least", "entry_most", "day_most")


def _tick(label: str, help_text: str = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=help_text, required=False)


class WordsForm(forms.Form):
    """What may change at any time: title, text, and the goal where all have one together."""

    title = forms.CharField(
        label="Title", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    about = forms.CharField(
        label="What it is about, if you like",
        max_length=_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Plain text; addresses of pages become links.",
    )
    goal = AmountField(label="Goal, if there is one")

    def __init__(
        self, *args: Any, club: Club, before: ChallengeWords | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._club, self._before = club, before
        self.unit = DistanceUnit(club.unit if before is None else before.terms.unit)

    def clean_title(self) -> str:
        """A title on one line that can be seen."""
        title = clean_line(self.cleaned_data["title"])
        if not any(letter.isalnum() for letter in title):
            raise ValidationError("Write a title with letters or numbers.")
        return title

    @staticmethod
    def told(words: ChallengeWords) -> dict[str, Any]:
        """A challenge as the form shows it."""
        terms = words.terms
        goal = write_amount(words.goal, terms.kind, terms.unit)
        return {"title": words.title, "about": words.about, "goal": goal}


class StandingForm(WordsForm):
    """A challenge whose terms stand."""

    def __init__(self, *args: Any, club: Club, before: ChallengeWords, **kwargs: Any) -> None:
        super().__init__(*args, club=club, before=before, **kwargs)
        self._words = before
        if before.scope is not Scope.GROUP:
            del self.fields["goal"]

    def clean_goal(self) -> int | None:
        """The shared goal in the small unit of the kind."""
        return read_amount(self.cleaned_data["goal"], self._words.terms.kind, self.unit)

    def words(self) -> ChallengeWords:
        """The challenge with what was changed."""
        said = self.cleaned_data
        goal = said.get("goal", self._words.goal)
        return msgspec.structs.replace(
            self._words, title=said["title"], about=clean(said["about"]), goal=goal
        )


class ChallengeForm(WordsForm):
    """All of a challenge, before it begins."""

    field_order = ("title", "kind", "scope", "goal", "starts_on", "ends_on", "about")
    kind = forms.ChoiceField(label="What counts", choices=KINDS)
    scope = forms.ChoiceField(label="Who is counted", choices=SCOPES, widget=forms.RadioSelect)
    starts_on = forms.DateField(label="First day", widget=DayInput())
    ends_on = forms.DateField(label="Last day, which counts too", widget=DayInput())
    team_most = forms.IntegerField(
        label="Most members of a team",
        required=False,
        min_value=1,
        max_value=10_000,
        help_text="Left empty there is no limit.",
    )
    team_result = forms.ChoiceField(
        label="A team's result is",
        choices=TeamResult.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text="The average is fair to small teams.",
    )
    points_a_unit = AmountField(label="Points for a unit of distance")
    points_a_session = AmountField(
        label="Points for a strength session",
        help_text="Up to three sessions a week give points, so that rest stays worth it.",
    )
    walks = _tick("Walks count too")
    by_hand = _tick(
        "Entries by hand count",
        "They are marked “by hand” for everybody. Without, only files of watches and phones count.",
    )
    indoors = _tick("Treadmills count")
    backfill = forms.ChoiceField(label="Counting begins", choices=BACKFILLS)
    day_rule = forms.ChoiceField(
        label="Whose calendar",
        choices=DAY_RULES,
        help_text="Who travels or lives elsewhere runs on their own date; that is fair and simple.",
    )
    grace_days = forms.IntegerField(
        label="Days for late uploads",
        min_value=0,
        max_value=30,
        help_text="For runs of the challenge's days whose files come later.",
    )
    entry_least = AmountField(
        label="Least of one run", help_text="Shorter ones do not count. Left empty all do."
    )
    entry_most = AmountField(
        label="Most of one run that counts by itself",
        help_text="Longer ones wait for you to say yes.",
    )
    day_most = AmountField(
        label="Most of one day",
        help_text="What is above it does not count: nobody wins by running themselves sore.",
    )

    def __init__(
        self, *args: Any, club: Club, before: ChallengeWords | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, club=club, before=before, **kwargs)
        self.fields["goal"].help_text = (
            f"Such as 1,000 (in {self.unit}), 50 h or 20 runs. Of each runner or team, or of all "
            "together; left empty there is none."
        )
        self.fields["points_a_unit"].label = f"Points for {_one(self.unit)}"

    @staticmethod
    def told(words: ChallengeWords) -> dict[str, Any]:
        """A challenge as the form shows it."""
        terms = words.terms
        flat = {**msgspec.structs.asdict(terms), "scope": words.scope.value}
        flat |= {name: _limit_written(name, terms) for name in _LIMITS}
        for name in ("points_a_unit", "points_a_session"):
            flat[name] = f"{flat[name] / 1000:g}"
        teams = {"team_most": words.team_most, "team_result": words.team_result.value}
        return flat | teams | WordsForm.told(words)

    def clean_starts_on(self) -> date:
        """A day a challenge may begin on."""
        return _possible(self.cleaned_data["starts_on"])

    def clean_ends_on(self) -> date:
        """A day a challenge may end on."""
        return _possible(self.cleaned_data["ends_on"])

    def clean(self) -> dict[str, Any]:
        """Days in order; amounts in the unit of the kind that was chosen."""
        said = super().clean() or self.cleaned_data
        self._clean_days(said.get("starts_on"), said.get("ends_on"))
        if "kind" in said:
            kind = ChallengeKind(said["kind"])
            of_entry = of_one_entry(kind)
            kinds = {
                "goal": kind,
                "entry_least": of_entry,
                "entry_most": of_entry,
                "day_most": kind,
                "points_a_unit": ChallengeKind.POINTS,
                "points_a_session": ChallengeKind.POINTS,
            }
            for name, each in kinds.items():
                self._clean_amount(name, each)
            self._clean_limits()
        return said

    def _clean_days(self, first: date | None, last: date | None) -> None:
        if first is None or last is None:
            return
        if last < first:
            self.add_error("ends_on", "The last day is before the first: choose a later one.")
        elif (last - first).days >= _LONGEST_DAYS:
            self.add_error("ends_on", "Three years is the longest: choose an earlier day.")

    def _clean_amount(self, name: str, kind: ChallengeKind) -> None:
        if name not in self.cleaned_data:
            return
        try:
            self.cleaned_data[name] = read_amount(self.cleaned_data[name], kind, self.unit)
        except ValidationError as error:
            self.add_error(name, error)

    def _clean_limits(self) -> None:
        said = self.cleaned_data
        least, most = said.get("entry_least"), said.get("entry_most")
        if least and most and most < least:
            self.add_error("entry_most", "That is less than the least of one run.")

    def words(self) -> ChallengeWords:
        """The challenge as it was told."""
        said = self.cleaned_data
        return ChallengeWords(
            title=said["title"],
            about=clean(said["about"]),
            scope=Scope(said["scope"]),
            goal=said["goal"],
            terms=self._terms(),
            team_result=TeamResult(said["team_result"] or TeamResult.SUM),
            team_most=said["team_most"] if said["scope"] == Scope.TEAM else None,
        )

    def _terms(self) -> Terms:
        said, limits = self.cleaned_data, {name: self.cleaned_data[name] for name in _LIMITS}
        points = {name: said[name] for name in ("points_a_unit", "points_a_session") if said[name]}
        return Terms(
            kind=ChallengeKind(said["kind"]),
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            day_rule=DayRule(said["day_rule"]),
            time_zone=self._club.time_zone,
            unit=self.unit,
            grace_days=said["grace_days"],
            backfill=Backfill(said["backfill"]),
            walks=said["walks"],
            by_hand=said["by_hand"],
            indoors=said["indoors"],
            **limits,
            **points,
        )


def _limit_written(name: str, terms: Terms) -> str:
    kind = terms.kind if name == "day_most" else of_one_entry(terms.kind)
    return write_amount(getattr(terms, name), kind, terms.unit)


def _possible(day: date) -> date:
    if not _FIRST_YEAR <= day.year < _LAST_YEAR:
        raise ValidationError(f"Choose a day between {_FIRST_YEAR} and {_LAST_YEAR}.")
    return day


def _one(unit: DistanceUnit) -> str:
    return "a mile" if unit is DistanceUnit.MI else "a kilometre"


class CancelForm(forms.Form):
    """Why a challenge is called off."""

    why = forms.CharField(
        label="Why?",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who sees the challenge reads it.",
    )
