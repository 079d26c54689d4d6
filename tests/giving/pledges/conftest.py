"""Pledges on a server that sends mail."""

import pytest
from django.conf import LazySettings


@pytest.fixture(autouse=True)
def with_mail(settings: LazySettings) -> None:
    """Without mail pledges are not offered."""
    settings.HAS_MAIL = True
