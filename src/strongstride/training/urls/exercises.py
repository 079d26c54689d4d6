"""Addresses of the exercise pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
