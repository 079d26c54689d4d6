"""What was lifted, from logs and watch files, in the coach's terms and units."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from statistics import median

import msgspec

from strongstride.coach.catalogue import Exercise, Implement, Loading, Measure, catalogue
from strongstride.coach.log import OTHER, LoggedSession, LoggedSet, SetKind, Side
from strongstride.formats.lifts.record import RawSession, RawSet, StrengthLog
from strongstride.formats.recording import RecordedSet, Recording

Resolve = Callable[[str], Exercise | None]

WATCH = "fit-"  # ids of sessions from a watch
WORTH_KNOWING_RIR = (
    5.0  # people tell reserve apart up to about five; beyond, the number says little
)
COMBINED_SHARE = 0.55  # dumbbell press by barbell press: about 0.4 for one dumbbell, 0.8 for both
TOGETHER_NOTE = re.compile(r"\bcombin\w*\b.*\bweight|\bweight\b.*\bcombin", re.IGNORECASE)
CARDIO = re.compile(
    r"\b(runn?(ing)?|jog(ging)?|treadmill|cycling|bik(e|ing)|spinning|row(ing)? (machine|erg\w*)|"
    r"rowing|elliptical|walk(ing)?|hik(e|ing)|swim(ming)?|stair (climber|stepper)|climber|skating|"
    r"skiing|aerobics|hiit|yoga|pilates|stretching|warm up|laufen|laufband|radfahren)\b"
)
STRENGTH_ALL_THE_SAME = re.compile(r"\b(lunge|farmer|carry|squat|push|plank|barbell|dumbbell)\w*")
CARDIO_CATEGORIES = frozenset({"cardio", "run", "run_indoor", "bike", "bike_outdoor", "warm_up"})


class LiftIntake(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions for the coach, and what was left out of them.

    `unknown` counts the sets of each exercise the catalogue does not have; they are kept as
    `other:<name>` with their own history. `notices` are clear lines for the athlete.
    """

    sessions: tuple[LoggedSession, ...]
    cardio: int = 0
    unmeasured: int = 0  # neither reps nor seconds
    unknown: Mapping[str, int] = {}
    notices: tuple[str, ...] = ()


def logged_sessions(
    log: StrengthLog, resolve: Resolve | None = None, *, dumbbells_together: bool | None = None
) -> tuple[LoggedSession, ...]:
    """Only the sessions of `take_log`."""
    return take_log(log, resolve, dumbbells_together=dumbbells_together).sessions


def take_log(
    log: StrengthLog, resolve: Resolve | None = None, *, dumbbells_together: bool | None = None
) -> LiftIntake:
    """A log in the coach's terms, sessions by date.

    `resolve` finds an exercise by name, the catalogue's by default. `dumbbells_together` says
    whether a pair of dumbbells is logged as one weight (then halved: the coach counts one
    implement); None reads it off the log and says so.
    """
    resolved = _Resolver(resolve or catalogue().named)
    inferred = dumbbells_look_together(log) if dumbbells_together is None else None
    halve = bool(inferred if dumbbells_together is None else dumbbells_together)
    cardio = unmeasured = 0
    sessions: list[LoggedSession] = []
    for session in log.sessions:
        sets: list[LoggedSet] = []
        for one in session.sets:
            exercise = resolved(one.exercise)
            if exercise is None and is_cardio(one):
                cardio += 1
            elif one.reps is None and one.seconds is None:
                unmeasured += 1
            else:
                sets.append(_set(one, exercise, halve=halve))
        if sets:
            sessions.append(
                LoggedSession(
                    on=session.on, id=session_id(session), name=session.name, sets=tuple(sets)
                )
            )
    unknown = Counter(
        one.exercise.removeprefix(OTHER)
        for session in sessions
        for one in session.sets
        if one.exercise.startswith(OTHER)
    )
    return LiftIntake(
        sessions=tuple(sessions), cardio=cardio, unmeasured=unmeasured,
        unknown=dict(unknown.most_common()), notices=_notices(log, inferred, cardio),
    )  # fmt: skip


def is_cardio(one: RawSet) -> bool:
    """Whether a row is about running, cycling and the like, which belong to the runs."""
    name = one.exercise.casefold()
    if name.startswith(OTHER) or STRENGTH_ALL_THE_SAME.search(name):
        return False
    return bool(CARDIO.search(name)) or (
        one.reps is None and bool(one.distance_m) and not one.weight
    )


def dumbbells_look_together(log: StrengthLog) -> bool | None:
    """Whether pairs of dumbbells seem logged as one weight; None when the log does not tell.

    The same press done with barbell and dumbbells is compared; without such a pair, a note that
    says so decides.
    """
    noted: bool | None = None
    loads: dict[str, list[int]] = {}
    for session in log.sessions:
        for one in session.sets:
            if TOGETHER_NOTE.search(one.note):
                noted = True
            if one.load_g and one.reps and one.reps <= 15:
                loads.setdefault(one.exercise.casefold(), []).append(one.load_g)
    shares = [
        median(pair) / median(bar)
        for name, pair in loads.items()
        if "press" in name
        and (bar := loads.get(name.replace("dumbbell", "barbell"))) is not None
        and "dumbbell" in name
        and min(len(pair), len(bar)) >= 5
    ]
    return median(shares) > COMBINED_SHARE if shares else noted


def session_id(session: RawSession) -> str:
    """A stable id: its own, or made of date, time and name, so that overlapping exports agree."""
    if session.id:
        return session.id
    start = session.starts_at.strftime("T%H%M%S") if session.starts_at else ""
    return f"{session.on.isoformat()}{start}-{plain_name(session.name) or 'session'}"


def merged(sessions: Iterable[LoggedSession]) -> tuple[LoggedSession, ...]:
    """Sessions of several sources by date, each once: of two with one id the fuller is kept.

    A watch's own sets are taken only on days without a log: logs know loads and names better.
    """
    fullest: dict[str, LoggedSession] = {}
    for session in sessions:
        known = fullest.get(session.id)
        if known is None or len(session.sets) > len(known.sets):
            fullest[session.id] = session
    logged_on = {one.on for one in fullest.values() if not one.id.startswith(WATCH)}
    kept = (
        one for one in fullest.values() if not one.id.startswith(WATCH) or one.on not in logged_on
    )
    return tuple(sorted(kept, key=lambda one: (one.on, one.id)))


def recorded_sessions(recordings: Iterable[Recording]) -> LiftIntake:
    """Strength activities of a watch as sessions; recordings without sets are passed over.

    Watches name exercises by the FIT profile's category and name, and time every set: seconds count
    only where an exercise is held, and a set without reps or a name tells nothing. Warm-up and
    cardio categories are left out where the catalogue does not have the exercise.
    """
    cardio = unmeasured = 0
    sessions: list[LoggedSession] = []
    for recording in recordings:
        sets: list[LoggedSet] = []
        for one in recording.sets:
            exercise = catalogue().of_fit(one.category or "", one.name)
            if exercise is None and one.category in CARDIO_CATEGORIES:
                cardio += 1
            elif (done := _recorded_set(one, exercise)) is None:
                unmeasured += 1
            else:
                sets.append(done)
        if sets:
            start = recording.starts_at.strftime("%Y%m%dT%H%M%SZ")
            sessions.append(
                LoggedSession(
                    on=recording.local_on, id=WATCH + start, name=recording.name, sets=tuple(sets)
                )
            )
    return LiftIntake(sessions=merged(sessions), cardio=cardio, unmeasured=unmeasured)


def plain_name(name: str) -> str:
    """A name as an id: lower case, no accents, words joined by hyphens; other scripts are kept."""
    bare = "".join(
        letter
        # Twice: capitals hide in compatibility forms such as 𝚨, and casefolding makes new accents.
        for letter in _decomposed(_decomposed(name).casefold())
        if not unicodedata.combining(letter)
    )
    return re.sub(r"[\W_]+", "-", bare).strip("-")


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def other_id(name: str) -> str:
    """The id of an exercise the catalogue does not have; such an id is its own name."""
    name = name.removeprefix(OTHER)
    return OTHER + (plain_name(name) or "unnamed")


class _Resolver:
    """Remembers names: a log says each hundreds of times."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._known: dict[str, Exercise | None] = {}

    def __call__(self, name: str) -> Exercise | None:
        if name not in self._known:
            # Our own export of an exercise nobody knew: it stays what it was.
            self._known[name] = None if name.startswith(OTHER) else self._resolve(name)
        return self._known[name]


def _set(one: RawSet, exercise: Exercise | None, *, halve: bool) -> LoggedSet:
    return LoggedSet(
        exercise=exercise.id if exercise else other_id(one.exercise),
        load_g=_load(one, exercise, halve=halve),
        reps=one.reps,
        seconds=one.seconds,
        rir=_rir(one),
        side=Side(one.side) if one.side else None,
        kind=SetKind(one.kind),
        form_ok=one.form_ok,
        pain=one.pain,
        note=one.note,
    )


def _load(one: RawSet, exercise: Exercise | None, *, halve: bool) -> int | None:
    """Grams on one implement. Apps write 0 for "no weight"; only of assistance is 0 an amount."""
    if one.load_g is None:
        return None
    if one.load_g == 0:
        return 0 if exercise is not None and exercise.loading is Loading.ASSISTED else None
    is_pair = (
        exercise is not None
        and Implement.DUMBBELL_PAIR in exercise.implements
        and "dumbbell" in one.exercise.casefold()
    )
    return one.load_g // 2 if halve and is_pair else one.load_g


def _rir(one: RawSet) -> float | None:
    rir = one.rir
    if rir is None and one.rpe is not None:
        rir = 10 - one.rpe
    return rir if rir is not None and rir <= WORTH_KNOWING_RIR else None


def _recorded_set(one: RecordedSet, exercise: Exercise | None) -> LoggedSet | None:
    held = exercise is not None and exercise.measure is Measure.SECONDS and one.seconds
    if not one.reps and not held:
        return None
    return LoggedSet(
        exercise=exercise.id if exercise else other_id(one.name or one.category or "unknown"),
        load_g=one.load_g or None,
        reps=None if held else one.reps,
        seconds=one.seconds if held else None,
    )


def _notices(log: StrengthLog, together: bool | None, cardio: int) -> tuple[str, ...]:
    notices: list[str] = []
    if together:
        notices.append(
            f"{log.source}: pairs of dumbbells look logged as one weight, so they were halved: "
            "the coach counts one dumbbell."
        )
    if cardio:
        notices.append(
            f"{log.source}: {cardio} running, cycling or similar rows were left out of the lifts."
        )
    return tuple(notices)
