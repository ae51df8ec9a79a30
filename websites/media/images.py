"""Decode an uploaded image and encode it for the web: upright, in sRGB, without metadata.

Nothing here uses the disk or the database. Any failure of a decoder becomes an ImageRefused.
"""

import io
import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import ExifTags, Image, ImageCms

from websites.errors import ImageRefused

MEGABYTE: Final = 1024 * 1024
#: Bytes of one upload.
MOST_BYTES: Final = 10 * MEGABYTE
#: Pixels: the longer side of the full image, and the width of the one for phones.
FULL: Final = 1600
SMALL: Final = 640
#: The shortest side in pixels, and the most that the longer side may be a multiple of the shorter one.
SHORTEST_SIDE: Final = 32
_MOST_RATIO: Final = 12
#: Pixels that are decoded. A JPEG is reduced while it is decoded; other formats are decoded whole.
_MOST_PIXELS: Final = {"JPEG": 64_000_000, "MPO": 64_000_000}
_MOST_PIXELS_WHOLE: Final = 25_000_000
#: Target sizes in bytes, for phones on a slow network.
_TARGET_BYTES: Final = {FULL: 420_000, SMALL: 110_000}
_QUALITIES: Final = (80, 70, 58, 45)
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
#: Each scan of a JPEG costs time: cameras write up to a dozen, a malicious file has thousands.
_MOST_SCANS: Final = 60
#: The markers of a JPEG, and those of a scan, of the start and of the end; the start has no length behind it.
_MARKER: Final = re.compile(rb"\xff([^\x00\x01\xd0-\xd7\xff])")
_SCAN, _START, _END = b"\xda", b"\xd8", b"\xd9"
_SIGNATURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_SRGB: Final = ImageCms.createProfile("sRGB")
#: How an image is turned upright, by its orientation as the camera notes it.
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_DAMAGED: Final = gettext_lazy(
    "This photo is damaged or was not received whole. Choose it again, or another one."
)
_ADVICE: Final = gettext_lazy("Save it as JPEG or PNG and choose that file.")
#: Signature, its offset, and the reason of refusal for other formats.
_REFUSED_FORMATS: Final[tuple[tuple[bytes, int, Promise], ...]] = (
    (b"ftyphei", 4, gettext_lazy("This photo has Apple’s format HEIC, which browsers do not show.")),
    (b"ftyphev", 4, gettext_lazy("This photo has Apple’s format HEIC, which browsers do not show.")),
    (b"ftypmif1", 4, gettext_lazy("This photo has Apple’s format HEIC, which browsers do not show.")),
    (b"ftypavif", 4, gettext_lazy("This photo has the format AVIF, which is not taken here.")),
    (b"ftyp", 4, gettext_lazy("This is a film, not a photo.")),
    (b"%PDF", 0, gettext_lazy("This is a PDF, not a photo.")),
    (b"II*\0", 0, gettext_lazy("This photo has the format TIFF, which browsers do not show.")),
    (b"MM\0*", 0, gettext_lazy("This photo has the format TIFF, which browsers do not show.")),
    (b"BM", 0, gettext_lazy("This photo has the format BMP, which is not taken here.")),
)


class EncodedImage(NamedTuple):
    """An encoded image: WebP for wide screens and a narrow one for phones (b"" when not needed)."""

    full: bytes
    small: bytes
    width: int
    height: int


def process_upload(content: bytes) -> EncodedImage:
    """Return the encoded image of an upload. Raises ImageRefused with the reason."""
    if not content:
        raise ImageRefused(_("This file is empty."))
    if len(content) > MOST_BYTES:
        raise ImageRefused(too_large())
    opened = _or_none(lambda: Image.open(io.BytesIO(content), formats=_FORMATS))
    if opened is None:
        raise ImageRefused(_refusal(content[:1024]))
    _check_sides(opened)
    is_jpeg = opened.format in {"JPEG", "MPO"}
    image = None if is_jpeg and _has_many_scans(content) else _or_none(lambda: _decode(opened))
    if image is None:
        raise ImageRefused(str(_DAMAGED))
    return _encode_sizes(image)


def too_large() -> str:
    """Return the message about a file that is too large."""
    message = _("This file is too large: a photo may have %(limit)s MB at most.")
    return message % {"limit": MOST_BYTES // MEGABYTE}


def _or_none(read: Callable[[], Any]) -> Any:
    """Return what a decoder returns, None when it raises any exception."""
    try:
        return read()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRefused(_too_many_pixels()) from error
    except Exception:
        return None


def _check_sides(opened: Image.Image) -> None:
    """Refuse an image by the size in its header, before pixels are decoded."""
    width, height = opened.size
    if width * height > _MOST_PIXELS.get(str(opened.format), _MOST_PIXELS_WHOLE):
        raise ImageRefused(_too_many_pixels())
    if min(width, height) < max(SHORTEST_SIDE, max(width, height) // _MOST_RATIO):
        message = _("This picture is too small or too narrow to be shown: %(width)s × %(height)s pixels.")
        raise ImageRefused(message % {"width": width, "height": height})


def _has_many_scans(jpeg: bytes) -> bool:
    """Count the scans of a JPEG from marker to marker; data after the end marker is not read."""
    at = scans = 0
    while scans <= _MOST_SCANS and (marker := _MARKER.search(jpeg, at)) and marker[1] != _END:
        scans += marker[1] == _SCAN
        length = int.from_bytes(jpeg[marker.end() : marker.end() + 2], "big")
        at = marker.end() + (length if marker[1] != _START else 0)
    return scans > _MOST_SCANS


def _too_many_pixels() -> str:
    message = _(
        "This picture has too many pixels: up to %(limit)s million are taken. Make it smaller and try again."
    )
    return message % {"limit": _MOST_PIXELS_WHOLE // 1_000_000}


def _refusal(start: bytes) -> str:
    """Return the reason why a file is not accepted, by its first bytes."""
    if b"<svg" in start.lower() or start.lstrip().startswith(b"<?xml"):
        return _("This is an SVG drawing: it can hold programs, so it is not taken.") + f" {_ADVICE}"
    if start.startswith(_SIGNATURES) or (start.startswith(b"RIFF") and start[8:12] == b"WEBP"):
        return str(_DAMAGED)
    for signature, at, message in _REFUSED_FORMATS:
        if start.startswith(signature, at):
            return f"{message} {_ADVICE}"
    return _("This file is not a photo: JPEG, PNG, WebP and GIF are taken.")


def _decode(opened: Image.Image) -> Image.Image:
    """Decode the first frame: reduced, upright, 8 bits a channel, in sRGB."""
    profile: bytes = opened.info.get("icc_profile") or b""
    opened.draft("RGB", (FULL, FULL))  # JPEG only: an eighth, a quarter or a half is decoded
    # `ImageOps.exif_transpose` would also write the other notes again, and fails for odd ones.
    orientation = _or_none(lambda: opened.getexif().get(ExifTags.Base.Orientation))
    opened.load()
    image = _eight_bits(opened)
    image.thumbnail((FULL, FULL), Image.Resampling.LANCZOS, reducing_gap=3.0)
    image = _in_srgb(image, profile)
    turn = _TURNS.get(orientation)  # an invalid orientation is ignored
    return image if turn is None else image.transpose(turn)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return the image in mode L, RGB, CMYK or RGBA."""
    if image.mode.startswith("I") or image.mode == "F":  # 16 bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "P" or image.mode == "LA" or "transparency" in image.info:
        return image.convert("RGBA")
    return image if image.mode in {"L", "RGB", "RGBA", "CMYK"} else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return the image in sRGB; a colour profile that does not fit is ignored."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    opaque = image.convert("RGB") if alpha else image
    source = io.BytesIO(profile)
    converted = (
        _or_none(lambda: ImageCms.profileToProfile(opaque, source, _SRGB, outputMode="RGB"))
        if profile
        else None
    )
    result: Image.Image = converted or opaque.convert("RGB")
    if alpha and alpha.getextrema()[0] != 255:
        result.putalpha(alpha)
    return result


def _encode_sizes(image: Image.Image) -> EncodedImage:
    small = b""
    if image.width > SMALL:
        height = max(1, round(image.height * SMALL / image.width))
        small = _encode(image.resize((SMALL, height), Image.Resampling.LANCZOS), _TARGET_BYTES[SMALL])
    return EncodedImage(_encode(image, _TARGET_BYTES[FULL]), small, image.width, image.height)


def _encode(image: Image.Image, target: int) -> bytes:
    """Return the image as WebP without metadata, at a lower quality when it exceeds the target."""
    for quality in _QUALITIES:
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=quality, method=4, exif=b"", icc_profile=b"", xmp=b"")
        if buffer.tell() <= target:
            break
    return buffer.getvalue()
