"""Receipts, numbered without gaps, and what the tax office of the UK asks a donor to declare."""

from typing import ClassVar

from django.db import models

from strongstride.giving.models.causes import Cause
from strongstride.giving.models.donations import Donation, Donor
from strongstride.web.ids import uuid7


class ReceiptSeries(models.Model):
    """The receipts of a cause in a year: locked to give the next number."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="series")
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cause", "year"], name="series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class ReceiptKind(models.TextChoices):
    """What a receipt says."""

    RECEIPT = "receipt"
    CORRECTION = "correction"  # of an earlier one, after a refund or a lost dispute


class Receipt(models.Model):
    """A receipt as it was given: never changed, replaced by a correction.

    `document` is what it says, as JSON, and `sha256` is of it in UTF-8. `key` says what it is for,
    so that one gift or refund has one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    series = models.ForeignKey(ReceiptSeries, on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=100, unique=True)
    donation = models.ForeignKey(Donation, on_delete=models.PROTECT, related_name="receipts")
    kind = models.CharField(max_length=10, choices=ReceiptKind.choices)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "number"], name="receipt_number_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class ReceiptFile(models.Model):
    """The PDF of a receipt: drawn once from its document, and from then on what everybody gets."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="file")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)  # of `pdf`
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class GiftAidDeclaration(models.Model):
    """A UK taxpayer lets the cause reclaim tax; kept six years after the last claim."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="declarations")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="declarations")
    donation = models.ForeignKey(
        Donation, on_delete=models.PROTECT, null=True, blank=True, related_name="declarations"
    )
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    house = models.CharField(max_length=60)  # number or name
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=10)
    text = models.TextField()  # what was declared, word for word
    given_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"
