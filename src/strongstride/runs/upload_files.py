"""The files of an upload, one after another in an order that is always the same."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.formats.activity import Activity
from strongstride.formats.reading import OpenArchive, Told, tell_item
from strongstride.formats.recording import Recording, Refusal
from strongstride.formats.sources import Item, items_of, shown
from strongstride.formats.spool import Spooled, spooled
from strongstride.formats.strava_export import StravaExport
from strongstride.formats.track import Track
from strongstride.runs.arrivals import Arrival, FileFacts, arrival_of
from strongstride.runs.folders import original_path
from strongstride.runs.models import Original
from strongstride.runs.rows import plain, recording_in

Watch = Callable[[int], AbstractContextManager[None]]

WORK = "work"  # folder within an upload's for the file being read
MOST_ORIGINAL_BYTES = 64 << 20  # the export of a whole account is not kept beside its runs
_KILLER = (
    "stopped the reader again and again, so it was left out: please report this file, "
    "and enter the run by hand"
)


class FileTold(msgspec.Struct, frozen=True, kw_only=True):
    """A file with all it holds, the how-manieth of how many (archives within add to these)."""

    position: int
    total: int
    arrivals: tuple[Arrival, ...] = ()
    refused: tuple[Refusal, ...] = ()
    bytes: int = 0


class UploadFiles:
    """Iterates over the files of one upload.

    The first `done` are passed over: what they held is stored. `left_out` is the position of a file
    that must not be read; `watch` is entered with the position of each file while it is read.
    """

    def __init__(
        self, athlete: Athlete, folder: Path, *, done: int, left_out: int | None, watch: Watch
    ) -> None:
        self._athlete = athlete
        self._folder = folder
        self._done = done
        self._left_out = left_out
        self._watch = watch
        self._export = StravaExport()
        self._position = self._total = 0

    def __iter__(self) -> Iterator[FileTold]:
        found = list(_items(self._folder))
        items = [each for each in found if isinstance(each, Item) and not self._export.takes(each)]
        refused = [each for each in found if isinstance(each, Refusal)]
        refused += self._export.refusals
        self._total = len(items) + len(refused)
        for refusal in refused:
            yield self._told(refused=(refusal,))
        yield from self._read(items)
        for outcome in self._export.left_over():
            self._total += 1
            yield self._row(outcome)

    def _told(
        self,
        arrivals: tuple[Arrival, ...] = (),
        refused: tuple[Refusal, ...] = (),
        size: int = 0,
    ) -> FileTold:
        position, self._position = self._position, self._position + 1
        return FileTold(
            position=position, total=self._total, arrivals=arrivals, refused=refused, bytes=size
        )

    def _row(self, outcome: Recording | Refusal) -> FileTold:
        """A line of a table whose file is not there."""
        if isinstance(outcome, Refusal):
            return self._told(refused=(outcome,))
        return self._told((arrival_of(Activity(outcome), 0, None),))

    def _read(self, items: Iterable[Item]) -> Iterator[FileTold]:
        work = self._folder / WORK
        work.mkdir(mode=0o700, exist_ok=True)
        with OpenArchive() as archives, closing(spooled(items, work)) as files:
            for each in files:
                if isinstance(each, Refusal):
                    yield self._told(refused=(each,))
                else:
                    self._total += each.ahead
                    yield self._file(each, archives)

    def _file(self, each: Spooled, archives: OpenArchive) -> FileTold:
        known = self._known(each.sha256)
        told: list[Told] = [Activity(recording) for recording in known]
        if not known and self._position >= self._done:
            told = self._opened(each, archives)
        told = self._completed(each, told)
        activities = [one for one in told if isinstance(one, Activity)]
        file = self._kept(each) if activities and each.size <= MOST_ORIGINAL_BYTES else None
        arrivals = [arrival_of(one, place, file) for place, one in enumerate(activities)]
        if known:
            arrivals = [msgspec.structs.replace(one, was_read=False) for one in arrivals]
        refused = tuple(one for one in told if isinstance(one, Refusal))
        return self._told(tuple(arrivals), refused, each.size)

    def _opened(self, each: Spooled, archives: OpenArchive) -> list[Told]:
        if self._position == self._left_out:
            return [Refusal(source=each.item.source, why=_KILLER)]
        with self._watch(self._position):
            return tell_item(each.item, archives, samples=True)

    def _known(self, sha256: str) -> list[Recording]:
        """What is stored of a file that came before, in the order in which the file holds it."""
        originals = Original.objects.filter(athlete=self._athlete, sha256=sha256)
        original = originals.prefetch_related("recordings").first()
        if original is None:
            return []
        rows = sorted(original.recordings.all(), key=lambda row: (len(row.key), row.key))
        return [recording_in(row) for row in rows]

    def _completed(self, each: Spooled, told: list[Told]) -> list[Told]:
        """What a file holds with what the table of its export knows of it."""
        summed = [one.recording if isinstance(one, Activity) else one for one in told]
        outcomes = list(self._export.completed(each.found, summed))
        if len(outcomes) == len(told) == 1:
            track = told[0].track if isinstance(told[0], Activity) else None
            return [_told_of(outcomes[0], track)]
        return told if len(outcomes) == len(told) else [_told_of(one) for one in outcomes]

    def _kept(self, each: Spooled) -> FileFacts:
        """The bytes moved to the originals."""
        path = original_path(self._athlete.pk, each.sha256)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            Path(each.item.path).replace(path)
        return FileFacts(each.sha256, plain(each.item.source.rsplit("/", 1)[-1], 300), each.size)


def _items(folder: Path) -> Iterator[Item | Refusal]:
    """The files in an upload's numbered folders, each under the name its owner knows."""
    numbered = [path for path in folder.iterdir() if path.name.isdecimal()]
    for place in sorted(numbered, key=lambda path: int(path.name)):
        for path in sorted(place.iterdir()):
            for each in items_of([path]):
                yield _named(each, path)


def _named(each: Item | Refusal, path: Path) -> Item | Refusal:
    inside = each.inside if isinstance(each, Item) else None
    name = path.name if inside is None else f"{path.name}/{inside}"
    return msgspec.structs.replace(each, source=shown(name))


def _told_of(outcome: Recording | Refusal, track: Track | None = None) -> Told:
    return Activity(outcome, track) if isinstance(outcome, Recording) else outcome
