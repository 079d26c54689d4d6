"""What organisers do with causes. One transaction each; each stands in the audit log."""

from collections.abc import Iterable
from secrets import token_hex

from django.db import transaction
from django.utils.text import slugify

from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct
from strongstride.giving.causes.checklist import checks_for
from strongstride.giving.causes.errors import CauseError
from strongstride.giving.causes.queries import MOST, has_pages
from strongstride.giving.causes.words import (
    CauseWords,
    MoneyWords,
    PermissionWords,
    Words,
)
from strongstride.giving.models import Cause
from strongstride.giving.saying import differences, say
from strongstride.giving.turns import take_money_turn
from strongstride.web import clock

_READABLE = 50  # letters of the name in an address, of 80
_UNGUESSABLE_BYTES = 4


@transaction.atomic
def create_cause(
    member: Membership,
    who: CauseWords,
    money: MoneyWords,
    permission: PermissionWords | None = None,
) -> Cause:
    """A cause of the member's club; without a permission it takes no gifts yet."""
    club = take_money_turn(member, MoneyAct.MANAGE_CAUSES)
    if Cause.objects.filter(club=club).count() >= MOST:
        raise CauseError(f"A club has at most {MOST} causes: use one of those it has.")
    cause = Cause(club=club, slug=_new_slug(who.name), created_at=clock.now())
    for words in (who, money, *((permission,) if permission else ())):
        say(cause, words)
    cause.permission_noted_by = member if permission else None
    cause.save(force_insert=True)
    note(club, member, "cause added", cause.name, after=_told(cause))
    return cause


def _new_slug(name: str) -> str:
    readable = slugify(name)[:_READABLE].strip("-") or "cause"
    return f"{readable}-{token_hex(_UNGUESSABLE_BYTES)}"


def _told(cause: Cause) -> dict[str, object]:
    return {"receives": cause.receives, "permission_by": cause.permission_by}


@transaction.atomic
def change_cause(cause: Cause, member: Membership, words: CauseWords) -> None:
    """Say anew who the cause is."""
    _change(cause, member, words, "cause changed")


@transaction.atomic
def change_money(cause: Cause, member: Membership, words: MoneyWords) -> None:
    """Say anew where the money goes; the currency stands once there are giving pages."""
    take_money_turn(member, MoneyAct.MANAGE_CAUSES)
    if words.currency != cause.currency and has_pages(cause):
        raise CauseError(
            f"There are giving pages in {cause.currency}: for another currency add another cause."
        )
    _change(cause, member, words, "where the money goes changed")


@transaction.atomic
def note_permission(cause: Cause, member: Membership, words: PermissionWords) -> None:
    """Record that somebody of the cause agreed that one collects for it."""
    cause.permission_noted_by = member
    _change(cause, member, words, "permission of a cause noted", also=["permission_noted_by"])


def _change(
    cause: Cause, member: Membership, words: Words, action: str, also: Iterable[str] = ()
) -> None:
    club = take_money_turn(member, MoneyAct.MANAGE_CAUSES)
    before, after = differences(cause, words)
    columns = say(cause, words)
    cause.save(update_fields=[*columns, *also])
    if after:
        note(club, member, action, cause.name, before=before, after=after)


@transaction.atomic
def tick_checks(cause: Cause, member: Membership, keys: Iterable[str]) -> None:
    """Keep which points of the checklist are seen to; keys that are no point are passed over."""
    club = take_money_turn(member, MoneyAct.MANAGE_CAUSES)
    ticked, before = frozenset(keys), cause.checks
    cause.checks = [check.key for check in checks_for(cause.country) if check.key in ticked]
    cause.save(update_fields=["checks"])
    if before != cause.checks:
        note(
            club,
            member,
            "checklist of a cause ticked",
            cause.name,
            before={"checks": ", ".join(before)},
            after={"checks": ", ".join(cause.checks)},
        )


@transaction.atomic
def switch(cause: Cause, member: Membership, *, is_active: bool) -> None:
    """Let a cause take gifts, or take none any more: its pages then say so."""
    club = take_money_turn(member, MoneyAct.MANAGE_CAUSES)
    if cause.is_active == is_active:
        return
    cause.is_active = is_active
    cause.save(update_fields=["is_active"])
    note(club, member, "cause opened" if is_active else "cause closed", cause.name)
