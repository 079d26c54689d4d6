"""A run written down and then imported counts once; the file wins, the words stay."""

from datetime import date, time, timedelta

import pytest
from django.test import Client

from strongstride.accounts.models import Athlete
from strongstride.coach.runs import RunKind
from strongstride.runs import actions
from strongstride.runs.actions import RunWords
from strongstride.runs.models import Run
from strongstride.runs.queries import kept_runs
from tests.formats.making import fit_run, gpx_run
from tests.runs.conftest import START, bring

pytestmark = pytest.mark.both_databases

FILE = {"a.fit": fit_run(seconds=1800)}


def told(athlete: Athlete) -> Run:
    """What the file tells, on its own."""
    bring(athlete, FILE)
    run = Run.objects.get(athlete=athlete)
    actions.remove_run(run)
    actions.purge_run(Run.objects.get(pk=run.pk))
    return run


def written(athlete: Athlete, share: float = 1.0, **more: object) -> Run:
    run = told(athlete)
    assert run.distance_m is not None
    words = {"on": run.on, "distance_m": run.distance_m * share, "duration_s": 1800.0, **more}
    return actions.add_run(athlete, RunWords(**words))  # type: ignore[arg-type]


def test_the_file_wins_and_the_words_stay(athlete: Athlete) -> None:
    hand = written(athlete, 1.03, name="Hills", note="windy", kind=RunKind.HARD)
    bring(athlete, FILE)
    (run,) = kept_runs(athlete)
    assert run.pk != hand.pk
    assert (run.name, run.note, run.kind, run.kind_given) == ("Hills", "windy", "hard", "hard")
    bring(athlete, FILE)
    assert kept_runs(athlete).get().name == "Hills"


@pytest.mark.parametrize(
    ("share", "more"), [(1.07, {}), (0.93, {}), (1.0, {"starts_at": time(3, 0)})]
)
def test_another_run_of_the_day_stays_another(
    athlete: Athlete, share: float, more: dict[str, object]
) -> None:
    written(athlete, share, **more)
    bring(athlete, FILE)
    assert kept_runs(athlete).count() == 2


def test_another_day_is_another_run(athlete: Athlete) -> None:
    written(athlete, on=date(2026, 1, 2))
    bring(athlete, FILE)
    assert kept_runs(athlete).count() == 2


def test_two_of_a_day_are_not_swallowed_by_one_file(athlete: Athlete) -> None:
    hand = written(athlete)
    actions.add_run(
        athlete, RunWords(on=hand.on, distance_m=hand.distance_m, duration_s=1800, name="Evening")
    )
    bring(athlete, FILE)
    assert kept_runs(athlete).count() == 2


def test_not_the_same_run_takes_them_apart_for_good(athlete: Athlete, alice: Client) -> None:
    hand = written(athlete, name="Hills", note="windy", kind=RunKind.HARD)
    bring(athlete, FILE)
    run = kept_runs(athlete).get()
    page = alice.get(f"/runs/{hand.pk}/", follow=True)
    assert page.redirect_chain[-1][0] == f"/runs/{run.pk}/"
    assert f"/runs/{hand.pk}/apart/" in page.content.decode()
    alice.post(f"/runs/{hand.pk}/apart/")
    assert kept_runs(athlete).count() == 2
    run.refresh_from_db()
    assert (run.note, run.kind_given) == ("", "")
    assert run.name != "Hills"
    bring(athlete, {"copy.fit": fit_run(seconds=1799)})
    assert kept_runs(athlete).count() == 2


def test_a_run_purged_takes_what_was_written_of_it_along(athlete: Athlete) -> None:
    written(athlete)
    bring(athlete, FILE)
    run = kept_runs(athlete).get()
    actions.remove_run(run)
    actions.purge_run(Run.objects.get(pk=run.pk))
    assert not Run.objects.filter(athlete=athlete).exists()


def test_what_was_written_follows_its_run_into_another(athlete: Athlete) -> None:
    actions.add_run(athlete, RunWords(on=START.date(), distance_m=None, duration_s=900))
    bring(athlete, {"a.gpx": gpx_run(heart_rate=None)})
    first = Run.objects.get(athlete=athlete, by_hand=False)
    bring(athlete, {"b.gpx": gpx_run(START + timedelta(seconds=200), heart_rate=None)})
    second = Run.objects.exclude(pk=first.pk).get(by_hand=False)
    Run.objects.filter(by_hand=True).update(same_as=second)
    bring(athlete, {"between.fit": fit_run(START + timedelta(seconds=100))})
    assert [run.pk for run in kept_runs(athlete)] == [first.pk]
    assert Run.objects.get(by_hand=True).same_as_id == first.pk
