"""Gifts: made by a donor or written down for one, looked at, shown or kept from the page."""
