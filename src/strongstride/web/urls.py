"""Addresses that belong to no slice."""

from django.urls import path

from strongstride.web import health, icons, pwa

app_name = "web"
urlpatterns = [
    path("health/", health.health, name="health"),
    path("favicon.ico", icons.favicon, name="favicon"),
    path("sw.js", pwa.service_worker, name="service-worker"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
]
