"""What makes a plan anew, on a live server's data: another account of the last session."""

from random import Random

from strongstride.accounts.actions import touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.training.models import LoggedSet, SessionState


def log_otherwise(seed: int) -> None:
    """Say of every set of the newest session with repetitions that they were others.

    As after a session: what is known of its exercises changes, and of the others nothing.
    """
    draw = Random(seed)
    athlete = Athlete.objects.get()
    done = LoggedSet.objects.filter(
        athlete=athlete, training_session__state=SessionState.FINISHED, reps__gt=0
    )
    newest = done.latest("training_session__on", "done_at").training_session_id
    rows = list(done.filter(training_session=newest))
    for row in rows:
        row.reps, row.rir = draw.randint(5, 12), draw.randint(0, 4)
    LoggedSet.objects.bulk_update(rows, ["reps", "rir"])
    touch_inputs(athlete)
