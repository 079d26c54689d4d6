"""What sponsors add to a gift, and take back when the gift goes back."""

from zoneinfo import ZoneInfo

from strongstride.giving.clearing.case import Case
from strongstride.giving.models import Donation, Match
from strongstride.ledger import postings
from strongstride.ledger.matches import match_back, match_for


def may_match(match: Match, donation: Donation) -> bool:
    """Whether a match is for this gift, as long as there is money in its pool.

    It has to be given, not paid, within the match's time and after the match was made: a transfer
    may take its days. One written down by a person for a donor, or dated back, is not matched.
    """
    given = donation.created_at
    ends_at = match.ends_at if match.stopped_at is None else min(match.ends_at, match.stopped_at)
    is_in_time = max(match.starts_at, match.created_at) <= given < ends_at
    return is_in_time and donation.entered_by_id is None and not _is_dated_back(donation)


def match_gift(case: Case) -> None:
    """Let every match of the page add its part to the gift, first come, first served."""
    gift = case.donation
    for match in case.matches:
        if not may_match(match, gift):
            continue
        left = match.pool_minor - match.used_minor
        added = match_for(gift.amount_minor, match.rate_percent, left, match.per_gift_minor)
        if added and case.book(postings.match(gift.pk, match.pk, added, gift.currency), match):
            _use(match, added)


def return_matches(case: Case, reason: object) -> None:
    """Give back into the pools what the gift does not earn any more; `reason` is by key."""
    for match in case.matches:
        matched = case.matched_by(match)
        back = match_back(matched, case.gift_left, match.rate_percent)
        if back <= 0:
            continue
        posting = postings.match_return(str(reason), match.pk, back, case.donation.currency)
        if case.book(posting, match):
            _use(match, -back)


def _use(match: Match, minor: int) -> None:
    match.used_minor += minor
    match.save(update_fields=["used_minor"])


def _is_dated_back(donation: Donation) -> bool:
    zone = ZoneInfo(donation.campaign.club.time_zone)
    return donation.given_on < donation.created_at.astimezone(zone).date()
