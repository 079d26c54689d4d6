"""Addresses the phone talks to."""

from django.urls import path

from strongstride.sync import views

app_name = "sync"
urlpatterns = [
    path("operations", views.operations, name="operations"),
    path("changes", views.changes, name="changes"),
    path("kit", views.kit, name="kit"),
]
