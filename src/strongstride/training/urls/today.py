"""Addresses of the today page."""

from django.urls import path

from strongstride.training.views import today

urlpatterns = [path("", today.show, name="today")]
