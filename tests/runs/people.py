"""For browser tests: somebody with runs, and the worker's part done at once."""

from datetime import timedelta

from strongstride.accounts.models import Athlete
from strongstride.runs import actions
from strongstride.runs.importing import read_import
from strongstride.runs.models import Import, Run
from strongstride.web import clock
from tests.casting import login, new_user
from tests.formats.making import fit_run, gpx, gpx_points, gpx_run, gpx_track
from tests.runs.conftest import START, bring, made_run


def somebody_with_runs() -> dict[str, str]:
    """Somebody through the set-up with forty runs; one from two files, one removed."""
    athlete = _ready()
    files = {
        "watch.fit": fit_run(seconds=1800),
        "phone.gpx": gpx_run(seconds=1790),
        "unnamed.gpx": gpx(
            gpx_track(gpx_points(START + timedelta(days=1)), name="Along the river", kind="")
        ),
        "route.gpx": gpx("<rte><rtept lat='1' lon='2'/></rte>"),
    }
    job = bring(athlete, files)
    made = [made_run(athlete, n + 1, name=f"Run {n}") for n in range(40)]
    Run.objects.bulk_create(made)
    actions.remove_run(made[5])
    run = Run.objects.get(athlete=athlete, source="watch.fit")
    return {"session": login(athlete.user), "run": str(run.pk), "import": str(job.pk)}


def somebody_new() -> dict[str, str]:
    """Somebody through the set-up without any run."""
    return {"session": login(_ready().user)}


def read_what_waits() -> int:
    """What the worker does: read every upload that waits."""
    waiting = list(Import.objects.filter(finished_at=None).values_list("pk", flat=True))
    for key in waiting:
        read_import(str(key))
    return len(waiting)


def _ready() -> Athlete:
    athlete = new_user("Alice").athlete
    athlete.set_up_at = clock.now()
    athlete.save(update_fields=["set_up_at"])
    return athlete
