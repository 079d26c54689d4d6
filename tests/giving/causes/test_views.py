"""Causes by their forms: what is kept, what is refused, who may."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from strongstride.clubs.models import AuditEntry, Club, Membership, Role
from strongstride.giving.models import Cause
from strongstride.web import clock
from tests.casting import PASSWORD
from tests.clubs.making import make_club, make_member
from tests.giving.campaigns.making import browser_of, words
from tests.giving.making import make_campaign, make_cause

pytestmark = pytest.mark.both_databases
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
A_CAUSE: dict[str, Any] = {
    "name": "The River Trust",
    "country": "GB",
    "registered_with": "Charity Commission",
    "registration_number": "1234567",
    "complaints": "Ada Brook, ada@river.example.org",
    "regime": "uk",
    "receives": "The River Trust's own bank account",
    "currency": "GBP",
    "least": "£2.50",
    "ways": ["bank_transfer", "manual"],
    "account_name": "The River Trust",
    "iban": "gb82west12345698765432",
    "permission_by": "Ada Brook, director",
    "permission_on": "2026-02-01",
    "permission_proof": "Letter of 1 February",
}


@pytest.fixture(autouse=True)
def _in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def club(db: None) -> Club:
    return make_club()


@pytest.fixture
def tess(club: Club) -> Membership:
    return make_member(club, "Tess Till", Role.TREASURER)


def at(club: Club, more: str = "") -> str:
    return f"/clubs/{club.slug}/giving/causes/{more}"


class TestAdding:
    def test_a_cause_is_added_with_its_permission(self, club: Club, tess: Membership) -> None:
        client = browser_of(tess)
        answer = client.post(at(club, "new/"), A_CAUSE)
        cause = Cause.objects.get()
        assert answer["Location"] == at(club, f"{cause.slug}/")
        assert (cause.permission_on, cause.permission_noted_by) == (date(2026, 2, 1), tess)
        assert (cause.least_minor, cause.currency) == (250, "GBP")
        assert cause.bank == {
            "account_name": "The River Trust",
            "iban": "GB82 WEST 1234 5698 7654 32",
        }
        assert "takes gifts" in words(client, answer["Location"])
        assert AuditEntry.objects.get().action == "cause added"

    @pytest.mark.parametrize(
        ("change", "complaint"),
        [
            ({"name": "!!"}, "letters or numbers"),
            ({"iban": "GB82 WEST 1234 5698 7654 33"}, "check digits do not fit"),
            ({"iban": "", "account_number": ""}, "an IBAN or a number"),
            ({"account_name": ""}, "write its name"),
            ({"ways": ["external_link"], "giving_url": ""}, "own giving page"),
            ({"least": "0"}, "more than zero"),
            ({"least": "2,50"}, "20.50"),
            ({"permission_on": "2026-03-11"}, "still to come"),
            ({"permission_by": ""}, "required"),
            ({"complaints": ""}, "required"),
            ({"ways": ["stripe"]}, "stripe"),
            ({"currency": "XXX"}, "XXX"),
            ({"country": "ZZ"}, "ZZ"),
            ({"giving_url": "javascript:alert(1)"}, "valid URL"),
        ],
    )
    def test_what_cannot_be_right_is_said_and_nothing_is_saved(
        self, club: Club, tess: Membership, change: dict[str, Any], complaint: str
    ) -> None:
        answer = browser_of(tess).post(at(club, "new/"), {**A_CAUSE, **change})
        assert answer.status_code == 400
        assert complaint in answer.content.decode()
        assert not Cause.objects.exists()

    @pytest.mark.django_db
    def test_the_form_begins_with_a_guess_from_the_clubs_time_zone(self) -> None:
        for zone, told in {
            "Europe/London": ("GB", "GBP", "uk", "£5"),
            "America/Chicago": ("US", "USD", "us", "$5"),
            "America/Toronto": ("CA", "CAD", "plain", "CA$5"),
            "Europe/Madrid": ("ES", "EUR", "plain", "€5"),
            "UTC": ("GB", "GBP", "uk", "£5"),
        }.items():
            club = make_club(time_zone=zone)
            owner = make_member(club, role=Role.OWNER)
            answer = browser_of(owner).get(at(club, "new/"))
            first = answer.context["money"].initial
            assert (first["country"], first["currency"], first["regime"], first["least"]) == told


class TestChanging:
    def sent(self, member: Membership, cause: Cause, what: str, said: dict[str, Any]) -> Any:
        client = browser_of(member)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        return client.post(at(cause.club, f"{cause.slug}/{what}/"), said)

    def test_a_new_account_number_stands_in_the_log_with_the_old_one(
        self, club: Club, tess: Membership
    ) -> None:
        cause = make_cause(club)
        answer = self.sent(tess, cause, "money", A_CAUSE)
        assert answer.status_code == 302
        entry = AuditEntry.objects.get()
        assert entry.action == "where the money goes changed"
        assert entry.before["bank"]["account_number"] == "12345678"
        assert entry.after["bank"]["iban"] == "GB82 WEST 1234 5698 7654 32"

    def test_where_the_money_goes_asks_for_the_password(self, club: Club, tess: Membership) -> None:
        cause = make_cause(club)
        answer = browser_of(tess).post(at(club, f"{cause.slug}/money/"), A_CAUSE)
        assert "/reauthenticate/" in answer["Location"]
        cause.refresh_from_db()
        assert cause.bank["account_number"] == "12345678"

    def test_the_currency_stands_once_there_are_pages(self, club: Club, tess: Membership) -> None:
        cause = make_cause(club)
        make_campaign(cause, tess)
        said = {**A_CAUSE, "currency": "EUR", "least": "5"}
        answer = self.sent(tess, cause, "money", said)
        assert answer.status_code == 400
        assert "add another cause" in answer.content.decode()
        cause.refresh_from_db()
        assert cause.currency == "GBP"

    def test_a_permission_is_noted_by_whom_it_is_noted(self, club: Club, tess: Membership) -> None:
        cause = make_cause(club, permission_by="", permission_on=None)
        client, one = browser_of(tess), at(club, f"{cause.slug}/")
        assert "takes no gifts" in words(client, one)
        assert client.post(f"{one}permission/", A_CAUSE).status_code == 302
        assert "noted by Tess Till" in words(client, one)

    def test_who_it_is_can_be_said_anew(self, club: Club, tess: Membership) -> None:
        cause = make_cause(club)
        client, one = browser_of(tess), at(club, f"{cause.slug}/")
        assert client.get(f"{one}edit/").status_code == 200
        client.post(f"{one}edit/", {**A_CAUSE, "about": "Water.\u202e"})
        cause.refresh_from_db()
        assert cause.about == "Water."

    def test_a_closed_cause_opens_again(self, club: Club, tess: Membership) -> None:
        cause = make_cause(club)
        client = browser_of(tess)
        for word, is_active in (("no", False), ("yes", True), ("yes", True)):
            client.post(at(club, f"{cause.slug}/switch/"), {"is_active": word})
            cause.refresh_from_db()
            assert cause.is_active == is_active
        assert AuditEntry.objects.count() == 2


def test_ticks_are_kept_and_written_down(club: Club, tess: Membership) -> None:
    cause = make_cause(club)
    client, one = browser_of(tess), at(club, f"{cause.slug}/")
    assert "10 open." in words(client, one)
    client.post(f"{one}checklist/", {"checks": ["consent", "gb-gift-aid"]})
    cause.refresh_from_db()
    assert cause.checks == ["consent", "gb-gift-aid"]
    assert "8 open." in words(client, one)
    answer = client.post(f"{one}checklist/", {"checks": ["us-states"]}, follow=True)
    assert "tick it again" in answer.content.decode()
    cause.refresh_from_db()
    assert cause.checks == ["consent", "gb-gift-aid"]


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OWNER, 200), (Role.ADMIN, 200), (Role.MODERATOR, 403), (Role.MEMBER, 403)],
)
def test_causes_are_for_organisers(club: Club, role: Role, status: int) -> None:
    cause = make_cause(club)
    client = browser_of(make_member(club, role=role))
    for more in ("", "new/", f"{cause.slug}/", f"{cause.slug}/edit/"):
        assert client.get(at(club, more)).status_code == status


def test_a_cause_of_another_club_is_not_there(club: Club, tess: Membership) -> None:
    other = make_cause(make_club())
    assert browser_of(tess).get(at(club, f"{other.slug}/")).status_code == 404
