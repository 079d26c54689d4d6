"""The giving slice as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GivingConfig(AppConfig):
    """Causes, giving pages, gifts and pledges, and the books of it all."""

    name = "strongstride.giving"

    def ready(self) -> None:
        """Guard the books after every migration, which on SQLite may have lost their triggers."""
        from strongstride.giving.books.guards import after_migrating

        post_migrate.connect(after_migrating, sender=self)
