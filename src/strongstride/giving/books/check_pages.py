"""The books of each page in themselves, and what its sponsors' pools say of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from strongstride.giving.books.findings import Finding
from strongstride.giving.models import BroughtForward, Campaign, Match, Posting, Transfer
from strongstride.ledger.audit import Audit, Line
from strongstride.ledger.balances import Balances
from strongstride.ledger.matches import match_for
from strongstride.ledger.postings import match_account
from strongstride.ledger.transfers import AccountKind, PostingKind

AT_ONCE = 5_000
_LINE = ("number", "posting__key", "posting__kind", "debit", "credit", "amount_minor", "currency")


def pages() -> Iterator[Finding]:
    """Each page's transfers in their order, its balances brought forward, and its matches."""
    forwards, matches = _forwards(), _matches()
    rows = Transfer.objects.order_by("campaign", "number").values_list("campaign_id", *_LINE)
    held = Campaign.objects.values_list("pk", "slug", "currency")
    about = {pk: (slug, currency) for pk, slug, currency in held}
    for pk, lines in groupby(rows.iterator(AT_ONCE), itemgetter(0)):
        slug, currency = about[pk]
        audit = Audit(currency, forwards.pop(pk, {}))
        yield from _at(slug, audit.faults(Line(*line) for _, *line in lines))
        yield from _at(slug, _pools(matches.pop(pk, ()), audit.accounts))
    for pk, untouched in matches.items():
        yield from _at(about[pk][0], _pools(untouched, {}))
    for pk in forwards:
        yield Finding(about[pk][0], "a balance is brought forward, but nothing is in its books.")


def postings() -> Iterator[Finding]:
    """Postings that stand alone, and those that are of two pages or of another's gift."""
    alone = Posting.objects.filter(transfers=None)
    for key, slug in alone.values_list("key", "campaign__slug"):
        yield Finding(slug, f"{key} moves nothing.")
    of_two = Transfer.objects.exclude(campaign=F("posting__campaign"))
    for number, slug in of_two.values_list("number", "campaign__slug"):
        yield Finding(slug, f"transfer {number} belongs to a posting of another page.")
    foreign = Posting.objects.exclude(donation__campaign=F("campaign"))
    for key, slug in foreign.values_list("key", "campaign__slug"):
        yield Finding(slug, f"{key} is of no gift to this page.")
    yield from _over_limits()


def _at(slug: str, says: Iterator[str]) -> Iterator[Finding]:
    return (Finding(slug, each) for each in says)


def _forwards() -> dict[UUID, dict[int, Balances]]:
    found: defaultdict[UUID, dict[int, Balances]] = defaultdict(dict)
    columns = ("campaign_id", "through", "raised", "matched", "fees", "in_dispute")
    for pk, through, *amounts in BroughtForward.objects.values_list(*columns).iterator(AT_ONCE):
        found[pk][through] = Balances(*amounts)
    return found


def _matches() -> dict[UUID, list[Match]]:
    found: defaultdict[UUID, list[Match]] = defaultdict(list)
    for match in Match.objects.order_by("pk"):
        found[match.campaign_id].append(match)
    return found


def _pools(matches: Any, accounts: Mapping[str, int]) -> Iterator[str]:
    """What the matches of a page say that its books do not."""
    own = {match_account(match.pk): match for match in matches}
    for account, match in own.items():
        used = -accounts.get(account, 0)
        if used != match.used_minor:
            yield (
                f"{match.sponsor}'s match says {match.used_minor} is used, the books say {used}."
            )
        if used > match.pool_minor:
            yield f"{match.sponsor}'s match has added {used} from a pool of {match.pool_minor}."
    for account in accounts:
        if account.startswith(f"{AccountKind.MATCH}:") and account not in own:
            yield f"account {account} is of no match of this page."


def _over_limits() -> Iterator[Finding]:
    """Gifts to which a match added more than its rate or its limit allow."""
    added = Transfer.objects.filter(posting__kind=PostingKind.MATCH).values_list(
        "posting__donation__ref", "posting__donation__amount_minor", "posting__match__rate_percent",
        "posting__match__per_gift_minor", "posting__match__sponsor", "campaign__slug",
        "amount_minor",
    )  # fmt: skip
    with_match = added.filter(~Q(posting__donation=None), ~Q(posting__match=None))
    for ref, gift, rate, most, sponsor, slug, minor in with_match.iterator(AT_ONCE):
        if minor > match_for(gift, rate, minor, most):
            yield Finding(slug, f"{sponsor}'s match added {minor} to gift {ref} of {gift}.")
    alone = Posting.objects.filter(kind__startswith=PostingKind.MATCH, match=None)
    for key, slug in alone.values_list("key", "campaign__slug"):
        yield Finding(slug, f"{key} names no match.")
