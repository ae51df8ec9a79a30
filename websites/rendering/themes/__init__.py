"""Themes of sites: a folder each with its style sheet, display font and font licence."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from agents.contract import Frozen
from agents.logo.colours import Ground
from agents.palettes import Palette, palettes
from agents.template.themes import themes
from websites.rendering.themes.colours import custom_properties
from websites.rendering.themes.fonts import fallback_fonts, font_face

_HERE: Final = Path(__file__).parent
#: The theme of a definition with an unknown theme.
FALLBACK: Final = "atelier"


class Look(Frozen):
    """The layout settings of a theme.

    `extra` is the element beside the headline ("" for none), `header` the background of the header, whose
    colours a logo uses; `width` is the width of the display font in percent of Arial; `capitals` says whether
    headings are in capitals.
    """

    extra: str = ""
    header: Ground = "paper"
    width: int = 100
    capitals: bool = False


def theme_key(key: str) -> str:
    """Return the key of an existing theme; an unknown key becomes the fallback."""
    return key if key in themes() else FALLBACK


def palette_key(key: str, theme: str) -> str:
    """Return the key of an existing palette; an unknown key becomes the first palette of the theme."""
    return key if key in palettes() else themes()[theme].palettes[0]


def colours_of(key: str, theme: str) -> Palette:
    """Return the palette of a site."""
    return palettes()[palette_key(key, theme_key(theme))]


@lru_cache(maxsize=32)
def look(theme: str) -> Look:
    """Return the settings of a theme."""
    return Look(**tomllib.loads((_HERE / theme / "theme.toml").read_text()))


def style_sheet(theme: str, palette: str, characters: frozenset[str]) -> str:
    """Return the style sheet of a page; its display font contains only these characters."""
    return (
        font_face(theme, characters)
        + fallback_fonts(look(theme).width, look(theme).capitals)
        + custom_properties(palettes()[palette])
        + _rules(theme)
    )


@lru_cache(maxsize=32)
def _rules(theme: str) -> str:
    return minified((_HERE / "base.css").read_text() + (_HERE / theme / "theme.css").read_text())


def minified(css: str) -> str:
    """Return CSS without comments and needless white space. Strings and data URLs must contain neither."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    bare = re.sub(r"\s+", " ", bare)
    return re.sub(r" ?([{};,>]) ?", r"\1", bare).replace(";}", "}").replace(": ", ":").strip()
