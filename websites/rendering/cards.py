"""Pictures for other places: what a message shows of a site's link, and the icon of a phone's home screen."""

from __future__ import annotations

import io
from typing import Final

import resvg_py
from PIL import Image, ImageOps

from agents.logo import on_ground
from agents.logo.colours import ground_of
from agents.logo.drawing import on_background
from agents.palettes import palettes
from agents.schemas import Mark

#: What link previews ask for, in pixels (https://ogp.me; 1.91 to 1 is what networks show).
WIDTH: Final = 1200
HEIGHT: Final = 630
HOME_SIDE: Final = 180
#: Air around a mark in parts of its shorter side.
_AIR: Final = 0.28
_ICON_AIR: Final = 0.12
_QUALITY: Final = 82


def of_mark(mark: Mark) -> bytes:
    """Return a PNG of the mark on the brand's colour."""
    ground = ground_of(palettes()[mark.palette], "brand")
    return _drawn(
        on_background(on_ground(mark, "brand").svg, ground, _AIR, WIDTH / HEIGHT), ground, (WIDTH, HEIGHT)
    )


def of_photo(photo: bytes) -> bytes:
    """Return a JPEG of a photo's middle, as not every messenger shows WebP; b"" for what is no photo."""
    try:
        with Image.open(io.BytesIO(photo)) as opened:
            cut = ImageOps.fit(opened.convert("RGB"), (WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    except OSError:
        return b""
    made = io.BytesIO()
    cut.save(made, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return made.getvalue()


def home_icon(mark: Mark) -> bytes:
    """Return a PNG of the mark's icon on an opaque square."""
    paper = palettes()[mark.palette].paper
    return _drawn(on_background(mark.small, paper, _ICON_AIR, 1), paper, (HOME_SIDE, HOME_SIDE))


def _drawn(svg: str, ground: str, size: tuple[int, int]) -> bytes:
    """Return a PNG of exactly this size, opaque to its edges."""
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, width=size[0], height=size[1]))
    with Image.open(io.BytesIO(png)) as opened:
        drawn = opened.convert("RGBA")
    whole = Image.new("RGBA", size, ground)
    whole.alpha_composite(drawn, ((size[0] - drawn.width) // 2, (size[1] - drawn.height) // 2))
    made = io.BytesIO()
    whole.convert("RGB").save(made, "PNG", optimize=True)
    return made.getvalue()
