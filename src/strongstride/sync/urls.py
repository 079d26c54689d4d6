"""Addresses the phone talks to."""

from django.urls import URLPattern

app_name = "sync"
urlpatterns: list[URLPattern] = []
