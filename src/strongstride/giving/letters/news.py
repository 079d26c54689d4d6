"""News of a page, for donors who asked for it, and how it ends: at once, without a login."""

from uuid import UUID

from django.db import transaction
from django_tasks import task

from strongstride.giving import links
from strongstride.giving.letters import outbox
from strongstride.giving.models import CampaignUpdate, Donor, Letter, PledgeState
from strongstride.ledger.states import IN_THE_BOOKS
from strongstride.web.addresses import absolute

_GONE_BACK = frozenset({"refunded", "lost"})
_PLEDGED = frozenset(PledgeState) - {PledgeState.UNCONFIRMED, PledgeState.CANCELLED}


def announce(update: CampaignUpdate) -> None:
    """Have an update sent to the donors who want news; call it in the transaction that writes it.

    The task is committed with it; it can be done twice and writes each letter once.
    """
    write_news.enqueue(str(update.pk))


@task()
def write_news(key: str) -> None:
    """Write the letters of the update with this id, if it still stands."""
    rows = CampaignUpdate.objects.select_related("campaign__cause", "campaign__club")
    update = rows.filter(pk=UUID(key), hidden_at=None).first()
    if update is None:
        return
    for donor in readers_of(update):
        _write(update, donor)


def readers_of(update: CampaignUpdate) -> list[Donor]:
    """Who gave to the page, or pledged, and wants its news: one donor for each address."""
    gave = Donor.objects.filter(
        donations__campaign=update.campaign_id, donations__state__in=IN_THE_BOOKS - _GONE_BACK
    )
    pledged = Donor.objects.filter(
        pledges__campaign=update.campaign_id, pledges__state__in=_PLEDGED
    )
    found: dict[str, Donor] = {}
    for rows in (gave, pledged):
        for donor in rows.filter(wants_news=True, erased_at=None).exclude(email="").distinct():
            found.setdefault(donor.email.casefold(), donor)
    return list(found.values())


@transaction.atomic
def end_news(donor: Donor) -> None:
    """No more news to this address, from any page; what is written and not sent is not sent."""
    same = Donor.objects.filter(email__iexact=donor.email) if donor.email else Donor.objects.none()
    Donor.objects.filter(pk=donor.pk).update(wants_news=False)
    Letter.objects.filter(donor__in=same, sent_at=None).exclude(unsubscribe_url="").delete()
    same.update(wants_news=False)


def _write(update: CampaignUpdate, donor: Donor) -> None:
    campaign = update.campaign
    outbox.write(
        f"news:{update.pk}:{donor.pk}",
        donor,
        f"News from {campaign.title}",
        "news",
        {
            "update": update,
            "campaign": campaign,
            "page_url": absolute("giving:page", campaign.slug),
        },
        unsubscribe_url=absolute("giving:news-end", links.news_token(donor)),
    )
