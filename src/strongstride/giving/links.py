"""Addresses by which somebody without an account comes back to what is theirs.

Each holds a key and the server's signature of it, for one purpose: nothing is stored, nothing can
be guessed, and the link to a gift opens nothing else.
"""

from typing import TypeVar
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import QuerySet
from django.http import Http404

from strongstride.giving.models import Donation, Donor, Pledge

Row = TypeVar("Row", bound=models.Model)


def gift_token(donation: Donation) -> str:
    """What opens a gift, for its donor."""
    return _sign(donation, "gift")


def donation_of(token: str) -> Donation:
    """The gift a link is for, with its page, cause, club and donor; Http404 for any other text."""
    rows = Donation.objects.select_related("campaign__cause", "campaign__club", "donor")
    return _opened(rows, token, "gift")


def pledge_token(pledge: Pledge) -> str:
    """What opens a pledge, for its donor."""
    return _sign(pledge, "pledge")


def pledge_of(token: str) -> Pledge:
    """The pledge a link is for, with its page, cause, club and donor; Http404 as above."""
    rows = Pledge.objects.select_related("campaign__cause", "campaign__club", "donor")
    return _opened(rows, token, "pledge")


def news_token(donor: Donor) -> str:
    """What ends the news to a donor."""
    return _sign(donor, "news")


def donor_of_news(token: str) -> Donor:
    """The donor whose news a link ends; Http404 as above."""
    return _opened(Donor.objects.all(), token, "news")


def _sign(row: models.Model, purpose: str) -> str:
    return _signer(purpose).sign(UUID(str(row.pk)).hex)


def _opened(rows: QuerySet[Row], token: str, purpose: str) -> Row:
    try:
        key = UUID(_signer(purpose).unsign(token))
    except (BadSignature, ValueError):
        raise Http404 from None
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _signer(purpose: str) -> Signer:
    return Signer(sep=".", salt=f"strongstride.giving.{purpose}")
