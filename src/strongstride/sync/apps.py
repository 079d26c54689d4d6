"""The sync slice as a Django app."""

from django.apps import AppConfig


class SyncConfig(AppConfig):
    """The phone's outbox: operations in, one same log out."""

    name = "strongstride.sync"
