"""The clubs slice as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import pre_delete


class ClubsConfig(AppConfig):
    """Clubs, their challenges, and what each run is worth in them."""

    name = "strongstride.clubs"

    def ready(self) -> None:
        """Follow what happens to athletes and their logs: nothing below knows of clubs."""
        from strongstride.accounts.models import Athlete
        from strongstride.accounts.registration import also_opens
        from strongstride.accounts.signals import birth_year_changed, inputs_touched
        from strongstride.clubs.club.entry import opens_door
        from strongstride.clubs.feed.hearing import connect
        from strongstride.clubs.models import Membership, Photo
        from strongstride.clubs.settling.appearance import follow_birth_year
        from strongstride.clubs.settling.erasure import forget
        from strongstride.clubs.settling.settle import follow_inputs
        from strongstride.training.own_data.owned import also_own

        inputs_touched.connect(follow_inputs)
        birth_year_changed.connect(follow_birth_year)
        pre_delete.connect(forget, sender=Athlete)
        connect()
        also_opens(opens_door)
        also_own(Membership, "athlete__user_id")
        also_own(Photo, "post__author__athlete__user_id")
