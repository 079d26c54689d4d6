"""Gifts by card on Stripe's own pages, into the account of one cause. Off without keys.

No card number comes near this server: donors are sent to Stripe and come back. What Stripe tells
(`events`) is only a reason to ask it (`adapter`).
"""
