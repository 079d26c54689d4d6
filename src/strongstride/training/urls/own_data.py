"""Addresses of one's own data: in, out, gone."""

from django.urls import path

from strongstride.training.views import log_import, own_data

urlpatterns = [
    path("you/data/", own_data.export, name="export"),
    path("you/delete/", own_data.erase, name="erase"),
    path("you/strength-log/", log_import.upload, name="import-log"),
    path("you/strength-log/<uuid:import_id>/", log_import.look_at, name="look-at-log"),
    path("you/strength-log/<uuid:import_id>/take/", log_import.take_it, name="take-log"),
    path("you/strength-log/<uuid:import_id>/undo/", log_import.undo_it, name="undo-log"),
]
