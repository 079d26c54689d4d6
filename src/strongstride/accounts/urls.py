"""Addresses of accounts, set-up and "You"; logging in and out is allauth's."""

from django.urls import path

from strongstride.accounts import views

app_name = "accounts"
urlpatterns = [
    path("you/", views.you, name="you"),
    path("setup/", views.set_up, name="set-up"),
]
