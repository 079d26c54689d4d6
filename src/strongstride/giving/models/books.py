"""The books: only ever added to, which the database itself sees to."""

from typing import ClassVar

from django.db import models

from strongstride.giving.models.campaigns import Campaign, Match
from strongstride.giving.models.donations import Donation
from strongstride.web.ids import uuid7


class Posting(models.Model):
    """One thing that happened to the money of a page; `key` lets it happen once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=12)  # ledger.transfers.PostingKind
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="postings")
    donation = models.ForeignKey(
        Donation, on_delete=models.PROTECT, null=True, blank=True, related_name="postings"
    )
    match = models.ForeignKey(
        Match, on_delete=models.PROTECT, null=True, blank=True, related_name="postings"
    )
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class Transfer(models.Model):
    """`amount_minor` goes from account `debit` to account `credit` of one page.

    `number` counts a page's transfers from 1 without a gap, given under the lock of the page.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="transfers")
    campaign = models.ForeignKey(  # found by its constraint: a second index misleads PostgreSQL
        Campaign, on_delete=models.PROTECT, related_name="transfers", db_index=False
    )
    number = models.PositiveBigIntegerField()
    debit = models.CharField(max_length=60)
    credit = models.CharField(max_length=60)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="transfer_amount"),
            models.CheckConstraint(
                condition=~models.Q(debit=models.F("credit")), name="transfer_between_two"
            ),
            models.UniqueConstraint(fields=["campaign", "number"], name="transfer_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.debit} → {self.credit} {self.amount_minor} {self.currency}"


class BroughtForward(models.Model):
    """What a page's transfers up to number `through` came to, as at the head of a book's page.

    Only so that the balance of a page with a million transfers needs the last few of them; `ledger
    check` works out each of them again. Columns as `ledger.balances.Balances`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    through = models.PositiveBigIntegerField()
    raised = models.BigIntegerField()
    matched = models.BigIntegerField()
    fees = models.BigIntegerField()
    in_dispute = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "through"], name="forward_once"),
        ]

    def __str__(self) -> str:
        return f"to {self.through}"
