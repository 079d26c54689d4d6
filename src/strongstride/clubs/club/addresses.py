"""Addresses and join links of clubs."""

from secrets import token_hex, token_urlsafe

from django.utils.text import slugify

from strongstride.clubs.models import Club, Visibility

RESERVED = frozenset({"new", "join"})  # pages of clubs at the same depth
_READABLE = 50  # letters of the name in an address, of 80
_UNGUESSABLE_BYTES = 10


def new_slug(name: str, visibility: str) -> str:
    """An address no other club has; one that is not public nobody can guess."""
    readable = slugify(name)[:_READABLE].strip("-") or "club"
    if visibility != Visibility.PUBLIC:
        return f"{readable}-{token_hex(_UNGUESSABLE_BYTES)}"
    taken = RESERVED | set(
        Club.objects.filter(slug__startswith=readable).values_list("slug", flat=True)
    )
    number = 1
    while (slug := readable if number == 1 else f"{readable}-{number}") in taken:
        number += 1
    return slug


def new_join_secret() -> str:
    """What a join link holds: 128 random bits."""
    return token_urlsafe(16)
