"""Saying why something was not done: on the next page, or on the form that asked for it."""

from collections.abc import Callable
from functools import partial
from types import TracebackType

from django import forms
from django.contrib import messages
from django.http import HttpRequest


class Refusals:
    """Within it, an error of these kinds ends what is tried and is told in words instead."""

    def __init__(self, tell: Callable[[str], object], kinds: tuple[type[Exception], ...]) -> None:
        self._tell, self._kinds = tell, kinds

    def __enter__(self) -> None:
        """Begin to listen."""

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> bool:
        """Tell of the error; every other kind goes on."""
        if not isinstance(error, self._kinds):
            return False
        self._tell(str(error))
        return True


def refusals_told(request: HttpRequest, *kinds: type[Exception]) -> Refusals:
    """Say on the next page why what is tried within was refused."""
    return Refusals(partial(messages.error, request), kinds)


def refusals_on(form: forms.Form, *kinds: type[Exception], field: str | None = None) -> Refusals:
    """Say on the form, at `field` if one is named, why what is tried within was refused."""
    return Refusals(partial(form.add_error, field), kinds)
