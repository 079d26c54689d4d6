"""Giving: causes, pages, gifts, pledges, matches, receipts, and the books of all of it."""
