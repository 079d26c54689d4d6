"""Weeks of runs and lifts as rows, for the progress and exercise pages."""

from datetime import UTC, date, datetime, time, timedelta

from strongstride.accounts.models import Athlete
from strongstride.runs.models import Run
from strongstride.training.models import LoggedSet, SessionSource, SessionState, TrainingSession
from strongstride.web import clock
from tests.casting import login, new_user

SQUAT, LUNGE, PLANK = "barbell-squat", "reverse-lunge", "plank"


def fill(athlete: Athlete, today: date, weeks: int = 14) -> None:
    """Three easy runs and a long one a week, two sessions a week, the latest yesterday."""
    athlete.set_up_at = clock.now() - timedelta(weeks=weeks)
    athlete.save(update_fields=["set_up_at"])
    for week in range(weeks):
        monday = today - timedelta(days=1 + 7 * week)
        for day in (0, 2, 4):
            _run(athlete, monday - timedelta(days=day), 45, "easy")
        _run(athlete, monday - timedelta(days=6), 110, "long")
        for day in (0, 3):
            lift(athlete, monday - timedelta(days=day), load_g=60_000 - 500 * week)


def _run(athlete: Athlete, on: date, minutes: int, kind: str) -> None:
    pieces = [[300, 840, 0, 0, 0, 0, 145 + (on.toordinal() % 5)] for _ in range(minutes // 5)]
    at = datetime.combine(on, time(7), UTC)
    Run.objects.create(
        athlete=athlete,
        on=on,
        starts_at=at,
        listed_at=at,
        distance_m=168.0 * minutes,
        duration_s=60.0 * minutes,
        elapsed_s=60.0 * minutes,
        average_hr=146.0,
        kind=kind,
        kind_given=kind,
        source=f"{on}-{kind}.fit",
        format="fit",
        efforts=[[1200, 4400.0]],
        shape={"pieces": pieces, "has_heights": True},
        created_at=at,
    )


def lift(
    athlete: Athlete, on: date, load_g: int = 60_000, exercise: str = SQUAT, **columns: object
) -> TrainingSession:
    """A finished session: three sets of an exercise, a lunge on both sides, a plank."""
    at = datetime.combine(on, time(18), UTC)
    session = TrainingSession.objects.create(
        athlete=athlete,
        on=on,
        title="Legs",
        state=columns.pop("state", SessionState.FINISHED),
        source=SessionSource.MANUAL,
        started_at=at,
    )
    sets: list[dict[str, object]] = [
        {"exercise": exercise, "load_g": load_g, "reps": 8, "rir": 2.0, **columns} for _ in range(3)
    ]
    sets += [
        {"exercise": LUNGE, "reps": 10, "rir": 3.0, "side": side} for side in ("left", "right")
    ]
    sets.append({"exercise": PLANK, "seconds": 45.0})
    LoggedSet.objects.bulk_create(
        LoggedSet(
            athlete=athlete,
            training_session=session,
            position=place,
            done_at=at,
            **one,  # type: ignore[misc]
        )
        for place, one in enumerate(sets)
    )
    return session


def somebody_with_history(weeks: int = 14) -> dict[str, str]:
    """For browser tests: a new user with history, as {"email", "session"}."""
    user = new_user("Robin")
    fill(user.athlete, clock.local_today("UTC"), weeks)
    return {"email": user.email, "session": login(user)}
