"""The form of a gift: no account, everything said before the click, and nothing told to testers."""

from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client

from strongstride.clubs.models import Membership, Visibility
from strongstride.giving.links import gift_token
from strongstride.giving.models import Donation, PaymentAttempt
from tests.giving.gifts.asking import body, takes_cards
from tests.giving.gifts.conftest import World

pytestmark = pytest.mark.django_db


def address(world: World) -> str:
    return f"/give/{world.page.slug}/gift/"


def text(answer: object) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


def test_somebody_without_an_account_gives(world: World, donor: Client) -> None:
    assert donor.get(address(world)).status_code == 200
    answer = donor.post(address(world), body(message="Go Robin"))
    gift = Donation.objects.get()
    assert answer.headers["Location"].endswith(f"/gifts/{gift_token(gift)}/")
    assert (gift.amount_minor, gift.message, gift.donor.name) == (2000, "Go Robin", "Sam Reed")
    assert gift.donor.athlete is None


def test_a_private_clubs_page_takes_gifts_by_its_address(world: World, donor: Client) -> None:
    world.club.visibility = Visibility.PRIVATE
    world.club.save()
    assert donor.get(address(world)).status_code == 200


def test_a_form_sent_twice_leads_to_the_same_gift(world: World, donor: Client) -> None:
    said = body()
    places = {donor.post(address(world), said).headers["Location"] for _ in range(3)}
    assert (len(places), Donation.objects.count()) == (1, 1)


def test_a_form_that_was_changed_after_it_was_sent_is_another_gift(
    world: World, donor: Client
) -> None:
    """Back from the provider's page, one writes 50 instead of 20: never pay the 20 for it."""
    said = body()
    donor.post(address(world), said)
    donor.post(address(world), {**said, "amount": "50"})
    assert sorted(Donation.objects.values_list("amount_minor", flat=True)) == [2000, 5000]


WRONG = ["0", "-5", "1.999", "1,50", "NaN", "Infinity", "$20", "€20", "1e3", str(2**63), "", "⑳"]


@pytest.mark.parametrize("amount", WRONG)
def test_what_is_no_amount_of_this_currency_is_refused(
    world: World, donor: Client, amount: str
) -> None:
    answer = donor.post(address(world), body(amount=amount))
    assert answer.status_code == 400
    assert not Donation.objects.exists()
    assert 'aria-invalid="true"' in answer.content.decode()


def test_the_smallest_gift_is_told_before_and_after(world: World, donor: Client) -> None:
    assert "At least £2." in text(donor.get(address(world)))
    assert "The smallest gift here is £2." in text(donor.post(address(world), body(amount="1.99")))


def test_the_amount_may_stand_in_the_address(world: World, donor: Client) -> None:
    assert 'value="£25"' in text(donor.get(address(world), {"amount": "25"}))
    assert donor.get(address(world), {"amount": "<b>"}).status_code == 200


def test_a_gift_that_shows_a_name_needs_one(world: World, donor: Client) -> None:
    answer = donor.post(address(world), body(name=" \u200b "))
    assert "Write a name, or choose that none is shown." in text(answer)
    donor.post(address(world), body(name="", display="anonymous"))
    assert Donation.objects.get().donor.name == ""


def test_a_runner_who_is_logged_in_gives_as_themself(
    world: World, browse: Callable[[Membership], Client]
) -> None:
    browser = browse(world.kit)
    assert world.kit.athlete is not None
    assert f'value="{world.kit.athlete.user.email}"' in text(browser.get(address(world)))
    browser.post(address(world), body())
    assert Donation.objects.get().donor.athlete == world.kit.athlete


def test_all_is_said_before_the_click(
    world: World, donor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes_cards(monkeypatch, world.page.cause)
    world.page.surplus = "What is above the goal buys trees."
    world.page.save()
    world.page.cause.complaints = "complaints@river.example"
    world.page.cause.save()
    said = text(donor.get(address(world)))
    before_the_button = said[: said.index(">Give</button>")]
    for each in (
        "The River Trust's own bank account",
        "1234567",
        "What is above the goal buys trees.",
        "complaints@river.example",
        "If you want it back",
        "Neither this page nor Riverside Striders takes anything.",
        "Add nothing: you pay £10, £0.35 goes off for the fee, £9.65 arrives.",
        "Add the fee: you pay £10.36, £0.36 goes off for the fee, £10 arrives.",
    ):
        assert each in before_the_button


def test_the_fee_is_not_added_unless_asked_and_both_choices_look_alike(
    world: World, donor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes_cards(monkeypatch, world.page.cause)
    said = text(donor.get(address(world)))
    assert 'name="cover" value="no" id="id_cover_0" required checked' in " ".join(said.split())
    assert said.count('class="pick" for="id_cover_') == 2
    donor.post(address(world), body(way="stripe", cover="no"))
    donor.post(address(world), body(way="stripe", cover="yes"))
    assert list(Donation.objects.order_by("pk").values_list("cover_minor", flat=True)) == [0, 51]


def test_no_fee_is_spoken_of_where_there_is_none(world: World, donor: Client) -> None:
    said = text(donor.get(address(world)))
    assert "The ways to pay here cost no fee." in said
    assert "data-example" not in said


def test_only_the_giving_pages_may_lead_to_the_provider(
    world: World, donor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes_cards(monkeypatch, world.page.cause)
    sent = donor.post(address(world), body(way="stripe", cover="no"))
    assert sent.headers["Location"].startswith("https://cards.example/")
    here, elsewhere = (
        donor.get(place).headers["Content-Security-Policy"]
        for place in (address(world), "/accounts/login/")
    )
    assert "form-action 'self' https://cards.example;" in f"{here};"
    assert "cards.example" in sent.headers["Content-Security-Policy"]
    assert "cards.example" not in elsewhere


def test_the_answer_is_the_same_whatever_failed(
    world: World, donor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tester of cards cannot tell a limit from a refusal of the provider."""
    pages = takes_cards(monkeypatch, world.page.cause, answers=False)
    refused = donor.post(address(world), body(way="stripe", cover="no"))
    pages.answers = True
    for _ in range(5):
        assert donor.post(address(world), body(way="stripe", cover="no")).status_code == 302
    limited = donor.post(address(world), body(way="stripe", cover="no"))
    assert (refused.status_code, limited.status_code) == (503, 503)
    assert messages_in(refused) == messages_in(limited)
    assert "nothing was taken" in messages_in(limited)
    assert len(pages.asked) == 6


def messages_in(answer: object) -> str:
    said = text(answer)
    start = said.index('<ul class="errorlist nonfield"')
    return said[start : said.index("</ul>", start)]


def test_a_page_has_a_limit_behind_which_many_addresses_do_not_help(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("strongstride.giving.gifts.limits._OF_PAGE", {"start": "3/10m/key"})
    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(address(world), body()).status_code
        for number in range(5)
    ]
    assert answers == [302, 302, 302, 503, 503]
    assert PaymentAttempt.objects.count() == 3


def test_a_form_sent_again_is_not_counted_again(world: World, donor: Client) -> None:
    said = body()
    assert {donor.post(address(world), said).status_code for _ in range(10)} == {302}


def test_without_mail_the_form_does_not_promise_any(
    world: World, donor: Client, settings: LazySettings
) -> None:
    assert "This server sends no mail" in text(donor.get(address(world)))
    assert "news of this page" not in text(donor.get(address(world)))
    settings.HAS_MAIL = True
    assert "Send me the news of this page" in text(donor.get(address(world)))


def test_news_needs_an_address(world: World, donor: Client, settings: LazySettings) -> None:
    settings.HAS_MAIL = True
    answer = donor.post(address(world), body(email="", wants_news="on"))
    assert "Write your address, so that the news can reach you." in text(answer)


def test_a_page_that_has_ended_says_so(world: World, donor: Client) -> None:
    world.page.state = "completed"
    world.page.save()
    assert "takes no more gifts" in text(donor.get(address(world)))
    assert donor.post(address(world), body()).status_code == 200
    assert not Donation.objects.exists()


@pytest.mark.parametrize("state", ["draft", "submitted", "cancelled"])
def test_a_page_nobody_sees_is_not_there(world: World, donor: Client, state: str) -> None:
    world.page.state = state
    world.page.save()
    assert donor.get(address(world)).status_code == 404
    assert donor.post(address(world), body()).status_code == 404


def test_a_cause_that_cannot_be_paid_says_whom_to_ask(world: World, donor: Client) -> None:
    world.page.cause.ways = ["manual"]
    world.page.cause.save()
    answer = donor.get(address(world))
    assert "no way of being paid here yet: ask Riverside Striders" in text(answer)
    assert donor.post(address(world), body()).status_code == 400


TAMPERED = {"cover_minor": "-1900", "state": "cleared", "currency": "JPY", "donor": str(uuid4())}


def test_what_the_form_does_not_ask_changes_nothing(world: World, donor: Client) -> None:
    donor.post(address(world), {**body(), **TAMPERED})
    gift = Donation.objects.get()
    assert (gift.cover_minor, gift.state, gift.currency) == (0, "pending", "GBP")


def test_the_form_costs_few_queries(
    world: World, donor: Client, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        donor.get(address(world))
