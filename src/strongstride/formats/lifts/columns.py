"""Which column of a log is what, in the dialects and languages the apps write."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import msgspec

# Headers as written by Strong, Hevy, Fitbod and FitNotes, without case, accents and punctuation.
# Strong translates its headers into the phone's language.
HEADERS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "datum", "fecha", "data", "startedat", "日付", "дата"),
    "starts_at": ("starttime",),
    "ends_at": ("endtime",),
    "session": (
        "workoutname",
        "title",
        "nomdelentrainement",
        "nombredelentrenamiento",
        "nombredeentrenamiento",
        "nomeallenamento",
        "nomedotreino",
        "session",
    ),
    "session_number": ("workout", "workoutno", "workoutid"),
    "session_id": ("sessionid",),
    "duration": ("duration", "workoutduration", "dauer", "duree", "duracion", "durata", "duracao"),
    "duration_s": ("durationsec", "dauersek"),
    "exercise": (
        "exercisename",
        "exercise",
        "exercisetitle",
        "namederubung",
        "ubung",
        "ubungsname",
        "nomdelexercice",
        "nombredelejercicio",
        "nombredeejercicio",
        "nomeesercizio",
        "nomedoexercicio",
    ),
    "order": (
        "setorder",
        "set",
        "setindex",
        "reihenfolgefestlegen",
        "satzreihenfolge",
        "satz",
        "ordredesseries",
        "ordredelaserie",
        "ordendelaserie",
        "ordendeseries",
        "ordineserie",
        "ordemdaserie",
    ),
    "kind": ("settype", "kind"),
    "warm_up": ("iswarmup",),
    "weight": ("weight", "gewicht", "poids", "peso", "load", "last"),
    "weight_kg": ("weightkg", "kg", "gewichtkg", "poidskg", "pesokg", "weightkgs", "loadkg"),
    "weight_lb": (
        "weightlbs",
        "weightlb",
        "lbs",
        "lb",
        "gewichtlbs",
        "poidslbs",
        "pesolbs",
        "loadlb",
    ),
    "weight_unit": ("weightunit", "unit", "gewichtseinheit", "unitedepoids", "unidaddepeso"),
    "reps": (
        "reps",
        "wiederh",
        "wiederholungen",
        "repetitions",
        "rep",
        "repeticiones",
        "ripetizioni",
        "repeticoes",
    ),
    "sets": ("sets",),
    "rpe": ("rpe",),
    "rir": ("rir", "repsinreserve"),
    "distance": ("distance", "entfernung", "distanz", "distancia", "distanza"),
    "distance_m": ("distancemeters", "distancemetres", "distancem", "meters", "distances"),
    "distance_km": ("distancekm", "km"),
    "distance_mi": ("distancemiles", "distancemi", "miles", "mi"),
    "distance_unit": ("distanceunit", "entfernungseinheit"),
    "seconds": (
        "seconds",
        "sekunden",
        "durationseconds",
        "durations",
        "secondes",
        "segundos",
        "secondi",
    ),
    "time": ("time",),
    "note": (
        "notes",
        "note",
        "notizen",
        "exercisenotes",
        "comment",
        "notas",
        "remarques",
        "anotacoes",
    ),
    "session_note": (
        "workoutnotes",
        "description",
        "workoutnotizen",
        "notizenzumworkout",
        "notasdelentrenamiento",
        "notesdelentrainement",
    ),
    "superset": ("supersetid", "superset"),
    "side": ("side",),
    "form_ok": ("formok",),
    "pain": ("pain",),
}
FIELD_OF = {header: field for field, headers in HEADERS.items() for header in headers}
# Strong's columns in their order, for headers in a language that is not in the table above.
_OLD_STRONG = "exercise order weight reps distance seconds note session_note"
_UNITS_STRONG = "weight weight_unit reps rpe distance distance_unit seconds note session_note"
_QUOTED_STRONG = "weight_kg reps rpe distance_m seconds note session_note"
STRONG_LAYOUTS = (
    f"date session {_OLD_STRONG}",
    f"date session {_OLD_STRONG} rpe",
    f"date session duration {_OLD_STRONG}",
    f"date session duration {_OLD_STRONG} rpe",
    "date session duration exercise order weight reps distance seconds rpe",
    f"date session exercise order {_UNITS_STRONG}",
    f"session_number date session duration_s exercise order {_QUOTED_STRONG}",
)
NEEDED = ("exercise", "weight", "weight_kg", "weight_lb", "reps")


class Columns(msgspec.Struct, frozen=True):
    """Where each field stands in a row, and which dialect the header is."""

    at: dict[str, int]
    width: int
    dialect: str
    unknown: tuple[str, ...]

    @property
    def last_needed(self) -> int:
        """The last place a row must reach to be a set at all."""
        return max(place for field, place in self.at.items() if field in NEEDED)


def plain(header: str) -> str:
    """A header without case, accents, spaces and punctuation: `Name der Übung` → `namederubung`."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", header)
        if not unicodedata.combining(letter)
    )
    return re.sub(r"[\W_]+", "", bare.casefold())


def columns_of(header: Sequence[str]) -> Columns | None:
    """The columns of a header row, or None when it is not a strength log's."""
    at: dict[str, int] = {}
    unknown: list[str] = []
    for place, cell in enumerate(header):
        field = FIELD_OF.get(plain(cell))
        if field is None or field in at:
            unknown.append(cell.strip())
        else:
            at[field] = place
    if "exercise" not in at or not {"date", "starts_at"} & at.keys():
        return None
    if not {"reps", "seconds", "time"} & at.keys():
        return None
    return Columns(at, len(header), _dialect(at, header), tuple(unknown))


def columns_by_place(layout: str) -> Columns:
    """The columns of a layout of Strong's, whatever its headers say."""
    fields = layout.split()
    return Columns({field: place for place, field in enumerate(fields)}, len(fields), "Strong", ())


def _dialect(at: Mapping[str, int], header: Sequence[str]) -> str:
    headers = {plain(cell) for cell in header}
    if {"exercisetitle", "setindex"} & headers and "starts_at" in at:
        return "Hevy"
    if "iswarmup" in headers:
        return "Fitbod"
    if "category" in headers and "exercise" in headers:
        return "FitNotes"
    if "exercise" in headers:
        return "Strongstride"
    return "Strong"
