"""Pages as somebody sees them."""

from html import unescape

from django.test import Client

from strongstride.accounts.models import Athlete


def browser(athlete: Athlete | None) -> Client:
    client = Client()
    assert athlete is not None
    client.force_login(athlete.user)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())
