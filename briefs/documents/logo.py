"""A brief's logo as files: the chosen mark in the chosen colours, as SVG, PNG, icon, and all in one ZIP."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
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
from briefs.models import BusinessBrief, ItemChoice
from briefs.results import result

#: The longer side of a PNG to print or post, in pixels.
PNG_SIDE: Final = 1024
#: Sides of the icons: browser tab, phone's home screen.
TAB_SIDE: Final = 32
HOME_SIDE: Final = 180
#: Air around a mark on a ground, and around an icon on its square, in parts of the shorter side.
AIR: Final = 0.16
ICON_AIR: Final = 0.12
#: Width to height of the ground that a mark stands on.
CARD: Final = 1.5
#: How long a drawn PNG is kept, in seconds.
KEPT_FOR: Final = 30 * 24 * 3600
#: The date of every file in a ZIP, so that the same logo gives the same bytes.
DATED: Final = (2025, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Logo:
    """One mark of a brief in the brief's colours."""

    mark: Mark
    palette: Palette
    #: The business's name, and the language of its brief.
    name: str
    language: str

    @property
    def style(self) -> str:
        """Return the style's name in addresses ("sign")."""
        return self.mark.item.key.removeprefix("mark.")

    @property
    def version(self) -> str:
        """Return a short hash that changes with the drawing or its colours."""
        return hashlib.sha256(self.mark.svg.encode()).hexdigest()[:12]

    def svg(self, ground: Ground | None = None) -> str:
        """Return the mark, transparent, or standing on a ground."""
        if ground is None:
            return self.mark.svg
        return on_background(on_ground(self.mark, ground).svg, ground_of(self.palette, ground), AIR, CARD)

    def png(self, ground: Ground | None = None) -> bytes:
        """Return the mark as PNG, its longer side `PNG_SIDE` pixels."""
        return drawn(self.svg(ground), PNG_SIDE)

    def icon(self, side: int) -> bytes:
        """Return the square icon as PNG; from the home screen's size on it fills an opaque square."""
        if side < HOME_SIDE:
            return drawn(self.mark.small, side)
        return drawn(on_background(self.mark.small, self.palette.paper, ICON_AIR, 1), side)

    def favicon(self) -> bytes:
        """Return favicon.ico with icons of 16, 32 and 48 pixels, each drawn at its own size."""
        small, middle, large = (Image.open(io.BytesIO(drawn(self.mark.small, side))) for side in (16, 32, 48))
        made = io.BytesIO()
        sizes = [(16, 16), (32, 32), (48, 48)]
        large.save(made, format="ICO", sizes=sizes, append_images=[small, middle])
        return made.getvalue()


def all_logos(brief: BusinessBrief, palette: str) -> list[Logo]:
    """Return every mark of a brief in a palette, the best fitting first; none when none was drawn."""
    made = result(brief, "logo")
    marks = made.marks if isinstance(made, LogoResult) else ()
    colours = palettes()[palette]
    return [Logo(recolour(mark, colours), colours, brief.business_name, brief.language) for mark in marks]


def logo_of(
    brief: BusinessBrief, style: str = "", choices: Iterable[ItemChoice] | None = None
) -> Logo | None:
    """Return a style's mark, or the chosen one, in the chosen colours; None when there is none.

    `choices` are the brief's decisions, read when not given.
    """
    holds = chosen(brief, brief.choices.all() if choices is None else choices)
    wanted = style or holds.mark.removeprefix("mark.")
    return next((logo for logo in all_logos(brief, holds.palette) if logo.style == wanted), None)


def drawn(svg: str, side: int) -> bytes:
    """Return an SVG as PNG, its longer side `side` pixels; drawn once, then kept."""
    key = f"logo-png:{side}:{hashlib.sha256(svg.encode()).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = _draw(svg, side)
        cache.set(key, kept, KEPT_FOR)
    return kept


def _draw(svg: str, side: int) -> bytes:
    _, _, width, height = (float(part) for part in svg.partition('viewBox="')[2].partition('"')[0].split())
    scale = side / max(width, height)
    wide, high = max(round(width * scale), 1), max(round(height * scale), 1)
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, width=wide, height=high))


def archive(logo: Logo) -> bytes:
    """Return a ZIP of all that a shop, a printer and a phone ask for, with the colours and licences."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in _files(logo):
            opened.writestr(zipfile.ZipInfo(name, DATED), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _files(logo: Logo) -> Iterator[tuple[str, str | bytes]]:
    yield "logo.svg", logo.svg()
    yield "logo.png", logo.png()
    grounds: Mapping[str, Ground] = {"dark": "dark", "brand": "brand"}
    for name, ground in grounds.items():
        clear = on_ground(logo.mark, ground).svg
        yield f"logo-for-{name}.svg", clear
        yield f"logo-for-{name}.png", drawn(clear, PNG_SIDE)
        yield f"logo-on-{name}.png", logo.png(ground)
    yield "icon.svg", logo.mark.small
    for side in (TAB_SIDE, HOME_SIDE, 512):
        yield f"icon-{side}.png", logo.icon(side)
    yield "favicon.ico", logo.favicon()
    with override(logo.language):
        yield "README.txt", render_to_string("briefs/logo_readme.txt", {"logo": logo})
