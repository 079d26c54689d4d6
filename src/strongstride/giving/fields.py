"""Fields of amounts of money: written as people write them, cleaned to minor units."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4, uuid5

import msgspec
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


class KeyField(forms.UUIDField):
    """The hidden key of a form; what is none is as if it were not there."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)

    def clean(self, value: Any) -> Any:
        """The key, or None."""
        try:
            return super().clean(value)
        except ValidationError:
            return None


def key_of(said: Mapping[str, Any], name: str = "asked") -> UUID:
    """The key of what a form says: the same for the same, another once it was changed."""
    told = {each: str(value) for each, value in said.items() if each != name}
    return uuid5(said[name] or uuid4(), msgspec.json.encode(told, order="sorted").decode())


def in_currency(form: forms.Form, currency: str) -> None:
    """Have every amount of the form read in this currency."""
    for field in form.fields.values():
        if isinstance(field, MoneyField):
            field.currency = currency


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Have these to choose from in a field of the form."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def read_money(text: str, currency: str) -> int:
    """The minor units that a text means; `ValidationError` says what to write instead."""
    try:
        return parse_money(text, currency).minor
    except MoneyError as error:
        raise ValidationError(str(error), code="invalid") from error


def write_money(minor: int | None, currency: str) -> str:
    """An amount as its field shows it; empty for none."""
    return "" if minor is None else show(Money(minor, currency))
