"""What donors have to do with accounts: the room below asks, this one answers."""

from django.db.models.signals import pre_delete

from strongstride.accounts.models import Athlete
from strongstride.giving.donors.erasure import forget_athlete
from strongstride.giving.models import (
    Campaign,
    Donation,
    Donor,
    GiftAidDeclaration,
    Letter,
    Pledge,
    Receipt,
)
from strongstride.training.own_data.owned import also_own


def connect() -> None:
    """Forget donors with their account, and give an account all that is its own to take away."""
    pre_delete.connect(forget_athlete, sender=Athlete)
    also_own(Donor, "athlete__user_id")
    also_own(Campaign, "owner__athlete__user_id")
    for model in (Donation, Pledge, GiftAidDeclaration, Letter):
        also_own(model, "donor__athlete__user_id")
    also_own(Receipt, "donation__donor__athlete__user_id")
