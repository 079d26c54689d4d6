"""Fields of amounts: written as people write them, cleaned to the small unit of a kind."""

from django import forms
from django.core.exceptions import ValidationError

from strongstride.clubs.crediting.amounts import AmountError, parse, show
from strongstride.clubs.crediting.terms import ChallengeKind
from strongstride.coach.quantities import DistanceUnit


class AmountField(forms.CharField):
    """An amount as text; `read_amount` cleans it once its kind is known."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(label=label, help_text=help_text, required=False, max_length=40)


def read_amount(text: str, kind: ChallengeKind, unit: DistanceUnit) -> int | None:
    """The amount in the small unit of `kind`, None for nothing; ValidationError says what to do."""
    if not text.strip():
        return None
    try:
        return parse(text, kind, unit)
    except AmountError as error:
        raise ValidationError(str(error), code="invalid") from error


def write_amount(amount: int | None, kind: ChallengeKind, unit: DistanceUnit) -> str:
    """An amount as the field shows it, so that it reads back the same; empty for none."""
    if amount is None:
        return ""
    shown = show(amount, kind, unit)
    return shown if _reads_as(shown, amount, kind, unit) else _exact(amount, kind)


def _reads_as(shown: str, amount: int, kind: ChallengeKind, unit: DistanceUnit) -> bool:
    try:
        return parse(shown, kind, unit) == amount
    except AmountError:  # it was rounded to nothing
        return False


def _exact(amount: int, kind: ChallengeKind) -> str:
    if kind in {ChallengeKind.DISTANCE, ChallengeKind.LONGEST}:
        return f"{amount / 1000:.3f} km"
    if kind is ChallengeKind.TIME:
        return f"{amount * 10_000 // 60 / 10_000:.4f} min"  # rounded down: reading rounds up
    return f"{amount / 1000:.3f}"  # points: the others are shown whole
