"""Addresses of the exercise pages, own exercises, and programmes."""

from django.urls import path

from strongstride.training.views import exercises, own

urlpatterns = [
    path("exercises/", exercises.search, name="exercises"),
    path("exercises/new/", own.edit_exercise, name="own-exercise-new"),
    path("exercises/own/<slug:key>/edit/", own.edit_exercise, name="own-exercise-edit"),
    path("exercises/own/<slug:key>/removal/", own.remove_exercise, name="own-exercise-remove"),
    path("exercises/<slug:exercise>/figure.svg", exercises.figure, name="figure"),
    path("exercises/<slug:exercise>/figure-still.svg", exercises.figure_still, name="figure-still"),
    path("exercises/<str:exercise>/", exercises.show, name="exercise"),
    path("programmes/", own.programmes, name="programmes"),
    path("programmes/choice/", own.follow, name="programme-follow"),
    path("programmes/new/", own.edit_programme, name="own-programme-new"),
    path("programmes/own/<slug:key>/edit/", own.edit_programme, name="own-programme-edit"),
    path("programmes/own/<slug:key>/removal/", own.remove_programme, name="own-programme-remove"),
    path("programmes/<str:key>/", own.programme, name="programme"),
]
