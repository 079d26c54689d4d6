"""Stripe as a way of paying, by the real stripe-python against the stand-in."""

import json
from datetime import UTC, datetime

import pytest
from django.conf import LazySettings

from strongstride.giving.models import PaymentAttempt, Refund
from strongstride.giving.providers.base import AwayError, ProviderError, RefusedError
from strongstride.giving.providers.seen import (
    DisputeSeen,
    DisputeWord,
    PaidWord,
    RefundSeen,
    RefundWord,
    Seen,
)
from strongstride.giving.providers.stripe import account, adapter
from strongstride.giving.providers.stripe.adapter import Stripe
from strongstride.giving.providers.stripe.errors import OffError, StrangeAnswerError
from tests.giving.fake_stripe import FakeStripe
from tests.giving.fake_stripe_http import StripeServer
from tests.giving.making import OPENED, make_cause
from tests.giving.stripe.conftest import CAUSE
from tests.giving.stripe.making import BACK, begun, card_gift, card_page

pytestmark = pytest.mark.django_db
at_stripe = pytest.mark.usefixtures("fake")


@pytest.fixture
def attempt(fake: FakeStripe) -> PaymentAttempt:
    """A gift of £20 and 51p for the fee, for which Stripe waits."""
    return begun(card_page(), 2000, 51)


def look(attempt: PaymentAttempt) -> Seen:
    """What Stripe says now."""
    seen = Stripe().look(attempt)
    assert seen is not None
    return seen


def make_refund(attempt: PaymentAttempt, amount_minor: int, key: str = "back-1") -> Refund:
    """A refund written down, of a payment Stripe knows."""
    attempt.payment_id = look(attempt).payment_id
    return Refund(attempt=attempt, amount_minor=amount_minor, idem_key=key, created_at=OPENED)


class TestStart:
    def test_it_leads_to_stripe_and_says_nothing_of_the_donor(self, fake: FakeStripe) -> None:
        gift = card_gift(card_page(), 2000, 51)
        started = Stripe().start(gift, BACK)
        session = fake.things[started.provider_id]
        assert started.url == f"{fake.address}/c/pay/{started.provider_id}"
        assert started.expires_at == datetime.fromtimestamp(session["expires_at"], UTC)
        assert (session["amount_total"], session["currency"]) == (2051, "gbp")
        assert session["metadata"]["attempt"] == gift.idem_key
        assert session["cancel_url"] == BACK
        assert session["success_url"] == f"{BACK}?back=1"
        donor = gift.donation.donor
        assert donor.name not in json.dumps(session)
        assert donor.email not in json.dumps(session)

    def test_asked_again_it_is_the_same_session(self, fake: FakeStripe) -> None:
        gift = card_gift(card_page())
        assert Stripe().start(gift, BACK) == Stripe().start(gift, BACK)
        assert len(fake.session_ids()) == 1

    @pytest.mark.parametrize("trouble", ["before", "after", "500"])
    def test_an_answer_that_is_lost_is_asked_for_again(
        self, fake: FakeStripe, server: StripeServer, trouble: str
    ) -> None:
        server.trouble = [trouble]
        assert Stripe().start(card_gift(card_page()), BACK).url
        assert len(fake.session_ids()) == 1

    @at_stripe
    def test_another_request_under_the_same_key_is_refused(self) -> None:
        gift = card_gift(card_page())
        Stripe().start(gift, BACK)
        with pytest.raises(ProviderError, match="Stripe could not"):
            Stripe().start(gift, BACK + "elsewhere/")

    @at_stripe
    def test_nobody_answering_is_a_clear_sentence(self, server: StripeServer) -> None:
        server.trouble = ["before"] * 9
        with pytest.raises(AwayError, match="try again in a few minutes"):
            Stripe().start(card_gift(card_page()), BACK)

    @at_stripe
    def test_a_wrong_key_is_the_administrators_affair_and_not_repeated(
        self, settings: LazySettings
    ) -> None:
        settings.STRIPE_KEY = "sk_test_other"
        with pytest.raises(OffError, match="STRONGSTRIDE_STRIPE_KEY") as caught:
            Stripe().start(card_gift(card_page()), BACK)
        assert "sk_test_other" not in str(caught.value)


class TestLook:
    @at_stripe
    def test_an_attempt_that_never_began_has_nothing_to_see(self) -> None:
        assert Stripe().look(card_gift(card_page())) is None

    def test_each_state_of_a_payment_has_its_word(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        session_id = attempt.provider_id or ""
        assert look(attempt) == Seen(PaidWord.OPEN, 2051, "GBP")
        fake.decline(session_id)
        assert look(attempt).word is PaidWord.OPEN
        fake.pay_slowly(session_id)
        assert look(attempt).word is PaidWord.PROCESSING
        fake.settle(session_id)
        payment = fake.things[session_id]["payment_intent"]
        assert look(attempt) == Seen(PaidWord.PAID, 2051, "GBP", payment)

    def test_slow_money_that_does_not_come_has_failed(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        fake.pay_slowly(attempt.provider_id or "")
        fake.bounce(attempt.provider_id or "")
        assert look(attempt).word is PaidWord.FAILED

    def test_a_voucher_that_is_still_to_be_paid_has_not_failed(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        """Its payment `requires_action` for days: who is told it failed pays a second time."""
        session_id = attempt.provider_id or ""
        fake.pay_slowly(session_id)
        fake.things[fake.things[session_id]["payment_intent"]]["status"] = "requires_action"
        assert look(attempt).word is PaidWord.PROCESSING

    def test_a_session_nobody_paid_expires(self, fake: FakeStripe, attempt: PaymentAttempt) -> None:
        fake.expire(attempt.provider_id or "")
        assert look(attempt).word is PaidWord.EXPIRED

    def test_what_came_in_counts_and_not_what_was_asked_for(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        fake.pay(attempt.provider_id or "")
        fake.things[fake.things[attempt.provider_id or ""]["payment_intent"]]["amount_received"] = 5
        assert look(attempt).amount_minor == 5

    @pytest.mark.parametrize("tampered", [{"attempt": "of somebody else"}, {}])
    def test_another_payment_under_this_number_is_not_believed(
        self, fake: FakeStripe, attempt: PaymentAttempt, tampered: dict[str, str]
    ) -> None:
        fake.pay(attempt.provider_id or "")
        fake.things[attempt.provider_id or ""]["metadata"] = tampered
        with pytest.raises(StrangeAnswerError, match="another payment"):
            Stripe().look(attempt)

    def test_a_payment_in_another_currency_than_its_session_is_not_believed(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        fake.pay(attempt.provider_id or "")
        payment = fake.things[attempt.provider_id or ""]["payment_intent"]
        fake.things[payment]["currency"] = "jpy"
        with pytest.raises(StrangeAnswerError):
            Stripe().look(attempt)

    @at_stripe
    def test_an_object_stripe_never_had_is_refused(self, attempt: PaymentAttempt) -> None:
        attempt.provider_id = "cs_test_nobody"
        with pytest.raises(ProviderError, match=r"No such checkout\.session"):
            Stripe().look(attempt)

    def test_an_answer_without_its_parts_is_not_believed(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        fake.things[attempt.provider_id or ""]["amount_total"] = None
        with pytest.raises(StrangeAnswerError, match="session is not as this version knows it"):
            Stripe().look(attempt)


class TestBack:
    def test_a_refund_of_ours_is_known_by_its_key(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        fake.pay(attempt.provider_id or "")
        sent = Stripe().refund(make_refund(attempt, 500))
        assert (sent.amount_minor, sent.word, sent.idem_key) == (500, RefundWord.DONE, "back-1")
        assert look(attempt).refunds == (sent,)

    def test_a_refund_that_stripe_has_is_not_sent_again_when_its_key_is_forgotten(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        fake.pay(attempt.provider_id or "")
        first = Stripe().refund(make_refund(attempt, 500))
        fake.forget_keys()
        assert Stripe().refund(make_refund(attempt, 500)) == first
        assert len(look(attempt).refunds) == 1

    def test_a_refund_under_way_may_fail(self, fake: FakeStripe, attempt: PaymentAttempt) -> None:
        fake.refunds_take_time = True
        fake.pay(attempt.provider_id or "")
        sent = Stripe().refund(make_refund(attempt, 500))
        assert sent.word is RefundWord.TRANSIT
        fake.end_refund(sent.provider_id, "failed")
        assert look(attempt).refunds[0].word is RefundWord.FAILED

    def test_more_than_was_paid_is_refused_by_stripe(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        fake.pay(attempt.provider_id or "")
        Stripe().refund(make_refund(attempt, 2000))
        with pytest.raises(RefusedError, match="greater than unrefunded"):
            Stripe().refund(make_refund(attempt, 52, "back-2"))

    def test_refunds_made_in_the_dashboard_are_seen_all_of_them(
        self, fake: FakeStripe, attempt: PaymentAttempt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(adapter, "_MOST_LISTED", 2)  # the rest is on further pages
        fake.pay(attempt.provider_id or "")
        ids = [fake.refund_there(attempt.provider_id or "", 10) for _ in range(5)]
        assert look(attempt).refunds == tuple(
            RefundSeen(each, 10, RefundWord.DONE) for each in reversed(ids)
        )

    @pytest.mark.parametrize(
        ("status", "word"),
        [
            ("needs_response", DisputeWord.OPEN),
            ("under_review", DisputeWord.OPEN),
            ("won", DisputeWord.WON),
            ("lost", DisputeWord.LOST),
        ],
    )
    def test_a_dispute_is_seen(
        self, fake: FakeStripe, attempt: PaymentAttempt, status: str, word: DisputeWord
    ) -> None:
        fake.pay(attempt.provider_id or "")
        dispute = fake.dispute(attempt.provider_id or "", status=status)
        assert look(attempt).disputes == (DisputeSeen(dispute, 2051, word),)

    @pytest.mark.parametrize("status", ["warning_needs_response", "warning_closed", "prevented"])
    def test_a_question_that_moves_no_money_is_no_dispute(
        self, fake: FakeStripe, attempt: PaymentAttempt, status: str
    ) -> None:
        fake.pay(attempt.provider_id or "")
        fake.dispute(attempt.provider_id or "", status=status)
        assert look(attempt).disputes == ()


class TestWhose:
    @at_stripe
    def test_only_the_cause_of_the_account_is_served(self) -> None:
        assert Stripe().serves(make_cause(slug=CAUSE))
        assert not Stripe().serves(make_cause(slug="another"))
        assert not Stripe().serves(make_cause(slug="dinars", currency="KWD"))

    def test_without_keys_nobody_is(self) -> None:
        page = card_page()
        assert not Stripe().serves(page.cause)
        with pytest.raises(OffError, match="switched off on this server"):
            Stripe().start(card_gift(page), BACK)

    @at_stripe
    def test_without_stripes_library_nobody_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(account, "find_spec", lambda _: None)
        assert not Stripe().serves(make_cause(slug=CAUSE))
        assert Stripe().hosts == ()

    @at_stripe
    def test_a_trial_says_that_no_money_moves(self, settings: LazySettings) -> None:
        assert Stripe().title == "Card (a trial: no money moves)"
        settings.STRIPE_KEY = "rk_live_x"
        assert Stripe().title == "Card"

    @at_stripe
    def test_a_payment_of_the_other_mode_is_not_asked_about(
        self, attempt: PaymentAttempt, settings: LazySettings
    ) -> None:
        attempt.provider_id = "cs_live_1"
        with pytest.raises(OffError, match="made with a live key; the server has a test key"):
            Stripe().look(attempt)
        settings.STRIPE_KEY, attempt.provider_id = "sk_live_x", "cs_test_1"
        with pytest.raises(OffError, match="made with a test key; the server has a live key"):
            Stripe().look(attempt)

    def test_a_form_may_lead_to_stripe_and_nowhere_else(
        self, fake: FakeStripe, settings: LazySettings
    ) -> None:
        assert Stripe().hosts == (fake.address,)
        settings.STRIPE_ADDRESS = ""
        assert Stripe().hosts == ("https://checkout.stripe.com",)
        settings.STRIPE_KEY = ""
        assert Stripe().hosts == ()
