"""The giving slice as a Django app."""

from django.apps import AppConfig


class GivingConfig(AppConfig):
    """Causes, giving pages, gifts and pledges, and the books of it all."""

    name = "strongstride.giving"
