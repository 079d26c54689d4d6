"""Fields of amounts of money: written as people write them, cleaned to minor units."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from strongstride.ledger.money import Money, MoneyError, parse_money, show


class MoneyField(forms.CharField):
    """An amount as text; `currency` is set by the form, the clean value is minor units or None."""

    def __init__(self, *, currency: str = "", **kwargs: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off"}
        given = {"max_length": 40, "widget": forms.TextInput(attrs=attributes)}
        super().__init__(**{**given, **kwargs})
        self.currency = currency

    def clean(self, value: Any) -> Any:
        """Minor units, None for nothing; `ValidationError` says what to write."""
        text = super().clean(value)
        if not text:
            return None
        return read_money(text, self.currency)


def read_money(text: str, currency: str) -> int:
    """The minor units that a text means; `ValidationError` says what to write instead."""
    try:
        return parse_money(text, currency).minor
    except MoneyError as error:
        raise ValidationError(str(error), code="invalid") from error


def write_money(minor: int | None, currency: str) -> str:
    """An amount as its field shows it; empty for none."""
    return "" if minor is None else show(Money(minor, currency))
