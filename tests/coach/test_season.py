"""What one week must know of the weeks before it."""

from datetime import date

from strongstride.coach.frame import WeekFrame
from strongstride.coach.programme import Phase
from strongstride.coach.season import Season
from strongstride.coach.sessions.compose import Limit


def frame(phase: Phase = Phase.STRENGTH, *, deload: bool = False) -> WeekFrame:
    return WeekFrame(
        starts_on=date(2026, 11, 23),
        phase=phase,
        phase_week=1,
        block=0,
        deload=deload,
        wanted_leg_costs=(2,),
        runs=(),
    )


def after(sets: int, volume: int = 100) -> Season:
    season = Season(fresh=False)
    season.after(Limit(sets, volume), Limit(sets, volume), contacts=0)
    return season


def test_a_deload_holds_at_most_sixty_percent_of_the_week_before() -> None:
    assert after(30).limit(frame(deload=True)) == Limit(18, 60)


def test_a_short_week_is_cut_less() -> None:
    assert after(10).limit(frame(deload=True)) == Limit(7, 70)


def test_a_taper_never_raises_the_volume() -> None:
    assert after(30).limit(frame(Phase.TAPER)) == Limit(30, 100)
    assert after(30).limit(frame()) is None


def test_after_an_empty_week_there_is_no_deload() -> None:
    assert after(0).frame(frame(deload=True)).deload is False
    assert after(5).frame(frame(deload=True)).deload is True


def test_nothing_is_begun_in_the_taper_after_an_empty_week_and_it_says_so() -> None:
    season = after(0)
    season.explained(frame(Phase.TAPER), Limit(0, 0), wanted=1, held=0)
    assert [why.rule for why in season.given_up] == ["lighter-than-before"]


def test_what_the_log_holds_of_a_week_counts_for_the_next() -> None:
    season = Season(fresh=True)
    season.after(Limit(12, 90), Limit(0, 0), contacts=0)
    assert season.limit(frame(Phase.TAPER)) == Limit(12, 90)
    assert season.fresh, "nothing was planned yet"


def test_contacts_are_remembered_over_weeks_without_jumps() -> None:
    season = Season(fresh=False)
    season.after(Limit(9, 9), Limit(9, 9), contacts=24)
    season.after(Limit(9, 9), Limit(9, 9), contacts=0)
    assert season.contacts == 24


def test_a_session_left_away_in_a_light_week_is_named() -> None:
    season = after(8)
    season.explained(frame(deload=True), Limit(5, 50), wanted=2, held=1)
    assert [why.text for why in season.given_up] == [
        "Week of 23 Nov: 1 of 2 sessions, so that the light week stays light."
    ]
