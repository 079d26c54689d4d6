"""What organisers do with matches. One transaction each; each stands in the audit log.

What a match has added already stays: nothing here moves money.
"""

from uuid import UUID

from django.db import transaction
from django.http import Http404

from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import Club, Membership
from strongstride.giving.access import MoneyAct
from strongstride.giving.campaigns.states import ENDED
from strongstride.giving.matches.errors import MatchError
from strongstride.giving.matches.words import MatchWords, begin_of, end_of, words_of
from strongstride.giving.models import Campaign, Match
from strongstride.giving.turns import lock_campaign, take_money_turn
from strongstride.ledger.money import Money, show
from strongstride.web import clock

MOST_RUNNING = 5  # of one page: as many as it shows


@transaction.atomic
def make_match(member: Membership, campaign: UUID, words: MatchWords) -> Match:
    """A new match of a page of the member's club; it is for gifts from now on.

    Raises `MatchError`, `PermissionDenied`, and `Http404` for a page that is not the club's.
    """
    club, page = _turn(member, campaign)
    _must_take_matches(page)
    now = clock.now()
    match = Match(campaign=page, created_at=now)
    _say(match, words, club)
    if match.ends_at <= now:
        raise MatchError("That day is over: let the match last until today at least.")
    match.save(force_insert=True)
    note(club, member, "match made", page.title, after=_told(match, page, club))
    return match


@transaction.atomic
def change_match(member: Membership, match: Match, words: MatchWords) -> Match:
    """Say a match anew, never below what it has added already; raises as `make_match`.

    Once it has added something, its rate, its limit for a gift and its first day stand: gifts were
    given by them.
    """
    club, page = _turn(member, match.campaign_id)
    mine = _again(match)
    before = words_of(mine, club)
    if mine.stopped_at is not None:
        raise MatchError("This match was stopped: make a new one.")
    if words.pool_minor < mine.used_minor:
        used = show(Money(mine.used_minor, page.currency))
        raise MatchError(f"{used} is added already: the pool cannot be less.")
    if mine.used_minor and _fixed(words) != _fixed(before):
        raise MatchError(
            "Gifts were matched already: rate, limit for a gift and first day stay as they are. "
            "Stop this match and make another."
        )
    _say(mine, words, club)
    mine.save()
    after = words_of(mine, club)
    if after != before:
        note(club, member, "match changed", page.title, _read(before, page), _read(after, page))
    return mine


@transaction.atomic
def stop_match(member: Membership, match: Match) -> None:
    """Match no gift that is given from now on; raises as `make_match`.

    One given before, whose money is still on its way, is matched when it comes: its giver was told
    so.
    """
    club, page = _turn(member, match.campaign_id)
    mine = _again(match)
    if mine.stopped_at is None:
        mine.stopped_at = clock.now()
        mine.save(update_fields=["stopped_at"])
        note(club, member, "match stopped", page.title, after=_told(mine, page, club))


def _turn(member: Membership, campaign: UUID) -> tuple[Club, Campaign]:
    club = take_money_turn(member, MoneyAct.MANAGE_CAUSES)
    if not Campaign.objects.filter(pk=campaign, club=club).exists():
        raise Http404
    return club, lock_campaign(campaign)


def _again(match: Match) -> Match:
    return Match.objects.select_for_update(no_key=True).get(pk=match.pk)


def _must_take_matches(page: Campaign) -> None:
    if page.state in ENDED:
        raise MatchError("This page takes no more gifts: there is nothing to match.")
    running = page.matches.filter(stopped_at=None, ends_at__gt=clock.now())
    if running.count() >= MOST_RUNNING:
        raise MatchError(f"A page has at most {MOST_RUNNING} matches at a time: stop one first.")


def _say(match: Match, words: MatchWords, club: Club) -> None:
    if words.ends_on < words.starts_on:
        raise MatchError("The last day is before the first.")
    match.sponsor, match.rate_percent = words.sponsor, words.rate_percent
    match.pool_minor, match.per_gift_minor = words.pool_minor, words.per_gift_minor
    match.starts_at, match.ends_at = begin_of(words.starts_on, club), end_of(words.ends_on, club)


def _fixed(words: MatchWords) -> tuple[object, ...]:
    return (words.rate_percent, words.per_gift_minor, words.starts_on)


def _told(match: Match, page: Campaign, club: Club) -> dict[str, object]:
    added = show(Money(match.used_minor, page.currency))
    return {**_read(words_of(match, club), page), "added": added}


def _read(words: MatchWords, page: Campaign) -> dict[str, object]:
    """A match as the log tells it to people."""
    limit = words.per_gift_minor
    return {
        "sponsor": words.sponsor,
        "adds": f"{words.rate_percent} % of each gift",
        "at_most": show(Money(words.pool_minor, page.currency)),
        "for_one_gift": "no limit" if limit is None else show(Money(limit, page.currency)),
        "first_day": words.starts_on.isoformat(),
        "last_day": words.ends_on.isoformat(),
    }
