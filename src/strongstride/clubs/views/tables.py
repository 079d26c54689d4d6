"""Tables for other programs; each asks for the password again and stands in the audit log."""

from collections.abc import Iterator

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act, challenge_for, member_for
from strongstride.clubs.desk.audit import note
from strongstride.clubs.desk.tables import board_table, credits_table, members_table
from strongstride.clubs.models import Membership


@require_POST
@never_cache
def members(request: HttpRequest, club: str) -> HttpResponseBase:
    """Everybody in the club, by name."""
    found, me = member_for(athlete_of(request), club, Act.EXPORT)
    return _asked(request, me, "list of members", f"{found.slug}-members", members_table(me))


@require_POST
@never_cache
def board(request: HttpRequest, club: str, challenge: str) -> HttpResponseBase:
    """Everybody's totals in a challenge."""
    of, me = challenge_for(athlete_of(request), club, challenge, Act.EXPORT)
    return _asked(request, me, f"board of {of.title}", f"{of.slug}-board", board_table(me, of))


@require_POST
@never_cache
def entries(request: HttpRequest, club: str, challenge: str) -> HttpResponseBase:
    """Every entry of a challenge and what it counts for."""
    of, me = challenge_for(athlete_of(request), club, challenge, Act.EXPORT)
    return _asked(
        request, me, f"entries of {of.title}", f"{of.slug}-entries", credits_table(me, of)
    )


def _asked(
    request: HttpRequest, me: Membership, what: str, name: str, lines: Iterator[bytes]
) -> HttpResponseBase:
    answer: HttpResponseBase = _taken_out(request, me, what, name, lines)
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _taken_out(
    _: HttpRequest, me: Membership, what: str, name: str, lines: Iterator[bytes]
) -> HttpResponseBase:
    note(me.club, me, "table taken out", what)
    named = f'attachment; filename="{name}.csv"'
    return StreamingHttpResponse(
        lines, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": named}
    )
