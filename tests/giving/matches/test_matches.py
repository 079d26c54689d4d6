"""Matches as organisers make, change and stop them, and which gifts they are for."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404

from strongstride.clubs.models import AuditEntry, Membership, Role
from strongstride.giving.books.queries import balances
from strongstride.giving.matches.actions import MOST_RUNNING, change_match, make_match, stop_match
from strongstride.giving.matches.errors import MatchError
from strongstride.giving.matches.words import MatchWords, words_of
from strongstride.giving.models import Campaign, CampaignState, Match
from tests.clubs.making import make_member
from tests.giving.clearing.making import make_match as put_match
from tests.giving.clearing.making import pay
from tests.giving.making import OPENED, make_campaign, make_donation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NOW = OPENED + timedelta(days=9)  # noon of 10 March
WORDS = MatchWords(
    sponsor="Weir Engineering",
    pool_minor=50_000,
    rate_percent=100,
    per_gift_minor=None,
    starts_on=date(2026, 3, 10),
    ends_on=date(2026, 3, 20),
)


@pytest.fixture(autouse=True)
def noon() -> Any:
    """It is noon of the 10th."""
    with time_machine.travel(NOW, tick=False):
        yield


def said(**changed: Any) -> MatchWords:
    return msgspec.structs.replace(WORDS, **changed)


def treasurer(page: Campaign) -> Membership:
    return make_member(page.club, "Tess Till", Role.TREASURER)


def give(page: Campaign, minor: int = 2000, given: datetime = NOW, **columns: Any) -> int:
    """A gift given at that moment, paid now; what the page is matched then."""
    columns = {"given_on": given.date(), **columns}
    pay(make_donation(page, minor, created_at=given, **columns))
    return balances(page).matched


def test_a_match_is_made_for_the_days_of_the_club_and_stands_in_its_log() -> None:
    page = make_campaign()
    match = make_match(treasurer(page), page.pk, WORDS)
    assert words_of(match, page.club) == WORDS
    assert match.ends_at - match.starts_at == timedelta(days=11)
    assert AuditEntry.objects.get(action="match made").after["at_most"] == "£500"


def test_who_does_not_manage_causes_makes_no_match() -> None:
    page = make_campaign()
    with pytest.raises(PermissionDenied):
        make_match(make_member(page.club), page.pk, WORDS)


def test_a_page_of_another_club_is_none() -> None:
    with pytest.raises(Http404):
        make_match(treasurer(make_campaign()), make_campaign().pk, WORDS)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (said(ends_on=date(2026, 3, 9)), "before the first"),
        (said(starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 9)), "That day is over"),
    ],
)
def test_a_match_that_could_match_nothing_is_refused(words: MatchWords, why: str) -> None:
    page = make_campaign()
    with pytest.raises(MatchError, match=why):
        make_match(treasurer(page), page.pk, words)


def test_a_page_has_so_many_matches_at_a_time() -> None:
    page = make_campaign()
    tess = treasurer(page)
    made = [make_match(tess, page.pk, WORDS) for _ in range(MOST_RUNNING)]
    with pytest.raises(MatchError, match="stop one first"):
        make_match(tess, page.pk, WORDS)
    stop_match(tess, made[0])
    make_match(tess, page.pk, WORDS)


def test_a_completed_page_takes_no_match() -> None:
    page = make_campaign(state=CampaignState.COMPLETED)
    with pytest.raises(MatchError, match="no more gifts"):
        make_match(treasurer(page), page.pk, WORDS)


def test_a_match_cannot_be_changed_below_what_it_has_added() -> None:
    page = make_campaign()
    tess = treasurer(page)
    match = make_match(tess, page.pk, WORDS)
    give(page)
    with pytest.raises(MatchError, match="£20 is added already"):
        change_match(tess, match, said(pool_minor=1999))
    assert change_match(tess, match, said(pool_minor=2000)).pool_minor == 2000
    assert give(page) == 2000


@pytest.mark.parametrize(
    "changed", [{"rate_percent": 50}, {"per_gift_minor": 10}, {"starts_on": date(2026, 3, 11)}]
)
def test_what_gifts_were_matched_by_stands_once_one_was(changed: dict[str, Any]) -> None:
    page = make_campaign()
    tess = treasurer(page)
    match = make_match(tess, page.pk, WORDS)
    assert change_match(tess, match, said(**changed)).used_minor == 0
    change_match(tess, match, WORDS)
    give(page)
    with pytest.raises(MatchError, match="stay as they are"):
        change_match(tess, match, said(**changed))


def test_a_stopped_match_is_for_gifts_given_before_and_is_not_changed() -> None:
    page = make_campaign()
    tess = treasurer(page)
    match = make_match(tess, page.pk, WORDS)
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        stop_match(tess, match)
        stop_match(tess, match)
        assert give(page, given=NOW) == 2000  # the transfer took its time
        assert give(page, given=NOW + timedelta(hours=1)) == 2000
    with pytest.raises(MatchError, match="was stopped"):
        change_match(tess, match, WORDS)
    assert AuditEntry.objects.filter(action="match stopped").count() == 1


@pytest.mark.parametrize(
    ("given", "matched"),
    [
        (datetime.fromisoformat("2026-03-10T11:59:59+00:00"), 0),  # before it was made
        (datetime.fromisoformat("2026-03-10T12:00:00+00:00"), 2000),
        (datetime.fromisoformat("2026-03-20T22:59:59+00:00"), 2000),
        (datetime.fromisoformat("2026-03-21T01:00:00+00:00"), 0),  # after its last day
    ],
)
def test_a_gift_is_matched_when_it_is_given_within_the_match(given: datetime, matched: int) -> None:
    page = make_campaign()
    make_match(treasurer(page), page.pk, WORDS)
    assert give(page, given=given) == matched


def test_a_gift_dated_back_or_written_down_by_somebody_is_not_matched() -> None:
    page = make_campaign()
    tess = treasurer(page)
    make_match(tess, page.pk, WORDS)
    assert give(page, given_on=NOW.date() - timedelta(days=1)) == 0
    assert give(page, entered_by=tess) == 0


def test_the_limit_for_a_gift_the_rate_and_the_pool_all_hold() -> None:
    page = make_campaign()
    put_match(page, 1500, rate_percent=50, per_gift_minor=800)
    assert give(page, 1001) == 500  # half, rounded down
    assert give(page, 5000) == 500 + 800
    assert give(page, 5000) == 1500
    assert give(page, 5000) == 1500


def test_each_sponsor_of_a_page_adds_their_own() -> None:
    page = make_campaign()
    put_match(page)
    put_match(page, rate_percent=25)
    assert give(page) == 2000 + 500
    used = Match.objects.order_by("pk").values_list("used_minor", flat=True)
    assert list(used) == [2000, 500]
