"""Pledging as a donor does: the form, what it would cost, the letter, their own page of it."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from strongstride.clubs.crediting.terms import ChallengeKind
from strongstride.giving.links import pledge_token
from strongstride.giving.models import Campaign, Letter, PaymentAttempt, Pledge, PledgeState
from strongstride.giving.pledges.offering import invitation
from strongstride.web import clock
from tests.giving.pledges.making import (
    make_pledge_row,
    make_runner_page,
    make_terms,
    part_of,
    run,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def _sent(**given: Any) -> dict[str, Any]:
    usual = {
        "asked": str(uuid4()),
        "unit": "mile",
        "rate": "0.50",
        "cap": "25",
        "count_from": "start",
        "name": "Sam Reed",
        "email": "sam@example.org",
        "display": "public",
        "step": "send",
    }
    return {**usual, **given}


def _send(campaign: Campaign, client: Client | None = None, **given: Any) -> Any:
    client = client or Client()
    return client.post(reverse("giving:pledge", args=[campaign.slug]), _sent(**given))


def test_form_offers_the_units_of_the_challenge() -> None:
    campaign = make_runner_page()
    page = Client().get(reverse("giving:pledge", args=[campaign.slug])).content.decode()
    assert 'value="mile"' in page
    assert 'value="km"' in page
    assert 'value="strength"' not in page


def test_form_asks_nobody_to_log_in_and_says_truthfully_who_sees_the_name() -> None:
    campaign = make_runner_page()
    page = Client().get(reverse("giving:pledge", args=[campaign.slug])).content.decode()
    assert "Log in" not in page
    assert re.search(r'id="id_name_helptext"[^>]*>The page shows what you choose below\.', page)


def test_donor_sees_estimate_cap_and_today_before_anything_is_promised() -> None:
    campaign = make_runner_page()
    run(campaign, 16_093.44)  # ten miles by the tenth day of 31
    answer = _send(campaign, step="look")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r"£25</b><br>is the most this can cost you, reached at 50.0 mi", page)
    assert "if it goes on as until today: 31.0 mi" in page
    assert "<dd>£15.50</dd>" in page
    assert "For what counts today: 10.0 mi</dt><dd>£5</dd>" in page
    assert not Pledge.objects.exists()


def test_pledge_goes_from_form_to_confirmed_by_the_letter_alone() -> None:
    campaign = make_runner_page()
    answer = _send(campaign)
    assert answer["Location"] == reverse("giving:pledge-sent", args=[campaign.slug])
    pledge = Pledge.objects.get()
    assert pledge.state == PledgeState.UNCONFIRMED
    letter = Letter.objects.get(key=f"pledge-confirm:{pledge.pk}")
    assert letter.to == "sam@example.org"
    found = re.search(r"/pledges/\S+/", letter.body)
    assert found is not None
    donor = Client()
    shown = donor.get(found[0])
    assert "Confirm my pledge" in shown.content.decode()
    assert Pledge.objects.get().state == PledgeState.UNCONFIRMED, "looking is not confirming"
    donor.post(f"{found[0]}confirm/")
    assert Pledge.objects.get().state == PledgeState.ACTIVE


def test_same_form_sent_twice_is_one_pledge_and_one_letter() -> None:
    campaign, said = make_runner_page(), _sent()
    for _ in range(2):
        Client().post(reverse("giving:pledge", args=[campaign.slug]), said)
    assert Pledge.objects.count() == Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"cap": ""}, "This field is required"),
        ({"cap": "0"}, "more than zero"),
        ({"cap": "0.25"}, "One alone costs £0.50"),
        ({"rate": "1,50"}, "point"),
        ({"rate": "-1"}, "more than zero"),
        ({"rate": "NaN"}, "no amount"),
        ({"cap": str(2**63)}, "most we can write down"),
        ({"unit": "strength"}, "not one of the available choices"),
        ({"email": ""}, "This field is required"),
        ({"name": "\u200b"}, "Write a name"),
    ],
)
def test_form_refuses_what_is_no_pledge(given: dict[str, Any], says: str) -> None:
    campaign = make_runner_page()
    answer = _send(campaign, **given)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Pledge.objects.exists()


def test_letters_to_one_mailbox_are_limited() -> None:
    campaign = make_runner_page()
    answers = [_send(campaign, rate=f"0.{n}0").status_code for n in range(1, 7)]
    assert answers == [302] * 4 + [400] * 2
    assert Letter.objects.count() == 4


def test_pledging_is_not_offered_without_mail(settings: LazySettings) -> None:
    settings.HAS_MAIL = False
    campaign = make_runner_page()
    assert "No pledges can be made here" in _send(campaign).content.decode()
    assert not Pledge.objects.exists()


@pytest.mark.parametrize(
    ("kind", "has_mail", "what"),
    [
        ("distance", True, ", or pledge so much for each mile that counts."),
        ("strength", True, ", or pledge so much for each strength session that counts."),
        ("elevation", True, " for what you do."),
        ("distance", False, " for what you do."),
    ],
)
def test_runner_is_told_of_pledges_only_where_friends_can_make_them(
    kind: str, has_mail: bool, what: str, settings: LazySettings
) -> None:
    settings.HAS_MAIL = has_mail
    challenge = part_of(make_runner_page(make_terms(kind=ChallengeKind(kind)))).challenge
    assert invitation(challenge, clock.now()) == f"Friends give{what}"


def test_tampered_link_opens_nothing() -> None:
    token = pledge_token(make_pledge_row())
    for wrong in (f"{token}x", token[:-1], f"{make_pledge_row().pk.hex}.{token.split('.')[1]}"):
        assert Client().get(reverse("giving:pledge-manage", args=[wrong])).status_code == 404
        assert Client().post(reverse("giving:pledge-cancel", args=[wrong])).status_code == 404
    assert set(Pledge.objects.values_list("state", flat=True)) == {PledgeState.ACTIVE}


def test_donor_lowers_the_cap_changes_the_display_and_cancels() -> None:
    pledge = make_pledge_row()
    token, donor = pledge_token(pledge), Client()
    donor.post(reverse("giving:pledge-cap", args=[token]), {"cap": "10"})
    donor.post(reverse("giving:pledge-display", args=[token]), {"display": "anonymous"})
    pledge.refresh_from_db()
    assert (pledge.cap_minor, pledge.display) == (1000, "anonymous")
    raised = donor.post(reverse("giving:pledge-cap", args=[token]), {"cap": "11"}, follow=True)
    assert "can only be lowered" in raised.content.decode()
    donor.post(reverse("giving:pledge-cancel", args=[token]))
    pledge.refresh_from_db()
    assert (pledge.cap_minor, pledge.state) == (1000, PledgeState.CANCELLED)


@pytest.mark.parametrize("way", ["bank_transfer", "nonsense", ""])
def test_paying_leads_on_or_says_why_not(way: str) -> None:
    pledge = make_pledge_row(state=PledgeState.DUE, final_units=16_094, final_minor=500)
    address = reverse("giving:pledge-pay", args=[pledge_token(pledge)])
    for _ in range(2):
        answer = Client().post(address, {"way": way}, follow=True)
        assert answer.status_code == 200
        said = answer.content.decode()
        assert ("We wait for your transfer" in said) == (way == "bank_transfer")
        assert ("choose another" in said) == (way != "bank_transfer")


def test_a_form_sent_for_another_page_is_said_to_be() -> None:
    asked = str(uuid4())
    assert _send(make_runner_page(), asked=asked).status_code == 302
    answer = _send(make_runner_page(), asked=asked)
    assert answer.status_code == 400
    assert "sent for another page" in answer.content.decode()


@pytest.mark.parametrize("is_begun", [False, True])
def test_a_pledge_is_not_paid_to_a_cause_that_takes_no_gifts_any_more(is_begun: bool) -> None:
    pledge = make_pledge_row(state=PledgeState.DUE, final_units=16_094, final_minor=500)
    address = reverse("giving:pledge-pay", args=[pledge_token(pledge)])
    client, cause = Client(), pledge.campaign.cause
    if is_begun:
        client.post(address, {"way": "bank_transfer"})
    type(cause).objects.filter(pk=cause.pk).update(is_active=False)
    answer = client.post(address, {"way": "external_link"}, follow=True)
    page = answer.content.decode()
    assert "your pledge cannot be paid here" in page
    assert 'name="way"' not in page
    assert PaymentAttempt.objects.count() == is_begun
