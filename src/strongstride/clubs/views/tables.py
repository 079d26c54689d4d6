"""Tables for other programs; each asks for the password again and stands in the audit log."""

from collections.abc import Callable, Iterator

import msgspec
from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act, challenge_for, may, member_for
from strongstride.clubs.desk import tables
from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import Challenge, Membership
from strongstride.web.files import table_file

_FORM = ["GET", "HEAD", "POST"]


class _Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table that may be taken out; `about` says what is in it, `what` names it in the log."""

    what: str
    about: str
    file: str
    lines: Callable[[], Iterator[bytes]]
    has_hidden: bool  # people who are on no board


@never_cache
@require_http_methods(_FORM)
def members(request: HttpRequest, club: str) -> HttpResponseBase:
    """Everybody in the club, by name."""
    found, me = member_for(athlete_of(request), club, Act.EXPORT)
    table = _Table(
        what=f"members of {found.name}",
        about="Names as members wrote them, their roles, how boards show them, since when.",
        file=f"{found.slug}-members.csv",
        lines=lambda: tables.members_table(me),
        has_hidden=False,
    )
    return _taken_out(request, me, table)


@never_cache
@require_http_methods(_FORM)
def board(request: HttpRequest, club: str, challenge: str) -> HttpResponseBase:
    """Everybody's totals in a challenge."""
    of, me = _for_export(request, club, challenge)
    table = _Table(
        what=f"totals of {of.title}",
        about="Rank, total, runs, strength sessions and team of everybody who takes part.",
        file=f"{of.slug}-totals.csv",
        lines=lambda: tables.board_table(me, of),
        has_hidden=True,
    )
    return _taken_out(request, me, table)


@never_cache
@require_http_methods(_FORM)
def entries(request: HttpRequest, club: str, challenge: str) -> HttpResponseBase:
    """Every entry of a challenge and what it counts for."""
    of, me = _for_export(request, club, challenge)
    table = _Table(
        what=f"entries of {of.title}",
        about="Every entry with its day, what it counts for, why, and what organisers said of it.",
        file=f"{of.slug}-entries.csv",
        lines=lambda: tables.credits_table(me, of),
        has_hidden=True,
    )
    return _taken_out(request, me, table)


def _for_export(request: HttpRequest, club: str, challenge: str) -> tuple[Challenge, Membership]:
    return challenge_for(athlete_of(request), club, challenge, Act.EXPORT)


def _taken_out(request: HttpRequest, me: Membership, table: _Table) -> HttpResponseBase:
    answer: HttpResponseBase = _page_or_table(request, me, table)
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _page_or_table(request: HttpRequest, me: Membership, table: _Table) -> HttpResponseBase:
    """The page with its button, which one comes back to after the password; then the table."""
    if request.method != "POST":
        manages = may(me, Act.MANAGE_MEMBERS)
        context = {"club": me.club, "table": table, "manages": manages}
        return render(request, "clubs/desk/table.html", context)
    note(me.club, me, "table taken out", table.what)
    return table_file(table.lines(), table.file)
