"""Exercises are found by what one knows of them, and each page follows the one before."""

from typing import Any

import pytest

from strongstride.coach.catalogue import catalogue
from tests.api.conftest import Api


def all_pages(api: Api, path: str, limit: int) -> list[Any]:
    """The items of every page; the last page has no next."""
    found: list[Any] = []
    cursor = ""
    while True:
        status, page = api.get(f"{path}limit={limit}{cursor}")
        assert status == 200
        assert len(page["items"]) <= limit
        found += page["items"]
        if page["next"] is None:
            return found
        assert len(page["items"]) == limit
        cursor = f"&cursor={page['next']}"


@pytest.mark.parametrize("limit", [7, 100])
def test_pages_together_are_the_whole_catalogue_once(alice: Api, limit: int) -> None:
    ids = [each["id"] for each in all_pages(alice, "/exercises?", limit)]
    assert sorted(ids) == sorted(catalogue().exercises)


def test_words_and_filters_narrow_the_list(alice: Api) -> None:
    page = alice.get("/exercises?words=split+squat&pattern=lunge")[1]
    assert page["items"]
    assert {each["pattern"] for each in page["items"]} == {"lunge"}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("pattern=nonsense", "pattern"),
        ("cursor=nonsense", "cursor"),
        ("cursor=e30", "cursor"),
        ("cursor=%F0%9F%8F%83", "cursor"),
    ],
)
def test_queries_that_cannot_be_used_name_their_field(alice: Api, query: str, field: str) -> None:
    status, answer = alice.get(f"/exercises?{query}")
    assert (status, answer["error"]["field"]) == (422, field)


def test_one_exercise_by_its_id(alice: Api) -> None:
    status, found = alice.get("/exercises/goblet-squat")
    assert (status, found["name"]) == (200, "Goblet squat")
    assert alice.get("/exercises/nonsense")[0] == 404
