"""Tokens: keys to the API that an athlete makes for programs of their own."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from strongstride.accounts.models import ApiToken, Athlete
from strongstride.accounts.scopes import Scope, read_scopes, write_scopes
from strongstride.accounts.secrets import digest_of, new_secret
from strongstride.web import clock

PREFIX = "sst_"
MOST_TOKENS = 50  # of one athlete


class TokenError(ValueError):
    """A token cannot be made; the message says why."""


@transaction.atomic
def make_token(
    athlete: Athlete, name: str, scopes: Collection[Scope], lasts: timedelta | None = None
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is told this once; `lasts` None means until revoked."""
    if not scopes:
        raise TokenError("A token that may do nothing is of no use: choose what it may do.")
    if ApiToken.objects.filter(athlete=athlete).count() >= MOST_TOKENS:
        raise TokenError(f"You have {MOST_TOKENS} tokens: revoke one that is not used any more.")
    secret, made = new_secret(PREFIX), clock.now()
    token = ApiToken.objects.create(
        athlete=athlete,
        name=name.strip(),
        digest=digest_of(secret),
        scopes=write_scopes(scopes),
        created_at=made,
        expires_at=None if lasts is None else made + lasts,
    )
    return token, secret


def tokens_of(athlete: Athlete) -> Iterable[ApiToken]:
    """All tokens of this athlete, the newest first."""
    return ApiToken.objects.filter(athlete=athlete).order_by("-id")


def revoke_token(athlete: Athlete, token_id: UUID) -> bool:
    """Forget a token of this athlete; False when there is none (any more)."""
    return bool(ApiToken.objects.filter(athlete=athlete, pk=token_id).delete()[0])


def find_token(secret: str) -> tuple[Athlete, frozenset[Scope]] | None:
    """Whose token this is and what it may do; None when unknown, expired or of a closed account.

    One query; a second, once a day, notes that the token was used.
    """
    now = clock.now()
    rows = ApiToken.objects.select_related("athlete__user").filter(digest=digest_of(secret))
    token = next(iter(rows), None)  # what it must be besides is cheaper to ask here than in SQL
    if token is None or not _is_in_force(token, now):
        return None
    if token.last_used_on != now.date():
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=now.date())
    return token.athlete, read_scopes(token.scopes)


def _is_in_force(token: ApiToken, now: datetime) -> bool:
    is_over = token.expires_at is not None and token.expires_at <= now
    return token.athlete.user.is_active and not is_over
