"""Addresses of clubs and challenges, one module an area."""

from django.urls import URLPattern

app_name = "clubs"
urlpatterns: list[URLPattern] = []
