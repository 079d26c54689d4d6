"""Credits, totals, badges and sums follow the log, in the transaction that changes it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strongstride.accounts.actions import touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.clubs.board.queries import teams, together, top
from strongstride.clubs.crediting.judge import facts_of
from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Credit,
    Membership,
    MemberState,
    Participation,
    Team,
    TeamResult,
)
from strongstride.clubs.settling.appearance import change_team
from strongstride.clubs.settling.entries import done
from strongstride.clubs.settling.settle import settle
from strongstride.clubs.settling.terms import terms_of
from strongstride.clubs.signals import credits_changed
from strongstride.runs import actions as runs
from strongstride.runs.actions import RunWords
from strongstride.training.models import LoggedSet, TrainingSession
from tests.clubs.making import (
    ENDS,
    STARTS,
    make_challenge,
    make_club,
    make_member,
    make_part,
    make_run,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
DAY = date(2026, 3, 5)


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 3, 10, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def part() -> Participation:
    """Robin in an open challenge over March."""
    club = make_club()
    part = make_part(make_challenge(club), make_member(club))
    settle(part)
    return part


def athlete_of(part: Participation) -> Athlete:
    athlete = part.membership.athlete
    assert athlete is not None
    return athlete


def ran(part: Participation, km: float = 10, on: date = DAY, **columns: Any) -> Any:
    run = make_run(athlete_of(part), on, km, **columns)
    touch_inputs(athlete_of(part))
    part.refresh_from_db()
    return run


def lifted(part: Participation, sets: int = 6, on: date = DAY) -> TrainingSession:
    athlete = athlete_of(part)
    session = TrainingSession.objects.create(
        athlete=athlete, on=on, state="finished", source="player"
    )
    at = datetime(2026, 3, 5, 18, tzinfo=UTC)
    for place in range(sets):
        LoggedSet.objects.create(
            athlete=athlete, training_session=session, position=place, exercise="squat", done_at=at
        )
    touch_inputs(athlete)
    part.refresh_from_db()
    return session


def test_a_run_counts_as_soon_as_it_is_in_the_log(part: Participation) -> None:
    assert (part.total, part.shown, part.board_name) == (0, True, "Robin Hale")
    ran(part)
    assert (part.total, part.runs) == (10_000, 1)
    assert together(part.challenge) == (10_000, 1)
    [row] = top(part.challenge)
    assert (row.rank, row.tied, row.name, row.total) == (1, False, "Robin Hale", 10_000)


def test_a_removed_run_takes_credit_and_badges_with_it_and_brings_them_back(
    part: Participation,
) -> None:
    Challenge.objects.update(goal=10_000)
    run = ran(part)
    earned = part.badges
    assert earned
    runs.remove_run(run)
    part.refresh_from_db()
    assert (part.total, part.runs, part.badges, part.reached_at) == (0, 0, [], None)
    assert not Credit.objects.exists()
    runs.restore_run(run)
    part.refresh_from_db()
    assert (part.total, part.badges) == (10_000, earned)


def test_an_edited_run_counts_for_what_it_is_now(part: Participation) -> None:
    run = ran(part)
    credit = Credit.objects.get()
    runs.edit_run(run, {"distance_m": 12_345.0})
    part.refresh_from_db()
    assert part.total == 12_345
    assert Credit.objects.get().pk == credit.pk
    runs.edit_run(run, {"on": STARTS - timedelta(days=1)})
    part.refresh_from_db()
    assert part.total == 0


def test_one_run_counts_in_every_challenge_that_wants_it(part: Participation) -> None:
    other = make_club("Hill Runners")
    hours = Terms(kind=ChallengeKind.TIME, starts_on=STARTS, ends_on=ENDS)
    member = make_member(other, athlete=athlete_of(part))
    second = make_part(make_challenge(other, terms=hours), member)
    settle(second)
    ran(part)
    second.refresh_from_db()
    assert (part.total, second.total) == (10_000, 3600)


def test_a_strength_session_is_told_beside_the_miles_and_counts_in_points(
    part: Participation,
) -> None:
    session = lifted(part)
    assert (part.total, part.strength_sessions) == (0, 1)
    points = Terms(kind=ChallengeKind.POINTS, starts_on=STARTS, ends_on=ENDS)
    scored = make_part(make_challenge(part.membership.club, terms=points), part.membership)
    settle(scored)
    assert (scored.total, scored.strength_sessions) == (5_000, 1)
    LoggedSet.objects.filter(training_session=session).update(removed=True)
    touch_inputs(athlete_of(part))
    scored.refresh_from_db()
    assert (scored.total, scored.strength_sessions) == (0, 0)


def test_a_session_logged_while_it_was_time_stays_counted_after_the_close(
    part: Participation,
) -> None:
    closes_at = part.challenge.closes_at
    with time_machine.travel(closes_at - timedelta(hours=1), tick=False):
        lifted(part)
    with time_machine.travel(closes_at + timedelta(hours=1), tick=False):
        touch_inputs(athlete_of(part))
        part.refresh_from_db()
        assert part.strength_sessions == 1
        lifted(part, on=DAY + timedelta(days=1))
    assert part.strength_sessions == 1
    assert Credit.objects.get(status="not_counted").reason == "came_late"


def test_a_late_upload_is_told_why_it_does_not_count(part: Participation) -> None:
    ran(part, created_at=part.challenge.closes_at + timedelta(seconds=1))
    assert part.total == 0
    assert Credit.objects.get().reason == "came_late"


def test_a_file_that_comes_late_for_a_run_written_in_time_counts(part: Participation) -> None:
    in_time = part.challenge.closes_at - timedelta(hours=1)
    late = part.challenge.closes_at + timedelta(hours=1)
    told = ran(part, km=10.2, created_at=late)
    ran(part, by_hand=True, same_as=told, created_at=in_time)
    assert part.total == 10_200
    assert Credit.objects.count() == 1


def test_a_ruling_outlives_the_run_and_holds_when_it_comes_back(part: Participation) -> None:
    run = ran(part)
    athlete = athlete_of(part)
    [entry] = done([athlete.pk], [terms_of(part.challenge)], run.created_at)[athlete.pk]
    Credit.objects.update(ruling="set", ruling_facts=facts_of(entry), ruling_amount=7_000)
    settle(part)
    assert part.total == 7_000
    runs.remove_run(run)
    gone = Credit.objects.get()
    assert (gone.status, gone.amount, gone.ruling_amount) == ("gone", 0, 7_000)
    runs.restore_run(run)
    assert Credit.objects.get().amount == 7_000


def test_after_the_end_nothing_is_counted_anew(part: Participation) -> None:
    run = ran(part)
    Challenge.objects.update(state=ChallengeState.FINAL)
    runs.remove_run(run)
    settle(part)
    part.refresh_from_db()
    assert part.total == together(part.challenge).total == 10_000
    assert [row.total for row in top(part.challenge)] == [10_000]


def test_who_left_the_club_stays_in_the_total_and_nothing_new_counts(part: Participation) -> None:
    ran(part)
    left = datetime(2026, 3, 8, tzinfo=UTC)
    Membership.objects.update(state=MemberState.LEFT, left_at=left)
    ran(part, on=date(2026, 3, 9))
    assert (part.total, part.shown) == (10_000, False)
    assert together(part.challenge) == (10_000, 1)
    assert top(part.challenge) == ()


def test_who_left_without_a_credit_is_no_part_of_it(part: Participation) -> None:
    Participation.objects.update(left_at=datetime(2026, 3, 2, tzinfo=UTC))
    settle(part)
    assert together(part.challenge) == (0, 0)


def test_teams_follow_their_members_in_sum_and_in_average() -> None:
    club = make_club()
    challenge = make_challenge(club, scope="team", team_result=TeamResult.AVERAGE)
    hares, tortoises = (
        Team.objects.create(challenge=challenge, name=name, created_at=challenge.created_at)
        for name in ("Hares", "Tortoises")
    )
    parts = [make_part(challenge, make_member(club, name)) for name in ("Kit", "Mo")]
    for part in parts:
        settle(part)
        change_team(part, hares)
    ran(parts[0], km=9)
    ran(parts[1], km=4)
    [first, second] = teams(challenge)
    assert (first.name, first.members, first.total, first.result) == ("Hares", 2, 13_000, 6_500)
    assert (second.result, second.rank, first.rank) == (0, 2, 1)
    change_team(parts[1], tortoises)
    assert [(row.total, row.result) for row in teams(challenge)] == [(9_000, 9_000), (4_000, 4_000)]
    assert together(challenge) == (13_000, 2)


def test_what_changed_is_told_once(part: Participation) -> None:
    told: list[dict[str, Any]] = []

    def hear(**words: Any) -> None:
        told.append(words)

    credits_changed.connect(hear)
    try:
        session = lifted(part)
        touch_inputs(athlete_of(part))
    finally:
        credits_changed.disconnect(hear)
    [news] = told
    assert news["participation"] == part
    assert news["strength_gained"] == {str(session.pk)}
    assert (news["strength_lost"], news["lost"]) == (set(), set())


def test_an_athlete_in_no_live_challenge_pays_a_query_here_and_one_for_pledges(
    part: Participation,
) -> None:
    Challenge.objects.update(state=ChallengeState.FINAL)
    athlete = athlete_of(part)
    with CaptureQueriesContext(connection) as queries:
        touch_inputs(athlete)
    ours = [each["sql"] for each in queries if "clubs_" in each["sql"]]
    assert ["giving_" in each for each in ours] == [False, True]


def test_what_a_run_costs_does_not_grow_with_challenges(part: Participation) -> None:
    def queries(day: int) -> int:
        make_run(athlete_of(part), STARTS + timedelta(days=day), 5)
        with CaptureQueriesContext(connection) as found:
            touch_inputs(athlete_of(part))
        return len([each for each in found if each["sql"].startswith("SELECT")])

    queries(1)  # the first run earns a badge, which is news
    alone = queries(6)
    for _ in range(3):
        settle(make_part(make_challenge(part.membership.club), part.membership))
    assert queries(11) == alone <= 7  # one of them asks for frozen pledges


def test_an_import_that_stops_midway_counts_what_it_brought(
    part: Participation, monkeypatch: pytest.MonkeyPatch
) -> None:
    from strongstride.runs import importing
    from strongstride.runs.importing import read_import
    from tests.formats.making import fit_run
    from tests.runs.conftest import START, uploaded

    def full(folder: object) -> None:
        raise OSError(28, "full")

    files = {f"{n}.fit": fit_run(START - timedelta(days=n), 600) for n in range(2)}
    with time_machine.travel(START + timedelta(days=1), tick=False):
        job = runs.start_import(athlete_of(part), uploaded(files))
        monkeypatch.setattr(importing, "_finish", full)
        read_import(str(job.pk))
    job.refresh_from_db()
    part.refresh_from_db()
    assert (job.state, part.total, part.runs) == ("failed", 3600, 2)


def test_an_import_settles_once(part: Participation, monkeypatch: pytest.MonkeyPatch) -> None:
    from strongstride.clubs.settling import settle as settling
    from tests.formats.making import fit_run
    from tests.runs.conftest import START, bring

    calls: list[object] = []
    real = settling.settle_rows
    monkeypatch.setattr(settling, "settle_rows", lambda rows: calls.append(rows) or real(rows))
    with time_machine.travel(START + timedelta(days=1), tick=False):
        bring(athlete_of(part), {"one.fit": fit_run(START, 600)})
    part.refresh_from_db()
    assert (len(calls), part.total) == (1, 1800)


def test_by_hand_is_marked(part: Participation) -> None:
    with time_machine.travel(datetime(2026, 3, 6, tzinfo=UTC), tick=False):
        runs.add_run(athlete_of(part), RunWords(on=DAY, distance_m=5000, duration_s=1800))
    assert Credit.objects.get().by_hand
