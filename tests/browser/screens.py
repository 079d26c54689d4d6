"""Every screen of the app, for the tests that look at all of them.

A new page gets a line here. `made` names a function of `tests.browser.people` that makes somebody
for whom the page has something to show; it returns what fills the braces of the address.
"""

from typing import NamedTuple


class Screen(NamedTuple):
    """A page: its address, and for whom; `made` None for a page without a login."""

    name: str
    address: str
    made: str | None = "runner"
    has_charts: bool = False  # or a drawing in every line: then it may weigh more


SCREENS = (
    Screen("login", "/accounts/login/", None),
    Screen("sign-up", "/accounts/signup/", None),
    Screen("password-reset", "/accounts/password/reset/", None),
    Screen("set-up-runs", "/setup/runs/", "newcomer"),
    Screen("set-up-goal", "/setup/goal/", "newcomer"),
    Screen("set-up-time", "/setup/time/", "newcomer"),
    Screen("set-up-you", "/setup/you/", "newcomer"),
    Screen("set-up-units", "/setup/units/", "newcomer"),
    Screen("today", "/"),
    Screen("plan", "/plan/"),
    Screen("plan-sheet", "/plan/sheet/"),
    Screen("planned-run-new", "/plan/runs/new/"),
    Screen("runs", "/runs/"),
    Screen("run", "/runs/{run}/", has_charts=True),
    Screen("run-edit", "/runs/{run}/edit/"),
    Screen("run-add", "/runs/add/"),
    Screen("imports", "/runs/imports/"),
    Screen("progress", "/progress/", has_charts=True),
    Screen("progress-running", "/progress/running/", has_charts=True),
    Screen("progress-lift", "/progress/lifts/{lift}/", has_charts=True),
    Screen("exercises", "/exercises/", has_charts=True),
    Screen("exercise", "/exercises/goblet-squat/"),
    Screen("own-exercise", "/exercises/new/"),
    Screen("programmes", "/programmes/"),
    Screen("own-programme", "/programmes/new/"),
    Screen("you", "/you/"),
    Screen("privacy", "/you/privacy/"),
    Screen("tokens", "/you/tokens/"),
    Screen("equipment", "/you/answers/equipment/"),
    Screen("own-data", "/you/data/"),
    Screen("strength-log", "/you/strength-log/"),
    Screen("two-factor", "/accounts/2fa/"),
    Screen("reauthenticate", "/accounts/reauthenticate/"),
    Screen("password-change", "/accounts/password/change/"),
    Screen("log-out", "/accounts/logout/"),
    Screen("api-docs", "/api/v1/docs"),
)
