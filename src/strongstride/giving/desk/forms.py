"""What whoever keeps the books fills in at the money desk."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from strongstride.clubs.feed.text import clean_line
from strongstride.giving.desk.columns import Columns
from strongstride.giving.desk.lines import pages_of
from strongstride.giving.desk.statement import MOST_BYTES, TOO_LARGE
from strongstride.giving.fields import MoneyField, in_currency, offer, write_money
from strongstride.giving.gifts.words import MOST_IN_NAME
from strongstride.giving.models import Campaign, Cause, Display, Donation, StatementLine
from strongstride.ledger.codes import find_refs

_NONE = ""


class StatementForm(forms.Form):
    """A bank's CSV; cleaned to its bytes."""

    file = forms.FileField(
        label="Statement as CSV",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        help_text="Exported from online banking, any bank’s layout. What was read before is "
        "known again.",
        error_messages={"required": "Choose a CSV file.", "empty": "The file is empty."},
    )

    def clean_file(self) -> bytes:
        """What stands in it."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(TOO_LARGE)
        return bytes(file.read())


class ColumnsForm(forms.Form):
    """Which column is what; carries the statement itself to and fro, so that nothing is kept."""

    held = forms.CharField(widget=forms.HiddenInput)
    first = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    on = forms.TypedChoiceField(label="Date", coerce=int)
    day_first = forms.TypedChoiceField(
        label="3/4/2026 is",
        choices=[("yes", "3 April"), ("no", "March 4")],
        coerce="yes".__eq__,
        widget=forms.RadioSelect,
    )
    amount = forms.TypedChoiceField(
        label="Amount", coerce=int, empty_value=None, required=False,
        help_text="One column, with a sign before what went out. Otherwise choose the next two.",
    )  # fmt: skip
    paid_in = forms.TypedChoiceField(label="Paid in", coerce=int, empty_value=None, required=False)
    paid_out = forms.TypedChoiceField(
        label="Paid out", coerce=int, empty_value=None, required=False
    )
    decimal = forms.ChoiceField(
        label="Before the pence stands",
        choices=[(".", "a point: 1,250.50"), (",", "a comma: 1.250,50")],
        widget=forms.RadioSelect,
    )
    sign = forms.TypedChoiceField(
        label="In or out", coerce=int, empty_value=None, required=False,
        help_text="A column that says CR or DR, credit or debit.",
    )  # fmt: skip
    currency = forms.TypedChoiceField(
        label="Currency", coerce=int, empty_value=None, required=False
    )
    text = forms.TypedMultipleChoiceField(
        label="Who and what for", coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(str(place), name[:60]) for place, name in enumerate(names)]
        for name in ("on", "text"):
            offer(self, name, columns)
        for name in ("amount", "paid_in", "paid_out", "sign", "currency"):
            offer(self, name, [(_NONE, "–"), *columns])

    def clean_held(self) -> bytes:
        """The statement."""
        return carried(self.cleaned_data["held"])

    def clean(self) -> dict[str, Any]:
        """There is an amount."""
        found: dict[str, Any] = super().clean() or {}
        places = [found.get(each) for each in ("amount", "paid_in", "paid_out")]
        if not self.errors and all(place is None for place in places):
            self.add_error("amount", "Say where the amounts stand.")
        return found

    def columns(self) -> Columns:
        """The columns as confirmed."""
        said = self.cleaned_data
        both = said["amount"] is None
        return Columns(
            on=said["on"],
            text=tuple(said["text"]),
            amount=said["amount"],
            paid_in=said["paid_in"] if both else None,
            paid_out=said["paid_out"] if both else None,
            sign=said["sign"],
            currency=said["currency"],
            first=said["first"],
            day_first=said["day_first"],
            decimal=said["decimal"],
        )

    @staticmethod
    def told(data: bytes, columns: Columns) -> dict[str, Any]:
        """The columns as the form shows them."""
        names = ("on", "amount", "paid_in", "paid_out", "sign", "currency", "first", "decimal")
        return {
            **{name: getattr(columns, name) for name in names},
            "text": list(columns.text),
            "day_first": "yes" if columns.day_first else "no",
            "held": b64encode(data).decode(),
        }


def carried(text: str) -> bytes:
    """A statement a page carried; `ValidationError` for what it never could."""
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError):
        raise ValidationError("The statement was lost on the way: choose it again.") from None


class SettleForm(forms.Form):
    """Whose money a line is."""

    ref = forms.CharField(
        label="Reference of the gift",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    takes_amount = forms.BooleanField(label="Another amount came: count what came", required=False)

    def __init__(self, *args: Any, cause: Cause, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cause = cause

    def clean_ref(self) -> Donation:
        """The gift with this reference."""
        text = self.cleaned_data["ref"].strip()
        refs = {*find_refs(text), text.upper()}
        rows = Donation.objects.filter(campaign__cause=self.cause, ref__in=refs)
        found = rows.select_related("campaign").first()
        if found is None:
            raise ValidationError("No gift to this cause has this reference.")
        return found


class OwnGiftForm(forms.Form):
    """A line as a gift nobody had announced."""

    page = forms.ModelChoiceField(
        label="For the page", queryset=Campaign.objects.none(), empty_label=None
    )
    name = forms.CharField(label="Name", max_length=MOST_IN_NAME, required=False)
    display = forms.ChoiceField(
        label="On the page",
        choices=[
            (Display.ANONYMOUS, "Anonymous"),
            (Display.FIRST_NAME, "First name only"),
            (Display.PUBLIC, "The name"),
        ],
        initial=Display.ANONYMOUS,
    )

    def __init__(self, *args: Any, line: StatementLine, **kwargs: Any) -> None:
        named = "" if line.donation is None else line.donation.donor.name
        super().__init__(*args, **{"initial": {"name": named}, **kwargs})
        pages = self.fields["page"]
        assert isinstance(pages, forms.ModelChoiceField)
        pages.queryset = pages_of(line.cause)

    def clean_name(self) -> str:
        """A name on one line that can be seen."""
        return clean_line(self.cleaned_data["name"])


class RefundForm(forms.Form):
    """How much goes back, and why."""

    amount = MoneyField(label="Send back")
    reason = forms.CharField(
        label="Why", max_length=200,
        help_text="It stands in the log, which all organisers read: name nobody.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, left_minor: int, currency: str, **kwargs: Any) -> None:
        super().__init__(
            *args, **{"initial": {"amount": write_money(left_minor, currency)}, **kwargs}
        )
        in_currency(self, currency)


class SearchForm(forms.Form):
    """Part of a name, an address or a reference."""

    text = forms.CharField(label="Name, e-mail or reference", max_length=100, required=False)

    def wanted(self) -> str:
        """The words to look for."""
        return clean_line(self.cleaned_data["text"]) if self.is_valid() else ""
