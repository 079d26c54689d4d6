"""A plain model of the money of one page, and of a provider that tells of it as it pleases.

It has no database, no postings and no order of booking: it is told facts and works out what they
come to, once, from the rules as docs/explanation/money.md states them.
"""

from dataclasses import dataclass, field
from datetime import datetime

from strongstride.giving.providers.seen import (
    DisputeSeen,
    DisputeWord,
    PaidWord,
    RefundSeen,
    RefundWord,
    Seen,
)

FINAL = (RefundWord.DONE, RefundWord.FAILED)


@dataclass
class PlainMatch:
    """A sponsor's match; `stopped` is when it was stopped."""

    pool: int
    rate: int
    per_gift: int | None
    made: datetime
    starts: datetime
    ends: datetime
    stopped: datetime | None = None

    def is_for(self, given: datetime) -> bool:
        """Whether a gift given then is matched."""
        is_running = self.stopped is None or given < self.stopped
        return self.made <= given and self.starts <= given < self.ends and is_running


@dataclass
class PlainGift:
    """A gift, what is true of it at its provider, and what we have been told of that."""

    amount: int
    cover: int
    given: datetime
    is_matched: bool = True  # not written down by hand
    word: PaidWord = PaidWord.OPEN
    refunds: dict[str, RefundSeen] = field(default_factory=dict)
    disputes: dict[str, DisputeSeen] = field(default_factory=dict)
    told: list[Seen] = field(default_factory=list)
    is_paid: bool = False
    gone: dict[str, int] = field(default_factory=dict)  # what came back for good, as heard
    disputed: dict[str, DisputeSeen] = field(default_factory=dict)  # as heard
    matched: dict[int, int] = field(default_factory=dict)  # by the number of the match

    @property
    def paid(self) -> int:
        """What the donor paid."""
        return self.amount + self.cover

    @property
    def there(self) -> int:
        """What is neither back nor on its way back nor disputed, in truth."""
        live = sum(r.amount_minor for r in self.refunds.values() if r.word != RefundWord.FAILED)
        lost = sum(d.amount_minor for d in self.disputes.values() if d.word != DisputeWord.WON)
        return self.paid - live - lost

    def say(self) -> None:
        """The provider has something to tell: how things stand now."""
        facts = (tuple(self.refunds.values()), tuple(self.disputes.values()))
        self.told.append(Seen(self.word, self.paid, "GBP", "", *facts))

    def hear(self, seen: Seen) -> bool:
        """We are told; True when the money has come by it."""
        came = seen.word is PaidWord.PAID and not self.is_paid
        self.is_paid |= came
        if self.is_paid:
            for refund in seen.refunds:
                if refund.word is RefundWord.DONE:
                    self.gone[refund.provider_id] = refund.amount_minor
            for dispute in seen.disputes:
                known = self.disputed.get(dispute.provider_id)
                if known is None or known.word is DisputeWord.OPEN:
                    self.disputed[dispute.provider_id] = dispute
        return came

    def of_disputes(self, word: DisputeWord) -> int:
        """What disputes of this word come to, as heard."""
        return sum(d.amount_minor for d in self.disputed.values() if d.word is word)

    @property
    def back(self) -> int:
        """What is with the donor again for good, as heard."""
        return sum(self.gone.values()) + self.of_disputes(DisputeWord.LOST)

    def left(self, out: int) -> tuple[int, int]:
        """What stays of gift and cover when so much of both is out: the cover's part once."""
        cover_out = out * self.cover // self.paid
        return self.amount - (out - cover_out), self.cover - cover_out

    @property
    def state(self) -> str:
        """The state of the gift, once it is paid."""
        if self.of_disputes(DisputeWord.LOST):
            return "lost"
        if self.of_disputes(DisputeWord.OPEN):
            return "disputed"
        if not self.back:
            return "cleared"
        return "refunded" if self.back == self.paid else "partly_refunded"


@dataclass
class PlainPage:
    """The gifts and the matches of a page."""

    gifts: list[PlainGift] = field(default_factory=list)
    matches: list[PlainMatch] = field(default_factory=list)

    def hear(self, gift: PlainGift, seen: Seen) -> None:
        """We are told of a gift; sponsors add to it as it comes and take back as it goes."""
        if gift.hear(seen) and gift.is_matched:
            for number, match in enumerate(self.matches):
                most = [gift.amount * match.rate // 100, match.pool - self.used(number)]
                most += [] if match.per_gift is None else [match.per_gift]
                gift.matched[number] = min(most) if match.is_for(gift.given) else 0
        left, _ = gift.left(gift.back)
        for number, matched in gift.matched.items():
            gift.matched[number] = min(matched, left * self.matches[number].rate // 100)

    def used(self, number: int) -> int:
        """What a match has given."""
        return sum(gift.matched.get(number, 0) for gift in self.gifts)

    def balances(self) -> tuple[int, int, int, int]:
        """Raised, matched, fees and in dispute."""
        raised = fees = disputed = 0
        for gift in self.gifts:
            if gift.is_paid:
                held = gift.of_disputes(DisputeWord.OPEN)
                left, cover = gift.left(gift.back + held)
                raised, fees, disputed = raised + left, fees + cover, disputed + held
        return raised, sum(map(self.used, range(len(self.matches)))), fees, disputed
