"""The one-line notation of an exercise with its sets: `back-squat 4x4RM rest 3min fast`.

`parse_item` and `write_item` are each other's inverse: what is written reads back the same. The
grammar stands in docs/reference/programme-format.md.
"""

import re
from collections.abc import Callable

import msgspec

from strongstride.coach.programme import Intent
from strongstride.coach.templates.measures import Span, Unit
from strongstride.coach.templates.step import read_step, write_step
from strongstride.coach.templates.template import Item, SetGroup
from strongstride.coach.templates.words import (
    NotationError,
    Words,
    read_centimetres,
    read_load,
    read_seconds,
    read_span,
    write_load,
    write_number,
    write_seconds,
    write_span,
)

_SCHEME = re.compile(
    r"(?P<sets>[\d.-]+)x(?:(?P<repeats>[\d.-]+)x)?(?P<amount>[\d.-]+)"
    r"(?P<unit>RM|reps|contacts|min|s|m)?(?P<side>/side)?",
    re.IGNORECASE,
)
_LIKE_A_SCHEME = re.compile(r"\d[\d.-]*x", re.IGNORECASE)
_PAIR = re.compile(r"[A-Z]\d{1,2}")
_TEMPO = re.compile(r"[\dX](-[\dX]){2,3}")
_EXERCISE = re.compile(r"[A-Za-z0-9][A-Za-z0-9'()/&.-]*")
_PER_CENT = re.compile(r"(?P<span>[\d.-]+)%(?P<of>1RM|MVC)?", re.IGNORECASE)
_RESERVE = re.compile(r"(?P<span>[\d.-]+)RIR", re.IGNORECASE)
MOST_SETS, MOST_REPS, MOST_SECONDS, MOST_METRES = 20, 200, 3600, 5000


def parse_item(text: str) -> Item:
    """The item a line says; NotationError names the column and what to write."""
    words = Words(text)
    return _Line(words).item()


def parse_groups(text: str) -> tuple[SetGroup, ...]:
    """The sets a line says, without an exercise: `3x8-10RM rest 2min`."""
    line = _Line(Words(text))
    line.groups()
    line.only_sets()
    return tuple(line.found)


class _Line:
    """One line being read, word by word."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.found: list[SetGroup] = []
        self.clauses: dict[str, object] = {}

    def item(self) -> Item:
        words = self.words
        pair = words.take() if _PAIR.fullmatch(words.peek().rstrip(":")) else None
        exercise = self._exercise()
        if words.peek() == "ramp":
            words.take()
            self.clauses["ramp"] = words.need("the name of a ramp", "ramp heavy")
        else:
            self.groups()
        while words.peek():
            self._clause()
        return msgspec.structs.replace(
            Item(exercise=exercise, groups=tuple(self.found)),
            pair=pair.rstrip(":") if pair else None,
            **self.clauses,
        )

    def _exercise(self) -> str:
        parts: list[str] = []
        while self.words.peek() not in ("", "ramp") and not _LIKE_A_SCHEME.match(self.words.peek()):
            word = self.words.take()
            if not _EXERCISE.fullmatch(word):
                raise self.words.unfit(
                    f'"{word}" is not part of an exercise name', "back-squat 3x5"
                )
            parts.append(word)
        if not parts:
            raise self.words.missing("the exercise comes first", "back-squat 3x5")
        if not self.words.peek():
            raise self.words.missing("the sets are missing", f"{' '.join(parts)} 3x8 @2RIR")
        return " ".join(parts)

    def groups(self) -> None:
        """One or more set groups, joined by `then`."""
        self._group()
        while self.words.peek() == "then":
            self.words.take()
            self._group()

    def _group(self) -> None:
        self.found.append(_scheme(self.words))
        while _is_set_word(self.words.peek()):
            word = self.words.take()
            group = self.found[-1]
            if word == "rest":
                self.found[-1] = msgspec.structs.replace(group, rest=self._rest())
            else:
                self.found[-1] = _with_intensity(self.words, word, group)

    def only_sets(self) -> None:
        """Refuse anything that is left."""
        if self.words.peek():
            word = self.words.take()
            raise self.words.unfit(
                f'"{word}" does not belong here; only sets do', "3x8-10RM rest 2min"
            )

    def _clause(self) -> None:
        word = self.words.take()
        if read := _CLAUSES.get(word):
            name, value = read(self)
        elif self.words.peek() == "off":
            name, value = "off_s", _whole_seconds(self.words, word)
            self.words.take()
        elif _is_set_word(word) or word == "then":
            raise self._misplaced(word)
        else:
            raise self.words.unknown(word, (*_CLAUSES, "off", "@", "then"))
        if name in self.clauses and name != "instead":
            raise self.words.unfit(f'"{word}" stands twice', "it once")
        self.clauses[name] = value

    def _misplaced(self, word: str) -> NotationError:
        if self.found:
            return self.words.unfit(
                f'"{word}" belongs right after the sets', "3x5 @80% rest 2min fast"
            )
        return self.words.unfit(f'"{word}" belongs into the ramp', '"1-3" = "3x10 @70%"')

    def _rest(self) -> Span:
        return read_seconds(self.words, self.words.need("how long", "rest 2min"), 1800)

    def instead(self) -> tuple[str, object]:
        before = self.clauses.get("instead", ())
        assert isinstance(before, tuple)
        name = self.words.need("an exercise", "or goblet-squat")
        if not _EXERCISE.fullmatch(name):
            raise self.words.unfit(f'"{name}" is not an exercise', "or goblet-squat")
        return "instead", (*before, name)

    def weeks(self) -> tuple[str, object]:
        spans = self.words.need("the weeks", "weeks 2-6").split(",")
        return "weeks", tuple(read_span(self.words, span, 0, 104, "weeks 2-6") for span in spans)

    def tempo(self) -> tuple[str, object]:
        word = self.words.need("the tempo", "tempo 3-1-X").upper()
        if not _TEMPO.fullmatch(word):
            raise self.words.unfit(f'"{word}" is not a tempo', "down-pause-up, as in tempo 3-1-X")
        return "tempo", word

    def box(self) -> tuple[str, object]:
        return "box_cm", read_centimetres(self.words, self.words.need("the height", "box 40cm"))

    def every(self) -> tuple[str, object]:
        return "every_s", _whole_seconds(self.words, self.words.need("how long", "every 15s"))

    def step(self) -> tuple[str, object]:
        said = self.words.need_quoted('step "5 reps -> +2.5 kg"')
        return "step", read_step(said, self.words.column + 1)

    def note(self) -> tuple[str, object]:
        return "note", self.words.need_quoted('note "hands on the wall"')

    def ramp_rest(self) -> tuple[str, object]:
        if self.found:
            raise self._misplaced("rest")
        return "rest", self._rest()


_CLAUSES: dict[str, Callable[[_Line], tuple[str, object]]] = {
    "fast": lambda _: ("intent", Intent.FAST),
    "hold": lambda _: ("intent", Intent.HOLD),
    "tempo": _Line.tempo,
    "every": _Line.every,
    "box": _Line.box,
    "or": _Line.instead,
    "weeks": _Line.weeks,
    "week": _Line.weeks,
    "step": _Line.step,
    "note": _Line.note,
    "rest": _Line.ramp_rest,
}


def _is_set_word(word: str) -> bool:
    return word == "rest" or word.startswith("@")


def _whole_seconds(words: Words, word: str) -> int:
    found = read_seconds(words, word, 600)
    if found.low != found.high:
        raise words.unfit(f'"{word}" must be one time here', "15s")
    return int(found.low)


def _scheme(words: Words) -> SetGroup:
    example = "3x8, 4x4RM, 3x30s or 5x4x3s"
    word = words.need("sets and repetitions", example)
    found = _SCHEME.fullmatch(word)
    if found is None:
        raise words.unfit(f'"{word}" is not sets x repetitions', example)
    said = (found["unit"] or "").lower()
    per_minute = 60 if said == "min" else 1
    unit = {
        "s": Unit.SECONDS,
        "min": Unit.SECONDS,
        "m": Unit.METRES,
        "contacts": Unit.CONTACTS,
    }.get(said, Unit.REPS)
    most = {Unit.SECONDS: MOST_SECONDS, Unit.METRES: MOST_METRES}.get(unit, MOST_REPS)
    amount = read_span(words, found["amount"], 1, most // per_minute, example)
    repeats = found["repeats"]
    return SetGroup(
        sets=read_span(words, found["sets"], 1, MOST_SETS, example),
        amount=Span(amount.low * per_minute, amount.high * per_minute),
        unit=unit,
        repeats=read_span(words, repeats, 1, MOST_REPS, example) if repeats else None,
        per_side=bool(found["side"]),
        rm=said == "rm",
    )


def _with_intensity(words: Words, word: str, group: SetGroup) -> SetGroup:
    said = word[1:] or words.need("how hard", "@80%, @2RIR, @90%MVC or @20kg")
    if share := _PER_CENT.fullmatch(said):
        name = "mvc" if (share["of"] or "").upper() == "MVC" else "percent"
        value: object = read_span(words, share["span"], 0, 150, "@80% or @85-90%", whole=False)
    elif reserve := _RESERVE.fullmatch(said):
        name, value = "rir", read_span(words, reserve["span"], 0, 10, "@2RIR", whole=False)
    elif (load := read_load(said)) is not None:
        name, value = "load_g", load
    else:
        raise words.unfit(f'"{word}" is not an effort', "@80%, @2RIR, @90%MVC or @20kg")
    if getattr(group, name) is not None:
        raise words.unfit(f'"{word}" says the effort a second time', "it once")
    return msgspec.structs.replace(group, **{name: value})


def write_item(item: Item) -> str:
    """The line that `parse_item` reads as this item."""
    sets = f"ramp {item.ramp}" if item.ramp is not None else write_groups(item.groups)
    words = [item.pair, item.exercise, sets, *_clauses(item)]
    return " ".join(word for word in words if word)


def write_groups(groups: tuple[SetGroup, ...]) -> str:
    """The sets as `parse_groups` reads them."""
    return " then ".join(_write_group(group) for group in groups)


def _write_group(group: SetGroup) -> str:
    repeats = f"{write_span(group.repeats)}x" if group.repeats else ""
    unit = "RM" if group.rm else {Unit.REPS: ""}.get(group.unit, group.unit.value)
    side = "/side" if group.per_side else ""
    words = [f"{write_span(group.sets)}x{repeats}{write_span(group.amount)}{unit}{side}"]
    if group.percent is not None:
        words.append(f"@{write_span(group.percent)}%")
    if group.mvc is not None:
        words.append(f"@{write_span(group.mvc)}%MVC")
    if group.load_g is not None:
        words.append(f"@{write_load(group.load_g)}")
    if group.rir is not None:
        words.append(f"@{write_span(group.rir)}RIR")
    if group.rest is not None:
        words.append(f"rest {write_seconds(group.rest)}")
    return " ".join(words)


def _clauses(item: Item) -> list[str]:
    said = {Intent.FAST: "fast", Intent.HOLD: "hold"}.get(item.intent)
    weeks = ",".join(write_span(span) for span in item.weeks)
    words = [
        item.rest and f"rest {write_seconds(item.rest)}",
        said,
        item.tempo and f"tempo {item.tempo}",
        None if item.off_s is None else f"{write_seconds(Span.of(item.off_s))} off",
        None if item.every_s is None else f"every {write_seconds(Span.of(item.every_s))}",
        item.box_cm and f"box {write_number(item.box_cm.low)}{_to(item.box_cm)}cm",
        *(f"or {name}" for name in item.instead),
        weeks and f"weeks {weeks}",
        item.step and f'step "{write_step(item.step)}"',
        item.note and f'note "{item.note}"',
    ]
    return [word for word in words if word]


def _to(span: Span) -> str:
    return "" if span.low == span.high else f"-{write_number(span.high)}"
