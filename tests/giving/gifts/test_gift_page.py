"""The donor's own page of a gift tells the truth, and lets them choose what others see."""

from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client

from strongstride.clubs.models import Membership
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.gifts.actions import start_attempt
from strongstride.giving.links import gift_token, news_token, pledge_token
from strongstride.giving.models import Donation, PaymentAttempt, Pledge
from strongstride.giving.providers.seen import DisputeSeen, DisputeWord, PaidWord, Seen
from strongstride.web import clock
from tests.giving.gifts.asking import takes_cards
from tests.giving.gifts.conftest import World
from tests.giving.making import make_donation

pytestmark = pytest.mark.django_db


@pytest.fixture
def gift(world: World) -> Donation:
    """Twenty pounds by bank transfer, begun."""
    donation = make_donation(world.page, ref="RNACDEFK3")
    start_attempt(new_attempt(donation, "bank_transfer"))
    return donation


def address(gift: Donation) -> str:
    return f"/gifts/{gift_token(gift)}/"


def text(answer: object) -> str:
    return " ".join(unescape(answer.content.decode()).split())  # type: ignore[attr-defined]


def seen(gift: Donation, word: PaidWord, **more: object) -> None:
    """What the provider says of its newest try."""
    attempt = gift.attempts.latest("created_at", "pk")
    apply(attempt, Seen(word, attempt.amount_minor, attempt.currency, **more))  # type: ignore[arg-type]


def test_how_to_pay_by_bank_is_there_to_be_copied(gift: Donation, donor: Client) -> None:
    said = text(donor.get(address(gift)))
    assert "We wait for your transfer" in said
    for each in ("The River Trust", "00-00-00", "12345678", "£20", "RNACDEFK3"):
        assert f"<code>{each}</code>" in said


def test_the_way_back_clears_nothing(
    world: World, donor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invariant 6: who comes back from the provider has perhaps not paid."""
    takes_cards(monkeypatch, world.page.cause)
    gift = make_donation(world.page, provider="stripe")
    start_attempt(new_attempt(gift, "stripe"))
    for query in ({}, {"paid": "1"}, {"session_id": "cs_1", "state": "cleared"}):
        said = text(donor.get(address(gift), query))
        assert "Your payment is not confirmed yet" in said
        assert "Go on to pay" in said
    gift.refresh_from_db()
    assert gift.state == "pending"
    assert not gift.postings.exists()


def test_money_that_came_is_said_to_have_come(gift: Donation, donor: Client) -> None:
    seen(gift, PaidWord.PAID)
    said = text(donor.get(address(gift)))
    assert "Your gift has arrived. Thank you." in said
    assert "<code>12345678</code>" not in said


@pytest.mark.parametrize(
    ("word", "head"),
    [
        (PaidWord.OPEN, "Your payment is not confirmed yet"),
        (PaidWord.PROCESSING, "Your payment is under way"),
        (PaidWord.PAID, "Your gift has arrived"),
        (PaidWord.FAILED, "The payment did not go through"),
        (PaidWord.EXPIRED, "This gift was not paid"),
    ],
)
def test_each_word_of_a_provider_is_told(
    world: World, donor: Client, monkeypatch: pytest.MonkeyPatch, word: PaidWord, head: str
) -> None:
    takes_cards(monkeypatch, world.page.cause)
    gift = make_donation(world.page, provider="stripe")
    start_attempt(new_attempt(gift, "stripe"))
    seen(gift, word)
    assert f"<h1>{head}" in text(donor.get(address(gift)))


def test_a_dispute_is_told(gift: Donation, donor: Client) -> None:
    seen(gift, PaidWord.PAID, disputes=(DisputeSeen("dispute-1", 2000, DisputeWord.OPEN),))
    assert "Your bank has asked for this gift back." in text(donor.get(address(gift)))


def test_the_causes_own_page_is_a_link_away(world: World, donor: Client) -> None:
    gift = make_donation(world.page, provider="external_link")
    start_attempt(new_attempt(gift, "external_link"))
    said = text(donor.get(address(gift)))
    assert 'href="https://river.example.org/give"' in said
    assert gift.ref in said


def test_a_payment_that_failed_can_be_tried_again_another_way(
    world: World, donor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = takes_cards(monkeypatch, world.page.cause)
    gift = make_donation(world.page, provider="stripe")
    start_attempt(new_attempt(gift, "stripe"))
    seen(gift, PaidWord.FAILED)
    assert "Try again" in text(donor.get(address(gift)))
    answer = donor.post(f"{address(gift)}pay/", {"way": "stripe"})
    assert answer.headers["Location"].startswith("https://cards.example/")
    assert len(set(pages.asked)) == 2
    donor.post(f"{address(gift)}pay/", {"way": "bank_transfer"})
    assert "We wait for your transfer" in text(donor.get(address(gift)))
    assert gift.attempts.count() == 3


@pytest.mark.parametrize("way", ["manual", "gold", ""])
def test_nobody_pays_by_what_is_not_offered(gift: Donation, donor: Client, way: str) -> None:
    donor.post(f"{address(gift)}pay/", {"way": way})
    assert gift.attempts.count() == 1


def test_a_gift_that_is_paid_is_not_paid_again(gift: Donation, donor: Client) -> None:
    seen(gift, PaidWord.PAID)
    donor.post(f"{address(gift)}pay/", {"way": "bank_transfer"})
    assert PaymentAttempt.objects.count() == 1


def test_paying_again_is_limited_too(gift: Donation, donor: Client) -> None:
    for _ in range(6):
        donor.post(f"{address(gift)}pay/", {"way": "external_link"})
    answer = donor.post(f"{address(gift)}pay/", {"way": "external_link"}, follow=True)
    assert "could not be started" in text(answer)


def test_a_gift_with_its_fee_is_not_moved_where_there_is_none(
    world: World, donor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes_cards(monkeypatch, world.page.cause)
    gift = make_donation(world.page, provider="stripe", cover_minor=51)
    start_attempt(new_attempt(gift, "stripe"))
    assert 'value="bank_transfer"' not in text(donor.get(address(gift)))
    donor.post(f"{address(gift)}pay/", {"way": "bank_transfer"})
    assert gift.attempts.count() == 1


def test_what_others_see_changes_at_any_time(gift: Donation, donor: Client) -> None:
    seen(gift, PaidWord.PAID)
    donor.post(
        address(gift), {"display": "anonymous", "hides_amount": "on", "message": "Run\u200b on"}
    )
    gift.refresh_from_db()
    assert (gift.display, gift.hides_amount, gift.message) == ("anonymous", True, "Run on")


def test_a_hidden_message_stays_hidden_when_it_is_changed(gift: Donation, donor: Client) -> None:
    Donation.objects.update(message="Rude", message_hidden_at=gift.created_at)
    donor.post(address(gift), {"display": "public", "message": "Ruder"})
    gift.refresh_from_db()
    assert gift.message_hidden_at is not None
    assert "Your message is hidden" in text(donor.get(address(gift)))


def test_what_is_no_way_of_showing_a_gift_is_refused(gift: Donation, donor: Client) -> None:
    assert donor.post(address(gift), {"display": "loud"}).status_code == 400


def test_nobody_keeps_or_finds_a_copy_of_the_page(gift: Donation, donor: Client) -> None:
    answer = donor.get(address(gift))
    assert "no-store" in answer.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in text(answer)


def test_a_link_opens_one_thing_only(world: World, gift: Donation, donor: Client) -> None:
    """Not changed by a letter, not of another purpose, not of a key that is not there."""
    token = gift_token(gift)
    pledge = Pledge(pk=gift.pk)
    strange = Donation(pk=uuid4())
    for wrong in (
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        token.replace(".", ""),
        str(gift.pk),
        gift.pk.hex,
        pledge_token(pledge),
        news_token(gift.donor),
        gift_token(strange),
        "x" * 500,
    ):
        assert donor.get(f"/gifts/{wrong}/").status_code == 404, wrong


def test_the_page_costs_the_same_however_often_it_was_tried(
    gift: Donation, donor: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(8):
        PaymentAttempt.objects.create(
            donation=gift,
            provider="bank_transfer",
            idem_key=uuid4().hex,
            amount_minor=2000,
            currency="GBP",
            state="expired",
            created_at=gift.created_at,
        )
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        donor.get(address(gift))


def test_a_members_session_is_not_needed_nor_in_the_way(
    world: World, gift: Donation, browse: Callable[[Membership], Client]
) -> None:
    assert browse(world.kit).get(address(gift)).status_code == 200


@pytest.mark.parametrize("what", ["cause closed", "permission gone", "page cancelled", "club gone"])
def test_a_gift_that_was_begun_is_not_paid_where_nothing_is_taken_any_more(
    world: World, gift: Donation, donor: Client, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Only a cause that is active and permitted takes gifts, also those begun before."""
    cards = takes_cards(monkeypatch, world.page.cause)
    _end(world, what)
    said = text(donor.get(address(gift)))
    assert "This gift cannot be paid any more" in said
    assert "12345678" not in said
    donor.post(f"{address(gift)}pay/", {"way": "stripe"})
    assert not cards.asked
    seen(gift, PaidWord.PAID)
    assert "Your gift has arrived" in text(donor.get(address(gift)))


def _end(world: World, what: str) -> None:
    cause, page, club = world.page.cause, world.page, world.club
    if what == "cause closed":
        cause.is_active = False
    elif what == "permission gone":
        cause.permission_on = None
    elif what == "page cancelled":
        page.state = "cancelled"
    else:
        club.closed_at = clock.now()
    for row in (cause, page, club):
        row.save()


def test_a_gift_to_a_completed_page_is_still_paid(
    world: World, gift: Donation, donor: Client
) -> None:
    world.page.state = "completed"
    world.page.save()
    assert "We wait for your transfer" in text(donor.get(address(gift)))
