"""Pages of the feed in a browser."""

from collections.abc import Callable
from uuid import UUID

from django.test import Client
from django.urls import reverse

from strongstride.clubs.models import Membership
from tests.clubs.feed.conftest import People

Browse = Callable[[Membership], Client]


def at(people: People, name: str = "feed", *keys: UUID) -> str:
    return reverse(f"clubs:{name}", args=[people.club.slug, *keys])


def page(client: Client, address: str, **options: object) -> str:
    answer = client.get(address, **options)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()
