"""Clubs one is in, their challenges, boards, and what one's own entries count for."""

from typing import Annotated, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from msgspec import Meta
from ninja import Path

from strongstride.accounts.models import Athlete
from strongstride.accounts.scopes import Scope
from strongstride.api.authentication import athlete_asking, needs
from strongstride.api.contract import clubs as json
from strongstride.api.cursors import Cursor, Limit, Page, page_of, read_cursor, write_cursor
from strongstride.api.errors import ApiError, conflict, not_found
from strongstride.api.service import Area
from strongstride.clubs.access import Act, may, participation_of, see_challenge, see_club
from strongstride.clubs.board.queries import Mark as BoardMark
from strongstride.clubs.board.queries import rank_of, top
from strongstride.clubs.challenges.actions import leave_challenge as leave
from strongstride.clubs.challenges.actions import phase_of, take_part
from strongstride.clubs.challenges.listing import listed
from strongstride.clubs.challenges.page import crowd_of, in_club_unit
from strongstride.clubs.challenges.words import ChallengeError
from strongstride.clubs.club.queries import clubs_of, how_many
from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.crediting.terms import Scope as Counted
from strongstride.clubs.models import Challenge, Credit, Membership, MemberState, Participation
from strongstride.web.marks import Mark

area = Area()
Slug = Annotated[str, Path(pattern="^[-a-zA-Z0-9_]{1,80}$")]
_NOT_IN_IT = "You take no part in this challenge."


class _OnBoard(NamedTuple):
    """The place of a row on a board."""

    total: Annotated[int, Meta(ge=0, le=2**62)]
    key: UUID


@area.get("/clubs", auth=needs(Scope.CLUBS_READ))
def list_clubs(request: HttpRequest) -> list[json.ClubItemJson]:
    """The clubs one is in, oldest membership first; those too that one has asked to join."""
    mine = clubs_of(athlete_asking(request))
    return [json.club_item_json(each.club, each) for each in mine]


@area.get("/clubs/{club}", auth=needs(Scope.CLUBS_READ))
def show_club(request: HttpRequest, club: Slug) -> json.ClubJson:
    """One club that one may see."""
    found, membership = see_club(athlete_asking(request), club)
    return json.club_json(found, membership, how_many(found, MemberState.ACTIVE))


@area.get("/clubs/{club}/challenges", auth=needs(Scope.CLUBS_READ))
def list_challenges(
    request: HttpRequest, club: Slug, cursor: Cursor = None
) -> Page[json.ChallengeItemJson]:
    """The challenges of a club, newest first, fifty on a page."""
    found, membership = see_club(athlete_asking(request), club)
    after = read_cursor(cursor, str) or ""
    page = listed(found, after, with_drafts=may(membership, Act.RUN_CHALLENGES))
    items = [json.challenge_item_json(line.challenge, line.phase) for line in page.lines]
    return Page(items=items, next=write_cursor(page.following) if page.following else None)


@area.get("/clubs/{club}/challenges/{challenge}", auth=needs(Scope.CLUBS_READ))
def show_challenge(request: HttpRequest, club: Slug, challenge: Slug) -> json.ChallengeJson:
    """One challenge: its terms, everybody's total, and where one stands oneself."""
    of, membership = see_challenge(athlete_asking(request), club, challenge)
    return _challenge_json(of, membership)


@area.get("/clubs/{club}/challenges/{challenge}/board", auth=needs(Scope.CLUBS_READ))
def show_board(
    request: HttpRequest, club: Slug, challenge: Slug, cursor: Cursor = None, limit: Limit = 20
) -> Page[json.BoardRowJson]:
    """The board of a challenge: those who chose to be shown, best first.

    A challenge of one shared goal has no ranking and so no rows.
    """
    of, membership = see_challenge(athlete_asking(request), club, challenge)
    if of.scope == Counted.GROUP:
        return Page(items=[], next=None)
    part, terms = participation_of(membership, of), in_club_unit(of)
    place = read_cursor(cursor, _OnBoard)
    after = None if place is None else BoardMark(*place)
    rows = top(of, limit=limit + 1, after=after, me=None if part is None else part.pk)
    return page_of(rows, limit, lambda row: json.board_row_json(row, terms), lambda row: row.mark)


@area.get("/clubs/{club}/challenges/{challenge}/credits", auth=needs(Scope.CLUBS_READ))
def list_credits(
    request: HttpRequest, club: Slug, challenge: Slug, cursor: Cursor = None, limit: Limit = 20
) -> Page[json.CreditJson]:
    """One's own entries, newest first, with what each counts for and why."""
    part = _own_part(athlete_asking(request), club, challenge)
    rows = Credit.objects.filter(participation=part).exclude(status=CreditStatus.GONE.value)
    if (after := read_cursor(cursor, Mark)) is not None:
        rows = rows.filter(Q(done_at__lt=after.at) | Q(done_at=after.at, id__lt=after.key))
    terms = in_club_unit(part.challenge)
    return page_of(
        rows.order_by("-done_at", "-id")[: limit + 1],
        limit,
        lambda credit: json.credit_json(credit, terms),
        lambda credit: Mark(credit.done_at, credit.pk),
    )


@area.post("/clubs/{club}/challenges/{challenge}/join", auth=needs(Scope.CLUBS_WRITE))
def join_challenge(request: HttpRequest, club: Slug, challenge: Slug) -> json.ChallengeJson:
    """Take part in a challenge of a club one is in; joining twice joins once."""
    athlete = athlete_asking(request)
    of, membership = see_challenge(athlete, club, challenge)
    if membership is None:
        raise conflict("not_a_member", "Join the club first, on its page or by its join link.")
    membership.athlete = athlete
    try:
        take_part(of, membership)
    except ChallengeError as error:
        raise _cannot(error) from None
    return _challenge_json(of, membership)


@area.post("/clubs/{club}/challenges/{challenge}/leave", auth=needs(Scope.CLUBS_WRITE))
def leave_challenge(request: HttpRequest, club: Slug, challenge: Slug) -> None:
    """Leave a challenge, not the club.

    What counted stays in the total, the row leaves the board.
    """
    part = _own_part(athlete_asking(request), club, challenge)
    try:
        leave(part)
    except ChallengeError as error:
        raise _cannot(error) from None


def _cannot(error: ChallengeError) -> ApiError:
    return conflict("not_possible", str(error))


def _own_part(athlete: Athlete, club: str, challenge: str) -> Participation:
    of, membership = see_challenge(athlete, club, challenge)
    part = participation_of(membership, of)
    if part is None:
        raise not_found(_NOT_IN_IT)
    return part


def _challenge_json(of: Challenge, membership: Membership | None) -> json.ChallengeJson:
    crowd, part, mine = crowd_of(of), participation_of(membership, of), None
    if part is not None:
        is_ranked = of.scope != Counted.GROUP
        rank = rank_of(part) if is_ranked else None
        mine = json.standing_json(part, rank, crowd.ranked if is_ranked else 0)
    return json.challenge_json(of, phase_of(of), crowd.total, crowd.people, mine)
