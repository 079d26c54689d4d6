"""What comes to the webhook: whom it believes, what it keeps, what it does."""

import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from strongstride.giving.books.queries import balances
from strongstride.giving.models import (
    AttemptState,
    DonationState,
    PaymentAttempt,
    ProviderEvent,
)
from strongstride.giving.providers.stripe import account
from strongstride.giving.providers.stripe.events import HEARD, NOT_OURS
from strongstride.giving.views.stripe import MOST_BYTES
from tests.giving.fake_stripe import FakeStripe, Thing
from tests.giving.fake_stripe_http import StripeServer
from tests.giving.stripe.deliveries import ADDRESS, bring, deliver, signature
from tests.giving.stripe.making import begun, card_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(fake: FakeStripe) -> PaymentAttempt:
    """A gift of £20 for which Stripe waits."""
    return begun(card_page())


@pytest.fixture
def paid(fake: FakeStripe, attempt: PaymentAttempt) -> Thing:
    """The event that tells that it was paid."""
    fake.pay(attempt.provider_id or "")
    return fake.events[-1]


def raised(attempt: PaymentAttempt) -> int:
    """What the page of a gift has raised."""
    return balances(attempt.donation.campaign).raised


def state(attempt: PaymentAttempt) -> tuple[str, str]:
    """Where a try and its gift stand."""
    attempt.refresh_from_db()
    attempt.donation.refresh_from_db()
    return attempt.state, attempt.donation.state


class TestWhoIsBelieved:
    def _is_refused(self, body: bytes, header: str | None, status: int = 400) -> None:
        assert bring(Client(), body, header).status_code == status
        assert not ProviderEvent.objects.exists()

    def test_what_is_not_signed(self, paid: Thing) -> None:
        self._is_refused(json.dumps(paid).encode(), None)

    @pytest.mark.parametrize(
        "header",
        ["", "t=1", "v1=abc", "t=now,v1=abc", "t=1,v0=abc", "t=é,v1=é", "t=1,v1=" + "0" * 64],
    )
    def test_what_is_no_signature(self, paid: Thing, header: str) -> None:
        self._is_refused(json.dumps(paid).encode(), header)

    def test_what_somebody_else_signed(self, paid: Thing) -> None:
        body = json.dumps(paid).encode()
        self._is_refused(body, signature(body, secret="whsec_forged"))

    def test_what_was_changed_on_the_way(self, paid: Thing) -> None:
        body = json.dumps(paid).encode()
        self._is_refused(body.replace(b"2000", b"9000"), signature(body))
        self._is_refused(body + b" ", signature(body))

    def test_what_is_older_than_five_minutes(self, paid: Thing) -> None:
        body = json.dumps(paid).encode()
        self._is_refused(body, signature(body, age_s=302))
        assert bring(Client(), body, signature(body, age_s=290)).status_code == 200

    @pytest.mark.parametrize("body", [b"\xff\xfe", b"", b"[]", b"{", b'{"type": 1}', b"null"])
    @pytest.mark.usefixtures("fake")
    def test_what_is_no_event_though_it_is_signed(self, body: bytes) -> None:
        self._is_refused(body, signature(body))

    def test_what_is_too_long_is_not_read(self, paid: Thing) -> None:
        paid["data"]["object"]["note"] = "x" * MOST_BYTES
        body = json.dumps(paid).encode()
        self._is_refused(body, signature(body), 413)

    def test_an_event_of_the_other_mode(self, paid: Thing) -> None:
        body = json.dumps({**paid, "livemode": True}).encode()
        self._is_refused(body, signature(body))

    def test_nobody_where_gifts_by_card_are_off(
        self, paid: Thing, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        body = json.dumps(paid).encode()
        with monkeypatch.context() as patch:
            patch.setattr(account, "find_spec", lambda _: None)
            self._is_refused(body, signature(body), 404)
        settings.STRIPE_KEY = settings.STRIPE_WEBHOOK_SECRET = ""
        self._is_refused(body, signature(body, secret=""), 404)

    @pytest.mark.usefixtures("fake")
    def test_only_post_and_without_a_csrf_token(self, paid: Thing) -> None:
        client = Client(enforce_csrf_checks=True)
        assert client.get(ADDRESS).status_code == 405
        body = json.dumps(paid).encode()
        assert bring(client, body, signature(body)).status_code == 200


class TestWhatIsKept:
    def test_an_event_is_kept_once_and_without_the_donor(
        self, paid: Thing, attempt: PaymentAttempt
    ) -> None:
        assert {deliver(paid) for _ in range(3)} == {200}
        row = ProviderEvent.objects.get()
        assert (row.event_id, row.kind) == (paid["id"], "checkout.session.completed")
        assert (row.object_id, row.result) == (attempt.provider_id, "The payment is paid.")
        assert "sam@example.org" in json.dumps(paid)
        assert "sam@example.org" not in row.payload
        assert "Sam" not in row.payload
        assert json.loads(row.payload)["data"]["object"]["amount_total"] == 2000

    def test_a_card_is_never_kept(self, fake: FakeStripe, attempt: PaymentAttempt) -> None:
        fake.pay(attempt.provider_id or "")
        fake.refund_there(attempt.provider_id or "", 100)
        charge = fake.events[-1]
        assert charge["data"]["object"]["payment_method_details"]["card"]["last4"] == "4242"
        assert deliver(charge) == 200
        assert "4242" not in ProviderEvent.objects.get().payload

    @pytest.mark.usefixtures("fake")
    def test_a_kind_we_do_not_know_is_answered_and_not_kept(self) -> None:
        event = {**_event("customer.created"), "data": "of a shape we do not know"}
        assert deliver(event) == 200
        assert not ProviderEvent.objects.exists()

    @pytest.mark.usefixtures("fake")
    @pytest.mark.parametrize("kind", sorted(HEARD))
    def test_a_payment_that_is_not_ours_is_answered_and_noted(self, kind: str) -> None:
        about = {"id": "cs_test_theirs", "object": "checkout.session"}
        if not kind.startswith("checkout"):
            about = {"id": "ch_theirs", "object": "charge"}
        assert deliver({**_event(kind), "data": {"object": about}}) == 200
        row = ProviderEvent.objects.get()
        assert row.result == NOT_OURS
        assert row.handled_at is not None


def _event(kind: str) -> dict[str, Any]:
    return {"id": "evt_1", "type": kind, "created": 1_750_000_000, "livemode": False}


class TestWhatIsDone:
    def test_a_payment_clears_once(self, paid: Thing, attempt: PaymentAttempt) -> None:
        assert raised(attempt) == 0
        for _ in range(3):
            deliver(paid)
            assert raised(attempt) == 2000
        assert state(attempt) == (AttemptState.PAID, DonationState.CLEARED)

    def test_a_repeat_costs_stripe_no_question(
        self, server: StripeServer, paid: Thing, attempt: PaymentAttempt
    ) -> None:
        deliver(paid)
        asked = len(server.calls)
        deliver(paid)
        assert (len(server.calls), raised(attempt)) == (asked, 2000)

    def test_what_the_event_says_clears_nothing(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        session = fake.things[attempt.provider_id or ""]
        said = {**session, "status": "complete", "payment_status": "paid"}
        forged = {**_event("checkout.session.completed"), "data": {"object": said}}
        assert deliver(forged) == 200
        assert raised(attempt) == 0
        assert state(attempt)[0] == AttemptState.OPEN

    def test_slow_money_is_under_way_and_then_here(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        fake.pay_slowly(attempt.provider_id or "")
        deliver(fake.events[-1])
        assert state(attempt) == (AttemptState.PROCESSING, DonationState.PENDING)
        assert raised(attempt) == 0
        fake.settle(attempt.provider_id or "")
        deliver(fake.events[-1])
        assert raised(attempt) == 2000

    def test_slow_money_that_bounces_has_failed(
        self, fake: FakeStripe, attempt: PaymentAttempt
    ) -> None:
        fake.pay_slowly(attempt.provider_id or "")
        fake.bounce(attempt.provider_id or "")
        deliver(fake.events[-1])
        assert state(attempt) == (AttemptState.FAILED, DonationState.FAILED)

    def test_a_session_that_ran_out(self, fake: FakeStripe, attempt: PaymentAttempt) -> None:
        fake.expire(attempt.provider_id or "")
        deliver(fake.events[-1])
        assert state(attempt) == (AttemptState.EXPIRED, DonationState.EXPIRED)

    def test_money_given_back_at_stripe_counts_no_more(
        self, fake: FakeStripe, paid: Thing, attempt: PaymentAttempt
    ) -> None:
        deliver(paid)
        fake.refund_there(attempt.provider_id or "", 500)
        deliver(fake.events[-1])
        assert (raised(attempt), state(attempt)[1]) == (1500, DonationState.PARTLY_REFUNDED)
        fake.refund_there(attempt.provider_id or "", 1500)
        deliver(fake.events[-1])
        assert (raised(attempt), state(attempt)[1]) == (0, DonationState.REFUNDED)

    def test_a_refund_told_of_before_its_payment(
        self, fake: FakeStripe, paid: Thing, attempt: PaymentAttempt
    ) -> None:
        fake.refund_there(attempt.provider_id or "", 500)
        assert deliver(fake.events[-1]) == 200
        assert deliver(paid) == 200
        assert raised(attempt) == 1500

    @pytest.mark.parametrize(("end", "left"), [("won", 2000), ("lost", 0)])
    def test_a_dispute_takes_the_money_and_may_give_it_back(
        self, fake: FakeStripe, paid: Thing, attempt: PaymentAttempt, end: str, left: int
    ) -> None:
        deliver(paid)
        dispute = fake.dispute(attempt.provider_id or "")
        deliver(fake.events[-1])
        assert (raised(attempt), state(attempt)[1]) == (0, DonationState.DISPUTED)
        fake.decide(dispute, end)
        deliver(fake.events[-1])
        assert raised(attempt) == left

    @pytest.mark.parametrize(
        ("name", "value"),
        [("amount_received", 1999), ("amount_received", 200_000), ("currency", "jpy")],
    )
    def test_money_of_another_amount_or_currency_never_clears(
        self, fake: FakeStripe, paid: Thing, attempt: PaymentAttempt, name: str, value: Any
    ) -> None:
        session = fake.things[attempt.provider_id or ""]
        fake.things[session["payment_intent"]][name] = value
        if name == "currency":
            session["currency"] = value
        assert deliver(paid) == 200
        assert raised(attempt) == 0
        assert state(attempt)[1] != DonationState.CLEARED
        assert attempt.complaint

    def test_a_payment_marked_as_another_never_clears(
        self, fake: FakeStripe, paid: Thing, attempt: PaymentAttempt
    ) -> None:
        fake.things[attempt.provider_id or ""]["metadata"]["attempt"] = "another"
        assert deliver(paid) == 200
        assert raised(attempt) == 0
        state(attempt)
        assert attempt.complaint == "What Stripe has under this number is another payment."
        assert ProviderEvent.objects.get().handled_at is not None

    def test_while_stripe_does_not_answer_the_event_waits(
        self, server: StripeServer, paid: Thing, attempt: PaymentAttempt
    ) -> None:
        server.trouble = ["500"] * 3
        assert deliver(paid) == 200
        row = ProviderEvent.objects.get()
        assert row.handled_at is None
        assert "does not answer" in row.result
        assert deliver(paid) == 200  # Stripe brings it again, or recovery looks
        assert raised(attempt) == 2000
        row.refresh_from_db()
        assert row.handled_at is not None
