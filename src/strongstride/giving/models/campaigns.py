"""Giving pages, what is written on them, and sponsors who match."""

from typing import ClassVar

from django.db import models

from strongstride.clubs.models import Challenge, Club, Membership, Participation, Team
from strongstride.giving.models.causes import Cause
from strongstride.web.ids import uuid7


class CampaignState(models.TextChoices):
    """Where a giving page stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    LIVE = "live"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class OwnerKind(models.TextChoices):
    """Whose page it is."""

    RUNNER = "runner"
    TEAM = "team"
    CLUB = "club"


class Campaign(models.Model):
    """A giving page: one cause, one currency.

    What it has raised is in the books (`Transfer`) and nowhere else. `owner` made it and writes
    it; null once their account was erased. A runner's page in a challenge has their
    `participation`, whose miles the pledges follow.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)  # with a part nobody can guess
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="campaigns")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, related_name="campaigns")
    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns"
    )
    owner_kind = models.CharField(max_length=6, choices=OwnerKind.choices)
    owner = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="campaigns"
    )
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns"
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns"
    )
    owner_name = models.CharField(max_length=60, blank=True)  # as the page shows them
    title = models.CharField(max_length=100)
    story = models.TextField(blank=True)  # plain text
    surplus = models.CharField(max_length=300, blank=True)  # what happens above or below the goal
    currency = models.CharField(max_length=3)
    goal_minor = models.BigIntegerField(null=True, blank=True)
    hides_goal = models.BooleanField(default=False)
    state = models.CharField(
        max_length=9, choices=CampaignState.choices, default=CampaignState.DRAFT
    )
    sent_back = models.CharField(max_length=300, blank=True)  # why an organiser said not yet
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    live_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)  # the last day it takes gifts
    ended_at = models.DateTimeField(null=True, blank=True)
    benefit = models.CharField(max_length=200, blank=True)  # what donors receive in return
    benefit_minor = models.BigIntegerField(null=True, blank=True)  # what that is worth
    benefit_from_minor = models.BigIntegerField(null=True, blank=True)  # the least gift it is for

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(goal_minor=None) | models.Q(goal_minor__gt=0),
                name="campaign_goal",
            ),
            models.UniqueConstraint(
                fields=["participation"],
                condition=~models.Q(state="cancelled"),
                name="campaign_of_runner_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["club", "state", "-created_at"], name="campaign_of_club"),
            models.Index(fields=["challenge", "state"], name="campaign_of_challenge"),
        ]

    def __str__(self) -> str:
        return self.title


class CampaignUpdate(models.Model):
    """News the owner of a page writes on it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="updates")
    body = models.TextField()  # plain text
    at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.body[:40]


class Match(models.Model):
    """A sponsor adds `rate_percent` of each gift, while there is money in the pool.

    `used_minor` is what the books say went out of the pool (`ledger check` compares); it is here
    to be locked and bounded.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="matches")
    sponsor = models.CharField(max_length=80)
    pool_minor = models.BigIntegerField()
    rate_percent = models.PositiveIntegerField(default=100)
    per_gift_minor = models.BigIntegerField(null=True, blank=True)  # at most of one gift
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_minor = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pool_minor__gt=0), name="match_pool"),
            models.CheckConstraint(
                condition=models.Q(rate_percent__gte=1, rate_percent__lte=1000),
                name="match_rate",
            ),
            models.CheckConstraint(
                condition=models.Q(used_minor__gte=0)
                & models.Q(used_minor__lte=models.F("pool_minor")),
                name="match_never_over_spent",
            ),
        ]

    def __str__(self) -> str:
        return self.sponsor
