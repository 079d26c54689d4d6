"""A donor is forgotten: no name is left but where the law keeps it, and no total changes.

What is kept by law are receipts and Gift Aid declarations, for as long as `data/keeping.toml`
says; then `keeping.let_go` blanks them too.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TypeVar

import msgspec
from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.db.models import Q, QuerySet

from strongstride.accounts.models import Athlete, User
from strongstride.clubs.models import AuditEntry, Club
from strongstride.giving.donors.words import without
from strongstride.giving.letters import outbox
from strongstride.giving.models import (
    Campaign,
    CampaignUpdate,
    Display,
    Donation,
    Donor,
    MessageReport,
    PaymentAttempt,
    Pledge,
    Refund,
    StatementLine,
)
from strongstride.giving.pledges import actions as pledges
from strongstride.giving.pledges.ending import UNPAID
from strongstride.giving.pledges.errors import PledgeError
from strongstride.giving.turns import lock_campaign
from strongstride.web import clock

_AT_ONCE = 500

Row = TypeVar("Row", bound=models.Model)


class _Theirs(msgspec.Struct, frozen=True):
    """What hangs on donors who are forgotten, and the names they had."""

    donors: list[Donor]
    gifts: list[Donation]
    names: set[str]

    @property
    def full_names(self) -> set[str]:
        """Those that are no mere word: a page of Robin's run keeps its title."""
        return {name for name in self.names if " " in name or "@" in name}


def forget_athlete(instance: Athlete, **_: object) -> None:
    """Before an account goes: its gifts lose its name. A receiver of `pre_delete`.

    A gift made without the account is theirs when its address is one they have verified.
    """
    now, user = clock.now(), instance.user
    known = Q(athlete=instance)
    for email in _verified(user):
        known |= Q(email__iexact=email)
    forget(Donor.objects.filter(known), now, {user.name, user.email})


def donors_known_as(club: Club, who: str) -> list[Donor]:
    """The donors of a club with this address for mail, or of the gift with this reference."""
    said = who.strip()
    of_club = Q(donations__campaign__club=club) | Q(pledges__campaign__club=club)
    known = Q(email__iexact=said) | Q(donations__ref=said.upper().replace("-", ""))
    rows = Donor.objects.filter(of_club, known, erased_at=None)
    return list(rows.distinct().order_by("pk"))


@transaction.atomic
def forget(donors: Iterable[Donor], now: datetime, also: Collection[str] = ()) -> int:
    """Take name and address of these donors out of everything but what the law keeps.

    `also` are other names they had. What they gave counts on; what they have promised and not
    paid is called off. How many donors there were.
    """
    found = list(donors)
    if not found:
        return 0
    gifts = list(Donation.objects.filter(donor__in=found).order_by("pk"))
    promised = Pledge.objects.filter(donor__in=found).values_list("campaign_id", flat=True)
    for key in sorted({gift.campaign_id for gift in gifts} | set(promised)):
        lock_campaign(key)
    names = {*also, *(each for donor in found for each in (donor.name, donor.email))} - {""}
    theirs = _Theirs(found, gifts, names)
    _call_off(found, now)
    _forget_what_they_wrote(theirs)
    outbox.forget(found)
    _forget_what_banks_wrote(theirs)
    _forget_what_others_wrote(theirs)
    Donor.objects.filter(pk__in=[donor.pk for donor in found]).update(
        name="", email="", athlete=None, wants_news=False, erased_at=now
    )
    return len(found)


def _verified(user: User) -> list[str]:
    rows = EmailAddress.objects.filter(user=user, verified=True)
    return list(rows.values_list("email", flat=True))


def _call_off(donors: Collection[Donor], now: datetime) -> None:
    for pledge in Pledge.objects.filter(donor__in=donors, state__in=UNPAID).order_by("pk"):
        try:
            pledges.cancel(pledge, now)
        except PledgeError:  # it is being paid this moment
            continue


def _forget_what_they_wrote(theirs: _Theirs) -> None:
    Pledge.objects.filter(donor__in=theirs.donors).update(display=Display.ANONYMOUS, message="")
    Donation.objects.filter(donor__in=theirs.donors).update(display=Display.ANONYMOUS, message="")
    MessageReport.objects.filter(donation__in=theirs.gifts).delete()


def _forget_what_banks_wrote(theirs: _Theirs) -> None:
    """Lines of statements. What providers tell of a donor is never kept: see `providers`."""
    for gift in theirs.gifts:
        StatementLine.objects.filter(donation=gift).update(text=gift.ref)
    causes = Campaign.objects.filter(donations__in=theirs.gifts).values("cause")
    lines = StatementLine.objects.filter(cause__in=causes, donation=None)
    _rewrite(lines.filter(_mentions("text", theirs.full_names)), ["text"], theirs, bank=True)


def _forget_what_others_wrote(theirs: _Theirs) -> None:
    """Words of the desk and of owners of pages."""
    gifts, names = theirs.gifts, theirs.full_names
    attempts = PaymentAttempt.objects.filter(donation__in=gifts)
    _rewrite(attempts, ["complaint"], theirs)
    _rewrite(Refund.objects.filter(attempt__donation__in=gifts), ["reason"], theirs)
    pages = {gift.campaign_id for gift in gifts}
    _rewrite(CampaignUpdate.objects.filter(campaign__in=pages), ["body"], theirs)
    _rewrite(Campaign.objects.filter(pk__in=pages).exclude(owner_name__in=names), ["story"], theirs)
    clubs = Campaign.objects.filter(pk__in=pages).values("club")
    _rewrite(AuditEntry.objects.filter(club__in=clubs), ["about", "before", "after"], theirs)


def _rewrite(
    rows: QuerySet[Row], columns: list[str], theirs: _Theirs, *, bank: bool = False
) -> None:
    """Take full names out of these columns."""
    changed = []
    for row in rows.iterator(_AT_ONCE):
        before = [getattr(row, column) for column in columns]
        after = [without(each, theirs.full_names, in_capitals_too=bank) for each in before]
        if before != after:
            for column, each in zip(columns, after, strict=True):
                setattr(row, column, each)
            changed.append(row)
    rows.model._default_manager.bulk_update(changed, columns, batch_size=_AT_ONCE)  # noqa: SLF001 Django documents it by this name


def _mentions(column: str, names: Collection[str]) -> Q:
    """Rows that say one of these names; none for none."""
    found = Q(pk__in=[])
    for name in names:
        found |= Q(**{f"{column}__icontains": name})
    return found
