"""Photos are drawn anew: what a camera wrote beside the picture is not in the result.

A file is judged by decoding it, never by its name. The size is known from its head, before any
picture is unpacked, so that a small file cannot become a large picture in memory.
"""

import struct
import zlib
from io import BytesIO
from threading import Lock
from typing import IO, NamedTuple

from PIL import Image, ImageCms, ImageOps

from strongstride.clubs.feed.errors import PhotoError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 12 << 20
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
MOST_STORED_BYTES = 350_000
_QUALITIES = (84, 74, 64, 52)
_SMALLER = 0.8  # of each side, when a picture stays too large even at the lowest quality
_PAPER = (255, 255, 255)  # behind what is transparent
_SIXTEEN_TO_EIGHT_BITS = 1 / 256
_DAMAGED = (
    *(OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, OverflowError),
    *(ZeroDivisionError, EOFError, struct.error, zlib.error, MemoryError),
)
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)

# A picture of 40 megapixels takes 160 MB while it is drawn: one at a time in a process.
_one_at_a_time = Lock()


class Drawn(NamedTuple):
    """A picture as it is stored: JPEG without any metadata."""

    data: bytes
    width: int
    height: int


def draw(file: IO[bytes], size: int) -> Drawn:
    """The photo in a file of `size` bytes, upright, small, without metadata.

    Raises `PhotoError`.
    """
    if size > MOST_BYTES:
        raise PhotoError(
            f"This photo has {size / 2**20:,.0f} MB; the most is {MOST_BYTES >> 20} MB. "
            "Choose a smaller one, or let your phone send it in a smaller size."
        )
    with _one_at_a_time:
        return _stored(_picture(file))


def _picture(file: IO[bytes]) -> Image.Image:
    """The upright picture, no side longer than `LONGEST_SIDE`, red, green and blue."""
    with _opened(file) as image:
        try:
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # lets a JPEG be decoded small
            image.load()
            profile = image.info.get("icc_profile")
            small = _upright(_small(_eight_bits(image)))
            return _on_paper(small, profile if isinstance(profile, bytes) else b"")
        except _DAMAGED as error:
            raise PhotoError(
                "This photo is damaged: it could not be read to its end. Choose it again, or "
                "another."
            ) from error


def _opened(file: IO[bytes]) -> Image.Image:
    """The file as an image that is not unpacked yet."""
    try:
        image = Image.open(file, formats=FORMATS)
    except _TOO_LARGE as error:
        raise _too_many_pixels() from error
    except _DAMAGED as error:
        raise PhotoError(
            "This file is no photo we can read. Choose a JPEG, PNG or WebP; a HEIC photo of an "
            "iPhone can be saved as JPEG first."
        ) from error
    if image.width * image.height > MOST_PIXELS:
        image.close()
        raise _too_many_pixels()
    return image


def _too_many_pixels() -> PhotoError:
    return PhotoError(
        f"This photo has more than {MOST_PIXELS // 1_000_000} megapixels. Save it in a smaller "
        "size first."
    )


def _eight_bits(image: Image.Image) -> Image.Image:
    """A picture Pillow can make smaller well: no palette, no 16 bits of grey."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda grey: grey * _SIXTEEN_TO_EIGHT_BITS).convert("L")
    if image.mode in ("P", "PA", "LA", "1") or "transparency" in image.info:
        return image.convert("RGBA")
    return image


def _small(image: Image.Image) -> Image.Image:
    smaller = image.copy() if image.width * image.height <= LONGEST_SIDE**2 else image
    smaller.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return smaller


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; a picture whose EXIF cannot be read stays as it is."""
    try:
        return ImageOps.exif_transpose(image)
    except _DAMAGED:
        return image


def _on_paper(image: Image.Image, profile: bytes) -> Image.Image:
    """Red, green and blue of a screen, on white where it was transparent; nothing else."""
    clean = Image.new("RGB", image.size, _PAPER)
    if image.mode in ("RGBA", "RGBa"):
        image = image.convert("RGBA")
        clean.paste(_on_screen(image.convert("RGB"), profile), mask=image.getchannel("A"))
    else:
        clean.paste(_on_screen(image, profile))
    return clean


def _on_screen(image: Image.Image, profile: bytes) -> Image.Image:
    """The colours the picture's own profile means; as they are when it has none or a broken one."""
    if profile:
        try:
            known, screen = (
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
            )
            turned = ImageCms.profileToProfile(image, known, screen, outputMode="RGB")
        except (ImageCms.PyCMSError, *_DAMAGED):
            return image.convert("RGB")
        if turned is not None:
            return turned
    return image.convert("RGB")


def _stored(picture: Image.Image) -> Drawn:
    """The picture as JPEG, as good as `MOST_STORED_BYTES` lets it be."""
    while True:
        for quality in _QUALITIES:
            data = _jpeg(picture, quality)
            if len(data) <= MOST_STORED_BYTES:
                return Drawn(data, picture.width, picture.height)
        width, height = (max(1, round(side * _SMALLER)) for side in picture.size)
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
    return written.getvalue()
