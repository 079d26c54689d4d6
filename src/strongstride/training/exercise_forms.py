"""What is asked on the exercise pages: the search, and texts in the data formats."""

from django import forms

from strongstride.coach.catalogue import Muscle, Pattern
from strongstride.coach.exercise_search import NOTHING, THINGS, ExerciseKind, ExerciseSearch


class SearchForm(forms.Form):
    """The search by a plain GET; whatever is not understood asks nothing."""

    q = forms.CharField(required=False, max_length=80, strip=True)
    kind = forms.ChoiceField(required=False, choices=[(k.value, k.value) for k in ExerciseKind])
    pattern = forms.ChoiceField(required=False, choices=[(p.value, p.value) for p in Pattern])
    thing = forms.ChoiceField(
        required=False, choices=[(thing, thing) for thing in (NOTHING, *THINGS)]
    )
    muscle = forms.ChoiceField(required=False, choices=[(m.value, m.value) for m in Muscle])
    mine = forms.BooleanField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=100)

    def wanted(self) -> ExerciseSearch:
        """What is looked for, from the fields that could be read."""
        self.is_valid()
        said = self.cleaned_data
        return ExerciseSearch(
            text=said.get("q") or "",
            kind=ExerciseKind(said["kind"]) if said.get("kind") else None,
            pattern=Pattern(said["pattern"]) if said.get("pattern") else None,
            thing=said.get("thing") or None,
            muscle=Muscle(said["muscle"]) if said.get("muscle") else None,
        )

    @property
    def is_mine(self) -> bool:
        """Whether only what the athlete's things allow is wanted."""
        return bool(self.cleaned_data.get("mine"))

    @property
    def page_number(self) -> int:
        """The page wanted, from 1."""
        return self.cleaned_data.get("page") or 1


class TextForm(forms.Form):
    """A text in one of the data formats; its reader finds the mistakes, not this form."""

    text = forms.CharField(
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(
            attrs={"class": "code", "spellcheck": "false", "autocapitalize": "off"}
        ),
    )
