"""A donor is forgotten: no name is left but where the law keeps it, and no total changes."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models

from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import Team
from strongstride.clubs.settling.appearance import change_team
from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.donors.erasure import forget
from strongstride.giving.donors.keeping import keeping, let_go
from strongstride.giving.donors.words import without
from strongstride.giving.models import (
    AttemptState,
    CampaignUpdate,
    CountFrom,
    Donation,
    Donor,
    GiftAidDeclaration,
    Letter,
    LineState,
    MessageReport,
    OwnerKind,
    PaymentAttempt,
    Pledge,
    PledgeState,
    PledgeUnit,
    Receipt,
    ReceiptFile,
    Refund,
    RefundState,
    Regime,
    StatementLine,
)
from strongstride.giving.receipts.actions import correct, issue
from strongstride.giving.receipts.declarations import DeclarationWords, declare
from strongstride.giving.receipts.files import pdf_of
from strongstride.giving.recovery import recover
from strongstride.training.own_data.erase import erase_account
from tests.clubs.making import make_challenge, make_club, make_member, make_part
from tests.giving.making import OPENED, make_campaign, make_cause, make_donation, make_donor
from tests.giving.plainly import RENDER, told_plainly
from tests.giving.receipts.making import make_cleared, send_back

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NAME, EMAIL = "Zebulon Quist", "zebulon.quist@example.org"
SAID = DeclarationWords(
    first_name="Zebulon", last_name="Quist", house="1", address="Mill Lane", postcode="SW1A 1AA",
    is_lasting=True,
)  # fmt: skip
BY_LAW = {"giving.receipt", "giving.receiptfile", "giving.giftaiddeclaration"}


@pytest.fixture
def gift(monkeypatch: pytest.MonkeyPatch) -> Donation:
    """A gift of Zebulon's that left their name wherever a name can stand."""
    monkeypatch.setattr(RENDER, told_plainly)
    campaign = make_campaign(make_cause(regime=Regime.UK), story=f"Thanks to {NAME}!")
    donor = make_donor(NAME, email=EMAIL, wants_news=True)
    gift = make_cleared(campaign, donor=donor, message=f"Go! {NAME}", cover_minor=60)
    receipt = issue(gift, OPENED)
    declare(gift, SAID, OPENED)
    attempt = PaymentAttempt.objects.create(
        donation=gift, provider="bank_transfer", idem_key="key", amount_minor=2060, currency="GBP",
        state=AttemptState.PAID, complaint=f"{NAME} paid late", created_at=OPENED,
    )  # fmt: skip
    Refund.objects.create(
        attempt=attempt, idem_key="back", amount_minor=500, state=RefundState.DONE,
        reason=f"{NAME} asked for it", created_at=OPENED,
    )  # fmt: skip
    correct(gift, send_back(gift, 500, "a"), OPENED)
    assert pdf_of(receipt)
    _letters(donor, receipt)
    _lines(gift)
    CampaignUpdate.objects.create(campaign=campaign, body=f"{NAME} gave!", at=OPENED)
    MessageReport.objects.create(
        club=campaign.club, donation=gift, why=f"{NAME} is a bot", created_at=OPENED
    )
    note(campaign.club, campaign.owner, "gift verified", NAME, after={"mail": EMAIL})
    return gift


def _letters(donor: Donor, receipt: Receipt) -> None:
    for key, sent_at in (("thanks", OPENED), ("news", None)):
        Letter.objects.create(
            key=key, donor=donor, to=EMAIL, subject=f"Dear {NAME}", body=f"Thank you, {NAME}",
            receipt=receipt, written_at=OPENED, sent_at=sent_at,
        )  # fmt: skip


def _lines(gift: Donation) -> None:
    for number, of in enumerate((gift, None)):
        StatementLine.objects.create(
            cause=gift.campaign.cause, checksum=str(number), on=OPENED.date(), amount_minor=2060,
            currency="GBP", text=f"FPI {NAME.upper()} {gift.ref}", donation=of, read_at=OPENED,
            state=LineState.MATCHED if of else LineState.UNMATCHED,
        )  # fmt: skip


def leftovers(*names: str) -> set[str]:
    """Every column of every table, of giving and all others, in which one of the names stands."""
    return {
        f"{model._meta.label_lower}.{column}"
        for model in apps.get_models(include_auto_created=True)
        for column, told in _cells(model)
        if any(name.lower() in told.lower() for name in names)
    }


def _cells(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    for row in model._default_manager.values():
        for column, value in row.items():
            raw = bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else value
            yield column, json.dumps(raw, default=str, ensure_ascii=False)


def test_the_scan_finds_names_before(gift: Donation) -> None:
    assert {
        "giving.donor.name", "giving.donor.email", "giving.donation.message", "giving.letter.body",
        "giving.statementline.text", "clubs.auditentry.about", "giving.refund.reason",
        "giving.receipt.document", "giving.receiptfile.pdf",
    } <= leftovers(NAME, EMAIL)  # fmt: skip


def test_no_name_is_left_but_what_the_law_keeps(gift: Donation) -> None:
    assert forget([gift.donor], OPENED) == 1
    assert {found.rpartition(".")[0] for found in leftovers(NAME, EMAIL, "Quist")} == BY_LAW


def test_no_total_changes_and_the_books_are_right(gift: Donation) -> None:
    other = make_cleared(gift.campaign)
    issue(other, OPENED)
    before = (balances(gift.campaign), Receipt.objects.count(), gift.amount_minor)
    forget([gift.donor], OPENED)
    gift.refresh_from_db()
    assert (balances(gift.campaign), Receipt.objects.count(), gift.amount_minor) == before
    assert gift.ref
    other.donor.refresh_from_db()
    assert other.donor.name == "Sam Reed"
    assert [str(found) for found in check() if "receipt" in str(found)] == []


def test_receipts_and_declarations_stay_as_they_were(gift: Donation) -> None:
    before = list(Receipt.objects.order_by("pk").values_list("sha256", "document"))
    forget([gift.donor], OPENED)
    assert list(Receipt.objects.order_by("pk").values_list("sha256", "document")) == before
    assert GiftAidDeclaration.objects.get().last_name == "Quist"


def test_what_is_kept_goes_when_the_law_lets_go(gift: Donation) -> None:
    forget([gift.donor], OPENED)
    years = keeping()[Regime.UK].years
    assert let_go(OPENED.replace(year=OPENED.year + years)) == 0
    assert let_go(OPENED.replace(year=OPENED.year + years + 1)) == 3
    assert leftovers(NAME, EMAIL, "Quist") == set()
    assert [row.number for row in Receipt.objects.order_by("number")] == [1, 2]
    file = ReceiptFile.objects.get()
    assert (bytes(file.pdf), len(file.sha256)) == (b"", 64)
    assert [str(found) for found in check() if "receipt" in str(found)] == []


def test_a_receipt_that_was_let_go_of_is_not_drawn_any_more(gift: Donation) -> None:
    drawn, undrawn = Receipt.objects.order_by("number")
    forget([gift.donor], OPENED)
    let_go(OPENED.replace(year=OPENED.year + 7))
    assert pdf_of(Receipt.objects.get(pk=drawn.pk)) is None
    assert pdf_of(Receipt.objects.get(pk=undrawn.pk)) is None
    assert pdf_of(undrawn) is None  # read before, drawn after


def test_the_background_work_lets_go(gift: Donation) -> None:
    forget([gift.donor], OPENED)
    recover(OPENED.replace(year=OPENED.year + 7))
    assert set(Receipt.objects.values_list("document", flat=True)) == {""}


def test_who_was_not_forgotten_is_kept_for_good(gift: Donation) -> None:
    assert let_go(OPENED + timedelta(days=40_000)) == 0


def test_every_regime_says_how_long_and_by_what_law() -> None:
    assert set(keeping()) == set(Regime)
    assert all(rule.years > 0 and rule.source for rule in keeping().values())


def test_a_pledge_that_nobody_has_paid_is_called_off(gift: Donation) -> None:
    pledge = Pledge.objects.create(
        asked=gift.pk, campaign=gift.campaign, donor=gift.donor, rate_minor=50, cap_minor=2500,
        unit=PledgeUnit.MILE, currency="GBP", count_from=CountFrom.START, display="public",
        message=f"Run, {NAME}", state=PledgeState.ACTIVE, created_at=OPENED, confirmed_at=OPENED,
    )  # fmt: skip
    forget([gift.donor], OPENED)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.message, pledge.display) == ("cancelled", "", "anonymous")


def test_an_account_takes_its_gifts_name_along(gift: Donation) -> None:
    member = make_member(gift.campaign.club, NAME)
    assert member.athlete is not None
    user = member.athlete.user
    user.name = NAME
    user.save()
    Donor.objects.filter(pk=gift.donor.pk).update(athlete=member.athlete)
    before = balances(gift.campaign)
    erase_account(user)
    assert {found.rpartition(".")[0] for found in leftovers(NAME, EMAIL)} <= BY_LAW
    assert balances(gift.campaign) == before


def test_an_account_takes_the_name_of_its_page_along() -> None:
    club = make_club()
    member = make_member(club, NAME)
    assert member.athlete is not None
    campaign = make_campaign(
        make_cause(club), member, owner_kind=OwnerKind.RUNNER, owner_name=NAME, slug="quist-runs",
        title=f"{NAME} runs", story=f"I am {NAME}.",
    )  # fmt: skip
    make_cleared(campaign)
    before = balances(campaign)
    erase_account(member.athlete.user)
    assert leftovers(NAME, "quist") == set()
    assert balances(campaign) == before


def test_the_page_of_a_team_outlives_the_last_of_its_runners() -> None:
    club = make_club()
    member = make_member(club, NAME)
    assert member.athlete is not None
    challenge = make_challenge(club, scope="team")
    team = Team.objects.create(challenge=challenge, name="Hares", created_at=OPENED, captain=member)
    change_team(make_part(challenge, member), team)
    campaign = make_campaign(make_cause(club), owner_kind=OwnerKind.TEAM, team=team)
    erase_account(member.athlete.user)
    campaign.refresh_from_db()
    assert campaign.team is not None
    assert campaign.team.name == "Hares"


@pytest.mark.parametrize("is_verified", [True, False])
def test_only_a_verified_address_makes_a_gift_theirs(gift: Donation, is_verified: bool) -> None:
    member = make_member(gift.campaign.club, "Zeb")
    assert member.athlete is not None
    user = member.athlete.user
    EmailAddress.objects.create(user=user, email=EMAIL.upper(), verified=is_verified)
    erase_account(user)
    gift.donor.refresh_from_db()
    assert (gift.donor.erased_at is not None) is is_verified


def test_the_owner_of_a_page_keeps_their_own_name_on_it() -> None:
    campaign = make_campaign(owner_name=NAME, story=f"I am {NAME}.")
    gift = make_donation(campaign, donor=make_donor(NAME))
    forget([gift.donor], OPENED)
    campaign.refresh_from_db()
    assert campaign.story == f"I am {NAME}."


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("Sam Reed gave", "a donor gave"),
        ("Sam Reeds", "Sam Reeds"),
        ({"by": ["Sam Reed", 5]}, {"by": ["a donor", 5]}),
        (date(2026, 1, 1), date(2026, 1, 1)),
    ],
)
def test_names_are_taken_out_whole(told: object, left: object) -> None:
    assert without(told, {"Sam Reed"}) == left
