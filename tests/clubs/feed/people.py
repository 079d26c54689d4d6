"""For browser tests and screens: clubs whose feed has something of everything."""

from datetime import timedelta
from typing import Any

from PIL import Image, ImageDraw

from strongstride.accounts.models import User
from strongstride.clubs.feed import actions
from strongstride.clubs.feed.automatic import tell_joined_club
from strongstride.clubs.models import Club, Comment, Membership, Post, PostKind, Role
from strongstride.clubs.signals import challenge_joined, credits_changed
from strongstride.web import clock
from tests.casting import login
from tests.clubs.feed.pictures import uploaded, written
from tests.clubs.making import make_challenge, make_club, make_member, make_part


def moderator() -> dict[str, str]:
    """A moderator of a club where people write, with a report that waits."""
    club = make_club("Riverside Striders")
    olive = make_member(club, "Olive Owner", Role.OWNER)
    me = make_member(club, "Mo Moderator", Role.MODERATOR)
    robin, kit = make_member(club, "Robin Hale"), make_member(club, "Kit Lane")
    actions.post(olive, "Sunday: the bridge is closed, we meet at the mill.", announcement=True)
    _happen(robin, kit)
    post = _talk(me, robin, kit)
    comment = actions.comment(robin, post, "Buy my shoes: https://shoes.example/cheap")
    actions.report(kit, post, "Advertising", said_in=comment)
    _age(club)
    return {
        "session": login(_user(me)),
        "club": club.slug,
        "post": str(post.pk),
        "own_post": str(actions.post(me, "Who runs on Tuesday?").pk),
        "own_comment": str(Comment.objects.filter(author=me).latest("pk").pk),
        "comment": str(comment.pk),
        "robin": login(_user(robin)),
        "olive": login(_user(olive)),
    }


def visitor() -> dict[str, str]:
    """Somebody without an account who was sent the link to that feed."""
    return {**moderator(), "session": ""}


def newcomer() -> dict[str, str]:
    """A member of a club where nobody has written anything."""
    club = make_club("Hill Runners")
    return {"session": login(_user(make_member(club, "Robin Hale"))), "club": club.slug}


def many_posts(club: str) -> None:
    """More posts than a page of that club's feed holds."""
    author = Membership.objects.filter(club__slug=club).select_related("club").earliest("pk")
    Post.objects.bulk_create(
        Post(
            club=author.club, kind=PostKind.POST, author=author, body="Hm.", created_at=clock.now()
        )
        for _ in range(25)
    )


def _happen(robin: Membership, kit: Membership) -> None:
    """What comes by itself."""
    tell_joined_club(membership=kit)
    part = make_part(make_challenge(robin.club, title="Winter 1,000"), robin)
    challenge_joined.send(sender=type(part), participation=part)
    credits_changed.send(
        sender=type(part),
        participation=part,
        gained={"first-run", "quarter"},
        lost=set(),
        strength_gained=set(),
        strength_lost=set(),
    )


def _talk(me: Membership, robin: Membership, kit: Membership) -> Post:
    """A photo, words with a link, kudos and comments."""
    actions.post(
        kit,
        "First ten kilometres without a stop!\n\nThe route: https://example.org/rides/42 (flat).",
    )
    photo: Any = uploaded(written(_hill(), quality=60), "hill.jpg")
    post = actions.post(robin, "Up there at last.", photo, alt="A green hill under a blue sky")
    for member in (me, kit):
        actions.set_kudos(member, post, given=True)
    actions.comment(kit, post, "Well done, and in that wind!")
    actions.comment(me, post, "See you on Sunday.")
    return post


def _hill() -> Image.Image:
    """A small drawn landscape."""
    image = Image.new("RGB", (480, 300), (150, 190, 235))
    ImageDraw.Draw(image).ellipse((-80, 160, 460, 600), fill=(70, 130, 80))
    return image


def _age(club: Club) -> None:
    """As if written over the last days."""
    for place, post in enumerate(Post.objects.filter(club=club, key=None).order_by("-pk")):
        at = clock.now() - timedelta(hours=1 + 20 * place)
        Post.objects.filter(pk=post.pk).update(created_at=at)


def _user(member: Membership) -> User:
    assert member.athlete is not None
    return member.athlete.user
