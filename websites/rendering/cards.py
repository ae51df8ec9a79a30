"""Generated pictures: the link preview of a site and the icon for a phone’s home screen."""

import io
from typing import Final

import resvg_py
from PIL import Image, ImageOps

from agents.logo import on_ground
from agents.logo.colours import ground_of
from agents.logo.drawing import on_background
from agents.palettes import palettes
from agents.schemas import Mark

#: Pixels of a link preview (https://ogp.me; networks show 1.91 to 1).
SIZE: Final = (1200, 630)
HOME_SIDE: Final = 180
#: The margin around a mark, as a share of its shorter side.
_MARGIN: Final = 0.28
_ICON_MARGIN: Final = 0.12


def card_from_mark(mark: Mark) -> bytes:
    """Return a PNG of the mark on the colour of the brand."""
    ground = ground_of(palettes()[mark.palette], "brand")
    svg = on_background(on_ground(mark, "brand").svg, ground, _MARGIN, SIZE[0] / SIZE[1])
    return _render_png(svg, ground, SIZE)


def card_from_photo(photo: bytes) -> bytes:
    """Return a JPEG cut from the middle of a photo, b"" for an invalid one. Some messengers show no WebP."""
    try:
        with Image.open(io.BytesIO(photo)) as opened:
            cropped = ImageOps.fit(opened.convert("RGB"), SIZE, Image.Resampling.LANCZOS)
    except OSError:
        return b""
    buffer = io.BytesIO()
    cropped.save(buffer, "JPEG", quality=82, optimize=True, progressive=True)
    return buffer.getvalue()


def home_icon(mark: Mark) -> bytes:
    """Return a PNG of the mark on an opaque square."""
    paper = palettes()[mark.palette].paper
    return _render_png(on_background(mark.small, paper, _ICON_MARGIN, 1), paper, (HOME_SIDE, HOME_SIDE))


def _render_png(svg: str, ground: str, size: tuple[int, int]) -> bytes:
    """Return an opaque PNG of exactly this size."""
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, width=size[0], height=size[1]))
    with Image.open(io.BytesIO(png)) as opened:
        drawing = opened.convert("RGBA")
    canvas = Image.new("RGBA", size, ground)
    canvas.alpha_composite(drawing, ((size[0] - drawing.width) // 2, (size[1] - drawing.height) // 2))
    buffer = io.BytesIO()
    canvas.convert("RGB").save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
