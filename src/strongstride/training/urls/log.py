"""Addresses of the session player and the log."""

from django.urls import path

from strongstride.training.views import log, player

urlpatterns = [
    path("session/", player.show, name="session"),
    path("sessions/", log.sessions, name="sessions"),
    path("sessions/new/", log.add_session, name="session-new"),
    path("sessions/<uuid:key>/", log.session, name="session-log"),
    path("sessions/<uuid:key>/removal/", log.remove_session, name="session-remove"),
    path("sessions/<uuid:key>/sets/", log.add_set, name="set-new"),
    path("sets/<uuid:key>/", log.edit_set, name="set-edit"),
    path("sets/<uuid:key>/removal/", log.remove_set, name="set-remove"),
    path("sets/<uuid:key>/return/", log.restore_set, name="set-restore"),
]
