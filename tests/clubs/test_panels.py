"""Rooms above put pieces on pages of clubs; clubs know nothing of them."""

import pytest

from strongstride.clubs import panels as room
from strongstride.clubs.models import Club
from strongstride.clubs.panels import Panel, Place, Reading, also_shows, panels


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_makers", [])


def test_pieces_stand_in_their_place_in_the_order_they_came() -> None:
    first, second = Panel("first.html", 1), Panel("second.html", 2)
    also_shows(Place.CLUB, lambda _: first)
    also_shows(Place.DESK, lambda _: Panel("desk.html", 3))
    also_shows(Place.CLUB, lambda _: second)
    assert panels(Place.CLUB, Reading(club=Club())) == (first, second)
    assert panels(Place.CHALLENGE, Reading(club=Club())) == ()


def test_who_has_nothing_to_say_takes_no_room() -> None:
    also_shows(Place.CLUB, lambda _: None)
    assert panels(Place.CLUB, Reading(club=Club())) == ()


def test_a_piece_that_is_named_twice_stands_there_once() -> None:
    def maker(reading: Reading) -> Panel:
        return Panel("club.html", reading.club)

    for _ in range(2):
        also_shows(Place.CLUB, maker)
    assert len(panels(Place.CLUB, Reading(club=Club()))) == 1
