"""The settings of gifts by card: whole or not at all, and no secret is ever repeated."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from strongstride.config.card_gifts import CardGifts, card_gifts

GOOD = {
    "STRONGSTRIDE_STRIPE_KEY": "rk_live_abc123",
    "STRONGSTRIDE_STRIPE_WEBHOOK_SECRET": "whsec_abc123",
    "STRONGSTRIDE_STRIPE_CAUSE": "river-trust",
}
TRYING = {**GOOD, "STRONGSTRIDE_STRIPE_KEY": "sk_test_abc123"}


def test_without_settings_there_are_no_gifts_by_card() -> None:
    assert card_gifts({}) == CardGifts()


def test_the_three_together_are_taken() -> None:
    assert card_gifts(GOOD) == CardGifts("rk_live_abc123", "whsec_abc123", "river-trust", "")


@pytest.mark.parametrize("name", sorted(GOOD))
def test_one_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{name} must be set too"):
        card_gifts({each: value for each, value in GOOD.items() if each != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STRONGSTRIDE_STRIPE_KEY", "pk_live_secret"),
        ("STRONGSTRIDE_STRIPE_KEY", "whsec_secret"),
        ("STRONGSTRIDE_STRIPE_WEBHOOK_SECRET", "sk_live_secret"),
    ],
)
def test_a_secret_in_the_wrong_place_is_refused_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name) as caught:
        card_gifts({**GOOD, name: value})
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:12111", "http://localhost:9", "http://[::1]:9", "http://127.9.9.9"],
)
def test_a_stand_in_may_be_on_this_machine(address: str) -> None:
    assert card_gifts({**TRYING, "STRONGSTRIDE_STRIPE_ADDRESS": address}).address == address


@pytest.mark.parametrize(
    "address",
    [
        "https://api.stripe.com",
        "http://192.168.1.4:12111",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org",
        "ftp://127.0.0.1",
        "127.0.0.1:12111",
        "http://",
        "http://[::1",
    ],
)
def test_a_stand_in_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="STRONGSTRIDE_STRIPE_ADDRESS"):
        card_gifts({**TRYING, "STRONGSTRIDE_STRIPE_ADDRESS": address})


def test_a_stand_in_never_gets_a_live_key() -> None:
    with pytest.raises(ImproperlyConfigured, match="beside a live key"):
        card_gifts({**GOOD, "STRONGSTRIDE_STRIPE_ADDRESS": "http://127.0.0.1:12111"})
