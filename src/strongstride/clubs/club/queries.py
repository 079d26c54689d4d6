"""Reading clubs and members: a page of either costs the same however many there are."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from django.db.models import Count, Q, QuerySet

from strongstride.accounts.models import Athlete
from strongstride.clubs.models import Club, Membership, MemberState, ShownAs, Visibility
from strongstride.web.marks import Mark

PAGE = 50
_CLUBS_A_PAGE = 20
_MOST_CLUBS = 100  # of one athlete, on one page
_COUNTED = (MemberState.ASKED.value, MemberState.ACTIVE.value, MemberState.BANNED.value)
MOST_COUNTED = 10_000  # people of a club: above that nobody wants to know the number, and waits


class ListedClub(msgspec.Struct, frozen=True):
    """A club and how many members it has."""

    club: Club
    people: int


class ClubPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some clubs, and the mark of the next page if there is one."""

    clubs: tuple[ListedClub, ...]
    following: str = ""


class MemberPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some memberships, and the mark of the next page if there is one."""

    members: tuple[Membership, ...]
    following: str = ""


def clubs_of(athlete: Athlete) -> tuple[Membership, ...]:
    """The memberships of an athlete in open clubs, with their clubs, oldest first; asked ones too.

    One query.
    """
    rows = Membership.objects.filter(
        athlete=athlete,
        state__in=[MemberState.ACTIVE, MemberState.ASKED],
        club__closed_at=None,
    )
    return tuple(rows.select_related("club").order_by("joined_at", "pk")[:_MOST_CLUBS])


def public_clubs(
    text: str = "", after: str = "", size: int = _CLUBS_A_PAGE, *, but_of: Athlete | None = None
) -> ClubPage:
    """Clubs that everybody may see, by name, but for those of `but_of`. Two queries.

    `text` is part of a name; `after` is the mark of the page before.
    """
    rows = Club.objects.filter(visibility=Visibility.PUBLIC, closed_at=None)
    if but_of is not None:
        mine = Membership.objects.filter(
            athlete=but_of, state__in=[MemberState.ACTIVE, MemberState.ASKED]
        )
        rows = rows.exclude(pk__in=mine.values("club"))
    if text:
        rows = rows.filter(name__icontains=text)
    mark = _club_mark(after)
    if mark is not None:
        name, key = mark
        rows = rows.filter(Q(name__gt=name) | Q(name=name, pk__gt=key))
    found = tuple(rows.order_by("name", "pk")[: size + 1])
    following = f"{found[size - 1].pk}_{found[size - 1].name}" if len(found) > size else ""
    return ClubPage(clubs=_with_people(found[:size]), following=following)


def _with_people(clubs: Sequence[Club]) -> tuple[ListedClub, ...]:
    rows = Membership.objects.filter(club__in=clubs, state=MemberState.ACTIVE)
    known = dict(rows.values_list("club").annotate(Count("pk")))
    return tuple(ListedClub(club, known.get(club.pk, 0)) for club in clubs)


def _club_mark(text: str) -> tuple[str, UUID] | None:
    key, _, name = text.replace("\0", "").partition("_")
    try:
        return name, UUID(key)
    except ValueError:
        return None


def members(
    club: Club,
    *,
    state: str = MemberState.ACTIVE,
    text: str = "",
    shown_only: bool = False,
    after: str = "",
    size: int = PAGE,
) -> MemberPage:
    """The members of a club in the order they joined. One query.

    `text` is part of a name; `shown_only` leaves out those who are hidden, and finds by name only
    those who are shown by it; `after` is the mark of the page before.
    """
    rows = Membership.objects.filter(club=club, state=state, athlete__isnull=False)
    if shown_only:
        rows = rows.exclude(shown_as=ShownAs.HIDDEN)
    if text:
        rows = rows.filter(name__icontains=text)
    if text and shown_only:  # a search must not tell the name behind initials
        rows = rows.filter(shown_as=ShownAs.NAME)
    return _paged(rows, after, size)


def _paged(rows: QuerySet[Membership], after: str, size: int) -> MemberPage:
    mark = Mark.read(after)
    if mark is not None:
        same = Q(joined_at=mark.at, pk__gt=mark.key)
        rows = rows.filter(joined_at__gte=mark.at).filter(Q(joined_at__gt=mark.at) | same)
    found = tuple(rows.select_related("athlete").order_by("joined_at", "pk")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    following = "" if last is None else str(Mark(last.joined_at, last.pk))
    return MemberPage(members=found[:size], following=following)


def counts(club: Club) -> dict[str, int]:
    """How many wait, are in, and are banned; none counted on past `MOST_COUNTED`. Three queries."""
    return {state: how_many(club, state) for state in _COUNTED}


def how_many(club: Club, state: str) -> int:
    """How many memberships of a club are in a state, `MOST_COUNTED` for that many and more."""
    rows = Membership.objects.filter(club=club, state=state, athlete__isnull=False)
    return rows[:MOST_COUNTED].count()


def standing_of(athlete: Athlete, club: Club) -> Membership | None:
    """The membership of an athlete, whatever its state."""
    return Membership.objects.filter(athlete=athlete, club=club).first()


def asked_in(athlete: Athlete, slug: str) -> Membership | None:
    """The membership for which an athlete waits in the open club at this address."""
    rows = Membership.objects.select_related("club").filter(
        athlete=athlete, club__slug=slug, club__closed_at=None, state=MemberState.ASKED
    )
    return rows.first()
