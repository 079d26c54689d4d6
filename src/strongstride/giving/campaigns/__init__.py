"""Giving pages: made by a runner, a team or a club, looked at by the club, then seen by all."""
