"""Addresses of the plan page."""

from django.urls import path

from strongstride.training.views import plan

urlpatterns = [path("plan/", plan.show, name="plan")]
