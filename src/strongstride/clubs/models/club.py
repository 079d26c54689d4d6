"""Clubs and who is in them."""

from typing import ClassVar

from django.db import models

from strongstride.accounts.models import Athlete
from strongstride.web.ids import uuid7


class Visibility(models.TextChoices):
    """Who can see a club and its challenges."""

    PUBLIC = "public", "Everybody; listed on this server"
    LINK = "link", "Whoever has the link; listed nowhere"
    PRIVATE = "private", "Members only"


class JoinMode(models.TextChoices):
    """How somebody becomes a member."""

    OPEN = "open", "Anybody who can see the club"
    APPROVAL = "approval", "They ask, an organiser says yes"
    INVITE = "invite", "Only with the club's join link"


class DistanceUnits(models.TextChoices):
    """The unit of a club's boards."""

    KM = "km", "Kilometres"
    MI = "mi", "Miles"


class Club(models.Model):
    """A running club. The slug of one that is not public has a part nobody can guess."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    about = models.TextField(blank=True)  # plain text
    time_zone = models.CharField(max_length=60)  # IANA
    unit = models.CharField(max_length=2, choices=DistanceUnits.choices)
    visibility = models.CharField(max_length=7, choices=Visibility.choices)
    join_mode = models.CharField(max_length=8, choices=JoinMode.choices)
    join_secret = models.CharField(max_length=40, unique=True)  # of the join link; renewable
    lets_register = models.BooleanField(default=False)  # the join link opens the server's door too
    quiet = models.JSONField(default=list)  # kinds of automatic feed items switched off
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member may do: see `clubs.access` for which act needs which role."""

    OWNER = "owner"
    ADMIN = "admin"
    TREASURER = "treasurer"
    MODERATOR = "moderator"
    MEMBER = "member"


class MemberState(models.TextChoices):
    """Where a membership stands."""

    ASKED = "asked"
    ACTIVE = "active"
    LEFT = "left"
    BANNED = "banned"


class ShownAs(models.TextChoices):
    """How a member appears on boards and public pages."""

    NAME = "name", "My name, as written above"
    INITIALS = "initials", "My initials"
    HIDDEN = "hidden", "Not at all: my miles count in totals only"


class Membership(models.Model):
    """One athlete in one club; it outlives leaving, so that what they did stays counted.

    `athlete` is null once the account was erased; no name is left then.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.CASCADE, related_name="memberships")
    athlete = models.ForeignKey(
        Athlete, on_delete=models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(max_length=6, choices=MemberState.choices)
    name = models.CharField(max_length=60, blank=True)
    shown_as = models.CharField(max_length=8, choices=ShownAs.choices, default=ShownAs.INITIALS)
    quiet = models.JSONField(default=list)  # kinds of automatic feed items not made of them
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["club", "athlete"], name="member_once"),
            models.UniqueConstraint(
                fields=["club"], condition=models.Q(role="owner"), name="one_owner"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["club", "state", "joined_at", "id"], name="member_list"),
        ]

    def __str__(self) -> str:
        return self.name


class AuditEntry(models.Model):
    """An act of an organiser that others may ask about; only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.CASCADE, related_name="audit")
    actor = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="acts"
    )
    action = models.CharField(max_length=40)
    about = models.CharField(max_length=200, blank=True)  # what it was done to, in words
    person = models.ForeignKey(  # whom `about` names, to take the name away with their account
        Athlete, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["club", "-at", "-id"], name="audit_newest")]

    def __str__(self) -> str:
        return self.action
