"""Donors, their gifts, how they were paid, and what came back."""

from typing import ClassVar

from django.db import models

from strongstride.accounts.models import Athlete
from strongstride.clubs.models import Membership
from strongstride.giving.models.campaigns import Campaign
from strongstride.web.ids import uuid7


class Donor(models.Model):
    """Whoever gives or pledges; needs no account.

    Only who keeps the club's books sees them. Erased: name and e-mail are blank. Their links hold
    a signed key (`giving.links`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    athlete = models.ForeignKey(
        Athlete, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    wants_news = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name or "(no name)"


class Display(models.TextChoices):
    """How a gift appears on the page."""

    PUBLIC = "public", "My name"
    FIRST_NAME = "first_name", "My first name only"
    ANONYMOUS = "anonymous", "Not at all"


class DonationState(models.TextChoices):
    """Where a gift stands: forward only, see `ledger.states`."""

    CREATED = "created"
    PENDING = "pending"
    CLEARED = "cleared"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    LOST = "lost"  # the donor's bank took it back
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Donation(models.Model):
    """A gift. It counts once it is cleared, which the books say too.

    `ref` is what the donor writes on a bank transfer and what people say on the phone; `asked` is
    the key of the form that made it, so that one form sent twice is one gift. The amount given is
    `amount_minor`; `cover_minor` comes on top, for the provider's fee.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ref = models.CharField(max_length=12, unique=True)
    asked = models.UUIDField(unique=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="donations")
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="donations")
    pledge = models.ForeignKey(
        "giving.Pledge", on_delete=models.PROTECT, null=True, blank=True, related_name="donations"
    )
    amount_minor = models.BigIntegerField()
    cover_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    provider = models.CharField(max_length=20)
    display = models.CharField(max_length=10, choices=Display.choices)
    hides_amount = models.BooleanField(default=False)
    message = models.CharField(max_length=500, blank=True)  # plain text
    message_hidden_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=15, choices=DonationState.choices, default=DonationState.CREATED
    )
    entered_by = models.ForeignKey(  # an offline gift's
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verified_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    given_on = models.DateField()  # an offline gift may be older than its row
    created_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="gift_amount"),
            models.CheckConstraint(condition=models.Q(cover_minor__gte=0), name="gift_cover"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "-cleared_at", "-id"], name="gift_newest"),
            models.Index(fields=["state", "created_at"], name="gift_waiting"),
        ]

    def __str__(self) -> str:
        return self.ref


class AttemptState(models.TextChoices):
    """Where one try at paying stands."""

    CREATED = "created"  # written down, and perhaps told to the provider
    OPEN = "open"  # the provider knows it and waits for the donor
    PROCESSING = "processing"  # the donor has done their part, the money is under way
    PAID = "paid"
    DOUBLE = "double"  # paid too, when another try had paid the gift: to be sent back
    FAILED = "failed"
    EXPIRED = "expired"


class PaymentAttempt(models.Model):
    """One try at paying a gift; a gift may have several, of which one is paid.

    `idem_key` is written before the provider is asked, so that asking again is the same try.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    donation = models.ForeignKey(Donation, on_delete=models.PROTECT, related_name="attempts")
    provider = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=255, null=True, blank=True)
    payment_id = models.CharField(max_length=255, blank=True)  # the provider's, of the money itself
    idem_key = models.CharField(max_length=64, unique=True)
    amount_minor = models.BigIntegerField()  # gift and cover
    currency = models.CharField(max_length=3)
    state = models.CharField(
        max_length=10, choices=AttemptState.choices, default=AttemptState.CREATED
    )
    url = models.URLField(max_length=2000, blank=True)  # where the donor pays
    complaint = models.CharField(max_length=300, blank=True)  # what was wrong, for the desk
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "provider_id"], name="attempt_once"),
            models.UniqueConstraint(
                fields=["donation"], condition=models.Q(state="paid"), name="gift_paid_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["provider", "payment_id"], name="attempt_by_payment"),
            models.Index(fields=["state", "created_at"], name="attempt_waiting"),
        ]

    def __str__(self) -> str:
        return self.idem_key


class RefundState(models.TextChoices):
    """Where a refund stands."""

    CREATED = "created"
    TRANSIT = "transit"
    DONE = "done"
    FAILED = "failed"


class Refund(models.Model):
    """Money going back; done ones are in the books. Live refunds never come to more than was paid.

    One without `by` was made at the provider.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    attempt = models.ForeignKey(PaymentAttempt, on_delete=models.PROTECT, related_name="refunds")
    provider_id = models.CharField(max_length=255, null=True, blank=True)
    idem_key = models.CharField(max_length=64, unique=True)
    amount_minor = models.BigIntegerField()
    state = models.CharField(max_length=7, choices=RefundState.choices, default=RefundState.CREATED)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="refund_amount"),
            models.UniqueConstraint(fields=["attempt", "provider_id"], name="refund_once"),
        ]

    def __str__(self) -> str:
        return self.idem_key


class DisputeState(models.TextChoices):
    """Where a dispute stands."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class Dispute(models.Model):
    """A donor's bank wants the money back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    attempt = models.ForeignKey(PaymentAttempt, on_delete=models.PROTECT, related_name="disputes")
    provider_id = models.CharField(max_length=255)
    amount_minor = models.BigIntegerField()
    state = models.CharField(max_length=4, choices=DisputeState.choices, default=DisputeState.OPEN)
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["attempt", "provider_id"], name="dispute_once"),
        ]

    def __str__(self) -> str:
        return self.provider_id


class ProviderEvent(models.Model):
    """What a provider told us, as it came; each is kept once and can be handled again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=255)
    kind = models.CharField(max_length=100)
    object_id = models.CharField(max_length=255, blank=True)  # what to ask the provider about
    payload = models.TextField()
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="event_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["received_at"], condition=models.Q(handled_at=None), name="event_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.event_id
