"""What an organiser sends so that people come: a link, and a text around it."""

from datetime import date

import msgspec

from strongstride.clubs.challenges.actions import phase_of
from strongstride.clubs.challenges.oval import time_words
from strongstride.clubs.models import Challenge
from strongstride.clubs.settling.terms import terms_of
from strongstride.web import clock
from strongstride.web.addresses import absolute


class Invitation(msgspec.Struct, frozen=True):
    """A link that leads into the club and the challenge, and a text to paste."""

    link: str
    text: str


def invitation(challenge: Challenge) -> Invitation:
    """The club's join link, which leads on into the challenge; only for organisers."""
    club, terms = challenge.club, terms_of(challenge)
    link = f"{absolute('clubs:join-link', club.join_secret)}?challenge={challenge.slug}"
    days = f"{_day(terms.starts_on)} to {_day(terms.ends_on)}"
    time = time_words(terms, phase_of(challenge), clock.local_today(club.time_zone))
    text = (
        f"{challenge.title}, with {club.name}: {days} ({time}). "
        f"Every run you already have counts by itself. Join here: {link}"
    )
    return Invitation(link, text)


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
