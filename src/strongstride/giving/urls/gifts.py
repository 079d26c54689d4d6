"""Addresses of gifts."""

from django.urls import path

from strongstride.giving.views import gifts, messages, news, offline

PAGE = "give/<slug:slug>/"
MINE = "gifts/<str:token>/"
MESSAGES = "clubs/<slug:club>/giving/messages/"

urlpatterns = [
    path(f"{PAGE}gift/", gifts.give, name="give"),
    path(MINE, gifts.gift, name="gift"),
    path(f"{MINE}pay/", gifts.pay, name="gift-pay"),
    path(f"{PAGE}offline/", offline.enter, name="offline"),
    path(f"{PAGE}messages/<uuid:key>/report/", messages.report, name="message-report"),
    path(MESSAGES, messages.in_question, name="messages"),
    path(f"{MESSAGES}<uuid:key>/hiding/", messages.hide, name="message-hide"),
    path(f"{MESSAGES}<uuid:key>/showing/", messages.show, name="message-show"),
    path("news/<str:token>/end/", news.end, name="news-end"),
]
