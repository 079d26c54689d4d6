"""People for browser tests, called on a live server's data by its stagehand."""

from collections import Counter

from strongstride.operations.demo.filling import live_twelve_weeks
from strongstride.runs.models import Run
from strongstride.training.models import LoggedSet
from tests.casting import login, new_user


def newcomer() -> dict[str, str]:
    """Somebody who has just registered."""
    return {"session": login(new_user())}


def runner() -> dict[str, str]:
    """Somebody with sixteen weeks of runs and twelve of strength; an administrator."""
    user = new_user(admin=True)
    live_twelve_weeks(user.athlete)
    lifts = Counter(
        LoggedSet.objects.filter(athlete=user.athlete).values_list("exercise", flat=True)
    )
    run = Run.objects.filter(athlete=user.athlete, indoors=False).latest("on")
    return {"session": login(user), "run": str(run.pk), "lift": lifts.most_common(1)[0][0]}
