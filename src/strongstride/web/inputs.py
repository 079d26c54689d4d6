"""Inputs of days and times: browsers read them in ISO's order alone, whatever the language."""

from django import forms


class DayInput(forms.DateInput):
    """A day, chosen from a calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day, to the minute."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")
