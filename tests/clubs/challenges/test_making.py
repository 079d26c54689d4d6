"""Making a challenge by its form: presets, what is kept, what is refused and why."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strongstride.clubs.challenges.fields import read_amount, write_amount
from strongstride.clubs.challenges.forms import ChallengeForm
from strongstride.clubs.challenges.presets import PRESETS, filled, preset
from strongstride.clubs.challenges.terms_words import terms_words
from strongstride.clubs.challenges.words import words_of
from strongstride.clubs.crediting.terms import Backfill, ChallengeKind, DayRule, Scope, Terms
from strongstride.clubs.models import Challenge, ChallengeState, Club, Membership, TeamResult
from strongstride.clubs.settling.terms import terms_of
from strongstride.coach.quantities import DistanceUnit
from tests.clubs.challenges.conftest import BEFORE, DURING, Travel, browser_of
from tests.clubs.making import ENDS, STARTS, make_challenge, make_club

pytestmark = pytest.mark.both_databases
TODAY = date(2026, 2, 11)


@pytest.fixture
def organiser(owner: Membership, travel: Travel) -> Client:
    travel(BEFORE)
    return browser_of(owner)


def told(**said: Any) -> dict[str, Any]:
    """What the browser sends of a preset with these changes."""
    given = {**filled(preset("most"), TODAY), **said}
    kept = {name: value for name, value in given.items() if value not in (None, False)}
    return {name: "on" if value is True else value for name, value in kept.items()}


def new(club: Club) -> str:
    return f"/clubs/{club.slug}/challenges/new/"


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("chosen", [each.key for each in PRESETS])
def test_a_preset_is_saved_as_it_is(club: Club, organiser: Client, chosen: str) -> None:
    page = organiser.get(f"{new(club)}?preset={chosen}").content.decode()
    assert page.count('aria-current="true"') == 1
    assert len(page) <= 60_000
    answer = organiser.post(new(club), told(**filled(preset(chosen), TODAY)))
    made = Challenge.objects.get(club=club)
    assert answer["Location"] == f"/clubs/{club.slug}/challenges/{made.slug}/"
    assert made.state == ChallengeState.DRAFT
    assert made.starts_on > TODAY


def test_presets_mean_what_they_say() -> None:
    club = Club(unit="mi", time_zone="Europe/London")

    def words(key: str) -> Any:
        form = ChallengeForm(told(**filled(preset(key), TODAY)), club=club, before=None)
        assert form.is_valid(), form.errors
        return form.words()

    assert (words("together").scope, words("together").goal) == (Scope.GROUP, 1_609_344)
    assert words("most").title == "Most miles in March"
    assert (words("most").terms.starts_on, words("most").terms.ends_on) == (STARTS, ENDS)
    assert words("points").terms.kind is ChallengeKind.POINTS
    assert words("streak").terms.walks
    assert words("streak").terms.entry_least == 1_610
    assert (words("teams").team_most, words("teams").team_result) == (6, TeamResult.AVERAGE)


def test_no_letter_turns_a_title_around() -> None:
    said = told(title="\u202eWinter\u200b  miles", about="Cold.\u2066\r\n\r\n\r\nDark. ")
    form = ChallengeForm(said, club=Club(unit="mi", time_zone="Europe/London"), before=None)
    assert form.is_valid(), form.errors
    assert (form.words().title, form.words().about) == ("Winter miles", "Cold.\n\nDark.")


def test_everything_that_was_told_is_kept(club: Club, organiser: Client) -> None:
    answer = organiser.post(
        new(club),
        told(
            title="Climb", kind="elevation", scope="team", goal="4,000 ft", starts_on="2026-03-01",
            ends_on="2026-03-31", about="Hills.", team_most="4", team_result="sum", walks=True,
            by_hand=False, indoors=False, backfill="joining", day_rule="club", grace_days="5",
            entry_least="20", entry_most="2,000 m", day_most="3000",
        ),
    )  # fmt: skip
    assert answer.status_code == 302
    words = words_of(Challenge.objects.get())
    assert (words.title, words.about, words.scope, words.goal) == ("Climb", "Hills.", "team", 1220)
    assert (words.team_most, words.team_result) == (4, TeamResult.SUM)
    assert words.terms == Terms(
        kind=ChallengeKind.ELEVATION,
        starts_on=STARTS,
        ends_on=ENDS,
        day_rule=DayRule.CLUB,
        time_zone=club.time_zone,
        unit=DistanceUnit.MI,
        grace_days=5,
        backfill=Backfill.FROM_JOINING,
        walks=True,
        by_hand=False,
        indoors=False,
        entry_least=20,
        entry_most=2000,
        day_most=3000,
    )


REFUSED = [
    ({"title": ""}, "This field is required."),
    ({"title": "—"}, "Write a title with letters or numbers."),
    ({"kind": "swim"}, "Select a valid choice."),
    ({"goal": "lots"}, "“lots” cannot be read: write a distance"),
    ({"goal": "-5"}, "cannot be read"),
    ({"starts_on": "2026-04-01", "ends_on": "2026-03-01"}, "The last day is before the first"),
    ({"ends_on": "2040-03-01"}, "Three years is the longest"),
    ({"starts_on": "0001-01-01"}, "Choose a day between 2000 and 2100."),
    ({"starts_on": "soon"}, "Enter a valid date."),
    ({"grace_days": "99"}, "less than or equal to 30"),
    ({"entry_least": "5 mi", "entry_most": "3 mi"}, "That is less than the least of one run."),
    ({"day_most": "20 runs"}, "cannot be read"),
    ({"team_most": "0"}, "greater than or equal to 1"),
]


@pytest.mark.parametrize(("said", "why"), REFUSED)
def test_what_is_refused_says_why_and_loses_nothing(
    club: Club, organiser: Client, said: dict[str, str], why: str
) -> None:
    answer = organiser.post(new(club), told(about="Long text.", **said))
    assert answer.status_code == 400
    assert why in text(answer)
    page = answer.content.decode()
    assert "Long text." in page
    for typed in said.values():
        assert typed in page
    assert not Challenge.objects.exists()


def test_a_draft_is_opened_changed_and_called_off(club: Club, organiser: Client) -> None:
    organiser.post(new(club), told())
    at = f"/clubs/{club.slug}/challenges/{Challenge.objects.get().slug}/"
    assert "The link to send" in text(organiser.post(f"{at}open/", follow=True))
    page = organiser.get(f"{at}edit/")
    assert "First day" in text(page)
    organiser.post(f"{at}edit/", told(walks=True, title="Spring"))
    made = Challenge.objects.get()
    assert (made.title, terms_of(made).walks) == ("Spring", True)
    assert organiser.post(f"{at}cancel/", {"why": ""}).status_code == 400
    page = organiser.post(f"{at}cancel/", {"why": "Floods."}, follow=True)
    assert "Called off. Floods." in text(page)
    assert "stays as it is" in text(organiser.post(f"{at}edit/", told()))


def test_the_form_of_a_running_challenge_has_what_may_change(
    club: Club, organiser: Client, travel: Travel
) -> None:
    challenge = make_challenge(club, goal=100_000)
    travel(DURING)
    at = f"/clubs/{club.slug}/challenges/{challenge.slug}/edit/"
    page = organiser.get(at).content.decode()
    assert set(re.findall(r' name="([^"]+)"', page)) & set(told()) == {"title"}
    organiser.post(at, {"title": "Spring", "about": "x", "goal": "5", "ends_on": "2026-12-31"})
    challenge.refresh_from_db()
    assert (challenge.title, challenge.goal, challenge.ends_on) == ("Spring", 100_000, ENDS)


def test_a_draft_is_discarded_an_open_one_says_why_not(club: Club, organiser: Client) -> None:
    draft = make_challenge(club, state=ChallengeState.DRAFT)
    opened = make_challenge(club)
    at = f"/clubs/{club.slug}/challenges/"
    organiser.post(f"{at}{draft.slug}/discard/")
    page = organiser.post(f"{at}{opened.slug}/discard/", follow=True)
    assert "call an open challenge off" in text(page)
    assert list(Challenge.objects.all()) == [opened]


def test_cloning_leads_to_the_form_of_the_draft(club: Club, organiser: Client) -> None:
    challenge = make_challenge(club)
    page = organiser.post(f"/clubs/{club.slug}/challenges/{challenge.slug}/clone/", follow=True)
    assert 'value="2027-02-28"' in page.content.decode()


@given(
    amount=st.integers(1, 10**9),
    kind=st.sampled_from(ChallengeKind),
    unit=st.sampled_from(DistanceUnit),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_an_amount_reads_back_as_it_was_written(
    amount: int, kind: ChallengeKind, unit: DistanceUnit
) -> None:
    assert read_amount(write_amount(amount, kind, unit), kind, unit) == amount


@given(st.sampled_from(ChallengeKind), st.booleans(), st.booleans(), st.booleans())
def test_terms_are_told_in_whole_sentences(
    kind: ChallengeKind, walks: bool, by_hand: bool, indoors: bool
) -> None:
    terms = Terms(
        kind=kind, starts_on=STARTS, ends_on=ENDS, walks=walks, by_hand=by_hand, indoors=indoors,
        day_most=5_000, entry_least=1_000, entry_most=9_000,
    )  # fmt: skip
    for sentence in terms_words(terms):
        assert re.fullmatch(r"[A-Z0-9].*[^.]\.", sentence), sentence


def test_a_stranger_makes_nothing(owner: Membership, organiser: Client) -> None:
    other = make_club()
    assert organiser.post(new(other), told()).status_code == 404
    assert not Challenge.objects.exists()
