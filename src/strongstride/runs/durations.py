"""Times as runners write them: 45, 45:10, 1:02:03."""

import re

from django import forms
from django.core.exceptions import ValidationError

_PARTS = re.compile(r"\d{1,3}([:.’']\d{1,2}){0,2}")
_LONGEST_S = 99 * 3600


class DurationInput(forms.CharField):
    """A duration in seconds; a number alone is minutes."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "45:00"})

    def to_python(self, value: str | None) -> float | None:  # type: ignore[override]
        """Seconds, None when nothing was written."""
        text = (value or "").strip()
        if not text:
            return None
        seconds = seconds_in(text)
        if seconds is None or not 0 < seconds <= _LONGEST_S:
            raise ValidationError("Write a time such as 45:10 or 1:02:03.", code="invalid")
        return seconds

    def prepare_value(self, value: object) -> object:
        """Seconds as they are written."""
        return written(value) if isinstance(value, (int, float)) else value


def seconds_in(text: str) -> float | None:
    """The seconds of `h:mm:ss`, `m:ss` or `m`; None when it is none of these."""
    if _PARTS.fullmatch(text) is None:
        return None
    parts = [int(part) for part in re.split(r"\D", text)]
    if any(part > 59 for part in parts[1:]):
        return None
    if len(parts) == 1:
        return parts[0] * 60.0
    hours, minutes, rest = (0, *parts) if len(parts) == 2 else parts
    return float(hours * 3600 + minutes * 60 + rest)


def written(seconds: float) -> str:
    """`45:10`, `1:02:03`."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
