"""The areas of the API, put together."""

from strongstride import __version__
from strongstride.api.routes import clubs, exercises, me, own, plan, progress, runs, training
from strongstride.api.service import JsonRenderer, Service
from strongstride.api.values import RawParser

service = Service(
    title="Strongstride",
    version=__version__,
    description="What the pages do, for programs. Loads are kilograms, distances metres, durations "
    "seconds; dates are local dates, instants are UTC.",
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    renderer=JsonRenderer(),
    parser=RawParser(),
)
for tag, area in (
    ("me", me.area),
    ("plan", plan.area),
    ("training", training.area),
    ("runs", runs.area),
    ("exercises", exercises.area),
    ("own exercises and programmes", own.area),
    ("progress", progress.area),
    ("clubs and challenges", clubs.area),
):
    service.add_router("", area, tags=[tag])
