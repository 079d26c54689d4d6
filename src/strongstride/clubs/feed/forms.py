"""What members write in the feed, cleaned by its actions."""

from typing import Any

from django import forms

from strongstride.clubs.feed.actions import (
    MOST_IN_ALT,
    MOST_IN_COMMENT,
    MOST_IN_POST,
    MOST_IN_REASON,
)
from strongstride.clubs.feed.moderation import MOST_IN_REASON as MOST_IN_HIDING
from strongstride.clubs.feed.visible import AUTOMATIC
from strongstride.clubs.models import PostKind

_OF_ME = {
    PostKind.JOINED: "I join the club or a challenge",
    PostKind.MILESTONE: "I reach a milestone of a challenge",
    PostKind.STRENGTH: "I do a strength session",
}
_OF_SOMEBODY = {
    PostKind.JOINED: "Somebody joins the club or a challenge",
    PostKind.MILESTONE: "Somebody reaches a milestone of a challenge",
    PostKind.STRENGTH: "Somebody does a strength session",
}


def _text(label: str, most: int, rows: int) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows, "maxlength": most})
    return forms.CharField(label=label, widget=box, required=False)


def _line(label: str, most: int) -> forms.CharField:
    line = forms.TextInput(attrs={"maxlength": most, "autocomplete": "off"})
    return forms.CharField(label=label, widget=line, required=False)


class PostForm(forms.Form):
    """A post; as an announcement where the member may make one."""

    body = _text("Write to the club", MOST_IN_POST, 3)
    photo = forms.FileField(
        label="Photo",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = _line("What the photo shows, for those who cannot see it", MOST_IN_ALT)
    announcement = forms.BooleanField(label="Announcement, pinned on top", required=False)

    def __init__(self, *args: Any, may_announce: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "feed_%s", **kwargs})
        if not may_announce:
            del self.fields["announcement"]

    def words(self) -> dict[str, Any]:
        """What `actions.post` takes."""
        return self.cleaned_data


class CommentForm(forms.Form):
    """A comment."""

    body = _text("Comment", MOST_IN_COMMENT, 2)

    def text(self) -> str:
        """What was written."""
        return str(self.cleaned_data["body"])


class ReasonForm(forms.Form):
    """A reason on one line."""

    reason: forms.CharField

    def why(self) -> str:
        """What was written."""
        return str(self.cleaned_data["reason"])


class ReportForm(ReasonForm):
    """Why something should not stand."""

    reason = _line("What is wrong with it?", MOST_IN_REASON)


class HideForm(ReasonForm):
    """Why something is hidden."""

    reason = _line("Why? Its author will read this.", MOST_IN_HIDING)


class KindsForm(forms.Form):
    """Which items come by themselves about a member."""

    kinds = forms.MultipleChoiceField(
        label="The feed says so when",
        choices=[(kind.value, _OF_ME[kind]) for kind in AUTOMATIC],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @staticmethod
    def told(quiet: list[str]) -> dict[str, list[str]]:
        """What is not switched off, as the form shows it."""
        return {"kinds": [kind.value for kind in AUTOMATIC if kind not in quiet]}

    def quiet(self) -> list[str]:
        """What is switched off."""
        chosen = self.cleaned_data["kinds"]
        return [kind.value for kind in AUTOMATIC if kind not in chosen]


class ClubKindsForm(KindsForm):
    """Which items come by themselves in a club."""

    prefix = "club"
    kinds = forms.MultipleChoiceField(
        label="The feed says so when",
        choices=[(kind.value, _OF_SOMEBODY[kind]) for kind in AUTOMATIC],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
