"""Causes: who receives the money, and by whose leave this server asks for it."""

from typing import ClassVar

from django.db import models

from strongstride.clubs.models import Club, Membership
from strongstride.web.ids import uuid7


class Regime(models.TextChoices):
    """Whose rules the receipt follows."""

    PLAIN = "plain", "A plain receipt"
    US = "us", "United States: written acknowledgement of a 501(c)(3)"
    UK = "uk", "United Kingdom: charity or CASC, with Gift Aid"


class Cause(models.Model):
    """Who receives the money of a club's giving pages.

    It takes gifts only while it is active and its permission is recorded. `bank` is what a donor
    writes on a transfer: {"account_name", "iban", "bic", "sort_code", "account_number"}, those it
    has. `ways` are the keys of the providers it takes money by.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="causes")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)  # plain text
    country = models.CharField(max_length=2)  # ISO 3166-1 alpha-2
    currency = models.CharField(max_length=3)  # ISO 4217
    registered_with = models.CharField(max_length=80, blank=True)  # such as Charity Commission
    registration_number = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    complaints = models.CharField(max_length=200, blank=True)  # whom to write to
    receives = models.CharField(max_length=200)  # whose account the money goes to, in words
    bank = models.JSONField(default=dict, blank=True)
    giving_url = models.URLField(blank=True)  # the cause's own giving page: `external_link`
    ways = models.JSONField(default=list)
    regime = models.CharField(max_length=5, choices=Regime.choices, default=Regime.PLAIN)
    receipt_text = models.TextField(blank=True)  # what the cause wants said, plain text
    permission_by = models.CharField(max_length=120, blank=True)  # name and office of who agreed
    permission_on = models.DateField(null=True, blank=True)
    permission_proof = models.CharField(max_length=300, blank=True)  # where it is kept
    permission_noted_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    checks = models.JSONField(default=list)  # keys of the checklist's items ticked
    least_minor = models.BigIntegerField()  # of one gift
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(least_minor__gt=0), name="cause_least"),
        ]

    def __str__(self) -> str:
        return self.name
