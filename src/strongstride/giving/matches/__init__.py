"""Matches: sponsors who add to the gifts of a page, and what organisers write of them."""
