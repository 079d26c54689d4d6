"""When strength may happen."""

from typing import Any, ClassVar

from django import forms

from strongstride.accounts.answers.form import AnswersForm, Place, number_or_text
from strongstride.accounts.answers.tables import Answers
from strongstride.coach.athlete import Weekday

DAYS = [(day.name.title(), day.name.title()[:3]) for day in Weekday]
SESSIONS = [("2", "2"), ("3", "3"), ("1", "1, to keep what you have")]


class TimeForm(AnswersForm):
    """Sessions, minutes and days."""

    places: ClassVar[dict[Place, str]] = {
        ("time", "sessions_a_week"): "sessions",
        ("time", "minutes"): "minutes",
        ("time", "impossible"): "impossible",
        ("time", "preferred"): "preferred",
        ("time", "session_time"): "session_time",
        ("time", "run_time"): "run_time",
    }
    sessions = forms.ChoiceField(
        label="Strength sessions a week", choices=SESSIONS, widget=forms.RadioSelect
    )
    minutes = forms.CharField(
        label="Minutes a session",
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    impossible = forms.MultipleChoiceField(
        label="Days on which strength is impossible",
        choices=DAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    preferred = forms.MultipleChoiceField(
        label="Days that suit you best",
        choices=DAYS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    session_time = forms.CharField(
        label="You usually lift at",
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={"type": "time"}),
        help_text="Left empty: no matter.",
    )
    run_time = forms.CharField(
        label="You usually run at",
        required=False,
        max_length=8,
        widget=forms.TextInput(attrs={"type": "time"}),
        help_text="Left empty, your runs tell it.",
    )
    hard_day_doubles = forms.BooleanField(
        label="I may lift on the evening of a hard run",
        required=False,
        help_text="At least six hours after it, so that easy days stay easy.",
    )

    def told(self) -> dict[str, Any]:
        """The days and times known."""
        free = self.profile.athlete.availability
        return {
            "sessions": str(free.sessions_a_week),
            "minutes": free.minutes,
            "impossible": [day.name.title() for day in sorted(free.impossible)],
            "preferred": [day.name.title() for day in sorted(free.preferred)],
            "session_time": f"{free.session_time:%H:%M}" if free.session_time else "",
            "run_time": f"{free.run_time:%H:%M}" if free.run_time else "",
            "hard_day_doubles": free.hard_day_doubles,
        }

    def read(self, said: dict[str, Any]) -> Answers:
        """The [time] table; days away and pinned days belong to the plan and stay."""
        return {
            "time": {
                "sessions_a_week": number_or_text(said.get("sessions", "")),
                "minutes": number_or_text(said.get("minutes", "")),
                "impossible": said.get("impossible") or None,
                "preferred": said.get("preferred") or None,
                "session_time": _clock(said.get("session_time", "")),
                "run_time": _clock(said.get("run_time", "")),
                "hard_day_doubles": bool(said.get("hard_day_doubles")),
            }
        }


def _clock(said: str) -> str | None:
    """The time without seconds, which some browsers add."""
    return said[:5] if len(said) == 8 else said or None
