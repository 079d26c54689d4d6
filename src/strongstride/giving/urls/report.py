"""Addresses of the close-out report."""

from django.urls import path

from strongstride.giving.views import report

ALL = "clubs/<slug:club>/giving/report/"

urlpatterns = [
    path(ALL, report.show, name="report"),
    path(f"{ALL}table/", report.table, name="report-table"),
]
