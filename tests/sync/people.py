"""People who train in browser tests, and what the server holds of them."""

from strongstride.accounts.models import User
from strongstride.training.models import LoggedSet, TrainingSession
from tests.casting import login, new_user
from tests.training.planning.people import somebody_with_a_plan

Told = dict[str, str | int | float | bool | None]


def trainee() -> dict[str, str]:
    """Somebody with a plan: {"session", "user"}."""
    made = somebody_with_a_plan()
    newest = User.objects.latest("id")
    return {"session": str(made["session"]), "user": str(newest.pk)}


def server_log(user: str) -> list[Told]:
    """Every set the server holds of a user, in the order done."""
    rows = LoggedSet.objects.filter(athlete__user=user, removed=False).order_by("done_at")
    columns = ("exercise", "side", "reps", "seconds", "load_g", "rir", "pain", "form_ok", "kind")
    return list(rows.values(*columns))


def server_sessions(user: str) -> list[str]:
    """The state of every session the server holds of a user."""
    rows = TrainingSession.objects.filter(athlete__user=user).order_by("id")
    return list(rows.values_list("state", flat=True))


def log_in_again(user: str) -> str:
    """A new session cookie of a user."""
    return login(User.objects.get(pk=user))


def athlete_logged_in() -> dict[str, str]:
    """Somebody new, without a plan: {"session", "athlete"}."""
    user = new_user()
    return {"session": login(user), "athlete": str(user.athlete.pk)}


def set_keys(athlete: str) -> list[str]:
    """The key of every set the server holds of an athlete."""
    keys = LoggedSet.objects.filter(athlete=athlete).values_list("pk", flat=True)
    return [str(key) for key in keys]
