"""What an automatic item says after the name of whom it is about."""

from collections.abc import Iterable

from strongstride.clubs.crediting.badges import badge_kinds
from strongstride.clubs.models import Post, PostKind


def keys_in(post: Post) -> tuple[str, ...]:
    """The badges a milestone tells of."""
    return tuple(post.body.split())


def body_of(keys: Iterable[str]) -> str:
    """Badges as a milestone keeps them."""
    return " ".join(keys)


def told(post: Post) -> str:
    """`joined the club`, `did a strength session`; the challenge is the post's own."""
    title = "" if post.challenge is None else post.challenge.title
    if post.kind == PostKind.JOINED:
        return f"joined {title}" if title else "joined the club"
    if post.kind == PostKind.STRENGTH:
        return "did a strength session"
    return f"earned {_earned(keys_in(post))} in {title}"


def _earned(keys: tuple[str, ...]) -> str:
    """`“Halfway”`, `“Ten runs”, “A quarter” and “Halfway”`: in the order badges are shown in."""
    titles = [f"“{kind.title}”" for key, kind in badge_kinds().items() if key in keys]
    *first, last = titles or ["a badge"]
    return f"{', '.join(first)} and {last}" if first else last
