"""Lines and GPX files for tests of routes."""

from collections.abc import Iterable, Sequence

from strongstride.clubs.route.line import Line, line_of

Places = Sequence[tuple[float, float]]

NORTH: Places = [(50.0, 2.0), (50.3, 2.0), (50.6, 2.1), (51.0, 2.1)]  # some 112 km


def line(places: Places) -> Line:
    """The line through places in degrees."""
    return line_of([place[0] for place in places], [place[1] for place in places])


def gpx(
    places: Places, waypoints: Iterable[tuple[str, float, float]] = (), *, of: str = "trkpt"
) -> bytes:
    """A GPX file with one track, or with a route of points called "rtept"."""
    points = "".join(
        f'<{of} lat="{lat}" lon="{lon}"><ele>12</ele><time>2026-03-01T08:15:00Z</time></{of}>'
        for lat, lon in places
    )
    named = "".join(
        f'<wpt lat="{lat}" lon="{lon}"><name>{name}</name></wpt>' for name, lat, lon in waypoints
    )
    track = "<trk><name>Coast to coast</name><trkseg>{}</trkseg></trk>"
    route = "<rte><name>Coast to coast</name>{}</rte>"
    body = (track if of == "trkpt" else route).format(points)
    head = '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
    return f"{head}{named}{body}</gpx>".encode()
