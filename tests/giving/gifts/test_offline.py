"""Gifts by hand: written down by some, verified by who keeps the books, counted only then."""

from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from strongstride.clubs.models import AuditEntry, Membership, MemberState, Role
from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.gifts.actions import start_attempt
from strongstride.giving.gifts.errors import GiftError
from strongstride.giving.gifts.offline import OfflineWords, enter, refuse, verify
from strongstride.giving.models import Donation, Letter, Receipt
from strongstride.giving.providers.seen import PaidWord, Seen
from tests.giving.gifts.asking import takes_cards
from tests.giving.gifts.conftest import World
from tests.giving.making import OPENED, make_campaign, make_donation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Browse = Callable[[Membership], Client]


def address(world: World) -> str:
    return f"/give/{world.page.slug}/offline/"


def body(**said: Any) -> dict[str, Any]:
    given = {
        "asked": str(uuid4()),
        "amount": "15",
        "given_on": "2026-03-02",
        "name": "Gran",
        "display": "first_name",
    }
    return {**given, **said}


def offline_words() -> OfflineWords:
    """Fifteen pounds of Gran's."""
    return OfflineWords(
        asked=uuid4(), amount_minor=1500, given_on=OPENED.date(), name="Gran", display="public"
    )


def written(world: World, by: Membership) -> Donation:
    return enter(world.page, by, offline_words(), OPENED).donation


def said(answer: object) -> str:
    return " ".join(unescape(answer.content.decode()).split())  # type: ignore[attr-defined]


def raised(world: World) -> int:
    return balances(world.page).raised


def test_an_offline_gift_counts_nowhere_until_it_is_verified(
    world: World, browse: Browse, donor: Client
) -> None:
    """Invariant 12."""
    browse(world.robin).post(address(world), body())
    gift = Donation.objects.get()
    assert (gift.state, gift.entered_by, gift.donor.email) == ("pending", world.robin, "")
    assert raised(world) == 0
    assert "Gran" not in said(donor.get(f"/give/{world.page.slug}/"))
    assert not Receipt.objects.exists()
    verify(gift, world.treasurer)
    gift.refresh_from_db()
    assert (gift.state, gift.verified_by, raised(world)) == ("cleared", world.treasurer, 1500)
    assert "Gran" in said(donor.get(f"/give/{world.page.slug}/"))
    assert Receipt.objects.count() == 1
    assert not Letter.objects.exists()  # there is no address


def test_it_is_verified_once(world: World) -> None:
    gift = written(world, world.robin)
    verify(gift, world.treasurer)
    with pytest.raises(GiftError, match="verified before"):
        verify(gift, world.treasurer)
    assert raised(world) == 1500
    assert gift.postings.count() == 1


def test_one_form_sent_twice_is_one_gift(world: World, browse: Browse) -> None:
    sent = body()
    for _ in range(3):
        browse(world.robin).post(address(world), sent)
    assert Donation.objects.count() == 1


def test_a_form_sent_again_after_its_gift_was_verified_is_the_same_gift(
    world: World, browse: Browse
) -> None:
    sent = body()
    browse(world.robin).post(address(world), sent)
    verify(Donation.objects.get(), world.treasurer)
    assert browse(world.robin).post(address(world), sent).status_code == 302
    assert (Donation.objects.count(), raised(world)) == (1, 1500)


def test_what_never_came_is_taken_off(world: World, browse: Browse) -> None:
    gift = written(world, world.robin)
    refuse(gift, world.treasurer)
    with pytest.raises(GiftError, match="does not wait"):
        refuse(gift, world.treasurer)
    gift.refresh_from_db()
    assert (gift.state, raised(world)) == ("cancelled", 0)
    assert "not verified: it does not count" in said(browse(world.robin).get(address(world)))


def test_money_that_came_is_not_taken_off(world: World) -> None:
    gift = written(world, world.robin)
    verify(gift, world.treasurer)
    with pytest.raises(GiftError, match="verified before"):
        refuse(gift, world.treasurer)
    assert raised(world) == 1500


def test_who_keeps_the_books_may_verify_what_they_wrote_down(world: World, browse: Browse) -> None:
    browse(world.treasurer).post(address(world), body(has_come="on"))
    gift = Donation.objects.get()
    assert (gift.entered_by, gift.verified_by) == (world.treasurer, world.treasurer)
    assert raised(world) == 1500


def test_nobody_else_can_say_that_the_money_is_there(world: World, browse: Browse) -> None:
    browse(world.robin).post(address(world), body(has_come="on"))
    assert raised(world) == 0
    gift = Donation.objects.get()
    for who in (world.robin, world.owner, world.moderator):
        for act in (verify, refuse):
            with pytest.raises(PermissionDenied):
                act(gift, who)
    assert raised(world) == 0


def test_the_owner_stands_in_while_there_is_no_treasurer(world: World) -> None:
    world.treasurer.state = MemberState.LEFT
    world.treasurer.save()
    gift = written(world, world.robin)
    verify(gift, world.owner)
    assert raised(world) == 1500


def test_a_treasurer_who_has_just_gone_verifies_nothing(world: World) -> None:
    gift = written(world, world.robin)
    Membership.objects.filter(pk=world.treasurer.pk).update(role=Role.MEMBER)
    for act in (verify, refuse):
        with pytest.raises(PermissionDenied):
            act(gift, world.treasurer)


@pytest.mark.parametrize("who", ["owner", "moderator", "kit"])
def test_only_the_pages_owner_and_the_books_write_gifts_down(
    world: World, browse: Browse, who: str
) -> None:
    browser = browse(getattr(world, who))
    assert browser.get(address(world)).status_code in (403, 404)
    assert browser.post(address(world), body()).status_code in (403, 404)
    assert not Donation.objects.exists()


def test_a_transfer_that_was_announced_is_verified_as_one(world: World) -> None:
    """Also one whose line of the statement bore no reference."""
    gift = make_donation(world.page)
    start_attempt(new_attempt(gift, "bank_transfer"))
    verify(gift, world.treasurer)
    assert list(gift.attempts.values_list("provider", "state")) == [("bank_transfer", "paid")]


def test_the_pages_owner_reads_no_donors_in_the_list(world: World, browse: Browse) -> None:
    browse(world.treasurer).post(address(world), body(name="Shy Giver", email="shy@example.org"))
    shown = said(browse(world.robin).get(address(world)))
    assert "£15" in shown
    assert "Shy" not in shown
    assert "shy@" not in shown


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "nothing": ({"amount": "0"}, "amount"),
    "tomorrow": ({"given_on": "2999-01-01"}, "still to come"),
    "no day": ({"given_on": "soon"}, "date"),
    "no name to show": ({"name": ""}, "Write a name"),
    "no address": ({"email": "gran"}, "email address"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_gift_is_refused(
    world: World, browse: Browse, wrong: tuple[dict[str, str], str]
) -> None:
    answer = browse(world.robin).post(address(world), body(**wrong[0]))
    assert answer.status_code == 400
    assert wrong[1] in said(answer)
    assert not Donation.objects.exists()


def test_a_cause_without_cash_says_so(world: World, browse: Browse) -> None:
    world.page.cause.ways = ["bank_transfer"]
    world.page.cause.save()
    assert "takes no cash and no cheques" in said(browse(world.robin).get(address(world)))
    assert browse(world.robin).post(address(world), body()).status_code == 400


def test_a_cheque_may_come_after_the_page_is_completed(world: World, browse: Browse) -> None:
    world.page.state = "completed"
    world.page.save()
    browse(world.robin).post(address(world), body())
    assert Donation.objects.count() == 1


def test_each_step_stands_in_the_audit_log_without_a_name(world: World) -> None:
    gift = written(world, world.robin)
    verify(gift, world.treasurer)
    entries = AuditEntry.objects.filter(club=world.club).order_by("at", "pk")
    assert [each.action for each in entries][:2] == ["gift written down", "gift verified"]
    assert "Gran" not in str([(each.about, each.after) for each in entries])


def test_the_page_costs_the_same_with_more_on_it(
    world: World, browse: Browse, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(25):
        written(world, world.robin)
    browser = browse(world.robin)
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        shown = said(browser.get(address(world)))
    assert shown.count("waits") == 20


def test_the_door_for_money_is_the_same_as_for_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Seen] = []
    monkeypatch.setattr(
        "strongstride.giving.gifts.offline.apply", lambda _, seen: asked.append(seen)
    )
    verify(written(world, world.robin), world.treasurer)
    assert asked == [Seen(PaidWord.PAID, 1500, "GBP")]


def test_the_way_to_it_is_on_the_page_for_who_may(
    world: World, browse: Browse, donor: Client
) -> None:
    page = f"/give/{world.page.slug}/"
    seen_by = {
        name: address(world) in said(browse(getattr(world, name)).get(page))
        for name in ("robin", "treasurer", "owner", "kit")
    }
    assert seen_by == {"robin": True, "treasurer": True, "owner": False, "kit": False}
    assert address(world) not in said(donor.get(page))


def test_nobody_is_named_whom_nobody_asked(world: World, browse: Browse) -> None:
    shown = said(browse(world.robin).get(address(world)))
    assert 'value="anonymous" id="id_display_2" required checked' in shown


def test_a_form_of_an_offline_gift_sent_to_another_page_is_said_to_be(
    world: World, browse: Browse
) -> None:
    other = make_campaign(world.page.cause, world.robin)
    sent, client = body(), browse(world.robin)
    assert client.post(address(world), sent).status_code == 302
    answer = client.post(f"/give/{other.slug}/offline/", sent)
    assert answer.status_code == 400
    assert "sent for another page" in said(answer)


@pytest.mark.parametrize("word", [PaidWord.FAILED, PaidWord.EXPIRED, PaidWord.OPEN])
def test_a_gift_whose_card_failed_is_verified_by_the_way_its_donor_chose_then(
    world: World, browse: Browse, monkeypatch: pytest.MonkeyPatch, word: PaidWord
) -> None:
    takes_cards(monkeypatch, world.page.cause)
    gift = make_donation(world.page, provider="stripe")
    card = new_attempt(gift, "stripe")
    start_attempt(card)
    apply(card, Seen(word, card.amount_minor, card.currency))
    at_desk = f"/clubs/{world.club.slug}/giving/desk/gifts/{gift.pk}/"
    client = browse(world.treasurer)
    assert f"{at_desk}came/" not in said(client.get(at_desk))
    start_attempt(new_attempt(gift, "external_link"))
    assert f"{at_desk}came/" in said(client.get(at_desk))
    client.post(f"{at_desk}came/")
    gift.refresh_from_db()
    assert (gift.state, raised(world)) == ("cleared", 2000)
    assert gift.attempts.get(state="paid").provider == "external_link"
    assert f"{at_desk}came/" not in said(client.get(at_desk))
