"""Tokens open what they say, until they end, and nothing tells the secret again."""

from datetime import timedelta

import pytest
import time_machine

from strongstride.accounts.models import ApiToken, Athlete, User
from strongstride.accounts.scopes import Scope, read_scopes, write_scopes
from strongstride.accounts.tokens import (
    MOST_TOKENS,
    TokenError,
    find_token,
    make_token,
    revoke_token,
)
from strongstride.web import clock

READ = (Scope.RUNS_READ, Scope.TRAINING_READ)


def test_a_token_tells_whose_it_is_and_what_it_may(athlete: Athlete) -> None:
    _, secret = make_token(athlete, "watch sync", READ)
    assert find_token(secret) == (athlete, frozenset(READ))


def test_looking_a_token_up_takes_one_query_but_for_the_first_of_the_day(
    athlete: Athlete, django_assert_num_queries: object
) -> None:
    token, secret = make_token(athlete, "watch sync", READ)
    with django_assert_num_queries(2):  # type: ignore[operator]
        find_token(secret)
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = find_token(secret)
        assert found is not None
        assert found[0].user.email == "alice@example.org"
    token.refresh_from_db()
    assert token.last_used_on == clock.now().date()


def test_the_secret_is_not_kept(athlete: Athlete) -> None:
    token, secret = make_token(athlete, "watch sync", READ)
    kept = ApiToken.objects.filter(pk=token.pk).values().get()
    assert secret.startswith("sst_")
    assert not any(secret[4:] in str(value) for value in kept.values())


@pytest.mark.parametrize("wrong", ["", "sst_", "sst_nobody", "\udcff", "x" * 10_000])
def test_an_unknown_secret_finds_nothing(athlete: Athlete, wrong: str) -> None:
    make_token(athlete, "watch sync", READ)
    assert find_token(wrong) is None


def test_a_token_ends_on_time(athlete: Athlete) -> None:
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False):
        _, secret = make_token(athlete, "for a month", READ, timedelta(days=30))
    with time_machine.travel("2026-12-22T09:59:59Z", tick=False):
        assert find_token(secret) is not None
    with time_machine.travel("2026-12-22T10:00:00Z", tick=False):
        assert find_token(secret) is None


def test_a_token_of_a_closed_account_opens_nothing(alice: User) -> None:
    _, secret = make_token(alice.athlete, "watch sync", READ)
    alice.is_active = False
    alice.save()
    assert find_token(secret) is None


def test_only_the_owner_revokes_a_token(alice: User, bob: User) -> None:
    token, secret = make_token(alice.athlete, "watch sync", READ)
    assert not revoke_token(bob.athlete, token.pk)
    assert find_token(secret) is not None
    assert revoke_token(alice.athlete, token.pk)
    assert find_token(secret) is None


def test_a_token_needs_a_scope_and_there_are_not_too_many(athlete: Athlete) -> None:
    with pytest.raises(TokenError, match="choose what it may do"):
        make_token(athlete, "nothing", ())
    for number in range(MOST_TOKENS):
        make_token(athlete, str(number), READ)
    with pytest.raises(TokenError, match="revoke one"):
        make_token(athlete, "one more", READ)


def test_scopes_are_read_as_written_and_unknown_words_open_nothing() -> None:
    assert write_scopes((Scope.PROFILE_WRITE, Scope.RUNS_READ)) == "runs:read profile:write"
    assert read_scopes(write_scopes(Scope)) == frozenset(Scope)
    assert read_scopes("runs:read shoes:read admin") == {Scope.RUNS_READ}
    assert all(scope.meaning for scope in Scope)
