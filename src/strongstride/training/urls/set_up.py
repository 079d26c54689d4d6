"""Addresses of the first visit."""

from django.urls import path

from strongstride.training.views import set_up

urlpatterns = [
    path("setup/", set_up.start, name="set-up"),
    path("setup/runs/files/", set_up.import_files, name="set-up-import"),
    path("setup/<slug:step>/", set_up.ask, name="set-up-step"),
    path("setup/<slug:step>/skip/", set_up.skip, name="set-up-skip"),
]
