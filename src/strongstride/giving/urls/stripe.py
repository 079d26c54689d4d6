"""Where Stripe tells of payments."""

from django.urls import path

from strongstride.giving.views import stripe

urlpatterns = [path("giving/stripe/", stripe.webhook, name="stripe-webhook")]
