"""A server that sends mail."""

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def has_mail(settings: LazySettings) -> None:
    settings.HAS_MAIL = True
