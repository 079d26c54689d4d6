"""Addresses of the progress pages."""

from django.urls import path

from strongstride.training.views import progress

urlpatterns = [
    path("progress/", progress.show, name="progress"),
    path("progress/running/", progress.running, name="progress-running"),
    path("progress/lifts/<path:exercise>/", progress.lift, name="progress-lift"),
]
