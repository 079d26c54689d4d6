"""What a tab, a bookmark and a screen reader call a page: what it is, then whose."""

import re
from pathlib import Path

import pytest
from django.test import Client

import strongstride
from tests.casting import Cast

PAGES = ("/you/", "/you/tokens/", "/runs/", "/accounts/logout/", "/api/v1/docs")
TEMPLATES = sorted(Path(strongstride.__file__).parent.rglob("templates/**/*.html"))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_what_it_is_and_whose(client: Client, cast: Cast, address: str) -> None:
    client.force_login(cast.alice)
    page = client.get(address).content.decode()
    assert re.search(r"<title>\w[^·<]* · Strongstride</title>", page)


def test_no_page_names_the_app_twice_and_each_has_a_name() -> None:
    titles = [
        found
        for path in TEMPLATES
        for found in re.findall(r"block title %}(.*?){% endblock title", path.read_text())
        if path.name != "base.html"
    ]
    assert len(titles) > 40
    assert all(title and "Strongstride" not in title for title in titles)
