"""Who may see and do what with money. What one may not see is as if it did not exist.

Donors' names and addresses are for whoever keeps the club's books, and for nobody else.
"""

from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from strongstride.accounts.models import Athlete
from strongstride.clubs.access import NOT_YOUR_ROLE, membership_of, see_club
from strongstride.clubs.models import Club, Membership, MemberState, Role
from strongstride.giving.campaigns.states import SEEN
from strongstride.giving.models import Campaign, Cause


class MoneyAct(StrEnum):
    """What a role may allow."""

    MAKE_PAGE = "make a giving page"  # one's own: any member
    APPROVE_PAGES = "approve giving pages"
    MANAGE_CAUSES = "manage causes"  # permission, bank details, matches
    SEE_TOTALS = "see the money desk"  # totals, no donor's name
    KEEP_BOOKS = "keep the books"  # donors, reconciling, refunds, receipts, exports


_ORGANISERS = frozenset({Role.OWNER, Role.ADMIN})
MONEY_ROLES: dict[MoneyAct, frozenset[Role]] = {
    MoneyAct.MAKE_PAGE: frozenset(Role),
    MoneyAct.APPROVE_PAGES: _ORGANISERS | {Role.TREASURER},
    MoneyAct.MANAGE_CAUSES: _ORGANISERS | {Role.TREASURER},
    MoneyAct.SEE_TOTALS: _ORGANISERS | {Role.TREASURER},
    MoneyAct.KEEP_BOOKS: frozenset({Role.TREASURER}),
}
"""Which roles may do what; docs/reference/club-roles.md shows it as a table."""


def has_treasurer(club: Club) -> bool:
    """Whether somebody in the club is its treasurer."""
    active = Membership.objects.filter(club=club, state=MemberState.ACTIVE, role=Role.TREASURER)
    return active.exists()


def may_money(membership: Membership | None, act: MoneyAct) -> bool:
    """Whether this membership allows the act.

    While a club has no treasurer its owner keeps the books.
    """
    if membership is None or membership.state != MemberState.ACTIVE:
        return False
    if membership.role in MONEY_ROLES[act]:
        return True
    is_stand_in = act is MoneyAct.KEEP_BOOKS and membership.role == Role.OWNER
    return is_stand_in and not has_treasurer(membership.club)


def member_for_money(athlete: Athlete, slug: str, act: MoneyAct) -> tuple[Club, Membership]:
    """The club and the membership that allows the act.

    Http404 for who is no member, PermissionDenied for a member whose role does not allow it.
    """
    club, membership = see_club(athlete, slug)
    if membership is None:
        raise Http404
    membership.club, membership.athlete = club, athlete
    if not may_money(membership, act):
        raise PermissionDenied(NOT_YOUR_ROLE)
    return club, membership


def see_campaign(slug: str) -> Campaign:
    """A giving page everybody with its address may see: live or completed; Http404 otherwise."""
    found = _campaigns().filter(slug=slug, state__in=SEEN, club__closed_at=None).first()
    if found is None:
        raise Http404
    return found


def read_campaign(athlete: Athlete | None, slug: str) -> tuple[Campaign, Membership | None]:
    """A page for whoever reads it, with the membership of who may change it. Two queries.

    Http404 where this reader may not see it; nobody is asked to log in: donors have no account.
    """
    campaign = _campaigns().filter(slug=slug, club__closed_at=None).first()
    if campaign is None:
        raise Http404
    member = membership_of(athlete, campaign.club)
    if member is not None:
        member.club = campaign.club
    is_own = member is not None and campaign.owner_id == member.pk
    if is_own or may_money(member, MoneyAct.APPROVE_PAGES):
        return campaign, member
    if campaign.state not in SEEN:
        raise Http404
    return campaign, None


def campaign_for(athlete: Athlete, slug: str) -> tuple[Campaign, Membership]:
    """A page its owner, or who approves pages, may change; Http404 for everybody else."""
    campaign, membership = read_campaign(athlete, slug)
    if membership is None:
        raise Http404
    membership.athlete = athlete
    return campaign, membership


def cause_for(
    athlete: Athlete, slug: str, cause_slug: str, act: MoneyAct = MoneyAct.MANAGE_CAUSES
) -> tuple[Cause, Membership]:
    """A cause of the club, for whom the act is allowed; raises as `member_for_money`."""
    club, membership = member_for_money(athlete, slug, act)
    cause = Cause.objects.filter(club=club, slug=cause_slug).first()
    if cause is None:
        raise Http404
    cause.club = club
    return cause, membership


def _campaigns() -> QuerySet[Campaign]:
    return Campaign.objects.select_related(
        "club", "cause", "challenge", "team", "participation__challenge"
    )
