"""What a file is, by its first bytes; its name is only a hint."""

import re

from strongstride.formats.fit.parts import is_fit

HEAD_BYTES = 65_536  # Apple Health's export opens with a long DTD

_ROOTS = {
    b"gpx": "gpx",
    b"TrainingCenterDatabase": "tcx",
    b"kml": "kml",
    b"HealthData": "apple-health",
    b"workout_file": "zwo",
}
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(" + b"|".join(_ROOTS) + rb")(?:[\s>/]|$)")
_GARMIN_SUMMARY = b'"summarizedActivitiesExport"'
_WHY_NOT = {
    "kml": "is KML, which holds no heart rate or laps: export GPX or FIT instead",
    "zwo": "is a planned workout (Zwift), not an activity",
    "krd": "is a planned workout (KRD), not an activity",
    "html": "is a web page, perhaps an error page saved in place of the file: download it again",
}


def kind_of(head: bytes) -> str:
    """fit gpx tcx kml zwo krd apple-health garmin-json zip gzip html empty, or unknown."""
    if not head:
        return "empty"
    if is_fit(head):
        return "fit"
    if head[:2] == b"\x1f\x8b":
        return "gzip"
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "zip"
    return _kind_of_text(head)


def _kind_of_text(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    root = _ROOT.search(head)
    if root is not None:
        return _ROOTS[root[1]]
    if _GARMIN_SUMMARY in head:
        return "garmin-json"
    start = head.lstrip()[:200]
    if start.startswith(b"{") and b'"type"' in head and b'"structured_workout"' in head:
        return "krd"
    if start[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    return "unknown"


def why_not(kind: str) -> str | None:
    """One clear line for a kind that is known and not read; None for the others."""
    return _WHY_NOT.get(kind)
