"""A gift, locked, with all that the books hold of it: what one word of a provider is about."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from strongstride.giving.books.actions import post
from strongstride.giving.clearing.attempts import MOST_IN_COMPLAINT
from strongstride.giving.models import Campaign, Donation, Match, PaymentAttempt
from strongstride.giving.models import Transfer as TransferRow
from strongstride.giving.turns import lock_campaign
from strongstride.ledger.balances import of_accounts
from strongstride.ledger.cover import Parts, parts_back
from strongstride.ledger.postings import CAUSE, DONOR, FEES, match_account
from strongstride.ledger.transfers import Posting, Transfer
from strongstride.web import clock


@dataclass
class Case:
    """One gift and one try at paying it, while its page is locked; amounts in minor units."""

    campaign: Campaign
    matches: list[Match]
    donation: Donation
    attempt: PaymentAttempt
    at: datetime
    postings: dict[str, list[Transfer]] = field(default_factory=dict)  # by key

    @property
    def paid(self) -> int:
        """What the donor was to pay: the gift and what they added for the fee."""
        return self.donation.amount_minor + self.donation.cover_minor

    @property
    def held(self) -> int:
        """What of the payment has not gone back and is not disputed."""
        accounts = self.accounts()
        return accounts.get(CAUSE, 0) + accounts.get(FEES, 0)

    @property
    def gone(self) -> int:
        """What of the payment is with the donor again for good."""
        return self.paid + self.accounts().get(DONOR, 0)

    @property
    def gift_left(self) -> int:
        """What of the gift itself has not gone back for good."""
        if not self.gone:
            return self.donation.amount_minor
        back = parts_back(self.donation.amount_minor, self.donation.cover_minor, 0, self.gone)
        return self.donation.amount_minor - back.gift_minor

    def matched_by(self, match: Match) -> int:
        """What this sponsor's match has added to the gift and not taken back."""
        return -self.accounts().get(match_account(match.pk), 0)

    def accounts(self) -> dict[str, int]:
        """What this gift adds to the balance of each account."""
        return of_accounts(each for legs in self.postings.values() for each in legs)

    def parts_out(self, amount_minor: int) -> Parts:
        """How this much more going out divides between gift and cover."""
        out = self.paid - self.held
        return parts_back(self.donation.amount_minor, self.donation.cover_minor, out, amount_minor)

    def parts_in(self, amount_minor: int) -> Parts:
        """How this much coming back in divides, so that the rest is as if it had never gone."""
        out = self.paid - self.held
        return parts_back(
            self.donation.amount_minor,
            self.donation.cover_minor,
            out - amount_minor,
            amount_minor,
        )

    def book(self, posting: Posting, match: Match | None = None) -> bool:
        """Write a posting unless its key is in the books; whether it was written."""
        if posting.key in self.postings:
            return False
        self.postings[posting.key] = list(posting.transfers)
        return post(self.campaign, posting, at=self.at, donation=self.donation, match=match)

    def complain(self, words: str) -> None:
        """Say at the desk what is wrong with this try."""
        self.attempt.complaint = words[:MOST_IN_COMPLAINT]


def lock_case(attempt: UUID) -> Case:
    """The case of a try, as it stands, locked in the order of locks: page, matches, gift.

    Whoever comes second waits at the page, and then sees what the first has done.
    """
    campaign = lock_campaign(Donation.objects.values_list("campaign").get(attempts=attempt)[0])
    sponsors = Match.objects.select_for_update(no_key=True).filter(campaign=campaign)
    matches = list(sponsors.order_by("pk"))
    gifts = Donation.objects.select_for_update(no_key=True, of=("self",)).select_related("donor")
    donation = gifts.get(attempts=attempt)
    donation.campaign = campaign
    tried = PaymentAttempt.objects.select_for_update(no_key=True).get(pk=attempt)
    tried.donation = donation
    found = Case(campaign, matches, donation, tried, clock.now())
    rows = TransferRow.objects.filter(posting__donation=donation).order_by("pk")
    for row in rows.select_related("posting"):
        leg = Transfer(row.debit, row.credit, row.amount_minor, row.currency)
        found.postings.setdefault(row.posting.key, []).append(leg)
    return found
