"""From confirming to paying, and every way out of it."""

from datetime import date, timedelta

import pytest

from strongstride.clubs.models import ChallengeState
from strongstride.giving.models import (
    AttemptState,
    CampaignState,
    Display,
    DonationState,
    Donor,
    Letter,
    Pledge,
    PledgeState,
)
from strongstride.giving.pledges import actions, letters
from strongstride.giving.pledges.advancing import advance
from strongstride.giving.pledges.errors import PledgeError
from strongstride.giving.pledges.paying import pay
from strongstride.giving.pledges.queries import pledged
from strongstride.giving.signals import campaign_ended
from strongstride.web import clock
from tests.giving.pledges.making import (
    AFTERWARDS,
    MID_MARCH,
    accrued,
    challenge_of,
    end_challenge,
    letters_to,
    make_pledge_row,
    make_runner_page,
    read,
    run,
    words,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

DAY = timedelta(days=1)


def _ended(metres: float = 16_093.44) -> Pledge:
    """A pledge that is frozen at £5."""
    page = make_runner_page()
    pledge = make_pledge_row(page)
    if metres:
        run(page, metres)
    end_challenge(page)
    return read(pledge.pk)


def _after(days: float) -> dict[str, int]:
    return advance(MID_MARCH + days * DAY)


def test_pledge_lapses_seven_days_after_it_was_made_and_not_before() -> None:
    pledge = actions.make_pledge(make_runner_page(), words(), clock.now())
    assert _after(6.99)["lapsed"] == 0
    assert read(pledge.pk).state == PledgeState.UNCONFIRMED
    assert _after(7)["lapsed"] == 1
    assert read(pledge.pk).state == PledgeState.CANCELLED
    with pytest.raises(PledgeError, match="not confirmed in time"):
        actions.confirm(pledge, clock.now())


def test_nothing_is_kept_of_whoever_did_not_confirm() -> None:
    pledge = actions.make_pledge(make_runner_page(), words(message="Go on!"), clock.now())
    Letter.objects.update(sent_at=clock.now())
    _after(7)
    row = read(pledge.pk)
    assert (row.donor.name, row.donor.email, row.message) == ("", "", "")
    assert row.donor.erased_at is not None
    letter = Letter.objects.get()
    assert (letter.to, letter.body) == ("", "")


def test_confirming_after_seven_days_is_too_late_also_before_anything_has_swept_up() -> None:
    pledge = actions.make_pledge(make_runner_page(), words(), clock.now())
    with pytest.raises(PledgeError, match="not confirmed in time"):
        actions.confirm(pledge, MID_MARCH + 7 * DAY)
    assert read(pledge.pk).confirmed_at is None


def test_confirming_twice_confirms_once() -> None:
    pledge = actions.make_pledge(make_runner_page(), words(), clock.now())
    first = actions.confirm(pledge, clock.now())
    again = actions.confirm(pledge, clock.now() + DAY)
    assert (again.state, again.confirmed_at) == (PledgeState.ACTIVE, first.confirmed_at)
    assert letters_to(pledge) == ["pledge-confirm", "pledge-confirmed"]


def test_unconfirmed_pledge_ends_with_the_challenge() -> None:
    page = make_runner_page()
    pledge = actions.make_pledge(page, words(), clock.now())
    run(page, 16_093.44)
    end_challenge(page)
    assert read(pledge.pk).state == PledgeState.CANCELLED
    with pytest.raises(PledgeError, match="ended before"):
        actions.confirm(pledge, clock.now())
    assert letters_to(pledge) == ["pledge-confirm"]


def test_final_results_freeze_what_the_pledge_comes_to_and_tell_its_donor() -> None:
    pledge = _ended()
    assert pledge.state == PledgeState.ENDED
    assert (pledge.final_units, pledge.final_minor) == (16_094, 500)
    assert pledge.due_at == MID_MARCH + 7 * DAY
    assert letters_to(pledge) == ["pledge-ended"]
    assert pledged(pledge.campaign) == 500


def test_pay_link_goes_out_after_the_days_of_notice_then_one_reminder_then_it_is_given_up() -> None:
    pledge = _ended()
    assert sum(_after(6.99).values()) == 0
    assert _after(7)["due"] == 1
    assert read(pledge.pk).state == PledgeState.DUE
    assert _after(20.9)["reminded"] == 0
    assert _after(21)["reminded"] == 1
    assert _after(25)["reminded"] == 0
    assert _after(36.9)["unfulfilled"] == 0
    assert _after(37)["unfulfilled"] == 1
    given_up = read(pledge.pk)
    assert given_up.state == PledgeState.UNFULFILLED
    assert letters_to(pledge) == ["pledge-ended", "pledge-due", "pledge-reminder"]
    assert pledged(given_up.campaign) == accrued(given_up) == 500, "still pledged"


def test_each_step_is_taken_once_however_often_it_is_asked_for() -> None:
    _ended()
    for days in (7, 21, 37):
        assert sum(_after(days).values()) == 1
        assert sum(_after(days).values()) == 0


def test_a_server_that_slept_for_a_month_sends_one_letter_and_still_gives_thirty_days() -> None:
    pledge = _ended()
    assert _after(60) == {"ended": 0, "lapsed": 0, "due": 1, "reminded": 0, "unfulfilled": 0}
    assert read(pledge.pk).expires_at == MID_MARCH + 90 * DAY


def test_nothing_run_is_nothing_due_and_no_payment() -> None:
    pledge = _ended(metres=0)
    assert (pledge.state, pledge.final_minor) == (PledgeState.PAID, 0)
    assert letters_to(pledge) == ["pledge-nothing"]
    assert not pledge.donations.exists()
    with pytest.raises(PledgeError, match="nothing to pay"):
        pay(pledge, "bank_transfer", clock.now())


def test_cancelled_challenge_calls_its_pledges_off_with_a_letter() -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page)
    waiting = make_pledge_row(page, state=PledgeState.UNCONFIRMED)
    run(page, 16_093.44)
    end_challenge(page, ChallengeState.CANCELLED)
    assert {read(each.pk).state for each in (pledge, waiting)} == {PledgeState.CANCELLED}
    assert (letters_to(pledge), letters_to(waiting)) == (["pledge-called-off"], [])
    assert pledged(page) == 0


@pytest.mark.parametrize("days", [0, 7])
def test_cancelled_page_calls_off_what_is_not_paid(days: int) -> None:
    pledge = _ended()
    _after(days)
    page = pledge.campaign
    page.state = CampaignState.CANCELLED
    page.save()
    campaign_ended.send(type(page), campaign=page)
    assert read(pledge.pk).state == PledgeState.CANCELLED
    assert letters_to(pledge)[-1] == "pledge-called-off"


def test_completed_page_keeps_its_pledges() -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page)
    page.state = CampaignState.COMPLETED
    page.save()
    campaign_ended.send(type(page), campaign=page)
    assert read(pledge.pk).state == PledgeState.ACTIVE
    run(page, 16_093.44)
    end_challenge(page)
    _after(7)
    assert pay(pledge, "bank_transfer", clock.now()).amount_minor == 500


def test_closed_club_calls_its_pledges_off_at_the_next_sweep() -> None:
    pledge = make_pledge_row()
    club = pledge.campaign.club
    club.closed_at = clock.now()
    club.save()
    assert _after(0)["ended"] == 1
    assert read(pledge.pk).state == PledgeState.CANCELLED


def test_challenge_that_ended_unheard_is_found_by_the_sweep() -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page)
    run(page, 16_093.44)
    challenge = challenge_of(page)
    challenge.state = ChallengeState.FINAL
    challenge.save()
    assert _after(0)["ended"] == 1
    assert read(pledge.pk).final_minor == 500


@pytest.mark.parametrize("days", [0, 6, 7, 20])
def test_cancelling_before_paying_leaves_nothing_owed(days: int) -> None:
    pledge = _ended()
    _after(days)
    cancelled = actions.cancel(pledge, clock.now())
    assert (cancelled.state, accrued(cancelled)) == (PledgeState.CANCELLED, 0)
    assert pledged(cancelled.campaign) == 0
    assert sum(_after(60).values()) == 0, "nobody asks for money any more"
    assert letters_to(pledge)[-1] == "pledge-cancelled"
    with pytest.raises(PledgeError, match="nothing to pay"):
        pay(pledge, "bank_transfer", clock.now())


def test_cancelling_calls_an_unpaid_payment_off() -> None:
    pledge = _ended()
    _after(7)
    gift = pay(pledge, "bank_transfer", clock.now()).donation
    actions.cancel(pledge, clock.now())
    gift.refresh_from_db()
    assert gift.state == DonationState.CANCELLED


def test_pledge_whose_payment_is_under_way_cannot_be_cancelled() -> None:
    pledge = _ended()
    _after(7)
    attempt = pay(pledge, "bank_transfer", clock.now())
    attempt.state = AttemptState.PROCESSING
    attempt.save()
    with pytest.raises(PledgeError, match="under way"):
        actions.cancel(pledge, clock.now())


@pytest.mark.parametrize("state", [PledgeState.PAID, PledgeState.UNFULFILLED])
def test_what_is_over_cannot_be_cancelled(state: PledgeState) -> None:
    pledge = make_pledge_row(state=state, final_units=1, final_minor=1)
    with pytest.raises(PledgeError):
        actions.cancel(pledge, clock.now())
    assert read(pledge.pk).state == state


def test_cap_can_be_lowered_and_never_raised() -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page)
    run(page, 16_093.44)
    actions.lower_cap(pledge, 400)
    assert pledged(page) == 400
    for wrong in (401, 2500, 0, -1):
        with pytest.raises(PledgeError, match="only be lowered"):
            actions.lower_cap(pledge, wrong)
    end_challenge(page)
    with pytest.raises(PledgeError, match="settled"):
        actions.lower_cap(pledge, 100)
    assert read(pledge.pk).final_minor == 400


def test_pledge_is_paid_by_one_gift_of_its_amount_and_its_donor() -> None:
    pledge = _ended()
    _after(7)
    attempt = pay(pledge, "bank_transfer", clock.now())
    again = pay(pledge, "bank_transfer", clock.now())
    gift = attempt.donation
    assert (attempt.pk, gift.pledge_id) == (again.pk, pledge.pk)
    assert (gift.amount_minor, gift.cover_minor, gift.donor) == (500, 0, pledge.donor)
    assert gift.display == pledge.display


def test_other_way_to_pay_is_another_try_at_the_same_gift() -> None:
    pledge = _ended()
    _after(7)
    first, second = (pay(pledge, way, clock.now()) for way in ("bank_transfer", "external_link"))
    assert first.donation_id == second.donation_id
    assert (first.provider, second.provider) == ("bank_transfer", "external_link")


def test_smallest_gift_does_not_hold_for_pledges() -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page)
    run(page, 1_609)
    end_challenge(page)
    _after(7)
    assert pay(pledge, "bank_transfer", clock.now()).amount_minor == 50 < page.cause.least_minor


def test_pledge_cannot_be_paid_before_it_is_asked_for() -> None:
    with pytest.raises(PledgeError, match="nothing to pay"):
        pay(_ended(), "bank_transfer", clock.now())


@pytest.mark.parametrize("is_opened", [False, True])
@pytest.mark.parametrize("way", ["manual", "nonsense", "stripe", ""])
def test_pledge_is_paid_in_a_way_there_is(way: str, *, is_opened: bool) -> None:
    pledge = _ended()
    _after(7)
    if is_opened:
        pay(pledge, "bank_transfer", clock.now())
    with pytest.raises(PledgeError, match="choose another"):
        pay(pledge, way, clock.now())


def test_display_of_a_pledge_is_that_of_the_gift_that_pays_it() -> None:
    pledge = _ended()
    _after(7)
    gift = pay(pledge, "bank_transfer", clock.now()).donation
    actions.change_display(pledge, Display.ANONYMOUS, hides_amount=True)
    gift.refresh_from_db()
    assert (gift.display, gift.hides_amount) == ("anonymous", True)


def test_pledges_are_taken_while_the_challenge_grows() -> None:
    page = make_runner_page()
    run(page, 5_000, date(2026, 3, 2))
    for moment in (MID_MARCH - 20 * DAY, MID_MARCH):
        assert actions.make_pledge(page, words(), moment).state == PledgeState.UNCONFIRMED
    with pytest.raises(PledgeError, match="Pledges end with the challenge"):
        actions.make_pledge(page, words(), AFTERWARDS)


def test_challenge_with_a_pledge_of_what_it_does_not_count_takes_none() -> None:
    page = make_runner_page()
    with pytest.raises(PledgeError):
        actions.make_pledge(page, words(unit="strength"), clock.now())
    assert not Donor.objects.filter(pledges__campaign=page).exists()


def test_one_that_fails_keeps_no_other_waiting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = _ended(), _ended()
    write = letters.ask_to_pay

    def failing(pledge: Pledge) -> None:
        if pledge.pk == first.pk:
            raise RuntimeError("no")
        write(pledge)

    monkeypatch.setattr(letters, "ask_to_pay", failing)
    assert _after(7)["due"] == 1
    assert [read(each.pk).state for each in (first, second)] == [
        PledgeState.ENDED,
        PledgeState.DUE,
    ]
    assert "could not be taken on" in caplog.text
