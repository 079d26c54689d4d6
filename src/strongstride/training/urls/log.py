"""Addresses of the session player and the log."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
