"""Addresses of pledges."""

from django.urls import path

from strongstride.giving.views import pledges

ONE = "pledges/<str:token>/"

urlpatterns = [
    path("give/<slug:slug>/pledge/", pledges.make, name="pledge"),
    path("give/<slug:slug>/pledge/sent/", pledges.letter_sent, name="pledge-sent"),
    path("give/<slug:slug>/pledges/", pledges.of_page, name="pledges"),
    path("give/<slug:slug>/pledges/<uuid:key>/cash/", pledges.cash, name="pledge-cash"),
    path(ONE, pledges.manage, name="pledge-manage"),
    path(f"{ONE}confirm/", pledges.confirm, name="pledge-confirm"),
    path(f"{ONE}cap/", pledges.cap, name="pledge-cap"),
    path(f"{ONE}display/", pledges.display, name="pledge-display"),
    path(f"{ONE}cancel/", pledges.cancel, name="pledge-cancel"),
    path(f"{ONE}pay/", pledges.pay, name="pledge-pay"),
]
