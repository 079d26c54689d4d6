"""What a phone needs to put the app on its home screen."""

import struct
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client


def pixels(name: str) -> tuple[int, int]:
    """Width and height by the header of a PNG."""
    found = finders.find(f"img/{name}")
    assert isinstance(found, str)
    head = Path(found).read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return width, height


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("icon-192.png", 192),
        ("icon-512.png", 512),
        ("icon-maskable-512.png", 512),
        ("icon-apple-180.png", 180),
    ],
)
def test_every_icon_is_as_large_as_it_says(name: str, size: int) -> None:
    assert pixels(name) == (size, size)


def test_the_manifest_offers_pictures_phones_can_install(client: Client) -> None:
    icons = client.get("/manifest.webmanifest").json()["icons"]
    offered = {(icon["sizes"], icon["type"], icon.get("purpose", "any")) for icon in icons}
    assert {
        ("192x192", "image/png", "any"),
        ("512x512", "image/png", "any"),
        ("512x512", "image/png", "maskable"),
        ("any", "image/svg+xml", "any"),
    } == offered


@pytest.mark.django_db
def test_every_page_names_the_icon_iphones_take(client: Client) -> None:
    assert b'rel="apple-touch-icon"' in client.get("/accounts/login/").content
