"""The files of a brief's logo: SVG, PNG, icons, and a ZIP of all of them."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import resvg_py
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.translation import override
from PIL import Image

from agents.logo import on_ground, recolour
from agents.logo.colours import Ground, ground_of
from agents.logo.drawing import on_background
from agents.palettes import Palette, palettes
from agents.schemas import LogoResult, Mark
from briefs.choices import chosen
from briefs.models import BusinessBrief
from briefs.results import result

#: The longer side of a PNG to print or post, in pixels.
PNG_SIDE: Final = 1024
#: Sides of the icons: browser tab, phone's home screen.
TAB_SIDE: Final = 32
HOME_SIDE: Final = 180
#: The margin of a mark on a background and of an icon on its square, relative to the shorter side.
MARGIN, ICON_MARGIN = 0.16, 0.12
#: The seconds for which a rasterized PNG is cached.
CACHE_SECONDS: Final = 30 * 24 * 3600


@dataclass(frozen=True)
class Logo:
    """A mark of a brief in a palette."""

    mark: Mark
    palette: Palette
    #: The business's name, and the language of its brief.
    name: str
    language: str

    @property
    def style(self) -> str:
        """Return the name of the style in URLs ("sign")."""
        return self.mark.item.key.removeprefix("mark.")

    @property
    def version(self) -> str:
        """Return a short hash of the SVG."""
        return hashlib.sha256(self.mark.svg.encode()).hexdigest()[:12]

    def svg(self, ground: Ground | None = None) -> str:
        """Return the SVG, transparent or on a background."""
        if ground is None:
            return self.mark.svg
        return on_background(on_ground(self.mark, ground).svg, ground_of(self.palette, ground), MARGIN, 1.5)

    def png(self, ground: Ground | None = None) -> bytes:
        """Return the PNG, whose longer side has `PNG_SIDE` pixels."""
        return rasterize(self.svg(ground), PNG_SIDE)

    def icon(self, side: int) -> bytes:
        """Return the square icon as PNG, opaque from HOME_SIDE on."""
        if side < HOME_SIDE:
            return rasterize(self.mark.small, side)
        return rasterize(on_background(self.mark.small, self.palette.paper, ICON_MARGIN, 1), side)

    def favicon(self) -> bytes:
        """Return favicon.ico with icons of 16, 32 and 48 pixels, each rasterized at its size."""
        pngs = (rasterize(self.mark.small, side) for side in (16, 32, 48))
        small, middle, large = (Image.open(io.BytesIO(png)) for png in pngs)
        buffer, sizes = io.BytesIO(), [(16, 16), (32, 32), (48, 48)]
        large.save(buffer, format="ICO", sizes=sizes, append_images=[small, middle])
        return buffer.getvalue()


def all_logos(brief: BusinessBrief, palette: str) -> list[Logo]:
    """Return all marks of a brief in a palette, the best first."""
    made = result(brief, "logo")
    marks = made.marks if isinstance(made, LogoResult) else ()
    colours = palettes()[palette]
    return [Logo(recolour(mark, colours), colours, brief.business_name, brief.language) for mark in marks]


def logo_of(brief: BusinessBrief, style: str = "") -> Logo | None:
    """Return the mark of a style, or the chosen one, in the chosen colours; None when there is none."""
    current = chosen(brief, brief.choices.all())
    wanted = style or current.mark.removeprefix("mark.")
    return next((logo for logo in all_logos(brief, current.palette) if logo.style == wanted), None)


def rasterize(svg: str, side: int) -> bytes:
    """Return an SVG as PNG, its longer side `side` pixels; cached."""
    key = f"logo-png:{side}:{hashlib.sha256(svg.encode()).hexdigest()}"
    png: bytes | None = cache.get(key)
    if png is None:
        png = _rasterize(svg, side)
        cache.set(key, png, CACHE_SECONDS)
    return png


def _rasterize(svg: str, side: int) -> bytes:
    _, _, width, height = (float(part) for part in svg.partition('viewBox="')[2].partition('"')[0].split())
    scale = side / max(width, height)
    wide, high = (max(round(length * scale), 1) for length in (width, height))
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, width=wide, height=high))


def archive(logo: Logo) -> bytes:
    """Return a ZIP of all files of a logo, with a README of colours and licences.

    All files have one date, so that the same logo gives the same bytes.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, content in _files(logo):
            archived.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _files(logo: Logo) -> Iterator[tuple[str, str | bytes]]:
    yield "logo.svg", logo.svg()
    yield "logo.png", logo.png()
    grounds: tuple[Ground, ...] = ("dark", "brand")
    for ground in grounds:
        clear = on_ground(logo.mark, ground).svg
        yield f"logo-for-{ground}.svg", clear
        yield f"logo-for-{ground}.png", rasterize(clear, PNG_SIDE)
        yield f"logo-on-{ground}.png", logo.png(ground)
    yield "icon.svg", logo.mark.small
    for side in (TAB_SIDE, HOME_SIDE, 512):
        yield f"icon-{side}.png", logo.icon(side)
    yield "favicon.ico", logo.favicon()
    with override(logo.language):
        yield "README.txt", render_to_string("briefs/logo_readme.txt", {"logo": logo})
