"""The clubs slice as a Django app."""

from django.apps import AppConfig


class ClubsConfig(AppConfig):
    """Clubs, their challenges, and what each run is worth in them."""

    name = "strongstride.clubs"
