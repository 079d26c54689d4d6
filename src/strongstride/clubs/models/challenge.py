"""Challenges, the teams in them and who takes part.

Everything that grows carries the challenge: it is what the tables would be sharded by.
"""

from typing import ClassVar

from django.db import models

from strongstride.clubs.crediting.terms import ChallengeKind, Scope
from strongstride.clubs.models.club import Club, Membership
from strongstride.web.ids import uuid7


class ChallengeState(models.TextChoices):
    """What the organiser has said; the grace period follows from the clock (`crediting.window`)."""

    DRAFT = "draft"
    OPEN = "open"
    FINAL = "final"
    CANCELLED = "cancelled"


class TeamResult(models.TextChoices):
    """How a team's members are counted together."""

    SUM = "sum", "All its members together"
    AVERAGE = "average", "The average of its members"


class Challenge(models.Model):
    """One challenge of a club. `goal` and totals are in the small unit of its kind."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.CASCADE, related_name="challenges")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=100)
    about = models.TextField(blank=True)  # plain text
    kind = models.CharField(
        max_length=9, choices=[(each.value, each.value) for each in ChallengeKind]
    )
    scope = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Scope])
    goal = models.BigIntegerField(null=True, blank=True)  # of each one, or shared: see `scope`
    starts_on = models.DateField()
    ends_on = models.DateField()
    closes_at = models.DateTimeField()  # end and grace are over everywhere: `crediting.window`
    terms = models.TextField()  # crediting.terms.Terms as JSON
    state = models.CharField(
        max_length=9, choices=ChallengeState.choices, default=ChallengeState.DRAFT
    )
    team_result = models.CharField(max_length=7, choices=TeamResult.choices, default=TeamResult.SUM)
    team_most = models.PositiveIntegerField(null=True, blank=True)  # members of one team
    cloned_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="clones"
    )
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # final or cancelled
    end_note = models.TextField(blank=True)  # the organiser's word at the end

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["club", "slug"], name="challenge_address_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["club", "-starts_on", "-id"], name="challenge_newest"),
        ]

    def __str__(self) -> str:
        return self.title


class Route(models.Model):
    """A line on which the total of a challenge moves on: places of the organiser's choosing."""

    challenge = models.OneToOneField(
        Challenge, on_delete=models.CASCADE, related_name="route", primary_key=True
    )
    name = models.CharField(max_length=100)
    length_m = models.PositiveIntegerField()
    line = models.JSONField()  # [[latitude, longitude, metres from the start], ...], simplified
    waypoints = models.JSONField(default=list)  # [{"name", "at_m"}]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team of one challenge; its columns of totals follow its members' (`clubs.board`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=60)
    captain = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="captain_of"
    )
    members = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    result = models.BigIntegerField(default=0)  # what it is ranked by
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["challenge", "name"], name="team_name_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["challenge", "-result", "id"], name="team_board"),
        ]

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """A member in a challenge, with what their credits come to.

    `total` is the sum of the counted credits, `reached_at` when the last of it was done. `shown`
    says whether the board has a row of them, under `board_name`; both follow the membership.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, related_name="participations"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="participations"
    )
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="participations"
    )
    goal = models.BigIntegerField(null=True, blank=True)  # one's own, where one was set
    joined_at = models.DateTimeField()
    joined_on = models.DateField()  # on the runner's wrist
    left_at = models.DateTimeField(null=True, blank=True)
    shown = models.BooleanField(default=False)
    board_name = models.CharField(max_length=60, blank=True)
    total = models.BigIntegerField(default=0)
    reached_at = models.DateTimeField(null=True, blank=True)
    runs = models.PositiveIntegerField(default=0)  # that count, walks too
    strength_sessions = models.PositiveIntegerField(default=0)
    badges = models.JSONField(default=list)  # [{"key", "on"}], revoked with their credit
    tallied = models.BooleanField(default=False)  # in the tallies and in its team's sums
    is_public = models.BooleanField(default=False)  # their page opens with its link alone
    shares = models.JSONField(default=list)  # what that page tells: share.ticks.Tick

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["challenge", "membership"], name="participation_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                "challenge",
                models.F("total").desc(),
                "reached_at",
                "id",
                condition=models.Q(shown=True, total__gt=0),
                name="participation_board",
            ),
        ]

    def __str__(self) -> str:
        return self.board_name or str(self.pk)
