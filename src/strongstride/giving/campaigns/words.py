"""A giving page as its owner tells it, and why something cannot be done with one."""

from datetime import date
from secrets import choice

import msgspec
from django.utils.text import slugify

from strongstride.giving.models import Cause

_READABLE = 50  # letters of the title in an address, of 80
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_UNGUESSABLE = 12  # letters: 59 bits


class CampaignError(ValueError):
    """Something cannot be done with a giving page; the message says why and what to do instead."""


class PageWords(msgspec.Struct, frozen=True, kw_only=True):
    """A giving page as its owner tells it; `goal_minor` in the currency of the cause."""

    title: str
    owner_name: str
    story: str = ""
    surplus: str = ""
    goal_minor: int | None = None
    hides_goal: bool = False
    ends_on: date | None = None


def surplus_words(cause: Cause) -> str:
    """What a page says of money above or below its goal until its owner says otherwise."""
    return f"Everything goes to {cause.name}, whether the goal is reached or not."


def new_slug(title: str) -> str:
    """An address that nobody can guess."""
    readable = slugify(title)[:_READABLE].strip("-") or "page"
    return f"{readable}-{''.join(choice(_LETTERS) for _ in range(_UNGUESSABLE))}"
