"""What other programs show of a link to a page: a title, a sentence and the card."""

import msgspec

from strongstride.clubs.board.queries import Together
from strongstride.clubs.models import Challenge, Participation, Visibility
from strongstride.clubs.share.card import HEIGHT, WIDTH, CardFacts, digest
from strongstride.clubs.share.facts import group_facts
from strongstride.web.addresses import absolute


class OpenGraph(msgspec.Struct, frozen=True, kw_only=True):
    """The head of a page that may be shared; addresses are absolute."""

    title: str
    description: str
    url: str
    image: str
    is_listed: bool  # search engines may keep it
    width: int = WIDTH
    height: int = HEIGHT


def of_challenge(challenge: Challenge, everybody: Together) -> OpenGraph:
    """The page of a challenge."""
    facts, at = group_facts(challenge, everybody), (challenge.club.slug, challenge.slug)
    return OpenGraph(
        title=f"{challenge.title} · {challenge.club.name}",
        description=_sentence(facts),
        url=absolute("clubs:challenge", *at),
        image=absolute("clubs:challenge-card", *at, digest(facts)),
        is_listed=challenge.club.visibility == Visibility.PUBLIC,
    )


def of_runner(participation: Participation, facts: CardFacts) -> OpenGraph:
    """A runner's page with the facts of its card; never for search engines."""
    challenge = participation.challenge
    at = (challenge.club.slug, challenge.slug, participation.pk)
    return OpenGraph(
        title=" · ".join(part for part in (facts.name, challenge.title) if part),
        description=_sentence(facts),
        url=absolute("clubs:runner", *at),
        image=absolute("clubs:runner-card", *at, digest(facts)),
        is_listed=False,
    )


def _sentence(facts: CardFacts) -> str:
    """The card in one line: it stands for the picture where that cannot be seen."""
    figure = " ".join((facts.figure, *facts.captions[:1]))
    told = (figure, *facts.captions[1:], facts.note)
    return " · ".join(part for part in told if part)
