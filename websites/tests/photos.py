"""Generated photos for tests: scenes of shapes and noise, and malicious files."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw, ImageFilter


def encoded(image: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    """Return the bytes of an image file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def photo(
    width: int = 300, height: int = 200, colour: str = "#c03020", kind: str = "JPEG", **how: Any
) -> bytes:
    """Return a file of one colour."""
    return encoded(Image.new("RGB", (width, height), colour), kind, **how)


def jpeg_of_scans(count: int) -> bytes:
    """Return a progressive JPEG with that many scans, each of which costs the decoder time."""
    plain = photo(progressive=True)
    last = plain.rindex(b"\xff\xda")
    return plain[:last] + plain[last:-2] * count + plain[-2:]


def read(content: bytes) -> Image.Image:
    """Return the decoded image of a file's bytes."""
    opened = Image.open(io.BytesIO(content))
    opened.load()
    return opened


def scene(seed: int, width: int = 2400, height: int = 1600) -> Image.Image:
    """Return an image as hard to encode as a photo; the same seed gives the same image."""
    chance = random.Random(seed)
    sky, ground = chance.choice([("#f4b860", "#4b6b3a"), ("#9cc5e8", "#8a5a33"), ("#e88f6c", "#5c4a72")])
    image = Image.composite(
        Image.new("RGB", (width, height), ground),
        Image.new("RGB", (width, height), sky),
        Image.linear_gradient("L").resize((width, height)),
    )
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        side = chance.randint(width // 40, width // 6)
        left, top = chance.randint(-side, width), chance.randint(height // 3, height)
        colour = tuple(chance.randint(30, 230) for _channel in range(3))
        draw.ellipse((left, top, left + side, top + int(side * 0.7)), fill=colour)
    grain = Image.effect_noise((width, height), 40).convert("RGB")
    return Image.blend(image.filter(ImageFilter.GaussianBlur(3)), grain, 0.12)


def png_that_claims(width: int, height: int) -> bytes:
    """Return a small PNG whose header states these sides, like a decompression bomb."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, parts))


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    kind, data = part
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
