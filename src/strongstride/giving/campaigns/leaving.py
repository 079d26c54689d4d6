"""Giving pages of people who go, or turn out to be too young for one."""

from django.db import transaction
from django.db.models import QuerySet

from strongstride.accounts.models import Athlete
from strongstride.clubs.access import may_be_minor
from strongstride.clubs.desk.audit import note
from strongstride.giving.campaigns.actions import end
from strongstride.giving.campaigns.beginning import TOO_YOUNG
from strongstride.giving.campaigns.states import GROWING
from strongstride.giving.campaigns.words import new_slug
from strongstride.giving.models import Campaign, CampaignState, CampaignUpdate, OwnerKind

FORMER = "A giving page"  # the title of a page whose runner has gone


@transaction.atomic(savepoint=False)
def forget(instance: Athlete, **_: object) -> None:
    """Take a runner's words and name off their pages: a receiver of `pre_delete`.

    A page that took gifts stays, completed, with what it has come to; a draft is cancelled. Pages
    of teams and clubs are not theirs alone and stay as they are.
    """
    rows = _pages_of(instance) | _orphaned()
    CampaignUpdate.objects.filter(campaign__in=rows).delete()
    for page in _locked(rows):
        page.title, page.owner_name, page.story, page.sent_back = FORMER, "", "", ""
        page.slug = new_slug(FORMER)  # the old one has words of the title
        page.save(update_fields=["slug", "title", "owner_name", "story", "sent_back"])
        if page.state in GROWING:
            is_live = page.state == CampaignState.LIVE
            end(page, CampaignState.COMPLETED if is_live else CampaignState.CANCELLED)


@transaction.atomic(savepoint=False)
def follow_birth_year(athlete: Athlete, **_: object) -> None:
    """Take away the pages of somebody who may be under 18: see `birth_year_changed`.

    Those that are completed too: they show a name. What was given stays in the books.
    """
    if not may_be_minor(athlete):
        return
    for page in _locked(_pages_of(athlete).exclude(state=CampaignState.CANCELLED)):
        page.sent_back = TOO_YOUNG
        page.save(update_fields=["sent_back"])
        end(page, CampaignState.CANCELLED)
        note(page.club, page.owner, "giving page cancelled", page.title, person=athlete)


def _pages_of(athlete: Athlete) -> QuerySet[Campaign]:
    return Campaign.objects.filter(owner__athlete=athlete, owner_kind=OwnerKind.RUNNER)


def _orphaned() -> QuerySet[Campaign]:
    """Pages whose owner has lost their account, as clubs hear of it first; each only once."""
    alone = Campaign.objects.filter(owner__isnull=False, owner__athlete=None)
    return alone.filter(owner_kind=OwnerKind.RUNNER).exclude(title=FORMER)


def _locked(rows: QuerySet[Campaign]) -> list[Campaign]:
    locked = rows.select_for_update(no_key=True, of=("self",)).select_related("club")
    return list(locked.order_by("pk"))
