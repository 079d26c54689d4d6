"""Addresses of runs and imports."""

from django.urls import path

from strongstride.runs import views

app_name = "runs"
urlpatterns = [path("", views.list_runs, name="list")]
