"""News goes to those who wanted it, and ends at once."""

from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client

from strongstride.giving.letters import sending
from strongstride.giving.letters.news import announce, write_news
from strongstride.giving.links import news_token
from strongstride.giving.models import Campaign, CampaignUpdate, Donor, Letter
from tests.giving.making import OPENED, make_campaign, make_donation, make_donor

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def page(db: None) -> Campaign:
    return make_campaign()


def gave(page: Campaign, email: str, *, state: str = "cleared", news: bool = True) -> Donor:
    """Somebody who gave to the page."""
    donor = make_donor(email=email, wants_news=news)
    make_donation(page, donor=donor, state=state)
    return donor


def tell(page: Campaign) -> None:
    """An update, and the worker's task of it, which is done twice."""
    update = CampaignUpdate.objects.create(campaign=page, body="We ran <far>.", at=OPENED)
    announce(update)
    for _ in range(2):
        write_news.func(str(update.pk))


def read_by() -> list[str]:
    return sorted(Letter.objects.values_list("to", flat=True))


def test_news_goes_to_those_who_gave_and_wanted_it_once_each(page: Campaign) -> None:
    gave(page, "yes@example.org")
    gave(page, "YES@example.org")  # gave twice
    gave(page, "no@example.org", news=False)
    gave(page, "unpaid@example.org", state="pending")
    gave(page, "back@example.org", state="refunded")
    gave(page, "")
    gave(make_campaign(), "other@example.org")
    tell(page)
    assert [each.casefold() for each in read_by()] == ["yes@example.org"]
    assert "We ran <far>." in Letter.objects.get().body


def test_news_can_be_ended_by_one_click_of_a_mail_program(page: Campaign) -> None:
    """RFC 8058: a POST without a cookie, without a login, and it holds at once."""
    donor = gave(page, "yes@example.org")
    tell(page)
    sending.send_due(Letter.objects.get().written_at)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address.endswith(f"/news/{news_token(donor)}/end/")
    place = address[address.index("/news/") :]
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(place, {"List-Unsubscribe": "One-Click"}).status_code == 200
    donor.refresh_from_db()
    assert not donor.wants_news
    tell(page)
    assert Letter.objects.count() == 1


def test_opening_the_link_ends_nothing(page: Campaign) -> None:
    """Programs that look for viruses open every link."""
    donor = gave(page, "yes@example.org")
    answer = Client().get(f"/news/{news_token(donor)}/end/")
    assert b"Send me no more news" in answer.content
    donor.refresh_from_db()
    assert donor.wants_news


def test_what_is_written_and_not_sent_is_not_sent(page: Campaign) -> None:
    first = gave(page, "yes@example.org")
    again = gave(page, "Yes@example.org")
    tell(page)
    Client().post(f"/news/{news_token(again)}/end/")
    first.refresh_from_db()
    assert not first.wants_news  # the same address
    sending.send_due(OPENED.replace(year=2030))
    assert mail.outbox == []


def test_a_letter_is_not_sent_to_who_ended_it_in_between(page: Campaign) -> None:
    gave(page, "yes@example.org")
    tell(page)
    Donor.objects.update(wants_news=False)
    sending.send_due(OPENED.replace(year=2030))
    assert mail.outbox == []
    assert not Letter.objects.exists()


def test_an_update_that_was_taken_away_is_not_told(page: Campaign) -> None:
    gave(page, "yes@example.org")
    update = CampaignUpdate.objects.create(campaign=page, body="x", at=OPENED, hidden_at=OPENED)
    write_news.func(str(update.pk))
    write_news.func(str(uuid4()))
    assert read_by() == []


def test_the_end_of_news_is_for_news_links(page: Campaign) -> None:
    assert Client().post("/news/nothing/end/").status_code == 404
