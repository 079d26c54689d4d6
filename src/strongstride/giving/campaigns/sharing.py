"""The card of a giving page, and what other programs show of a link to it."""

from strongstride.clubs.models import Visibility
from strongstride.clubs.share.card import CardFacts, digest
from strongstride.clubs.share.open_graph import OpenGraph
from strongstride.giving.campaigns.thermometer import Thermometer
from strongstride.giving.models import Campaign, CampaignState
from strongstride.ledger.money import Money, show
from strongstride.web.addresses import absolute

_STORY = 160  # characters of it that previews show


def card_facts(campaign: Campaign, sums: Thermometer) -> CardFacts:
    """What the card tells: what is raised, of what goal, for whom; no donor."""
    raised, cause = _shown(sums.raised, campaign), campaign.cause.name
    if not sums.raised:
        goal = f"Goal: {_shown(sums.goal, campaign)}" if sums.goal else "Be the first to give"
        return _card(campaign, figure=cause, captions=(goal,), done=0.0 if sums.goal else None)
    if sums.goal:
        of_goal = f"of {_shown(sums.goal, campaign)} · {sums.percent:,} %"
        done = round(sums.raised / sums.goal, 3)
        return _card(campaign, figure=raised, captions=(of_goal, f"for {cause}"), done=done)
    return _card(campaign, figure=raised, captions=(f"for {cause}",), done=None)


def open_graph(campaign: Campaign, facts: CardFacts) -> OpenGraph:
    """The head of the page; search engines may keep the live ones of public clubs."""
    is_public = campaign.club.visibility == Visibility.PUBLIC
    return OpenGraph(
        title=_title(campaign),
        description=_sentence(campaign, facts),
        url=absolute("giving:page", campaign.slug),
        image=absolute("giving:page-card", campaign.slug, digest(facts)),
        is_listed=is_public and campaign.state == CampaignState.LIVE,
    )


def _card(
    campaign: Campaign, *, figure: str, captions: tuple[str, ...], done: float | None
) -> CardFacts:
    is_over = campaign.state == CampaignState.COMPLETED
    return CardFacts(
        club=campaign.club.name,
        challenge=campaign.title,
        figure=figure,
        captions=captions,
        name=campaign.owner_name,
        note="completed" if is_over else "",
        done=done,
    )


def _title(campaign: Campaign) -> str:
    return " · ".join(part for part in (campaign.title, campaign.owner_name) if part)


def _sentence(campaign: Campaign, facts: CardFacts) -> str:
    told = " ".join((facts.figure, *facts.captions))
    story = " ".join(campaign.story.split())
    short = story if len(story) <= _STORY else f"{story[: _STORY - 1].rstrip()}…"
    return f"{told}. {short}" if short else f"{told}."


def _shown(minor: int, campaign: Campaign) -> str:
    return show(Money(minor, campaign.currency))
