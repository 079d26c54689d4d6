"""The progress pages: what they say, of whom, and at what price."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from strongstride.accounts.actions import change_profile
from strongstride.coach.quantities import DistanceUnit, MassUnit
from strongstride.training.models import LoggedSet, SessionState
from strongstride.training.progress_queries import lifted_since
from tests.casting import Cast
from tests.training.progress.history import PLANK, SQUAT, fill, lift

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
OVERVIEW, RUNNING = "/progress/", "/progress/running/"


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_the_overview_tells_strength_weeks_balance_and_consistency(alice: Client) -> None:
    page = text(alice, OVERVIEW)
    assert "Barbell back squat" in page
    assert "28 sessions" in page
    assert "16 strength sessions in the last 8 weeks, beside the 16 of two a week." in page
    assert "front-of-leg sets" in page
    assert "10K worth" in page
    assert "beats a minute you run about" in page


def test_a_new_athlete_sees_kind_words_and_no_empty_charts(bob: Client) -> None:
    page = text(bob, OVERVIEW)
    assert "shown once you have logged it on three days" in page
    assert "The next one is as good as any to start" in page
    running = text(bob, RUNNING)
    assert "No easy run outdoors with a heart rate yet" in running
    assert "efficiency-chart" not in running


def test_every_claim_names_its_rule_and_source(alice: Client) -> None:
    page = text(alice, OVERVIEW)
    assert "How this is told" in page
    assert "10.1007/s00421-010-1622-4" in page  # one session a week keeps strength
    assert "Friel, coaching practice (read in secondary pages)" in text(alice, RUNNING)


def test_running_tells_efficiency_races_and_drift(alice: Client) -> None:
    page = text(alice, RUNNING)
    assert "no change you could tell from noise" in page
    assert "Half marathon" in page
    assert "In your last 14 long runs a metre cost" in page
    assert page.count("<table>") == 4


def test_a_lift_has_every_session_behind_it(alice: Client) -> None:
    page = text(alice, reverse("training:progress-lift", args=[SQUAT]))
    assert "The 28 sessions behind it" in page
    assert page.count("<tr>") == 29
    assert "8 × 60 kg, 2 left" in page


@pytest.mark.parametrize("exercise", ["no-such-lift", "other:a/b", "own:mine", "a\x00b"])
def test_a_lift_without_sessions_is_not_found(alice: Client, exercise: str) -> None:
    assert alice.get(reverse("training:progress-lift", args=[exercise])).status_code == 404


def test_nobody_sees_the_lifts_of_another(alice: Client, bob: Client) -> None:
    assert alice.get(reverse("training:progress-lift", args=[PLANK])).status_code == 200
    assert bob.get(reverse("training:progress-lift", args=[PLANK])).status_code == 404
    assert "Barbell back squat" not in text(bob, OVERVIEW)


def test_amounts_are_in_the_units_of_the_athlete(alice: Client, cast: Cast) -> None:
    import msgspec

    def imperial(profile):  # type: ignore[no-untyped-def]
        units = {"mass_unit": MassUnit.LB, "distance_unit": DistanceUnit.MI}
        return msgspec.structs.replace(
            profile, athlete=msgspec.structs.replace(profile.athlete, **units)
        )

    change_profile(cast.alice.athlete, imperial)
    page = text(alice, OVERVIEW)
    assert " lb</" in page or " lb " in page
    assert " kg" not in page
    assert "/mi on the level" in page


def test_removed_sets_and_discarded_sessions_tell_nothing(cast: Cast, today: date) -> None:
    athlete = cast.alice.athlete
    lift(athlete, today, exercise="deadlift", state=SessionState.DISCARDED)
    lift(athlete, today, exercise="front-squat", removed=True)
    lift(athlete, today - timedelta(days=1))
    told = {one.exercise for session in lifted_since(athlete) for one in session.sets}
    assert told == {SQUAT, "reverse-lunge", PLANK}


def test_sets_come_in_order_and_in_their_sessions(cast: Cast, today: date) -> None:
    athlete = cast.alice.athlete
    lift(athlete, today, exercise="deadlift")
    lift(athlete, today - timedelta(days=3))
    earlier, later = lifted_since(athlete)
    assert earlier.on < later.on
    assert [one.exercise for one in later.sets][:3] == ["deadlift"] * 3
    assert lifted_since(athlete, today) == (later,)
    (alone,) = lifted_since(athlete, exercise="deadlift")
    assert len(alone.sets) == 3


@pytest.mark.parametrize(
    ("url", "most"),
    [
        (OVERVIEW, 5),
        (RUNNING, 3),
        ("/progress/lifts/barbell-squat/", 4),
        ("/exercises/barbell-squat/", 3),
    ],
)
def test_queries_do_not_grow_with_history(
    alice: Client,
    cast: Cast,
    today: date,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    url: str,
    most: int,
) -> None:
    with django_assert_max_num_queries(most):
        alice.get(url)
    fill(cast.alice.athlete, today - timedelta(days=100), weeks=20)
    assert LoggedSet.objects.filter(athlete=cast.alice.athlete).count() > 400
    with django_assert_max_num_queries(most):
        alice.get(url)
