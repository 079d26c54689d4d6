"""What the treasurer works with: bank statements read in, and letters to be sent."""

from typing import ClassVar

from django.db import models

from strongstride.giving.models.causes import Cause
from strongstride.giving.models.donations import Donation, Donor
from strongstride.web.ids import uuid7


class LineState(models.TextChoices):
    """What a line of a bank statement was found to be."""

    UNMATCHED = "unmatched", "No gift has this reference"
    MATCHED = "matched", "Paid a gift"
    DUPLICATE = "duplicate", "Its gift was paid before"
    WRONG_AMOUNT = "wrong_amount", "Not the amount of its gift"
    IGNORED = "ignored", "No gift: set aside"


class StatementLine(models.Model):
    """A line of a cause's bank statement, kept once however often it is read in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="statement_lines")
    checksum = models.CharField(max_length=64)
    on = models.DateField()
    amount_minor = models.BigIntegerField()  # negative: money that went out
    currency = models.CharField(max_length=3)
    text = models.CharField(max_length=500)
    state = models.CharField(max_length=12, choices=LineState.choices)
    donation = models.ForeignKey(
        Donation, on_delete=models.PROTECT, null=True, blank=True, related_name="statement_lines"
    )
    read_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cause", "checksum"], name="line_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["cause", "state", "-on"], name="line_of_cause"),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Letter(models.Model):
    """An e-mail to be sent once, written in the transaction that gives the reason for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=100, unique=True)  # such as thanks:<donation>
    donor = models.ForeignKey(  # whose letter it is, to take the address away with their name
        Donor, on_delete=models.SET_NULL, null=True, blank=True, related_name="letters"
    )
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    receipt = models.ForeignKey(
        "giving.Receipt", on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    unsubscribe_url = models.URLField(blank=True)  # of news: RFC 8058
    written_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    try_at = models.DateTimeField(null=True, blank=True)  # not before; null: at once
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["written_at"], condition=models.Q(sent_at=None), name="letters_out"
            ),
        ]

    def __str__(self) -> str:
        return self.key
