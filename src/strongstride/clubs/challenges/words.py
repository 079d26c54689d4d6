"""A challenge as its organiser tells it, and why something cannot be done with one."""

import re

import msgspec
from django.utils.text import slugify

from strongstride.clubs.crediting.terms import Scope, Terms
from strongstride.clubs.models import Challenge, Club, TeamResult
from strongstride.clubs.settling.terms import terms_of

_RESERVED = frozenset({"new"})  # pages beside those of the challenges
_SLUG_LENGTH = 70  # a number still fits behind it


class ChallengeError(ValueError):
    """Something that cannot be done with a challenge; its text is one sentence for people."""


class FrozenTermsError(ChallengeError):
    """The challenge has begun: its terms stay as they are."""


class TeamError(ChallengeError):
    """Something that cannot be done with a team; its text is one sentence for people."""


class ChallengeWords(msgspec.Struct, frozen=True, kw_only=True):
    """A challenge as its organiser tells it; `goal` in the small unit of the kind.

    `goal` is of everybody together where the scope is the group, else of each runner.
    """

    title: str
    terms: Terms
    about: str = ""
    scope: Scope = Scope.INDIVIDUAL
    goal: int | None = None
    team_result: TeamResult = TeamResult.SUM
    team_most: int | None = None


def words_of(challenge: Challenge) -> ChallengeWords:
    """The words that would make this challenge again."""
    return ChallengeWords(
        title=challenge.title,
        about=challenge.about,
        scope=Scope(challenge.scope),
        goal=challenge.goal,
        terms=terms_of(challenge),
        team_result=TeamResult(challenge.team_result),
        team_most=challenge.team_most,
    )


def free_slug(club: Club, title: str) -> str:
    """An address within the club that no challenge has yet."""
    base = slugify(title)[:_SLUG_LENGTH].strip("-") or "challenge"
    taken = _RESERVED | set(
        Challenge.objects.filter(club=club, slug__startswith=base).values_list("slug", flat=True)
    )
    if base not in taken:
        return base
    numbers = (int(found[1]) for each in taken if (found := _numbered(base, each)))
    return f"{base}-{max(numbers, default=1) + 1}"


def _numbered(base: str, slug: str) -> re.Match[str] | None:
    return re.fullmatch(rf"{re.escape(base)}-(\d{{1,8}})", slug)
