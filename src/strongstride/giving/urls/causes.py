"""Addresses of causes."""

from django.urls import path

from strongstride.giving.views import causes

ALL = "clubs/<slug:club>/giving/causes/"
ONE = f"{ALL}<slug:cause>/"

urlpatterns = [
    path(ALL, causes.list_causes, name="causes"),
    path(f"{ALL}new/", causes.add, name="cause-new"),
    path(ONE, causes.show, name="cause"),
    path(f"{ONE}edit/", causes.edit, name="cause-edit"),
    path(f"{ONE}money/", causes.money, name="cause-money"),
    path(f"{ONE}permission/", causes.permission, name="cause-permission"),
    path(f"{ONE}checklist/", causes.checks, name="cause-checks"),
    path(f"{ONE}switch/", causes.switch, name="cause-switch"),
]
