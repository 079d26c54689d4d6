"""Facts of a run that its columns imply: `{% load run_facts %}{{ run|run_speed|pace:units }}`."""

from datetime import datetime, timedelta, timezone

from django import template

from strongstride.runs.models import Run, StoredRecording
from strongstride.runs.rows import recording_in
from strongstride.web.templatetags.quantities import Units, clock, distance

register = template.Library()


@register.filter
def run_speed(run: Run) -> float | None:
    """Metres a second over the whole run; None when the distance is unknown."""
    return run.distance_m / run.duration_s if run.distance_m and run.duration_s else None


@register.filter
def run_title(run: Run) -> str:
    """Its name, else what it was: `Long run`."""
    if run.name:
        return run.name
    return f"{run.kind.capitalize()} run" if run.counts else "Run"


@register.filter
def run_start(run: Run) -> datetime | None:
    """The start on the runner's own clock, without a zone that would move it; None if unknown."""
    if run.starts_at is None:
        return None
    zone = timezone(timedelta(seconds=run.utc_offset_s or 0))
    return run.starts_at.astimezone(zone).replace(tzinfo=None)


@register.filter
def recording_name(row: StoredRecording) -> str:
    """What its owner knows it by."""
    recording = recording_in(row)
    return recording.name or recording.source


@register.filter
def recording_facts(row: StoredRecording, units: Units) -> str:
    """`14 March 2026 · 8.05 km · 45:10`."""
    recording = recording_in(row)
    seconds = recording.moving_s or recording.elapsed_s
    day = f"{recording.local_on.day} {recording.local_on:%B %Y}"
    return f"{day} · {distance(recording.distance_m, units)} · {clock(seconds)}"
