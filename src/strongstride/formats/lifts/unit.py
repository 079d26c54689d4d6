"""Kilograms or pounds? Read off the numbers of a log that does not say."""

from collections.abc import Iterable
from decimal import Decimal
from math import log
from statistics import median

import msgspec

from strongstride.formats.lifts.record import LogUnit, RawSet

POUND_IN_KG = Decimal("0.45359237")
# Middle working weight in kg of ordinary lifters: good enough to tell 60 kg from 132 lb.
USUAL_KG = {
    "bench press (barbell)": 60, "squat (barbell)": 80, "deadlift (barbell)": 95,
    "overhead press (barbell)": 38, "romanian deadlift (barbell)": 70,
    "bent over row (barbell)": 55, "front squat (barbell)": 60, "bicep curl (barbell)": 27,
    "lat pulldown (cable)": 52, "lateral raise (dumbbell)": 8, "bicep curl (dumbbell)": 12,
    "bench press (dumbbell)": 24, "goblet squat": 22, "leg press": 130,
    "hip thrust (barbell)": 70, "leg extension (machine)": 50,
}  # fmt: skip
SPREAD = 0.45  # standard deviation of the logarithm of such weights between lifters
USUAL_ODDS = log(3)  # owners log in the unit they think in, three times in four
FEW = 30  # weights; from here on their habits count in full


class UnitGuess(msgspec.Struct, frozen=True, kw_only=True):
    """The likelier unit; `score` is the log-odds for kilograms, about 0 when nothing tells."""

    unit: LogUnit
    score: float
    because: str

    @property
    def sure(self) -> bool:
        """Whether the log speaks clearly (odds of 5 to 1)."""
        return abs(self.score) >= log(5)


def guess_unit(sets: Iterable[RawSet], usual: LogUnit | None = None) -> UnitGuess:
    """The likelier unit of weights without one.

    Evidence: amounts that are round only in the other unit (6.80388555 is 15 lb in kilograms), the
    share of weights off the 5-grid (pound plates and stacks come in fives), and the middle weights
    of common lifts. `usual`, the unit its owner thinks in, tips the scales where they stand still.
    Without weights: kilograms, unsure.
    """
    weighed = [one for one in sets if one.weight is not None and one.weight > 0]
    if not weighed:
        return UnitGuess(unit="kg", score=0.0, because="no weights in it")
    weights = [one.weight for one in weighed if one.weight is not None]
    converted = _converted(weights)
    grid, off_five = _off_five(weights)
    size, lifts = _size(weighed)
    habit = {None: 0.0, "kg": USUAL_ODDS, "lb": -USUAL_ODDS}[usual]
    score = converted + grid + size + habit
    unit: LogUnit = "kg" if score >= 0 else "lb"
    because = f"{off_five:.0%} of the weights are no multiple of 5"
    if lifts:
        because += f", {lifts}"
    if converted:
        because += ", some are round only in the other unit"
    return UnitGuess(unit=unit, score=score, because=because)


def _converted(weights: list[Decimal]) -> float:
    """Votes of amounts with many decimals that are whole pounds in kg (for kg), or the reverse."""
    votes = 0
    for weight in set(weights):
        if weight == round(weight, 2):
            continue
        if _round_in(weight / POUND_IN_KG, Decimal("0.5")):
            votes += 1
        elif _round_in(weight * POUND_IN_KG, Decimal("0.25")):
            votes -= 1
    return float(max(-3, min(3, votes)))


def _round_in(weight: Decimal, step: Decimal) -> bool:
    return abs(weight / step - round(weight / step)) < Decimal("0.001")


def _off_five(weights: list[Decimal]) -> tuple[float, float]:
    """Log-odds from the share of weights that are no multiple of 5, and that share."""
    share = sum(1 for weight in weights if round(weight, 1) % 5) / len(weights)
    # Logs seen: pounds 0.06 and 0.09; kilograms 0.29, 0.45 and 0.90.
    return max(-3.0, min(3.0, (share - 0.16) * 20)) * min(1.0, len(weights) / FEW), share


def _size(weighed: list[RawSet]) -> tuple[float, str]:
    """Log-odds from the middle weights of common lifts, and the most telling lift in words."""
    odds: list[float] = []
    telling = ""
    for name, usual in USUAL_KG.items():
        lifted = [
            float(one.weight)
            for one in weighed
            if one.weight is not None and one.exercise.casefold() == name
        ]
        if not lifted:
            continue
        middle = median(lifted)
        in_kg, in_lb = (log(middle / (usual * each)) / SPREAD for each in (1, 2.2046))
        odds.append((in_lb**2 - in_kg**2) / 2)
        telling = telling or f"{name} around {middle:.4g}"
    # Lifts of one person are strong or weak together: they count as three at most.
    return (sum(odds) / len(odds) * min(3, len(odds)) if odds else 0.0), telling
