"""Photos as cameras and programs write them."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageCms

LEFT, RIGHT = (200, 30, 30), (30, 30, 200)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>Home 51.5007</secret></x:xmpmeta>'


def picture(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, LEFT)
    image.paste(RIGHT, (size[0] // 2, 0, *size))
    return image.convert(mode)


def written(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The file of a picture."""
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def told_all(size: tuple[int, int] = (60, 40), orientation: int = 1) -> bytes:
    """A JPEG with place, camera, XMP, comment, thumbnail and colour profile."""
    exif = Image.Exif()
    exif[0x0110] = "SecretPhone 12"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 2.5), 3: "W", 4: (0.0, 7.0, 28.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, Any] = {
        "exif": exif,
        "xmp": XMP,
        "comment": b"SecretComment",
        "icc_profile": profile,
    }
    return written(picture(size), quality=95, **options)


def uploaded(data: bytes, name: str = "photo.jpg") -> UploadedFile[bytes]:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, data, content_type="image/jpeg")
