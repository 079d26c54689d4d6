"""What one week of a plan must know of the weeks before it."""

from collections.abc import Sequence

import msgspec

from strongstride.coach.frame import WeekFrame
from strongstride.coach.programme import Phase
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.sessions.compose import Limit

RESTING = (Phase.TAPER, Phase.RECOVERY)


def gently(frames: Sequence[WeekFrame]) -> tuple[WeekFrame, ...]:
    """The weeks with the form phase's doses throughout: at least four in reserve, no jumps."""
    why = reason("screening-pregnancy", "Easy work with four or more in reserve throughout.")
    return tuple(
        frame
        if frame.phase in (*RESTING, Phase.FORM)
        else msgspec.structs.replace(
            frame,
            phase=Phase.FORM,
            wanted_leg_costs=tuple(min(2, cost) for cost in frame.wanted_leg_costs),
            reasons=(*frame.reasons, why),
        )
        for frame in frames
    )


class Season:
    """Carries from week to week what limits the next: size, contacts, the first week back."""

    def __init__(self, *, fresh: bool) -> None:
        self.fresh = fresh  # nothing lifted lately, or ever
        self.weeks_done = 0
        self.contacts: int | None = None  # of the last session with jumps
        self.given_up: list[Reason] = []
        self._before: Limit | None = None

    def frame(self, frame: WeekFrame) -> WeekFrame:
        """The frame as it is, but no deload after a week without strength."""
        if not frame.deload or self._before is None or self._before.sets:
            return frame
        why = reason("lighter-than-before", "No deload: the week before was empty.")
        return msgspec.structs.replace(frame, deload=False, reasons=(*frame.reasons, why))

    def limit(self, frame: WeekFrame) -> Limit | None:
        """What a deload or taper week may hold at most, given the week before."""
        before = self._before
        if before is None:
            return None
        if frame.deload:
            short = before.sets <= n("dose-deload", "short_week_sets")
            share = n("dose-deload", "short_week_share" if short else "most_share")
            return Limit(int(before.sets * share), int(before.volume * share))
        return before if frame.phase is Phase.TAPER else None

    def explained(self, frame: WeekFrame, size: Limit, *, wanted: int, held: int) -> WeekFrame:
        """The frame of a lighter week with the reason that says how much lighter it is.

        `wanted` sessions were placed, `held` are left with any work.
        """
        before = self._before
        if before is None or not (frame.deload or frame.phase is Phase.TAPER):
            return frame
        if not before.sets:
            if wanted:
                text = (
                    f"Week of {frame.starts_on.day} {frame.starts_on:%b}: nothing new is begun in "
                    "the taper after a week without strength."
                )
                self.given_up.append(reason("lighter-than-before", text))
            return frame
        if held < wanted:
            self.given_up.append(
                reason(
                    "lighter-than-before",
                    f"Week of {frame.starts_on.day} {frame.starts_on:%b}: {held} of {wanted} "
                    "sessions, so that the light week stays light.",
                    held=held,
                    wanted=wanted,
                )
            )
        text = f"{size.sets} sets after {before.sets} the week before."
        why = reason("lighter-than-before", text, sets=size.sets, before=before.sets)
        return msgspec.structs.replace(frame, reasons=(*frame.reasons, why))

    def after(self, with_done: Limit, planned: Limit, contacts: int) -> None:
        """Take note of a week: what it held with the log, what was planned, its jumps."""
        self._before = with_done
        if planned.sets:
            self.fresh = False
            self.weeks_done += 1
        if contacts:
            self.contacts = contacts
