"""Days as clients say them."""

from datetime import date

from django.core.exceptions import ValidationError

from strongstride.accounts.models import Athlete
from strongstride.api.errors import invalid
from strongstride.runs.forms import day_that_has_come


def check_done_on(day: date, athlete: Athlete) -> None:
    """ApiError 422 unless something can have been done on that day."""
    try:
        day_that_has_come(day, athlete.local_today())
    except ValidationError as error:
        raise invalid(error.messages[0], "on") from None
