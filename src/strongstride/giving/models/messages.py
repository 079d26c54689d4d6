"""Messages of donors that somebody finds should not stand on a page."""

from typing import ClassVar

from django.db import models

from strongstride.clubs.models import Club
from strongstride.giving.models.donations import Donation
from strongstride.web.ids import uuid7


class MessageReport(models.Model):
    """Somebody, perhaps without an account, says what is wrong with the message of a gift."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.CASCADE, related_name="message_reports")
    donation = models.ForeignKey(Donation, on_delete=models.CASCADE, related_name="reports")
    why = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["club", "created_at"],
                condition=models.Q(settled_at=None),
                name="message_reports_open",
            ),
        ]

    def __str__(self) -> str:
        return self.why[:40]
