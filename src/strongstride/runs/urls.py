"""Addresses of runs and imports."""

from django.urls import path

from strongstride.runs.views import corrections, imports, runs

app_name = "runs"
urlpatterns = [
    path("", runs.list_runs, name="list"),
    path("add/", runs.add, name="add"),
    path("imports/", imports.upload, name="imports"),
    path("imports/<uuid:key>/", imports.show, name="import"),
    path("imports/<uuid:key>/progress/", imports.progress, name="import-progress"),
    path("imports/<uuid:key>/reading/", imports.read_on, name="import-reading"),
    path("recordings/<uuid:key>/run/", corrections.call_run, name="call-run"),
    path("recordings/<uuid:key>/apart/", corrections.set_apart, name="set-apart"),
    path("recordings/<uuid:key>/together/", corrections.put_together, name="put-together"),
    path("originals/<uuid:key>/", runs.download, name="original"),
    path("<uuid:key>/", runs.show, name="run"),
    path("<uuid:key>/edit/", runs.edit, name="edit"),
    path("<uuid:key>/apart/", corrections.count_apart, name="count-apart"),
    path("<uuid:key>/kind/", corrections.give_kind, name="kind"),
    path("<uuid:key>/removal/", corrections.remove, name="remove"),
    path("<uuid:key>/return/", corrections.restore, name="restore"),
    path("<uuid:key>/end/", corrections.purge, name="purge"),
]
