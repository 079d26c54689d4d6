"""Pledges: so much a mile or a strength session, up to so much, asked for when all is counted."""
