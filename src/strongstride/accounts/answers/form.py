"""The base of all forms about the athlete: shown from the profile, judged by the file's reader."""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms

from strongstride.accounts.answers.tables import Answers, AnswersError, with_answers
from strongstride.accounts.profile import Profile
from strongstride.coach.toml.form import Finding

Place = tuple[str, ...]
_LINE_TO_ADD = re.compile(r"\w+ is missing; add a line such as `[^`]*`\.")


class AnswersForm(forms.Form):
    """Answers to one group of questions; `places` says where in the file each field stands."""

    places: ClassVar[dict[Place, str]] = {}

    def __init__(
        self, profile: Profile, today: date, data: Any = None, initial: Any = None
    ) -> None:
        self.profile, self.today = profile, today
        self.answers: Answers = {}
        super().__init__(data, initial=initial or self.told())
        self.fields.update(self.more_fields())

    def more_fields(self) -> dict[str, forms.Field]:
        """Fields that depend on data."""
        return {}

    def told(self) -> dict[str, Any]:
        """The profile's own answers, as the fields show them."""
        raise NotImplementedError

    def read(self, said: dict[str, Any]) -> Answers:
        """The fields' values as tables of the athlete file."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Let the file's reader find every mistake."""
        said = super().clean() or self.cleaned_data
        self.answers = self.read(said)
        try:
            with_answers(self.profile, self.answers, self.today)
        except AnswersError as error:
            for finding in error.findings:
                self._note(finding)
        return said

    def _note(self, finding: Finding) -> None:
        """Tell a mistake beside its field, or above the form when it stands elsewhere."""
        field = self.field_of(finding)
        if field is not None and self.has_error(field):
            return  # Django has said so already
        self.add_error(field, _sentence(finding.text))

    def field_of(self, finding: Finding) -> str | None:
        """The field a mistake belongs to; None when this form does not ask about it."""
        words = tuple(part for part in finding.path if isinstance(part, str))
        lengths = range(len(words), 0, -1)
        return next((self.places[words[:n]] for n in lengths if words[:n] in self.places), None)


def _sentence(text: str) -> str:
    """The reader's words without what only somebody who writes a file can do."""
    text = _LINE_TO_ADD.sub("this is missing.", text)
    return text[:1].upper() + text[1:]


def number_or_text(text: str) -> int | str:
    """A whole number where it is one: the file's reader wants numbers to be numbers."""
    return int(text) if text.isdecimal() and len(text) < 10 else text
