"""What organisers fill in at the desk."""

from typing import Any

from django import forms
from django.http import QueryDict

from strongstride.clubs.crediting.amounts import AmountError, parse
from strongstride.clubs.crediting.entry import RulingWord
from strongstride.clubs.crediting.terms import Terms
from strongstride.clubs.desk.close_out import MOST_SAID
from strongstride.clubs.desk.rulings import Word

BACK = "back"
MOST_SAID_OF_AN_ENTRY = 200  # what a credit keeps of it as its reason


def _line(label: str, help_text: str = "") -> forms.CharField:
    line = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, help_text=help_text, max_length=MOST_SAID_OF_AN_ENTRY, required=False,
        widget=line,
    )  # fmt: skip


class WordForm(forms.Form):
    """A word on an entry, as one of the buttons beside it says it."""

    word = forms.ChoiceField(
        choices=[(each.value, each.value) for each in RulingWord] + [(BACK, BACK)],
        error_messages={
            "required": "Use one of the buttons.",
            "invalid_choice": "Use one of the buttons.",
        },
    )
    amount = forms.CharField(required=False, max_length=40)
    said = _line("A word to the runner")
    seen = forms.CharField(required=False, max_length=64)

    def __init__(self, data: QueryDict, *, terms: Terms) -> None:
        super().__init__(data)
        self.terms = terms

    def clean(self) -> dict[str, Any]:
        """An amount where one is set, a reason where nothing counts."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("word") == RulingWord.SET:
            found["amount"] = self._amount(found.get("amount", ""))
        if found.get("word") == RulingWord.REFUSED and not found.get("said", "").strip():
            self.add_error("said", "Say in a few words why: the runner reads it.")
        return found

    def _amount(self, text: str) -> int | None:
        try:
            return parse(text, self.terms.kind, self.terms.unit)
        except AmountError as error:
            self.add_error("amount", str(error))
            return None

    def said_word(self) -> Word | None:
        """The word; None where an earlier one is taken back."""
        found = self.cleaned_data
        if found["word"] == BACK:
            return None
        word = RulingWord(found["word"])
        amount = found["amount"] if word is RulingWord.SET else None
        return Word(word=word, amount=amount, said=found["said"])


class CloseForm(forms.Form):
    """The last word on a challenge."""

    said = forms.CharField(
        label="Your word to everybody",
        help_text="It stands on the page of the challenge.",
        max_length=MOST_SAID,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    announce = forms.BooleanField(label="Tell the club in its feed too", required=False)
    leave = forms.BooleanField(label="Close without the entries that wait", required=False)

    def __init__(self, *args: Any, waiting: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not waiting:
            del self.fields["leave"]

    def leaves(self) -> bool:
        """Whether what waits is left aside."""
        return bool(self.cleaned_data.get("leave"))
