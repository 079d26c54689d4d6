"""Addresses that belong to no slice."""

from django.urls import path

from strongstride.web import health, icons

app_name = "web"
urlpatterns = [
    path("health/", health.health, name="health"),
    path("favicon.ico", icons.favicon, name="favicon"),
]
