"""Clubs and the people in them: making, changing, joining, leaving, roles, handing over."""
