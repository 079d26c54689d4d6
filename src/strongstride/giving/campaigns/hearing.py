"""Pages of clubs that show money, and what happens to people who have giving pages."""

from django.db.models.signals import pre_delete

from strongstride.accounts.models import Athlete
from strongstride.accounts.signals import birth_year_changed
from strongstride.clubs.panels import Place, also_shows
from strongstride.giving.campaigns import panels
from strongstride.giving.campaigns.leaving import follow_birth_year, forget


def connect() -> None:
    """Listen, and put the money where clubs can show it; called once when the app starts."""
    also_shows(Place.CHALLENGE, panels.challenge_panel)
    also_shows(Place.MY_CHALLENGE, panels.own_challenge_panel)
    also_shows(Place.CLUB_PAGES, panels.links_panel)
    also_shows(Place.CLUB, panels.club_panel)
    also_shows(Place.DESK, panels.desk_panel)
    pre_delete.connect(forget, sender=Athlete)
    birth_year_changed.connect(follow_birth_year)
