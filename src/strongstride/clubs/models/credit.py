"""What entries are worth, kept; and counts of totals, so that ranks need no count of all."""

from typing import ClassVar

from django.db import models

from strongstride.clubs.models.challenge import Challenge, Participation
from strongstride.clubs.models.club import Membership
from strongstride.web.ids import uuid7


class Credit(models.Model):
    """One entry of one participant: counted or not, and why. Recounting gives the same rows.

    `entry` is the key of a run, recording or training session; no reference, since what counted
    outlives the run once the challenge is final.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="credits")
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="credits"
    )
    entry = models.UUIDField()
    kind = models.CharField(max_length=8)  # crediting.entry.EntryKind
    status = models.CharField(max_length=11)  # crediting.entry.CreditStatus
    amount = models.BigIntegerField()
    on = models.DateField()
    reason = models.CharField(max_length=40)
    detail = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField()
    arrived_at = models.DateTimeField()  # the entry was in the log then, or before
    by_hand = models.BooleanField(default=False)
    ruling = models.CharField(max_length=8, blank=True)  # crediting.entry.RulingWord
    ruling_facts = models.CharField(max_length=64, blank=True)
    ruling_amount = models.BigIntegerField(null=True, blank=True)
    ruling_note = models.CharField(max_length=300, blank=True)
    ruled_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="rulings"
    )
    ruled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participation", "entry"], name="credit_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["challenge", "done_at", "id"],
                condition=models.Q(status="waiting"),
                name="credit_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.amount}"


class Tally(models.Model):
    """How many participants of a challenge have a total in one band, and what they come to.

    The sum over all bands is the total of the challenge; the people in higher bands are those
    ahead. See `crediting.bands`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="tallies")
    shown = models.BooleanField()
    band = models.PositiveIntegerField()
    people = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["challenge", "shown", "band"], name="tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.people} in band {self.band}"
