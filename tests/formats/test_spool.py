"""Files of archives one after another on disk."""

import gzip
import hashlib
from pathlib import Path

import pytest

from strongstride.formats.recording import Refusal
from strongstride.formats.sources import Item, items_of
from strongstride.formats.spool import Spooled, spooled
from tests.formats.making import zipped


def spool_of(path: Path, work: Path) -> list[tuple[str, bytes] | Refusal]:
    work.mkdir()
    items = [each for each in items_of([path]) if isinstance(each, Item)]
    return [
        each
        if isinstance(each, Refusal)
        else (each.item.source.removeprefix(f"{path}"), Path(each.item.path).read_bytes())
        for each in spooled(items, work)
    ]


def test_a_plain_file_comes_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.fit"
    path.write_bytes(b"hello")
    assert spool_of(path, tmp_path / "work") == [("", b"hello")]


def test_archives_within_archives_come_as_their_files(tmp_path: Path) -> None:
    inner = zipped({"b.fit": b"bb", "c.fit": b"ccc"})
    path = tmp_path / "all.zip"
    path.write_bytes(zipped({"a.fit.gz": gzip.compress(b"a"), "more.zip": inner}))
    found = spool_of(path, tmp_path / "work")
    assert [each[0] for each in found if not isinstance(each, Refusal)] == [
        "/a.fit.gz",
        "/more.zip/b.fit",
        "/more.zip/c.fit",
    ]
    assert not list((tmp_path / "work").iterdir())


def test_says_digest_and_how_many_more_are_to_come(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(zipped({"more.zip": zipped({"b.fit": b"bb", "c.fit": b"ccc"})}))
    found = [each for each in spooled(_items(path), tmp_path) if isinstance(each, Spooled)]
    assert [each.ahead for each in found] == [1, 0]
    assert found[0].sha256 == hashlib.sha256(b"bb").hexdigest()
    assert found[1].size == 3


def _items(path: Path) -> list[Item]:
    return [each for each in items_of([path]) if isinstance(each, Item)]


def test_too_many_archives_within_archives_are_refused(tmp_path: Path) -> None:
    data = zipped({"a.fit": b"a"})
    for _ in range(5):
        data = zipped({"in.zip": data})
    path = tmp_path / "deep.zip"
    path.write_bytes(data)
    (refusal,) = spool_of(path, tmp_path / "work")
    assert isinstance(refusal, Refusal)
    assert "too many archives" in refusal.why


def test_a_damaged_member_does_not_stop_the_others(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.fit": b"a" * 100, "b.fit": b"b" * 100}))
    data[36] ^= 0xFF  # within the first member, behind its header and name
    path = tmp_path / "all.zip"
    path.write_bytes(data)
    first, second = spool_of(path, tmp_path / "work")
    assert isinstance(first, Refusal)
    assert second == ("/b.fit", b"b" * 100)


def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    path = tmp_path / "a.fit"
    path.write_bytes(b"x" * 100_000)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "part-0").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        list(spooled(_items(path), tmp_path / "work"))
