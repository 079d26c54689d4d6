"""What members tell each other."""

from typing import ClassVar

from django.db import models

from strongstride.clubs.models.challenge import Challenge, Participation
from strongstride.clubs.models.club import Club, Membership
from strongstride.web.ids import uuid7


class PostKind(models.TextChoices):
    """What a feed item is; all but the first two come by themselves and can be switched off."""

    POST = "post", "A post"
    ANNOUNCEMENT = "announcement", "An announcement"
    JOINED = "joined", "Somebody joined"
    MILESTONE = "milestone", "Somebody reached a milestone"
    STRENGTH = "strength", "Somebody did a strength session"


class Photo(models.Model):
    """A picture as we drew it anew: no place, camera or date of the original is left in it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.CASCADE, related_name="photos")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    data = models.BinaryField()  # JPEG; small by `clubs.feed.photos`
    alt = models.CharField(max_length=200, blank=True)  # what it shows, for who cannot see it
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.width} x {self.height}"


class _Hideable(models.Model):
    """Something a moderator can hide, and why they did."""

    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hidden_why = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Post(_Hideable):
    """An item of a club's feed. `body` is plain text; `key` makes an automatic item once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.CASCADE, related_name="posts")
    kind = models.CharField(max_length=12, choices=PostKind.choices)
    author = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="posts")
    challenge = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, null=True, blank=True, related_name="posts"
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, null=True, blank=True, related_name="posts"
    )
    entry = models.UUIDField(null=True, blank=True)  # what it tells of; gone with it
    key = models.CharField(max_length=120, null=True, blank=True)
    body = models.TextField(blank=True)
    photo = models.OneToOneField(
        Photo, on_delete=models.SET_NULL, null=True, blank=True, related_name="post"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["club", "key"], name="post_key_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["club", "-id"], name="post_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Comment(_Hideable):
    """A member's words under a post; plain text."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="comments")
    body = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["post", "id"], name="comment_order")]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Kudos(models.Model):
    """One member's well done for one post."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="kudos")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="kudos")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "member"], name="kudos_once"),
        ]

    def __str__(self) -> str:
        return f"kudos {self.pk}"


class Report(models.Model):
    """A member says that a post or comment should not stand; a moderator settles it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.CASCADE, related_name="reports")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="reports"
    )
    reporter = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="reports")
    why = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post", "reporter"],
                condition=models.Q(comment=None),
                name="post_reported_once",
            ),
            models.UniqueConstraint(
                fields=["comment", "reporter"],
                condition=~models.Q(comment=None),
                name="comment_reported_once",
            ),
        ]

    def __str__(self) -> str:
        return self.why


class Mute(models.Model):
    """One member does not want to read another in their club's feed; the other is not told."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="mutes")
    muted = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="muted_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "muted"], name="mute_once"),
        ]

    def __str__(self) -> str:
        return f"mute {self.pk}"
