"""The giving slice as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GivingConfig(AppConfig):
    """Causes, giving pages, gifts and pledges, and the books of it all."""

    name = "strongstride.giving"

    def ready(self) -> None:
        """Guard the books after every migration, which on SQLite may have lost their triggers.

        Pledges hear of what happens to challenges, pages and logs.
        """
        from strongstride.giving.books.guards import after_migrating
        from strongstride.giving.campaigns import hearing as pages
        from strongstride.giving.donors import hearing as donors
        from strongstride.giving.gifts import messages
        from strongstride.giving.pledges.hearing import connect
        from strongstride.giving.receipts import guards as receipt_guards

        post_migrate.connect(after_migrating, sender=self)
        connect()
        pages.connect()
        donors.connect()
        messages.connect()
        post_migrate.connect(receipt_guards.after_migrating, sender=self)
