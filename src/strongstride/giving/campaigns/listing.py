"""The list of a club's giving pages, and what each reader may do there."""

from collections.abc import Iterable

from strongstride.clubs.models import Club, Membership
from strongstride.giving.access import MoneyAct, may_money
from strongstride.giving.campaigns.queries import listed, own_pages, waiting
from strongstride.giving.campaigns.starts import starts
from strongstride.giving.causes.queries import open_causes
from strongstride.giving.models import Campaign, CampaignState

_LOOKS = {CampaignState.LIVE: "done", CampaignState.SUBMITTED: "run", CampaignState.DRAFT: "key"}


def list_context(club: Club, member: Membership | None, after: str) -> dict[str, object]:
    """The context of the list. Nine queries at most."""
    approves = may_money(member, MoneyAct.APPROVE_PAGES)
    has_cause = member is not None and open_causes(club).exists()
    begins = member if has_cause and not after else None
    return {
        "club": club,
        "me": member,
        "pages": listed(club, after),
        "is_first": not after,
        "mine": () if member is None or after else _with_looks(own_pages(member)),
        "waiting": waiting(club) if approves and not after else (),
        "may_approve": approves,
        "may_manage": may_money(member, MoneyAct.MANAGE_CAUSES),
        "has_cause": has_cause,
        "starts": () if begins is None else starts(begins, approves=approves),
    }


def _with_looks(pages: Iterable[Campaign]) -> list[tuple[Campaign, str]]:
    """Each page with the look of the chip that says where it stands."""
    return [(page, _LOOKS.get(CampaignState(page.state), "")) for page in pages]
