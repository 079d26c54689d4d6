"""What a runner says about sharing, cleaned."""

from typing import Any

from django import forms

from strongstride.clubs.models import Participation
from strongstride.clubs.share.ticks import FIRST, Tick, ticks_of


class ShareForm(forms.Form):
    """What to show, and whether to show it."""

    ticks = forms.MultipleChoiceField(
        label="What my page and card show",
        choices=Tick.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_public = forms.BooleanField(
        label="My page can be opened by whoever has the link", required=False
    )

    def clean(self) -> dict[str, Any]:
        """A page has to show something."""
        said = super().clean() or {}
        if said.get("is_public") and not said.get("ticks") and "ticks" not in self.errors:
            self.add_error("ticks", "Tick at least one thing, or leave your page closed.")
        return said

    def chosen(self) -> frozenset[Tick]:
        """What is ticked."""
        return frozenset(Tick(word) for word in self.cleaned_data["ticks"])

    @staticmethod
    def told(participation: Participation) -> dict[str, object]:
        """What was said before; a start for who never said anything."""
        ticks = ticks_of(participation) or FIRST
        return {"ticks": [tick.value for tick in ticks], "is_public": participation.is_public}
