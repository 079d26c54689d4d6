"""What the API remembers of its own: answers given to writes that may be sent again."""

from typing import ClassVar

from django.db import models

from strongstride.accounts.models import Athlete
from strongstride.web.ids import uuid7


class AnsweredWrite(models.Model):
    """The answer to a write with an idempotency key; `status` is null while it is being made."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(Athlete, on_delete=models.CASCADE, related_name="answered_writes")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of method, address and body
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "key"], name="answered_write_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["athlete", "created_at"], name="answered_write_age"),
        ]

    def __str__(self) -> str:
        return self.key
