"""Photos: what is stored is a small upright JPEG that tells nothing but the picture."""

import random
import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from strongstride.clubs.feed import photos
from strongstride.clubs.feed.errors import PhotoError
from strongstride.clubs.feed.photos import Drawn, draw
from tests.clubs.feed.pictures import LEFT, RIGHT, XMP, picture, told_all, written

WHOLE = {kind: written(picture((90, 60)), kind) for kind in ("JPEG", "PNG", "WEBP")}


def drawn(data: bytes) -> Drawn:
    return draw(BytesIO(data), len(data))


def opened(found: Drawn) -> Image.Image:
    image = Image.open(BytesIO(found.data))
    assert image.format == "JPEG"
    assert image.size == (found.width, found.height)
    assert image.mode == "RGB"
    return image


def segments(jpeg: bytes) -> list[int]:
    """The markers before the picture itself."""
    at, found = 2, []
    while jpeg[at + 1] != 0xDA:
        found.append(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found


def is_like(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_it_looks(kind: str) -> None:
    image = opened(drawn(WHOLE[kind]))
    assert image.size == (90, 60)
    assert is_like(image.getpixel((10, 30)), LEFT)
    assert is_like(image.getpixel((80, 30)), RIGHT)


def test_nothing_of_the_metadata_is_kept() -> None:
    before = told_all()
    for secret in (b"SecretPhone", b"Home 51.5007", b"SecretComment"):
        assert secret in before
    found = drawn(before)
    for secret in (b"Secret", b"Home", b"Exif", b"xmpmeta", b"ICC_PROFILE"):
        assert secret not in found.data
    application_or_comment = {each for each in segments(found.data) if each >= 0xE0}
    assert application_or_comment == {0xE0}  # JFIF alone
    assert not opened(found).getexif()
    assert set(opened(found).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_metadata_of_other_formats_is_not_kept_either(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0110] = "SecretPhone"
    data = written(picture(), kind, exif=exif, **({"xmp": XMP} if kind == "WEBP" else {}))
    assert b"SecretPhone" in data
    assert b"Secret" not in drawn(data).data


@pytest.mark.parametrize(
    ("orientation", "left", "size"),
    [(1, LEFT, (60, 40)), (2, RIGHT, (60, 40)), (3, RIGHT, (60, 40)), (6, None, (40, 60))],
)
def test_it_stands_as_the_camera_was_held(
    orientation: int, left: tuple[int, int, int] | None, size: tuple[int, int]
) -> None:
    image = opened(drawn(told_all(orientation=orientation)))
    assert image.size == size
    if left is None:  # turned by a quarter, the left is on top
        assert is_like(image.getpixel((20, 5)), LEFT)
        assert is_like(image.getpixel((20, 55)), RIGHT)
    else:
        assert is_like(image.getpixel((5, 20)), left)


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (1601, 10)])
def test_no_side_is_longer_than_the_most(size: tuple[int, int]) -> None:
    found = drawn(written(picture(size)))
    assert max(found.width, found.height) == photos.LONGEST_SIDE
    assert abs(found.width / found.height - size[0] / size[1]) / (size[0] / size[1]) < 0.05


def test_a_small_photo_is_not_made_larger() -> None:
    assert drawn(written(picture((3, 2))))[1:] == (3, 2)


def test_noise_is_small_too() -> None:
    noise = Image.frombytes("RGB", (1700, 1700), random.Random(1).randbytes(1700 * 1700 * 3))
    assert len(drawn(written(noise, quality=90)).data) <= photos.MOST_STORED_BYTES


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1"])
def test_every_way_to_write_a_png_is_read(mode: str) -> None:
    opened(drawn(written(picture(mode=mode), "PNG")))


def test_what_is_transparent_is_white() -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert is_like(opened(drawn(written(image, "PNG"))).getpixel((10, 10)), (255, 255, 255))


def test_sixteen_bits_of_grey_are_not_washed_out() -> None:
    image = Image.new("I;16", (20, 20), 0x8000)
    assert is_like(opened(drawn(written(image, "PNG"))).getpixel((10, 10)), (128, 128, 128))


def test_colours_mean_what_their_profile_says() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"swap").replace(b"bXYZ", b"rXYZ").replace(b"swap", b"bXYZ")
    image = opened(drawn(written(picture(), quality=95, icc_profile=swapped)))
    assert is_like(image.getpixel((10, 20)), (LEFT[2], LEFT[1], LEFT[0]))


def test_ink_colours_and_a_broken_profile_are_read() -> None:
    opened(drawn(written(picture(mode="CMYK"), quality=90)))
    opened(drawn(written(picture(), icc_profile=b"not a profile")))


def test_the_first_picture_of_a_moving_one_is_kept() -> None:
    frames = [picture((30, 20)), Image.new("RGB", (30, 20), (0, 255, 0))]
    data = written(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert is_like(opened(drawn(data)).getpixel((5, 10)), LEFT)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_other_kinds_of_pictures_are_refused_whatever_their_name(kind: str) -> None:
    with pytest.raises(PhotoError, match="JPEG, PNG or WebP"):
        drawn(written(picture(), kind))


@pytest.mark.parametrize("data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8"])
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    with pytest.raises(PhotoError, match="JPEG, PNG or WebP"):
        drawn(data)


def test_a_photo_cut_off_is_refused() -> None:
    with pytest.raises(PhotoError, match="damaged"):
        drawn(WHOLE["JPEG"][:-200])


def test_a_file_over_the_most_bytes_is_refused_unread() -> None:
    with pytest.raises(PhotoError, match="13 MB; the most is 12 MB"):
        draw(BytesIO(b""), 13 << 20)


def png_head(width: int, height: int) -> bytes:
    """A PNG that says its size and holds next to nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("size", [(8000, 5001), (10_000, 10_000), (60_000, 60_000)])
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(PhotoError, match="more than 40 megapixels"):
        drawn(png_head(*size))


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # of EXIF it cannot read
@settings(max_examples=150)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_damaged_file_is_drawn_or_refused_in_words(kind: str, data: st.DataObject) -> None:
    broken = bytearray(WHOLE[kind] if kind != "JPEG" else told_all())
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(broken) - 1))
        broken[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(broken)))
    with suppress(PhotoError):
        opened(drawn(bytes(broken[:cut] if data.draw(st.booleans()) else broken))).load()
