"""The training slice as a Django app."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """What to train and what was trained: programme, adjustments, sessions, sets."""

    name = "strongstride.training"
