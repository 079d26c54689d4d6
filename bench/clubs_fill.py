"""A challenge with very many participants, written past the app: only measured rows are settled."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models
from tests.clubs.making import STARTS, make_challenge, make_club, make_member, make_part, make_run

from strongstride.accounts.models import Athlete, User
from strongstride.clubs.crediting.bands import band
from strongstride.clubs.models import Challenge, Credit, Membership, Participation, Tally
from strongstride.clubs.settling.settle import settle
from strongstride.runs.models import Run

EACH = 5  # credits of everybody
MEASURED = 300
_KINDS = {User: 1, Athlete: 2, Membership: 3, Participation: 4}  # part of the keys


def fill(people: int) -> tuple[Challenge, list[UUID]]:
    """The challenge, and the keys of the participants that have their runs."""
    club = make_club()
    member = make_member(club, "Robin Hale")
    challenge = make_challenge(club)
    part = make_part(challenge, member)
    make_run(Athlete.objects.get(memberships=member), STARTS, 10)
    settle(part)
    part.refresh_from_db()
    rows = _Rows(part)
    (rows.by_sql if connection.vendor == "postgresql" else rows.by_bulk)(people)
    _write_tallies(challenge)
    numbers = range(1, people, max(1, people // MEASURED))[:MEASURED]
    Run.objects.bulk_create(_runs(part, numbers))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return challenge, [_key(Participation, number) for number in numbers]


def _key(model: type[models.Model], number: int) -> UUID:
    return UUID(f"01900000-{_KINDS[model]:04x}-7000-8000-{number:012x}")


def _entry(number: int, nth: int) -> UUID:
    return UUID(f"01900000-{0x100 + nth:04x}-7000-8000-{number:012x}")


def _metres(number: int, nth: int) -> int:
    """What a participant's credit is worth: 2 to 14 km, more for some people than for others."""
    return 2000 + (number * 7919 + nth * 104729) % (6001 + number % 6000)


class _Rows:
    """Copies of one settled participant with all that they hang on."""

    def __init__(self, part: Participation) -> None:
        self._part = part
        self._member = part.membership
        self._athlete = Athlete.objects.select_related("user").get(memberships=self._member)
        self._credit = Credit.objects.get(participation=part)

    def by_bulk(self, people: int) -> None:
        """Through the ORM, for a few thousand."""
        numbers = range(1, people)
        self._copy(User, self._athlete.user, numbers, lambda n: {"email": f"bench-{n}"})
        self._copy(Athlete, self._athlete, numbers, lambda n: {"user_id": _key(User, n)})
        self._copy(Membership, self._member, numbers, lambda n: {"athlete_id": _key(Athlete, n)})
        self._copy(Participation, self._part, numbers, self._standing)
        Credit.objects.bulk_create(
            (self._new_credit(n, nth) for n in numbers for nth in range(EACH)), batch_size=500
        )

    def _copy(self, model: Any, row: Any, numbers: Iterable[int], columns: Any) -> None:
        model.objects.bulk_create(
            (_copied(row, {"id": _key(model, n), **columns(n)}) for n in numbers), batch_size=500
        )

    def _standing(self, number: int) -> dict[str, Any]:
        return {
            "membership_id": _key(Membership, number),
            "total": sum(_metres(number, nth) for nth in range(EACH)),
            "shown": number % 10 != 0,
            "board_name": f"Runner {number}",
            "runs": EACH,
        }

    def _new_credit(self, number: int, nth: int) -> Credit:
        told = {
            "id": UUID(f"01900000-{0x200 + nth:04x}-7000-8000-{number:012x}"),
            "participation_id": _key(Participation, number),
            "entry": _entry(number, nth),
            "amount": _metres(number, nth),
            "on": STARTS + timedelta(days=3 * nth),
        }
        copied: Credit = _copied(self._credit, told)
        return copied

    def by_sql(self, people: int) -> None:
        """Inside PostgreSQL, for a million."""
        series = f"generate_series(1, {people - 1}) n"
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # no look at foreign keys
            _insert(cursor, self._athlete.user, series, {"id": _sql(1), "email": "'bench-' || n"})
            _insert(cursor, self._athlete, series, {"id": _sql(2), "user_id": _sql(1)})
            _insert(cursor, self._member, series, {"id": _sql(3), "athlete_id": _sql(2)})
            total = " + ".join(_metres_sql(nth) for nth in range(EACH))
            _insert(cursor, self._part, series, {
                "id": _sql(4), "membership_id": _sql(3), "total": total, "runs": str(EACH),
                "shown": "mod(n, 10) <> 0", "board_name": "'Runner ' || n",
            })  # fmt: skip
            for nth in range(EACH):
                _insert(cursor, self._credit, series, {
                    "id": _sql(0x200 + nth), "participation_id": _sql(4),
                    "entry": _sql(0x100 + nth), "amount": _metres_sql(nth),
                    "on": f"DATE '{STARTS}' + {3 * nth}",
                })  # fmt: skip
            cursor.execute("SET session_replication_role = DEFAULT")


def _options(row: Any) -> Any:
    return row._meta  # noqa: SLF001 Django documents it by this name


def _copied(row: Any, columns: dict[str, Any]) -> Any:
    held = {field.attname: getattr(row, field.attname) for field in _options(row).concrete_fields}
    return type(row)(**{**held, **columns})


def _sql(kind: int) -> str:
    return f"('01900000-{kind:04x}-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"


def _metres_sql(nth: int) -> str:
    return f"(2000 + mod(n::bigint * 7919 + {nth * 104729}, 6001 + mod(n, 6000)))"


def _insert(cursor: Any, row: Any, series: str, columns: dict[str, str]) -> None:
    """A copy of the row for each number of a series, with other values in some columns."""
    names = [field.column for field in _options(row).concrete_fields]
    values = ", ".join(columns.get(name, f't."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    table = _options(row).db_table
    cursor.execute(
        f"INSERT INTO {table} ({quoted}) SELECT {values} FROM {table} t, {series} WHERE t.id = %s",
        [row.pk],
    )


def _runs(part: Participation, numbers: Iterable[int]) -> list[Run]:
    model = Run.objects.get(athlete=part.membership.athlete)
    made = []
    for number in numbers:
        for nth in range(EACH):
            on = STARTS + timedelta(days=3 * nth)
            starts = datetime.combine(on, time(9), UTC)
            told = {"starts_at": starts, "listed_at": starts, "on": on, "id": _entry(number, nth)}
            metres = _metres(number, nth)
            pace = {"duration_s": metres * 0.36, "elapsed_s": metres * 0.36}
            told |= {"athlete_id": _key(Athlete, number), "distance_m": metres, **pace}
            made.append(_copied(model, told))
    return made


def _write_tallies(challenge: Challenge) -> None:
    sums: dict[tuple[bool, int], list[int]] = defaultdict(lambda: [0, 0])
    totals = Participation.objects.filter(challenge=challenge).values_list("shown", "total")
    for shown, total, people in totals.annotate(models.Count("pk")).order_by("shown", "total"):
        sums[shown, band(total)][0] += people
        sums[shown, band(total)][1] += people * total
    Tally.objects.filter(challenge=challenge).delete()
    Tally.objects.bulk_create(
        Tally(challenge=challenge, shown=shown, band=number, people=people, total=total)
        for (shown, number), (people, total) in sums.items()
    )
