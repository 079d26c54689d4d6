"""What the law keeps of donors who were forgotten, and letting go of it when its time is over."""

from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

import msgspec
import tomli
from django.db import transaction
from django.db.models import Max, QuerySet

from strongstride.giving.models import GiftAidDeclaration, Receipt, ReceiptFile, Regime


class Keeping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For how many whole years after the year of a gift, and which law says so."""

    years: int
    source: str


@cache
def keeping() -> dict[Regime, Keeping]:
    """How long each regime keeps what names a donor: `data/keeping.toml`."""
    text = files("strongstride.giving.donors").joinpath("data/keeping.toml").read_text("utf-8")
    return msgspec.convert(tomli.loads(text), dict[Regime, Keeping])


def let_go(now: datetime) -> int:
    """Blank receipts and declarations of forgotten donors that no law keeps any more; how many.

    Numbers, amounts in the books and hashes stay.
    """
    count = 0
    for regime, rule in keeping().items():
        before = datetime(now.year - rule.years, 1, 1, tzinfo=UTC)
        count += _blank(_receipts(regime, before))
        count += _declarations(regime, before).update(
            first_name="", last_name="", house="", address="", postcode=""
        )
    return count


@transaction.atomic
def _blank(receipts: QuerySet[Receipt]) -> int:
    """Receipts first: from then on the database lets nobody add a file to them."""
    count = receipts.update(document="")
    if count:
        ReceiptFile.objects.filter(receipt__document="").exclude(pdf=b"").update(pdf=b"")
    return count


def _receipts(regime: Regime, before: datetime) -> QuerySet[Receipt]:
    rows = Receipt.objects.filter(made_at__lt=before, series__cause__regime=regime)
    return rows.exclude(document="").filter(donation__donor__erased_at__isnull=False)


def _declarations(regime: Regime, before: datetime) -> QuerySet[GiftAidDeclaration]:
    rows = GiftAidDeclaration.objects.filter(given_at__lt=before, cause__regime=regime)
    last = rows.annotate(last=Max("donor__donations__given_on")).filter(last__lt=before.date())
    old = last.exclude(last_name="").filter(donor__erased_at__isnull=False)
    return GiftAidDeclaration.objects.filter(pk__in=old.values("pk"))
