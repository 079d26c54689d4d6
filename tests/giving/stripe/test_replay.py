"""`strongstride giving replay`: handling a kept event again."""

import pytest
from click.testing import CliRunner
from django.test import Client

from strongstride.cli.commands.giving import run
from strongstride.cli.complaint import ComplaintError
from strongstride.giving.books.queries import balances
from strongstride.giving.models import Posting, ProviderEvent
from tests.giving.fake_stripe import FakeStripe
from tests.giving.fake_stripe_http import StripeServer
from tests.giving.stripe.deliveries import deliver
from tests.giving.stripe.making import begun, card_page

pytestmark = pytest.mark.django_db


def test_an_event_that_waited_is_handled(fake: FakeStripe, server: StripeServer) -> None:
    attempt = begun(card_page())
    fake.pay(attempt.provider_id or "")
    server.trouble = ["500"] * 3
    deliver(fake.events[-1], Client())
    done = CliRunner().invoke(run, ["replay", fake.events[-1]["id"]])
    assert done.output.startswith("checkout.session.completed of ")
    assert done.output.endswith("UTC: The payment is paid.\n")
    assert balances(attempt.donation.campaign).raised == 2000
    assert ProviderEvent.objects.get().handled_at is not None


def test_what_was_done_is_not_done_twice(fake: FakeStripe) -> None:
    attempt = begun(card_page())
    fake.pay(attempt.provider_id or "")
    deliver(fake.events[-1], Client())
    before = Posting.objects.count()
    for _ in range(2):
        assert CliRunner().invoke(run, ["replay", fake.events[-1]["id"]]).exit_code == 0
    assert Posting.objects.count() == before == 1


def test_an_event_that_was_never_kept_is_said_so() -> None:
    done = CliRunner().invoke(run, ["replay", "evt_never"])
    assert isinstance(done.exception, ComplaintError)
    assert "No message evt_never was kept" in str(done.exception)
