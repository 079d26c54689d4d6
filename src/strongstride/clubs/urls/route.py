"""Addresses of virtual routes."""

from django.urls import path

from strongstride.clubs.views import route

ROUTE = "<slug:club>/challenges/<slug:challenge>/route/"

urlpatterns = [
    path(ROUTE, route.lay, name="route"),
    path(f"{ROUTE}places/", route.places, name="route-places"),
    path(f"{ROUTE}remove/", route.remove, name="route-remove"),
]
