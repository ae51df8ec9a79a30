"""Colour palettes that logos and themes share, with the contrast that WCAG 2.2 asks for."""

from functools import cache
from typing import Final

from agents.contract import Frozen
from agents.data_files import load
from reference.packs import Text, sector_pack

#: WCAG 2.2: text needs 4.5 to 1 (1.4.3).
TEXT_CONTRAST: Final = 4.5


class Palette(Frozen):
    """Five colours as #rrggbb: `ink` on `paper` for text, `brand` with `on_brand`, `accent` for signs."""

    key: str
    name: Text
    warmth: int
    ink: str
    paper: str
    brand: str
    on_brand: str
    accent: str


@cache
def palettes() -> dict[str, Palette]:
    """Return the palettes by key, in the file's order."""
    return {row["key"]: Palette(**row) for row in load("palettes.toml")["palette"]}


def palettes_by_fit(sector: str) -> list[Palette]:
    """Return all palettes, those made for the sector first."""
    made_for = sector_palettes(sector)
    return [*made_for, *(palette for palette in palettes().values() if palette not in made_for)]


def sector_palettes(sector: str) -> list[Palette]:
    """Return the palettes made for a sector, in the order of all palettes; none for an unlisted one."""
    keys = sector_pack(sector).site.palettes
    return [palette for palette in palettes().values() if palette.key in keys]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (channel / 255 for channel in bytes.fromhex(colour[1:]))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
