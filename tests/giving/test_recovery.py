"""Recovery takes up what lies about, each as far as it goes, and leaves the rest for later."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from strongstride.cli.commands.giving import run
from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.refunds import ask_refund
from strongstride.giving.models import (
    AttemptState,
    Donation,
    DonationState,
    PaymentAttempt,
    Refund,
    RefundState,
)
from strongstride.giving.providers import PROVIDERS
from strongstride.giving.providers.base import ProviderError, Started
from strongstride.giving.providers.seen import PaidWord, RefundSeen, RefundWord, Seen
from strongstride.giving.recovery import BEGUN_SINCE, GIVEN_UP_AFTER, recover
from strongstride.web import clock
from tests.giving.clearing.making import again, make_attempt, pay
from tests.giving.making import make_donation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class Online:
    """A provider that can be asked; what it is told to be away for, it is away for."""

    key, title, is_online = "online", "Online", True

    def __init__(self) -> None:
        self.word, self.away, self.asked = PaidWord.OPEN, set[str](), list[str]()

    def serves(self, cause: object) -> bool:
        """Every cause."""
        del cause
        return True

    def start(self, attempt: PaymentAttempt, back_url: str) -> Started:
        """One payment for one key."""
        del back_url
        self.reach(attempt)
        return Started(f"pay_{attempt.idem_key}", "https://pay.example.org/")

    def look(self, attempt: PaymentAttempt) -> Seen:
        """As told."""
        self.reach(attempt)
        return Seen(self.word, attempt.amount_minor, attempt.currency)

    def refund(self, refund: Refund) -> RefundSeen:
        """Done."""
        self.reach(refund.attempt)
        return RefundSeen("re_1", refund.amount_minor, RefundWord.DONE, refund.idem_key)

    def reach(self, attempt: PaymentAttempt) -> None:
        """Asked about this; or away."""
        self.asked.append(attempt.idem_key)
        if attempt.idem_key in self.away:
            raise ProviderError("The provider does not answer.")


@pytest.fixture(autouse=True)
def online(monkeypatch: pytest.MonkeyPatch) -> Online:
    """A way of paying that can be asked."""
    provider = Online()
    monkeypatch.setitem(PROVIDERS, "online", provider)
    return provider


def begun() -> PaymentAttempt:
    return make_attempt(make_donation(), "online")


def state_of(attempt: PaymentAttempt) -> str:
    return Donation.objects.get(attempts=attempt).state


SOON = BEGUN_SINCE + timedelta(seconds=1)


def test_a_try_that_was_never_started_is_started_with_its_key(online: Online) -> None:
    attempt = begun()
    assert recover(clock.now() + SOON).started == 1
    assert again(attempt).provider_id == f"pay_{attempt.idem_key}"
    assert (again(attempt).state, state_of(attempt)) == (AttemptState.OPEN, DonationState.PENDING)
    assert online.asked[0] == attempt.idem_key


def test_whoever_began_a_moment_ago_is_left_alone(online: Online) -> None:
    begun()
    assert recover(clock.now()).started == 0
    assert online.asked == []


def test_a_try_nobody_was_led_to_pay_has_expired_after_a_day(online: Online) -> None:
    attempt = begun()
    recover(clock.now() + GIVEN_UP_AFTER + SOON)
    assert (again(attempt).state, state_of(attempt)) == ("expired", "expired")
    assert online.asked == []


def test_a_payment_that_nobody_told_us_of_is_found(online: Online) -> None:
    attempt = begun()
    later = clock.now() + SOON
    recover(later)
    online.word = PaidWord.PAID
    assert recover(later).looked_at == 1
    assert balances(attempt.donation.campaign).raised == 2000
    assert recover(later).looked_at == 0


def test_a_refund_that_was_asked_for_is_sent(online: Online) -> None:
    attempt = pay(make_donation(), "online")
    refund = ask_refund(attempt, 500, "", None)
    online.away.add(attempt.idem_key)
    assert recover(clock.now() + SOON).refunds == 0
    assert Refund.objects.get(pk=refund.pk).state == RefundState.CREATED
    online.away.clear()
    assert recover(clock.now() + SOON).refunds == 1
    assert balances(attempt.donation.campaign).raised == 1500
    assert recover(clock.now() + SOON).refunds == 0


def test_one_that_cannot_be_taken_up_keeps_no_other_waiting(
    online: Online, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    away, broken, sound = begun(), begun(), begun()
    online.away.add(away.idem_key)
    start = online.start

    def start_or_break(attempt: PaymentAttempt, back_url: str) -> Started:
        if attempt.pk == broken.pk:
            raise LookupError("a mistake of ours")
        return start(attempt, back_url)

    monkeypatch.setattr(online, "start", start_or_break)
    assert recover(clock.now() + SOON).started == 1
    assert again(sound).state == AttemptState.OPEN
    assert {again(away).state, again(broken).state} == {AttemptState.CREATED}
    assert "a mistake of ours" in caplog.text


def test_the_command_says_what_it_took_up() -> None:
    make_attempt(make_donation())
    said = CliRunner().invoke(run, ["settle"])
    assert said.exit_code == 0
    assert "0 payments begun" in said.output  # begun a moment ago
