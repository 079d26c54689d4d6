"""Addresses of the progress page."""

from django.urls import path

from strongstride.training.views import progress

urlpatterns = [path("progress/", progress.show, name="progress")]
