"""The api slice as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The public JSON API: what the pages do, by the same actions."""

    name = "strongstride.api"
