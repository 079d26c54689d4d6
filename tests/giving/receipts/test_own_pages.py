"""The donor's receipts and Gift Aid declaration, opened by the link to their gift."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from strongstride.accounts.models import Athlete
from strongstride.giving.links import gift_token
from strongstride.giving.models import (
    Donation,
    DonationState,
    Donor,
    GiftAidDeclaration,
    ReceiptFile,
    Regime,
)
from strongstride.giving.receipts.actions import correct, issue
from strongstride.giving.receipts.declarations import declared, is_covered
from strongstride.giving.receipts.files import pdf_of
from tests.clubs.making import make_member
from tests.giving.making import OPENED, make_campaign, make_cause, make_donation, make_donor
from tests.giving.receipts.making import make_cleared, send_back

pytestmark = pytest.mark.django_db
SAID = {
    "gifts": "one", "first_name": "Sam", "last_name": "Reed", "house": "12", "address": "Mill Lane",
    "postcode": "sw1a1aa", "is_taxpayer": "on",
}  # fmt: skip


def at(donation: Donation, name: str = "gift", *keys: Any) -> str:
    return reverse(f"giving:{name}", args=[gift_token(donation), *keys])


@pytest.fixture
def gift() -> Donation:
    """A cleared gift to a charity of the UK."""
    donation = make_cleared(make_campaign(make_cause(regime=Regime.UK)))
    issue(donation, OPENED)
    return donation


def test_the_donor_saves_the_receipt_as_it_was_given(client: Client, gift: Donation) -> None:
    receipt = issue(gift, OPENED)
    address = at(gift, "receipt", receipt.pk)
    assert address in client.get(at(gift)).content.decode()
    answer = client.get(address)
    assert answer.content == pdf_of(receipt) == client.get(address).content
    assert ReceiptFile.objects.count() == 1
    assert answer["Content-Disposition"] == 'attachment; filename="receipt-2026-0001.pdf"'
    assert "no-store" in answer["Cache-Control"]


def test_a_correction_stands_first_and_the_replaced_one_says_so(
    client: Client, gift: Donation
) -> None:
    correct(gift, send_back(gift, 500, "a"), OPENED)
    words = client.get(at(gift)).content.decode()
    assert words.index("Correction 2026-0002 (PDF)") < words.index("2026-0001 (PDF), replaced")


def test_no_link_opens_the_receipt_of_another_gift(client: Client, gift: Donation) -> None:
    other = issue(make_cleared(gift.campaign), OPENED)
    assert client.get(at(gift, "receipt", other.pk)).status_code == 404
    assert client.get(at(gift, "receipt", uuid4())).status_code == 404


def test_a_donor_declares_gift_aid(client: Client, gift: Donation) -> None:
    assert "Add Gift Aid" in client.get(at(gift)).content.decode()
    assert "I am a UK taxpayer and understand" in client.get(at(gift, "gift-aid")).content.decode()
    assert client.post(at(gift, "gift-aid"), SAID).status_code == 302
    made = GiftAidDeclaration.objects.get()
    assert (made.first_name, made.last_name, made.postcode) == ("Sam", "Reed", "SW1A 1AA")
    assert made.donation == gift
    assert made.text.startswith("I want to Gift Aid this donation to The River Trust. I am a UK")
    assert "Declared on" in client.get(at(gift)).content.decode()


def test_it_can_be_cancelled_and_is_kept(client: Client, gift: Donation) -> None:
    client.post(at(gift, "gift-aid"), SAID)
    client.post(at(gift, "gift-aid-end"))
    assert declared(gift) is None
    assert GiftAidDeclaration.objects.get().cancelled_at is not None
    assert "Add Gift Aid" in client.get(at(gift)).content.decode()


def test_declaring_again_takes_the_place_of_the_first(client: Client, gift: Donation) -> None:
    client.post(at(gift, "gift-aid"), SAID)
    client.post(at(gift, "gift-aid"), {**SAID, "last_name": "Reeve"})
    first, second = GiftAidDeclaration.objects.order_by("given_at")
    assert first.cancelled_at is not None
    assert declared(gift) == second


def with_account(gift: Donation) -> Athlete:
    """The account the gift's donor gave with from now on."""
    athlete = make_member(gift.campaign.club).athlete
    assert athlete is not None
    Donor.objects.filter(pk=gift.donor_id).update(athlete=athlete)
    return athlete


def test_a_lasting_declaration_covers_later_gifts_of_the_same_account(
    client: Client, gift: Donation
) -> None:
    athlete = with_account(gift)
    client.post(at(gift, "gift-aid"), {**SAID, "gifts": "all"})
    again = make_donor("Sammy", athlete=athlete)
    assert is_covered(make_cleared(gift.campaign, donor=again))
    same_words = make_donor(gift.donor.name, email=gift.donor.email)
    assert not is_covered(make_cleared(gift.campaign, donor=same_words))
    elsewhere = make_campaign(make_cause(regime=Regime.UK))
    assert not is_covered(make_cleared(elsewhere, donor=again))


def test_without_an_account_each_gift_is_declared_by_itself(client: Client, gift: Donation) -> None:
    answer = client.post(at(gift, "gift-aid"), {**SAID, "gifts": "all"})
    assert answer.status_code == 400
    assert declared(gift) is None


def test_whoever_types_the_name_of_another_cannot_cancel_what_they_declared(
    client: Client, gift: Donation
) -> None:
    """A gift that nobody has paid is enough to have a link: it proves nothing."""
    client.post(at(gift, "gift-aid"), SAID)
    posing = make_donor(gift.donor.name, email=gift.donor.email)
    others = make_donation(gift.campaign, donor=posing)
    assert "Declared on" not in client.get(at(others)).content.decode()
    client.post(at(others, "gift-aid-end"))
    paid = make_cleared(gift.campaign, donor=posing)
    client.post(at(paid, "gift-aid"), SAID)
    client.post(at(paid, "gift-aid-end"))
    assert declared(gift) is not None


def test_a_donor_with_an_account_cancels_what_they_declared_from_a_later_gift(
    client: Client, gift: Donation
) -> None:
    athlete = with_account(gift)
    client.post(at(gift, "gift-aid"), {**SAID, "gifts": "all"})
    later = make_cleared(gift.campaign, donor=make_donor("Sammy", athlete=athlete))
    assert "Declared on" in client.get(at(later)).content.decode()
    client.post(at(later, "gift-aid-end"))
    assert not is_covered(gift)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("postcode", "12345"),
        ("postcode", ""),
        ("first_name", "x" * 36),
        ("last_name", "x" * 36),
        ("house", "x" * 41),
        ("is_taxpayer", ""),
        ("gifts", "some"),
    ],
)
def test_what_hmrc_would_refuse_is_not_taken(
    client: Client, gift: Donation, name: str, said: str
) -> None:
    assert client.post(at(gift, "gift-aid"), {**SAID, name: said}).status_code == 400
    assert not GiftAidDeclaration.objects.exists()


def test_a_home_abroad_has_no_postcode(client: Client, gift: Donation) -> None:
    client.post(at(gift, "gift-aid"), {**SAID, "postcode": "x"})
    assert GiftAidDeclaration.objects.get().postcode == "X"


@pytest.mark.parametrize("state", [DonationState.CREATED, DonationState.REFUNDED])
def test_only_money_that_is_there_can_be_declared(client: Client, state: str) -> None:
    gift = make_donation(make_campaign(make_cause(regime=Regime.UK)), state=state)
    assert client.get(at(gift, "gift-aid")).status_code == 404


def test_other_regimes_know_no_gift_aid(client: Client) -> None:
    gift = make_cleared(make_campaign(make_cause()))
    assert "Gift Aid" not in client.get(at(gift)).content.decode()
    assert client.get(at(gift, "gift-aid")).status_code == 404


def test_a_donor_takes_their_name_away(client: Client, gift: Donation) -> None:
    assert at(gift, "forget-me") in client.get(at(gift)).content.decode()
    assert "for 6 years after" in client.get(at(gift, "forget-me")).content.decode()
    assert client.post(at(gift, "forget-me")).status_code == 400
    assert client.post(at(gift, "forget-me"), {"is_sure": "on"}).status_code == 302
    gift.donor.refresh_from_db()
    assert (gift.donor.name, gift.donor.email) == ("", "")
    words = client.get(at(gift)).content.decode()
    assert at(gift, "forget-me") not in words
    assert "Receipt 2026-0001" in words
