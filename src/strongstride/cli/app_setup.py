"""Django for the commands that run the app; the others never import it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from strongstride.cli.complaint import ComplaintError


def set_up() -> None:
    """Load the settings and the app; what is wrong with the settings is one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strongstride.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise ComplaintError(str(error)) from None


@contextmanager
def database_complaints() -> Iterator[None]:
    """Say in one sentence what a database that cannot be used said."""
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        said = str(error).strip().splitlines() or ["no reason given"]
        raise ComplaintError(
            f"The database cannot be used: {said[0]}. `strongstride doctor` says more."
        ) from error
