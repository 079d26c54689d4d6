"""The accounts slice as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who logs in, who trains: accounts, athletes, invites, tokens."""

    name = "strongstride.accounts"
