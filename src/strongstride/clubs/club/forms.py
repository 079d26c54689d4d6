"""Forms of clubs and members."""

from typing import Any

from django import forms

from strongstride.accounts.answers.units import time_zones
from strongstride.accounts.models import Athlete
from strongstride.clubs.access import below, may_be_minor
from strongstride.clubs.club.actions import ClubWords
from strongstride.clubs.club.errors import NO_NAME
from strongstride.clubs.club.names import LONGEST, clean_name, initials
from strongstride.clubs.feed.text import clean_line
from strongstride.clubs.models import (
    Club,
    DistanceUnits,
    JoinMode,
    Membership,
    Role,
    ShownAs,
    Visibility,
)

_LONGEST_ABOUT = 2_000
_LONGEST_REASON = 200


class ClubForm(forms.Form):
    """What a club is."""

    name = forms.CharField(
        label="Name", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    visibility = forms.ChoiceField(
        label="Who can see it?", choices=Visibility.choices, widget=forms.RadioSelect
    )
    join_mode = forms.ChoiceField(
        label="Who can join?", choices=JoinMode.choices, widget=forms.RadioSelect
    )
    unit = forms.ChoiceField(
        label="Its boards are in", choices=DistanceUnits.choices, widget=forms.RadioSelect
    )
    time_zone = forms.ChoiceField(label="Time zone")
    about = forms.CharField(
        label="About the club, if you like",
        max_length=_LONGEST_ABOUT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict.fromkeys((*time_zones(), self.initial.get("time_zone", "UTC")))
        self.fields["time_zone"].choices = [  # type: ignore[attr-defined]
            (name, name.replace("_", " ")) for name in names
        ]

    @staticmethod
    def told(club: Club) -> dict[str, str]:
        """A club as the form shows it."""
        names = ("name", "visibility", "join_mode", "unit", "time_zone", "about")
        return {name: getattr(club, name) for name in names}

    def clean_name(self) -> str:
        """A name that can be seen."""
        return _with_letters(clean_line(self.cleaned_data["name"]))

    def words(self) -> ClubWords:
        """The club as it was told."""
        said = self.cleaned_data
        return ClubWords(
            name=said["name"],
            time_zone=said["time_zone"],
            unit=DistanceUnits(said["unit"]),
            visibility=Visibility(said["visibility"]),
            join_mode=JoinMode(said["join_mode"]),
            about=said["about"],
        )


class NewClubForm(ClubForm):
    """A new club, with the name of its owner in it."""

    field_order = ("name", "my_name", "visibility", "join_mode", "unit", "time_zone", "about")
    my_name = forms.CharField(
        label="Your name in it",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="Boards show your initials until you choose otherwise.",
    )

    @staticmethod
    def preset(athlete: Athlete) -> dict[str, str]:
        """What the organiser's own profile tells."""
        profile = athlete.profile.athlete
        return {
            "my_name": athlete.user.name,
            "visibility": Visibility.PUBLIC,
            "join_mode": JoinMode.OPEN,
            "unit": profile.distance_unit.value,
            "time_zone": profile.time_zone,
        }

    def clean_my_name(self) -> str:
        """A name that can be seen."""
        return _with_letters(clean_name(self.cleaned_data["my_name"]))


class AppearForm(forms.Form):
    """How somebody is called and shown in a club; whoever may be under 18 never by name."""

    name = forms.CharField(
        label="Your name in this club",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="The club's organisers see it.",
    )
    shown_as = forms.ChoiceField(
        label="Boards and public pages show", choices=ShownAs.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, athlete: Athlete, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_be_minor(athlete):
            self.fields["shown_as"].choices = [  # type: ignore[attr-defined]
                choice for choice in ShownAs.choices if choice[0] != ShownAs.NAME
            ]

    def clean_name(self) -> str:
        """A name that can be seen."""
        return _with_letters(clean_name(self.cleaned_data["name"]))


class BanForm(forms.Form):
    """Why somebody is put out."""

    reason = forms.CharField(
        label="Why? (organisers can read it in the club's log)", max_length=_LONGEST_REASON
    )


class RoleForm(forms.Form):
    """A role below the organiser's own."""

    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)

    def __init__(self, *args: Any, actor: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, role.label) for role in Role if role in below(actor.role)
        ]


class SearchForm(forms.Form):
    """Part of a name."""

    text = forms.CharField(
        label="Name",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def wanted(self) -> str:
        """What was understood."""
        self.is_valid()
        return str(self.cleaned_data.get("text", ""))


class CloseForm(forms.Form):
    """The club's name, typed, so that no club is closed by mistake."""

    name = forms.CharField(
        label="The club's name", widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, club: Club, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._club = club

    def clean_name(self) -> str:
        """The very name."""
        name = str(self.cleaned_data["name"])
        if name.strip().casefold() != self._club.name.casefold():
            raise forms.ValidationError(f"Type the club's name: {self._club.name}")
        return name


def _with_letters(name: str) -> str:
    if not initials(name):
        raise forms.ValidationError(NO_NAME)
    return name
