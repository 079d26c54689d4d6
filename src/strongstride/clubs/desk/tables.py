"""Tables for other programs: members, the board, credits. No cell begins as a formula.

UTF-8 with a byte order mark: without one Excel takes names with accents for another encoding. Who
may export reads the list of members with their names; what hidden people ran has their name only
for those who manage members.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from strongstride.clubs.access import Act, may
from strongstride.clubs.challenges.page import in_club_unit
from strongstride.clubs.club.lines import standing_words
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.crediting.reasons import words
from strongstride.clubs.models import Challenge, Credit, Membership, Participation
from strongstride.formats.spreadsheet import MARK, table_line

MEMBERS = ("name", "standing", "on_boards", "joined_on", "left_on")
BOARD = (
    "rank", "name", "on_board", "total", "total_in_small_unit", "kind", "runs",
    "strength_sessions", "team", "joined_on", "left_on",
)  # fmt: skip
CREDITS = (
    "participant", "name", "day", "what", "status", "counts", "counts_in_small_unit", "kind",
    "by_hand", "why", "ruling", "ruling_note", "ruled_by",
)  # fmt: skip
_AT_ONCE = 2_000


def members_table(actor: Membership) -> Iterator[bytes]:
    """Everybody who is or was in the club and has an account, in the order they joined."""
    rows = Membership.objects.filter(club=actor.club_id, athlete__isnull=False)
    yield table_line(MEMBERS, MARK)
    for each in rows.order_by("joined_at", "pk").iterator(_AT_ONCE):
        days = (_day(actor, each.joined_at), _day(actor, each.left_at))
        yield table_line((each.name, standing_words(each), each.shown_as, *days))


def board_table(actor: Membership, challenge: Challenge) -> Iterator[bytes]:
    """Everybody with a part in the challenge, the most first; ranks are those of the board."""
    terms = in_club_unit(challenge)
    rows = Participation.objects.filter(challenge=challenge).select_related("membership", "team")
    yield table_line(BOARD, MARK)
    for rank, each in _ranked(rows.order_by("-total", "reached_at", "id").iterator(_AT_ONCE)):
        yield table_line(
            (
                rank,
                _name(actor, each),
                "yes" if each.shown else "no",
                show(each.total, terms.kind, terms.unit),
                each.total,
                terms.kind.value,
                each.runs,
                each.strength_sessions,
                "" if each.team is None else each.team.name,
                each.joined_on,
                _day(actor, each.left_at),
            )
        )


def credits_table(actor: Membership, challenge: Challenge) -> Iterator[bytes]:
    """Every entry of a challenge with what it counts for, and why; oldest first."""
    terms = in_club_unit(challenge)
    yield table_line(CREDITS, MARK)
    for each in _credits(challenge).iterator(_AT_ONCE):
        yield table_line(
            (
                each.participation_id,
                _name(actor, each.participation),
                each.on,
                each.kind,
                each.status,
                show(each.amount, terms.kind, terms.unit) if each.amount else "",
                each.amount,
                terms.kind.value,
                "yes" if each.by_hand else "no",
                words(each.reason, each.detail),
                each.ruling,
                each.ruling_note,
                each.ruled_by.name if each.ruled_by else "",
            )
        )


def _credits(challenge: Challenge) -> QuerySet[Credit]:
    rows = Credit.objects.filter(challenge=challenge).exclude(status=CreditStatus.GONE.value)
    return rows.select_related("participation__membership", "ruled_by").order_by("done_at", "id")


def _ranked(rows: Iterable[Participation]) -> Iterator[tuple[int | str, Participation]]:
    """Each row with its rank among those a board shows, "" for the others. Best first."""
    place, rank, total = 0, 0, -1
    for each in rows:
        if not (each.shown and each.total > 0):
            yield "", each
            continue
        place += 1
        if each.total != total:
            rank, total = place, each.total
        yield rank, each


def _name(actor: Membership, part: Participation) -> str:
    """The name as the member wrote it; to whom does not manage members, as boards show it."""
    manages = may(actor, Act.MANAGE_MEMBERS)
    return part.membership.name if manages else part.board_name


def _day(actor: Membership, at: datetime | None) -> date | None:
    """The club's date of an instant."""
    return at and at.astimezone(ZoneInfo(actor.club.time_zone)).date()
