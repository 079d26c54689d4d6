"""Messages of donors: anybody reports one, moderators and the page's owner hide it."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from strongstride.clubs.models import AuditEntry, Membership
from strongstride.giving.models import Donation, MessageReport
from tests.giving.gifts.conftest import World
from tests.giving.making import OPENED, make_campaign, make_donation

pytestmark = pytest.mark.django_db
Browse = Callable[[Membership], Client]


@pytest.fixture
def rude(world: World) -> Donation:
    """A gift that came, with a message."""
    return make_donation(world.page, message="Buy my pills", state="cleared", cleared_at=OPENED)


def report(world: World, gift: Donation) -> str:
    return f"/give/{world.page.slug}/messages/{gift.pk}/report/"


def care(world: World) -> str:
    return f"/clubs/{world.club.slug}/giving/messages/"


def said(answer: object) -> str:
    return " ".join(unescape(answer.content.decode()).split())  # type: ignore[attr-defined]


def test_anybody_can_report_a_message(world: World, rude: Donation, donor: Client) -> None:
    assert "Buy my pills" in said(donor.get(report(world, rude)))
    donor.post(report(world, rude), {"reason": "This is\nspam"})
    told = MessageReport.objects.get()
    assert (told.why, told.donation, told.club) == ("This is spam", rude, world.club)


def test_a_report_needs_a_reason(world: World, rude: Donation, donor: Client) -> None:
    assert donor.post(report(world, rude), {"reason": "\u200b"}).status_code == 400
    assert not MessageReport.objects.exists()


def test_reports_are_limited(world: World, rude: Donation, donor: Client) -> None:
    answers = [donor.post(report(world, rude), {"reason": "spam"}).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]
    assert MessageReport.objects.count() == 5  # of one message more would say nothing new


@pytest.mark.parametrize("change", [{"message": ""}, {"state": "pending"}], ids=str)
def test_only_what_everybody_reads_is_reported(
    world: World, rude: Donation, donor: Client, change: dict[str, str]
) -> None:
    Donation.objects.update(**change)
    assert donor.get(report(world, rude)).status_code == 404


@pytest.mark.parametrize("who", ["moderator", "owner", "robin"])
def test_moderators_and_the_pages_owner_hide_and_show(
    world: World, rude: Donation, donor: Client, browse: Browse, who: str
) -> None:
    donor.post(report(world, rude), {"reason": "Spam, clearly"})
    browser = browse(getattr(world, who))
    shown = said(browser.get(care(world)))
    assert "Spam, clearly" in shown
    assert rude.donor.name not in shown
    browser.post(f"{care(world)}{rude.pk}/hiding/")
    rude.refresh_from_db()
    assert rude.message_hidden_at is not None
    assert "Buy my pills" not in said(donor.get(f"/give/{world.page.slug}/"))
    assert not MessageReport.objects.filter(settled_at=None).exists()
    browser.post(f"{care(world)}{rude.pk}/showing/")
    assert "Buy my pills" in said(donor.get(f"/give/{world.page.slug}/"))
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert actions == {"message of a gift hidden", "message of a gift shown"}


def test_nobody_else_does(world: World, rude: Donation, donor: Client, browse: Browse) -> None:
    for browser, status in ((browse(world.kit), 404), (donor, 302)):
        for method in ("hiding", "showing"):
            answer = browser.post(f"{care(world)}{rude.pk}/{method}/")
            assert answer.status_code == status
        assert browser.get(care(world)).status_code == status
    rude.refresh_from_db()
    assert rude.message_hidden_at is None


def test_an_owner_of_a_page_cares_for_that_page_only(world: World, browse: Browse) -> None:
    other = make_campaign(world.page.cause, world.kit)
    gift = make_donation(other, message="Hi", state="cleared", cleared_at=OPENED)
    MessageReport.objects.create(club=world.club, donation=gift, why="why", created_at=OPENED)
    assert "Nothing waits for you" in said(browse(world.robin).get(care(world)))
    assert browse(world.robin).post(f"{care(world)}{gift.pk}/hiding/").status_code == 404
    assert browse(world.kit).post(f"{care(world)}{gift.pk}/hiding/").status_code == 302


def test_what_may_stay_is_not_asked_about_again(
    world: World, rude: Donation, donor: Client, browse: Browse
) -> None:
    donor.post(report(world, rude), {"reason": "I do not like it"})
    browse(world.moderator).post(f"{care(world)}{rude.pk}/showing/")
    assert "Nothing waits for you" in said(browse(world.moderator).get(care(world)))


def test_moderators_are_told_at_their_desk(
    world: World, rude: Donation, donor: Client, browse: Browse
) -> None:
    desk = f"/clubs/{world.club.slug}/desk/"
    assert "reported" not in said(browse(world.moderator).get(desk))
    for _ in range(2):
        donor.post(report(world, rude), {"reason": "Spam"})
    assert "1 message of a donor was reported" in said(browse(world.moderator).get(desk))
    assert "a donor was reported" not in said(browse(world.treasurer).get(desk))


def test_a_message_is_reported_from_the_page(world: World, rude: Donation, donor: Client) -> None:
    assert report(world, rude) in said(donor.get(f"/give/{world.page.slug}/"))
