"""What a provider said, in any order and any part of it again, ends where the clean order ends."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.models import Campaign, Letter, Match, PaymentAttempt, Receipt
from strongstride.giving.providers.seen import (
    DisputeSeen,
    DisputeWord,
    PaidWord,
    RefundSeen,
    RefundWord,
    Seen,
)
from tests.giving.clearing.making import make_match
from tests.giving.clearing.plain import PlainGift
from tests.giving.making import OPENED, make_campaign, make_donation, make_donor

steps = st.lists(
    st.tuples(st.sampled_from(["refund", "failed refund", "won", "lost"]), st.integers(1, 60)),
    min_size=1,
    max_size=4,
)


@pytest.fixture(autouse=True)
def with_mail(settings: object) -> None:
    """Letters are written."""
    settings.HAS_MAIL = True  # type: ignore[attr-defined]


def history(amount: int, cover: int, happened: list[tuple[str, int]]) -> list[Seen]:
    """All that a provider says of a gift, as it happens: parts of it by percent of the payment."""
    gift = PlainGift(amount, cover, OPENED)
    for gift.word in (PaidWord.OPEN, PaidWord.PROCESSING, PaidWord.PAID):
        gift.say()
    for number, (what, percent) in enumerate(happened):
        minor = min(max(1, gift.paid * percent // 100), gift.there)
        if not minor:
            break
        if what.endswith("refund"):
            end = RefundWord.DONE if what == "refund" else RefundWord.FAILED
            for word in (RefundWord.TRANSIT, end):
                gift.refunds[f"re_{number}"] = RefundSeen(f"re_{number}", minor, word)
                gift.say()
        else:
            for decided in (DisputeWord.OPEN, DisputeWord(what)):
                gift.disputes[f"dp_{number}"] = DisputeSeen(f"dp_{number}", minor, decided)
                gift.say()
    return gift.told


def come_to(page: Campaign, attempt: PaymentAttempt, told: list[Seen]) -> tuple[object, ...]:
    """What all of it leads to: balances, match, state, receipts and letters."""
    for seen in told:
        apply(attempt, seen)
    gift = attempt.donation
    gift.refresh_from_db()
    letters = Letter.objects.filter(donor=gift.donor)
    return (
        balances(page),
        Match.objects.get(campaign=page).used_minor,
        gift.state,
        Receipt.objects.filter(donation=gift).count(),
        sorted(letters.values_list("subject", flat=True)),
    )


def begin(amount: int, cover: int) -> tuple[Campaign, PaymentAttempt]:
    """A page with a sponsor who adds half, and a gift that nobody has paid."""
    page = make_campaign()
    make_match(page, amount // 3 + 1, rate_percent=50)
    donor = make_donor(email=f"{uuid4().hex}@example.org")
    gift = make_donation(page, amount, cover_minor=cover, donor=donor)
    return page, new_attempt(gift, "bank_transfer")


@pytest.mark.both_databases
@pytest.mark.django_db
@settings(
    max_examples=settings().max_examples // 10,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(amount=st.integers(3, 20_000), cover=st.integers(0, 900), happened=steps, data=st.data())
def test_any_order_of_what_was_said_ends_in_the_same(
    amount: int, cover: int, happened: list[tuple[str, int]], data: st.DataObject
) -> None:
    told = history(amount, cover, happened)
    again = data.draw(st.lists(st.sampled_from(told), max_size=4))
    shuffled = data.draw(st.permutations([*told, *again]))
    clean, mixed = begin(amount, cover), begin(amount, cover)
    last_alone = begin(amount, cover)
    expected = come_to(*clean, told)
    assert come_to(*mixed, shuffled) == expected
    assert come_to(*last_alone, told[-1:])[:3] == expected[:3]
    assert list(check()) == []
