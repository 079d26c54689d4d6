"""What recovery finds by asking Stripe, and what a donor's coming back does."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.looking import look
from strongstride.giving.clearing.refunds import ask_refund, refundable, send_refund
from strongstride.giving.links import gift_token
from strongstride.giving.models import AttemptState, DonationState, PaymentAttempt, RefundState
from strongstride.giving.providers.base import RefusedError
from strongstride.giving.recovery import recover
from strongstride.web import clock
from tests.giving.fake_stripe import FakeStripe
from tests.giving.fake_stripe_http import StripeServer
from tests.giving.stripe.making import begun, card_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_receipts")]


@pytest.fixture
def attempt(fake: FakeStripe) -> PaymentAttempt:
    """A gift of £20 for which Stripe waits."""
    cache.clear()
    return begun(card_page())


@pytest.fixture
def cleared(fake: FakeStripe, attempt: PaymentAttempt) -> PaymentAttempt:
    """A gift that has come."""
    fake.pay(attempt.provider_id or "")
    look(attempt)
    attempt.refresh_from_db()
    return attempt


def raised(attempt: PaymentAttempt) -> int:
    """What the page of a gift has raised."""
    return balances(attempt.donation.campaign).raised


def catch_up() -> None:
    """Recovery, some minutes later."""
    recover(clock.now() + timedelta(minutes=5))


class TestRecovery:
    def test_a_payment_nobody_told_of(self, fake: FakeStripe, attempt: PaymentAttempt) -> None:
        fake.pay(attempt.provider_id or "")
        catch_up()
        assert raised(attempt) == 2000

    def test_how_a_refund_under_way_ended(self, fake: FakeStripe, cleared: PaymentAttempt) -> None:
        fake.refunds_take_time = True
        refund = ask_refund(cleared, 500, "", None)
        send_refund(refund)
        refund.refresh_from_db()
        assert (refund.state, raised(cleared)) == (RefundState.TRANSIT, 2000)
        fake.end_refund(refund.provider_id or "", "succeeded")
        catch_up()
        assert raised(cleared) == 1500

    def test_how_a_dispute_ended(self, fake: FakeStripe, cleared: PaymentAttempt) -> None:
        dispute = fake.dispute(cleared.provider_id or "")
        look(cleared)
        assert raised(cleared) == 0
        fake.decide(dispute, "won")
        catch_up()
        assert raised(cleared) == 2000

    def test_one_that_cannot_be_asked_about_does_not_stop_the_others(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        page = attempt.donation.campaign
        other = begun(page, 3000)
        fake.things[attempt.provider_id or ""]["metadata"] = {"attempt": "another"}
        fake.pay(attempt.provider_id or "")
        fake.pay(other.provider_id or "")
        catch_up()
        attempt.refresh_from_db()
        assert (raised(other), attempt.complaint[:18]) == (3000, "What Stripe has un")

    def test_without_its_keys_the_server_waits(
        self, fake: FakeStripe, attempt: PaymentAttempt, settings: LazySettings
    ) -> None:
        fake.pay(attempt.provider_id or "")
        key, settings.STRIPE_KEY = settings.STRIPE_KEY, ""
        catch_up()
        assert raised(attempt) == 0
        settings.STRIPE_KEY = key
        catch_up()
        assert raised(attempt) == 2000


class TestRefused:
    def test_a_refund_stripe_will_never_make_has_failed_and_frees_the_money(
        self, fake: FakeStripe, cleared: PaymentAttempt
    ) -> None:
        refund = ask_refund(cleared, 1500, "", None)
        fake.refund_there(cleared.provider_id or "", 1000)  # of which we have not heard yet
        with pytest.raises(RefusedError, match="greater than unrefunded"):
            send_refund(refund)
        refund.refresh_from_db()
        assert refund.state == RefundState.FAILED
        look(cleared)
        cleared.refresh_from_db()
        assert (raised(cleared), refundable(cleared)) == (1000, 1000)


class TestComingBack:
    def test_who_comes_back_unpaid_changes_nothing(self, attempt: PaymentAttempt) -> None:
        answer = Client().get(own_page(attempt), {"back": "1"}, follow=True)
        assert "Your payment is not confirmed yet" in answer.content.decode()
        assert raised(attempt) == 0

    def test_who_comes_back_before_the_message_is_asked_about(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        fake.pay(attempt.provider_id or "")
        answer = Client().get(own_page(attempt), {"back": "1"})
        assert (answer.status_code, answer["Location"]) == (302, own_page(attempt))
        assert raised(attempt) == 2000

    def test_reloading_does_not_ask_stripe_each_time(
        self, server: StripeServer, attempt: PaymentAttempt
    ) -> None:
        asked = len(server.calls)
        for _ in range(5):
            Client().get(own_page(attempt), {"back": "1"})
        assert len(server.calls) == asked + 1

    def test_the_page_alone_never_asks(self, server: StripeServer, attempt: PaymentAttempt) -> None:
        asked = len(server.calls)
        assert Client().get(own_page(attempt)).status_code == 200
        assert len(server.calls) == asked

    def test_who_comes_back_while_stripe_is_away_gets_the_page(
        self, server: StripeServer, attempt: PaymentAttempt
    ) -> None:
        server.trouble = ["500"] * 3
        answer = Client().get(own_page(attempt), {"back": "1"}, follow=True)
        assert answer.status_code == 200

    def test_a_session_that_ran_out_is_begun_anew_once(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        fake.expire(attempt.provider_id or "")
        catch_up()
        token = gift_token(attempt.donation)
        urls = {
            Client().post(f"/gifts/{token}/pay/", {"way": "stripe"})["Location"] for _ in range(3)
        }
        assert len(urls) == 1
        assert len(fake.session_ids()) == 2
        new = attempt.donation.attempts.exclude(pk=attempt.pk).get()
        assert new.state == AttemptState.OPEN
        fake.pay(new.provider_id or "")
        catch_up()
        gift = attempt.donation
        gift.refresh_from_db()
        assert (gift.state, raised(attempt)) == (DonationState.CLEARED, 2000)

    def test_money_of_a_second_session_is_no_second_gift(
        self, fake: FakeStripe, cleared: PaymentAttempt
    ) -> None:
        gift = cleared.donation
        again = begun(gift.campaign)
        PaymentAttempt.objects.filter(pk=again.pk).update(donation=gift)
        fake.pay(again.provider_id or "")
        catch_up()
        again.refresh_from_db()
        assert (again.state, raised(cleared)) == (AttemptState.DOUBLE, 2000)
        assert "paid already" in again.complaint


class TestForms:
    def test_the_form_may_lead_on_to_stripe_and_other_pages_may_not(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        page = attempt.donation.campaign
        policy = Client().get(f"/give/{page.slug}/gift/")["Content-Security-Policy"]
        assert f"form-action 'self' {fake.address}" in policy
        assert fake.address not in Client().get(f"/give/{page.slug}/")["Content-Security-Policy"]


def own_page(attempt: PaymentAttempt) -> str:
    """The donor's page of a gift."""
    return f"/gifts/{gift_token(attempt.donation)}/"
