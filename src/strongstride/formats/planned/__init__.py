"""Runs to come, from calendars and tables."""
