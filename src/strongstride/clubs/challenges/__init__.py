"""Challenges: making them, taking part in them, and their pages."""
