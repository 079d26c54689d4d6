"""Browsers read days and times in inputs as ISO writes them, whatever the page's language."""

from datetime import date, time
from importlib import import_module

import pytest
from django import forms

ROOMS = (
    "strongstride.training.planning.forms",
    "strongstride.training.session_log.forms",
    "strongstride.training.own_data.forms",
    "strongstride.training.exercise_forms",
    "strongstride.runs.forms",
    "strongstride.clubs.challenges.forms",
    "strongstride.clubs.challenges.part_forms",
    "strongstride.accounts.forms",
)
FIELDS = [
    pytest.param(field, id=f"{kind.__name__}.{name}")
    for room in ROOMS
    for kind in vars(import_module(room)).values()
    if isinstance(kind, type) and issubclass(kind, forms.BaseForm)
    for name, field in getattr(kind, "base_fields", {}).items()
    if isinstance(field, forms.DateField | forms.TimeField)
]


def test_there_are_days_and_times_to_look_at() -> None:
    assert len(FIELDS) >= 5


@pytest.mark.parametrize("field", FIELDS)
def test_days_and_times_are_prefilled_in_iso(field: forms.Field) -> None:
    is_day = isinstance(field, forms.DateField)
    value = date(2026, 11, 22) if is_day else time(7, 5)
    shown = field.widget.get_context("it", value, {})["widget"]
    assert shown["value"] == ("2026-11-22" if is_day else "07:05")
    assert shown["type"] == ("date" if is_day else "time")
