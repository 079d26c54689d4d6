"""The runs slice as a Django app."""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    """The runs that were done: files in, rows and charts out."""

    name = "strongstride.runs"
