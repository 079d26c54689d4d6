"""Addresses of the plan: its page, sessions, planned runs, changes, calendar and files."""

from datetime import date

from django.urls import path, register_converter

from strongstride.training.views import adjusting, feed, plan, plan_change, planned_runs


class DayConverter:
    """A date in an address: `2026-11-25`."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """ValueError, which means no such page, for the thirtieth of February."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """The date as in ISO 8601."""
        return value.isoformat()


register_converter(DayConverter, "day")

_SESSION = "plan/sessions/<slug:key>"
_RUN = "plan/runs/<day:on>/<slug:kind>"
urlpatterns = [
    path("plan/", plan.show, name="plan"),
    path("plan/sheet/", plan.sheet, name="plan-sheet"),
    path("plan/workouts.zip", plan.workouts, name="plan-workouts"),
    path("plan/change/<slug:section>/", plan_change.change, name="plan-change"),
    path("plan/away/", adjusting.away, name="plan-away"),
    path("plan/sore/", adjusting.sore, name="plan-sore"),
    path("plan/pain/", adjusting.hurts, name="plan-hurts"),
    path("plan/adjustments/<uuid:key>/removal/", adjusting.undo, name="plan-undo"),
    path(f"{_SESSION}/", plan.session, name="plan-session"),
    path(f"{_SESSION}/workout.fit", plan.workout, name="plan-workout"),
    path(f"{_SESSION}/day/", adjusting.move, name="plan-move"),
    path(f"{_SESSION}/pin/", adjusting.pin, name="plan-pin"),
    path(f"{_SESSION}/removal/", adjusting.skip, name="plan-skip"),
    path(f"{_SESSION}/minutes/", adjusting.shorten, name="plan-shorten"),
    path(f"{_SESSION}/exercise/", adjusting.swap, name="plan-swap"),
    path("plan/runs/new/", planned_runs.add, name="planned-run-new"),
    path("plan/runs/file/", adjusting.runs_file, name="plan-runs-file"),
    path(f"{_RUN}/", planned_runs.edit, name="planned-run"),
    path(f"{_RUN}/day/", planned_runs.move, name="planned-run-move"),
    path(f"{_RUN}/removal/", planned_runs.remove, name="planned-run-remove"),
    path("plan/calendar/address/", feed.renew, name="calendar-renew"),
    path("plan/calendar/removal/", feed.revoke, name="calendar-revoke"),
    path("calendar/<uuid:athlete>/<str:secret>/strongstride.ics", feed.calendar, name="calendar"),
]
