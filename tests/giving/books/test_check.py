"""`ledger check` finds each thing that does not agree, and nothing where all does."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from strongstride.cli.app import app
from strongstride.giving.books import actions, guards
from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.models import (
    AttemptState,
    BroughtForward,
    Dispute,
    DisputeState,
    Donation,
    DonationState,
    Match,
    PaymentAttempt,
    Posting,
    Receipt,
    ReceiptFile,
    ReceiptSeries,
    Refund,
    RefundState,
    Transfer,
)
from strongstride.giving.receipts import guards as receipt_guards
from strongstride.giving.receipts.document import digest_of
from strongstride.giving.receipts.files import pdf_of
from strongstride.ledger.balances import Balances
from tests.giving.books.world import (
    FEES,
    IN_DISPUTE,
    MATCHED,
    RAISED,
    TRANSFERS,
    World,
    make_world,
)
from tests.giving.making import make_campaign, make_donation
from tests.giving.plainly import RENDER, told_plainly

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Something of everything, a balance brought forward every five transfers.

    The files of receipts are plain: drawing takes longer than all the rest.
    """
    monkeypatch.setattr(RENDER, told_plainly)
    monkeypatch.setattr(actions, "FORWARD_EVERY", 5)
    made = make_world()
    for receipt in Receipt.objects.exclude(donation=made.won):
        assert pdf_of(receipt)
    return made


@pytest.fixture
def lifted(world: World) -> World:
    """The same, and the guards gone, as for somebody who works on the database itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in (
            *guards.lifting(connection.vendor),
            *receipt_guards.lifting(connection.vendor),
        ):
            cursor.execute(statement)
    return world


def _says() -> list[str]:
    """What is found beside the missing guards."""
    return [finding.says for finding in check() if finding.where != "The database"]


def test_books_that_were_only_written_by_the_app_agree(world: World) -> None:
    assert list(check()) == []
    assert balances(world.campaign) == Balances(RAISED, MATCHED, FEES, IN_DISPUTE)
    assert Transfer.objects.count() == TRANSFERS
    assert BroughtForward.objects.count() == TRANSFERS // 5


def test_no_pages_agree() -> None:
    assert list(check()) == []


def test_missing_guards_are_told_and_come_back_by_migrating(lifted: World) -> None:
    del lifted
    told = [str(finding) for finding in check()]
    vendor = connection.vendor
    count = len([name for table in guards.GUARDED for name in guards.names(vendor, table)])
    assert len(told) == count + len(receipt_guards.missing(connection))
    assert all("Run `strongstride migrate`" in each for each in told)
    guards.after_migrating(using="default")
    receipt_guards.after_migrating(using="default")
    assert list(check()) == []


def _transfer(world: World) -> Transfer:
    return Transfer.objects.get(posting__key=f"gift:{world.cut.pk}", credit="cause")


def _amount_changed(world: World) -> None:
    Transfer.objects.filter(pk=_transfer(world).pk).update(amount_minor=1001)


def _transfer_gone(world: World) -> None:
    _transfer(world).delete()


def _currency_changed(world: World) -> None:
    Transfer.objects.filter(pk=_transfer(world).pk).update(currency="EUR")


def _of_another_page(world: World) -> None:
    Posting.objects.filter(key=f"gift:{world.cut.pk}").update(campaign=make_campaign())


def _of_another_gift(world: World) -> None:
    Posting.objects.filter(key=f"gift:{world.cut.pk}").update(donation=make_donation())


def _posting_empty(world: World) -> None:
    Transfer.objects.filter(posting__key=f"match:{world.kept.pk}:{world.match.pk}").delete()


def _forward_wrong(world: World) -> None:
    BroughtForward.objects.filter(campaign=world.campaign, through=10).update(raised=1)


def _forward_of_an_empty_page(world: World) -> None:
    BroughtForward.objects.create(
        campaign=make_campaign(world.campaign.cause),
        through=5, raised=1, matched=0, fees=0, in_dispute=0,
    )  # fmt: skip


def _match_counts_wrong(world: World) -> None:
    Match.objects.filter(pk=world.match.pk).update(used_minor=MATCHED + 1)


def _untouched_match_counts(world: World) -> None:
    campaign = make_campaign(world.campaign.cause)
    Match.objects.create(
        campaign=campaign, sponsor="Weir", pool_minor=10, used_minor=5,
        starts_at=world.match.starts_at, ends_at=world.match.ends_at,
        created_at=world.match.created_at,
    )  # fmt: skip


def _pool_smaller(world: World) -> None:
    Match.objects.filter(pk=world.match.pk).update(used_minor=0)
    Match.objects.filter(pk=world.match.pk).update(pool_minor=MATCHED - 1)


def _match_over_its_limit(world: World) -> None:
    Match.objects.filter(pk=world.match.pk).update(per_gift_minor=1999)


def _match_without_its_row(world: World) -> None:
    Posting.objects.filter(match=world.match).update(match=None)


def _not_cleared(world: World) -> None:
    Donation.objects.filter(pk=world.kept.pk).update(state=DonationState.REFUNDED)


def _cleared_by_hand(world: World) -> None:
    Donation.objects.filter(pk=world.waiting.pk).update(state=DonationState.CLEARED)


def _amount_of_gift_changed(world: World) -> None:
    Donation.objects.filter(pk=world.kept.pk).update(amount_minor=2001)


def _currency_of_gift_changed(world: World) -> None:
    Donation.objects.filter(pk=world.waiting.pk).update(currency="EUR")


def _attempt_not_paid(world: World) -> None:
    PaymentAttempt.objects.filter(donation=world.kept).update(state=AttemptState.FAILED)


def _attempt_paid_alone(world: World) -> None:
    PaymentAttempt.objects.create(
        donation=world.waiting, provider="manual", idem_key="x", amount_minor=800, currency="EUR",
        state=AttemptState.PAID, created_at=world.waiting.created_at,
    )  # fmt: skip


def _refund_undone(world: World) -> None:
    Refund.objects.filter(attempt__donation=world.cut).update(state=RefundState.FAILED)


def _refund_larger(world: World) -> None:
    Refund.objects.filter(attempt__donation=world.cut).update(amount_minor=1001)


def _dispute_undecided(world: World) -> None:
    Dispute.objects.filter(attempt__donation=world.lost).update(state=DisputeState.OPEN)


def _dispute_unknown(world: World) -> None:
    Dispute.objects.filter(attempt__donation=world.won).delete()


def _receipt_gone(world: World) -> None:
    ReceiptFile.objects.filter(receipt__donation=world.kept).delete()
    Receipt.objects.get(key=f"receipt:{world.kept.pk}").delete()


def _receipt_changed(world: World) -> None:
    Receipt.objects.filter(donation=world.kept).update(document="{}")


def _receipt_of_other_words(world: World) -> None:
    says = {"document": "{}", "sha256": digest_of("{}")}
    Receipt.objects.filter(donation=world.kept).update(**says)


def _file_changed(world: World) -> None:
    ReceiptFile.objects.filter(receipt__donation=world.kept).update(pdf=b"%PDF of more")


def _file_emptied(world: World) -> None:
    ReceiptFile.objects.filter(receipt__donation=world.kept).update(pdf=b"")


def _file_of_another(world: World) -> None:
    ReceiptFile.objects.filter(receipt__donation=world.kept).update(
        receipt=Receipt.objects.get(donation=world.won)
    )


def _receipt_of_an_unpaid_gift(world: World) -> None:
    Receipt.objects.filter(key=f"receipt:{world.kept.pk}").update(donation=world.waiting)


def _two_receipts(world: World) -> None:
    Receipt.objects.filter(key=f"receipt:{world.kept.pk}").update(donation=world.won)


def _correction_for_nothing(world: World) -> None:
    Receipt.objects.filter(donation=world.cut, kind="correction").update(key="refund:x")


def _series_further(world: World) -> None:
    ReceiptSeries.objects.filter(cause=world.campaign.cause).update(last=99)


BROKEN: list[tuple[Callable[[World], None], str]] = [
    (_amount_changed, "clearing:bank_transfer holds -1 that went on to nobody"),
    (_transfer_gone, "is missing"),
    (_currency_changed, "is in EUR, the page in GBP"),
    (_of_another_page, "belongs to a posting of another page"),
    (_of_another_gift, "is of no gift to this page"),
    (_posting_empty, "moves nothing"),
    (_forward_wrong, "brought forward at transfer 10 is not what"),
    (_forward_of_an_empty_page, "but nothing is in its books"),
    (_match_counts_wrong, f"match says {MATCHED + 1} is used, the books say {MATCHED}"),
    (_untouched_match_counts, "Weir's match says 5 is used, the books say 0"),
    (_pool_smaller, f"has added {MATCHED} from a pool of {MATCHED - 1}"),
    (_match_over_its_limit, "match added 2000 to gift"),
    (_match_without_its_row, "names no match"),
    (_not_cleared, "is refunded, by the books it is cleared"),
    (_cleared_by_hand, "is cleared, but the books do not have it"),
    (_amount_of_gift_changed, "is of 2091 with its cover, the books have 2090"),
    (_currency_of_gift_changed, "is in EUR, which is not the page's currency"),
    (_attempt_not_paid, "but no try at paying it was paid"),
    (_attempt_paid_alone, "was paid, but is not in the books"),
    (_attempt_paid_alone, "is in another currency than the gift"),
    (_refund_undone, "is in the books, but no such refund was done"),
    (_refund_larger, "a refund of 1001 of gift"),
    (_refund_larger, "come to 1001, more than the 1000 paid"),
    (_dispute_undecided, "is open, the books differ"),
    (_dispute_unknown, "is in the books, but no such dispute is known"),
    (_receipt_gone, "without a gap, but there are"),
    (_receipt_gone, "but has no receipt"),
    (_receipt_changed, "is not what it was when given"),
    (_receipt_of_other_words, "was drawn from something else"),
    (_file_changed, "is not what it was when drawn"),
    (_file_emptied, "is not what it was when drawn"),
    (_file_of_another, "was drawn from something else"),
    (_receipt_of_an_unpaid_gift, "has a receipt, but is not in the books"),
    (_two_receipts, "has more than one receipt besides corrections"),
    (_correction_for_nothing, "but no receipt was corrected for it"),
    (_correction_for_nothing, "corrected for refund:x, which is not in the books"),
    (_series_further, "should be numbered 1 to 99 without a gap"),
]
"""What somebody does to the database, and a part of what is then said of it."""


def test_what_does_not_agree_is_said(lifted: World) -> None:
    assert _says() == []
    unsaid = []
    for breaking, said in BROKEN:
        found = _said_of(breaking, lifted)
        assert all(says.endswith(".") for says in found)
        if not any(said in says for says in found):
            unsaid.append((breaking.__name__, said, found))
    assert unsaid == []
    assert _says() == []


def _said_of(breaking: Callable[[World], None], world: World) -> list[str]:
    """What is found after this was done, which is then undone."""
    with transaction.atomic():
        breaking(world)
        found = _says()
        transaction.set_rollback(True)
    return found


def test_the_command_ends_with_1_when_something_does_not_agree(world: World) -> None:
    result = CliRunner().invoke(app, ["ledger", "check"], standalone_mode=False)
    there = f"1 giving pages, 6 gifts, {TRANSFERS} transfers and 7 receipts checked"
    assert (result.return_value, result.output) == (0, f"{there}: all of it agrees.\n")
    _match_counts_wrong(world)
    result = CliRunner().invoke(app, ["ledger", "check"], standalone_mode=False)
    assert result.return_value == 1
    assert result.output.startswith(f"{world.campaign.slug}: Weir Engineering's match says ")
    assert "one thing does not agree" in result.output
