"""The runs slice as a Django app."""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    """The runs that were done: files in, rows and charts out."""

    name = "strongstride.runs"

    def ready(self) -> None:
        """Tell why each run was classed so in the unit the runner reads now."""
        from strongstride.accounts.signals import distance_unit_changed
        from strongstride.runs.classes import class_in_other_unit

        distance_unit_changed.connect(class_in_other_unit)
