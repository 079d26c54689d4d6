"""Addresses of giving, one module an area."""

from django.urls import URLPattern

app_name = "giving"
urlpatterns: list[URLPattern] = []
