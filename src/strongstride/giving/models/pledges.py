"""Promises: so much a mile, up to so much."""

from typing import ClassVar

from django.db import models

from strongstride.giving.models.campaigns import Campaign
from strongstride.giving.models.donations import Display, Donor
from strongstride.web.ids import uuid7


class PledgeUnit(models.TextChoices):
    """What is paid for."""

    MILE = "mile", "mile"
    KM = "km", "kilometre"
    STRENGTH = "strength", "strength session"


class CountFrom(models.TextChoices):
    """Which of the runner's work counts."""

    START = "start", "Everything in the challenge, what is done already too"
    NOW = "now", "Only from now on"


class PledgeState(models.TextChoices):
    """Where a promise stands."""

    UNCONFIRMED = "unconfirmed"
    ACTIVE = "active"
    ENDED = "ended"  # frozen; the donor was told what it comes to
    DUE = "due"  # the pay link is out
    PAID = "paid"
    UNFULFILLED = "unfulfilled"  # the pay link has run out; still pledged, not raised
    CANCELLED = "cancelled"


class Pledge(models.Model):
    """A promise of `rate_minor` for each unit, never more than `cap_minor`.

    Until it is frozen, what it comes to is worked out from the runner's credits. `later_units` is
    what they came to when something changed after that: shown, never billed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    asked = models.UUIDField(unique=True)  # the key of the form that made it
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="pledges")
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="pledges")
    rate_minor = models.BigIntegerField()
    unit = models.CharField(max_length=8, choices=PledgeUnit.choices)
    cap_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    count_from = models.CharField(max_length=5, choices=CountFrom.choices)
    display = models.CharField(max_length=10, choices=Display.choices)
    hides_amount = models.BooleanField(default=False)
    message = models.CharField(max_length=500, blank=True)
    message_hidden_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=11, choices=PledgeState.choices, default=PledgeState.UNCONFIRMED
    )
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    final_units = models.BigIntegerField(null=True, blank=True)  # metres, or sessions
    final_minor = models.BigIntegerField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # when the pay link goes, or went, out
    reminded_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)  # until when to confirm, or to pay
    later_units = models.BigIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # paid, unfulfilled or cancelled

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(rate_minor__gt=0), name="pledge_rate"),
            models.CheckConstraint(condition=models.Q(cap_minor__gt=0), name="pledge_cap"),
            models.CheckConstraint(
                condition=models.Q(final_minor=None)
                | (models.Q(final_minor__gte=0) & models.Q(final_minor__lte=models.F("cap_minor"))),
                name="pledge_within_cap",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "state"], name="pledge_of_campaign"),
            models.Index(fields=["state", "due_at"], name="pledge_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.rate_minor} a {self.unit}"
