"""The training slice as a Django app."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """What to train and what was trained: programme, adjustments, sessions, sets."""

    name = "strongstride.training"

    def ready(self) -> None:
        """Be told of imports: runs lie below this room and do not know it."""
        from strongstride.runs import after_import
        from strongstride.training.planning.programme import plan_ahead
        from strongstride.training.watch_sessions import fill_from_watch

        after_import.listen(fill_from_watch)
        after_import.listen(plan_ahead)
