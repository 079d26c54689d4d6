"""Every address of the app."""

from django.urls import include, path

urlpatterns = [
    path("", include("strongstride.web.urls")),
    path("", include("strongstride.training.urls")),
    path("runs/", include("strongstride.runs.urls")),
    path("", include("strongstride.giving.urls")),
    path("clubs/", include("strongstride.clubs.urls")),
    path("", include("strongstride.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("sync/", include("strongstride.sync.urls")),
    path("api/v1/", include("strongstride.api.urls")),
]
