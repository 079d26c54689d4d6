"""Routes to things named by a word or a day, which are keys within one runner's own things.

The same word may mean a thing of one's own, so what counts is that nothing of Alice's is shown or
changed, whoever asks with Alice's own words and with what her own pages would send.
"""

from datetime import timedelta
from typing import NamedTuple

import msgspec
import pytest
from django.test import Client

from strongstride.accounts.models import Athlete, User
from strongstride.coach.adjusting.adjustment import AddRun
from strongstride.coach.own_exercise import EXAMPLE
from strongstride.coach.runs import PlannedRun, RunKind
from strongstride.exchange.contract import SessionJson
from strongstride.training.exercise_actions import save_own_exercise, save_own_programme
from strongstride.training.models import (
    LoggedSet,
    PlannedSession,
    SessionSource,
    SessionState,
    TrainingSession,
)
from strongstride.training.own_data.owned import owned_models
from strongstride.training.planning.actions import adjust
from strongstride.training.planning.inputs import planning_of
from strongstride.training.planning.programme import head_for
from strongstride.training.programme_pages import EXAMPLE as PROGRAMME
from strongstride.web import clock
from strongstride.web.clock import local_today
from tests.casting import Cast
from tests.security.addresses import Route, routes
from tests.security.test_permissions import PUBLIC, ask
from tests.training.planning.people import made_ready

WORDS = {"slug", "str", "path", "day"}
EVERY = {
    route.name: route
    for route in routes()
    if route.name not in PUBLIC
    and ":" in route.name
    # what is whose there: test_club_permissions, test_giving_permissions
    and not route.name.startswith(("clubs:", "giving:"))
    and WORDS & {converter for _, converter in route.parameters}
}
SECRET = "Quokka"  # a word that stands in Alice's things only


class Things(NamedTuple):
    """Alice's, in the words of addresses, and what her pages would send."""

    words: dict[str, dict[str, object]]
    bodies: dict[str, dict[str, object]]

    def of(self, route: Route) -> dict[str, object]:
        """The words that lead to Alice's thing."""
        return next(words for start, words in self.words.items() if route.pattern.startswith(start))


@pytest.fixture
def things(cast: Cast) -> Things:
    """Alice has a plan with a run of her own, an exercise and a programme."""
    user: User = cast.alice
    athlete = made_ready(user.athlete, user.date_joined)
    Athlete.objects.update(set_up_at=user.date_joined)
    today = local_today(athlete.profile.athlete.time_zone)
    own = save_own_exercise(athlete, EXAMPLE.replace("Sandbag", SECRET))
    programme = save_own_programme(athlete, PROGRAMME)
    _lift(athlete, f"own:{own}")
    on = today + timedelta(days=9)
    run = PlannedRun(on=on, kind=RunKind.EASY, distance_m=5000, duration_s=1800, name=SECRET)
    adjust(athlete, AddRun(made_on=today, added=run), today)
    head_for(athlete, today)
    session, swap, other = _session(athlete)
    (day, *_) = [
        each.on
        for each in planning_of(athlete, today).days_for(session.id)
        if each.on != session.on
    ]
    text, to = {"text": EXAMPLE}, {"to": day.isoformat()}
    return Things(
        words={
            "plan/sessions/": {"key": session.id},
            "plan/runs/": {"on": on, "kind": "easy"},
            "exercises/own/": {"key": own},
            "exercises/": {"exercise": f"own:{own}"},
            "programmes/own/": {"key": programme},
            "programmes/": {"key": f"own:{programme}"},
            "progress/lifts/": {"exercise": f"own:{own}"},
            "plan/change/": {"section": "race"},
            "you/answers/": {"section": "race"},
            "setup/": {"step": "goal"},
        },
        bodies={
            "training:plan-move": to,
            "training:plan-pin": {"to": session.on.isoformat()},
            "training:plan-skip": {},
            "training:plan-shorten": {"minutes": session.minutes - 5},
            "training:plan-swap": {"exercise": swap, "instead": other},
            "training:planned-run": {"on": on.isoformat(), "kind": "easy", "minutes": 35},
            "training:planned-run-move": {"to": (on + timedelta(days=1)).isoformat()},
            "training:planned-run-remove": {},
            "training:own-exercise-edit": text,
            "training:own-exercise-remove": {},
            "training:own-programme-edit": {"text": f"{PROGRAMME}\n"},
            "training:own-programme-remove": {},
            "training:set-up-skip": {},
        },
    )


def _lift(athlete: Athlete, exercise: str) -> None:
    for days in range(2, 16, 2):
        at = clock.now() - timedelta(days=days)
        done = TrainingSession.objects.create(
            athlete=athlete, on=at.date(), source=SessionSource.MANUAL, state=SessionState.FINISHED
        )
        one = {"exercise": exercise, "load_g": 20_000, "reps": 8, "rir": 2.0, "done_at": at}
        LoggedSet.objects.create(athlete=athlete, training_session=done, position=0, **one)


def _session(athlete: Athlete) -> tuple[SessionJson, str, str]:
    """A session to come with an exercise that may be swapped, and for which."""
    rows = PlannedSession.objects.filter(athlete=athlete).order_by("on")
    for text in rows.values_list("document", flat=True):
        session = msgspec.json.decode(text, type=SessionJson)
        for work in session.work:
            if work.alternatives:
                return session, work.exercise, work.alternatives[0].exercise
    raise LookupError("no session of the plan has an exercise to swap")


def rows_of(user: User) -> dict[str, list[dict[str, object]]]:
    """Everything this user owns, row by row."""
    return {owned.label: list(owned.of(user).order_by("pk").values()) for owned in owned_models()}


@pytest.mark.parametrize("name", sorted(EVERY))
def test_nothing_of_alices_is_shown_or_changed(name: str, cast: Cast, things: Things) -> None:
    route, before = EVERY[name], rows_of(cast.alice)
    for user in (cast.bob, cast.carol):
        client = Client()
        client.force_login(user)
        address = route.address(**things.of(route))
        for answer in (client.get(address), client.post(address, things.bodies.get(name, {}))):
            assert answer.status_code < 500
            assert SECRET not in answer.content.decode(errors="replace")
            if name.startswith(("training:own-", "training:planned-run")):
                assert answer.status_code in (404, 405)
    assert rows_of(cast.alice) == before


@pytest.mark.parametrize("name", sorted(EVERY))
def test_the_same_words_lead_alice_to_hers(name: str, cast: Cast, things: Things) -> None:
    route, before = EVERY[name], rows_of(cast.alice)
    client = Client()
    client.force_login(cast.alice)
    address = route.address(**things.of(route))
    assert ask(client, "GET", address).status_code in (200, 302, 405)
    body = things.bodies.get(name)
    if body is not None:  # what is sent above is what would change something
        assert client.post(address, body).status_code == 302
        assert rows_of(cast.alice) != before


def test_every_word_has_something_to_try(things: Things) -> None:
    for route in EVERY.values():
        assert things.of(route).keys() == {name for name, _ in route.parameters}
