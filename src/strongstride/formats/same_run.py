"""The same run from two sources: a FIT, its GPX copy and the row of an export are one run.

Watch, phone and service start their clocks some seconds apart and disagree on pauses, so neither
equal starts nor equal bytes tell. Two recordings are the same when they overlap by at least 80 % of
the shorter and their distances lie within 5 % of each other.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import reduce

import msgspec

from strongstride.formats.recording import Recording

_OVERLAP = 0.8
_DISTANCE = 0.05
_VAGUE = frozenset({"other", "training"})
_LEAST_S = 1.0  # a recording without a length still stands at a moment


def same_run(one: Recording, other: Recording) -> bool:
    """Whether two recordings tell of the same activity. Symmetric.

    A distance that one of them does not know is no contradiction; then the sports must agree.
    """
    shared = min(_end(one), _end(other)) - max(one.starts_at, other.starts_at)
    shorter = min(_length(one), _length(other))
    if shared < shorter * _OVERLAP:
        return False
    if one.distance_m is not None and other.distance_m is not None:
        longer = max(one.distance_m, other.distance_m)
        return abs(one.distance_m - other.distance_m) <= _DISTANCE * longer
    return one.sport == other.sport or bool(_VAGUE & {one.sport, other.sport})


def keep_richest(
    recordings: Iterable[Recording],
) -> tuple[tuple[Recording, ...], tuple[Recording, ...]]:
    """Each activity once, told by its richest recording, and the poorer copies; both by start.

    The richest are chosen first and a recording is a copy only of one that is kept, so a chain of
    near-likenesses never swallows a run unlike the first. What the kept one does not know (name,
    distance, heart rate, local date) is taken over from its copies. Their order does not matter.
    """
    listed = list(recordings)
    groups = [[listed[place] for place in group] for group in same_runs(listed)]
    kept = [completed(group) for group in groups]
    copies = [copy for group in groups for copy in group[1:]]
    return tuple(sorted(kept, key=_by_start)), tuple(sorted(copies, key=_by_start))


def same_runs(recordings: Sequence[Recording]) -> list[list[int]]:
    """Places in `recordings` that tell of the same activity, the richest of each group first."""
    groups: list[list[int]] = []
    at_hour: dict[int, list[int]] = {}
    for place in sorted(range(len(recordings)), key=lambda i: _rank(recordings[i])):
        recording = recordings[place]
        hours = _hours(recording)
        near = sorted({index for hour in hours for index in at_hour.get(hour, ())})
        index = next((i for i in near if same_run(recordings[groups[i][0]], recording)), None)
        if index is None:
            for hour in hours:
                at_hour.setdefault(hour, []).append(len(groups))
            groups.append([place])
        else:
            groups[index].append(place)
    return groups


def completed(group: Sequence[Recording]) -> Recording:
    """The first of a group, the richest, with what only the others know."""
    return reduce(_completed, group)


def _length(recording: Recording) -> timedelta:
    return timedelta(seconds=max(recording.elapsed_s, _LEAST_S))


def _end(recording: Recording) -> datetime:
    return recording.starts_at + _length(recording)


def _hours(recording: Recording) -> range:
    """The hours since 1970 that a recording touches: only recordings that share one can overlap."""
    first = int(recording.starts_at.timestamp() // 3600)
    return range(first, int(_end(recording).timestamp() // 3600) + 1)


def _rank(recording: Recording) -> tuple[object, ...]:
    """Richest first; every further field only makes the order independent of the one given."""
    return (-recording.richness, *_by_start(recording))


def _by_start(recording: Recording) -> tuple[object, ...]:
    return (recording.starts_at, recording.source, recording.elapsed_s, repr(recording))


def _completed(kept: Recording, copy: Recording) -> Recording:
    """The kept recording with what only its copy knows."""
    sport, sub_sport = kept.sport, kept.sub_sport
    if sport in _VAGUE and copy.sport not in _VAGUE:
        sport, sub_sport = copy.sport, copy.sub_sport
    offset_s, local_on = kept.utc_offset_s, kept.local_on
    if offset_s is None and copy.utc_offset_s is not None:
        offset_s, local_on = copy.utc_offset_s, copy.local_on
    missing = {
        field: getattr(copy, field)
        for field in ("distance_m", "average_hr", "max_hr", "climb_m", "is_race", "repeated_m")
        if getattr(kept, field) is None
    }
    return msgspec.structs.replace(
        kept,
        **missing,
        efforts=kept.efforts or copy.efforts,
        sport=sport,
        sub_sport=sub_sport,
        utc_offset_s=offset_s,
        local_on=local_on,
        name=kept.name or copy.name,
    )
