"""The clubs slice as a Django app."""

from django.apps import AppConfig


class ClubsConfig(AppConfig):
    """Clubs, their challenges, and what each run is worth in them."""

    name = "strongstride.clubs"

    def ready(self) -> None:
        """Follow what happens to athletes and their logs: nothing below knows of clubs."""
        from strongstride.accounts.signals import inputs_touched
        from strongstride.clubs.settling.settle import follow_inputs

        inputs_touched.connect(follow_inputs)
