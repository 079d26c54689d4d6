"""Addresses of accounts and "You"; logging in and out is allauth's."""

from django.urls import path

from strongstride.accounts.views import door, invites, tokens, you

app_name = "accounts"
urlpatterns = [
    path("you/", you.show, name="you"),
    path("you/privacy/", you.privacy, name="privacy"),
    path("you/tokens/", tokens.show, name="tokens"),
    path("you/tokens/new/", tokens.make, name="make-token"),
    path("you/tokens/<uuid:token_id>/revoke/", tokens.revoke, name="revoke-token"),
    path("you/invites/", invites.show, name="invites"),
    path("you/invites/<uuid:invite_id>/withdraw/", invites.withdraw, name="withdraw-invite"),
    path("you/answers/<slug:section>/", you.section, name="section"),
    path("join/<str:secret>/", invites.join, name="join"),
    # before allauth's at the same addresses
    path("accounts/password/reset/", door.reset_password, name="reset-password"),
    path("accounts/email/", door.email, name="email"),
]
