"""The themes' looks: one folder each with its style sheet, its display face and that face's licence."""

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
from websites.rendering.themes.colours import tokens
from websites.rendering.themes.faces import face, stand_ins

_HERE: Final = Path(__file__).parent
#: What a definition that names an unknown theme gets.
FALLBACK: Final = "atelier"


class Look(Frozen):
    """How a theme is drawn.

    `extra` is what its first screen shows beside the headline ("" for nothing), `header` the ground of its
    header, in whose colours a logo stands there, `width` how wide its display face sets a text, in hundredths
    of how wide Arial does, `capitals` whether that is in capitals.
    """

    extra: str = ""
    header: Ground = "paper"
    width: int = 100
    capitals: bool = False


def theme_key(asked: str) -> str:
    """Return the theme that is meant, or the fallback for a key that no theme has (any more)."""
    return asked if asked in themes() else FALLBACK


def palette_key(asked: str, theme: str) -> str:
    """Return the palette that is meant; "" and unknown keys leave it to the theme."""
    return asked if asked in palettes() else themes()[theme].palettes[0]


def colours_of(asked: str, theme: str) -> Palette:
    """Return the palette that a site of this palette and theme has."""
    return palettes()[palette_key(asked, theme_key(theme))]


@lru_cache(maxsize=32)
def look(theme: str) -> Look:
    """Return how a theme is drawn."""
    return Look(**tomllib.loads((_HERE / theme / "theme.toml").read_text()))


def sheet(theme: str, palette: str, letters: frozenset[str]) -> str:
    """Return the whole style sheet of a page; its display face holds only these letters."""
    return (
        face(theme, letters)
        + stand_ins(look(theme).width, look(theme).capitals)
        + tokens(palettes()[palette])
        + _rules(theme)
    )


@lru_cache(maxsize=32)
def _rules(theme: str) -> str:
    return packed((_HERE / "base.css").read_text() + (_HERE / theme / "theme.css").read_text())


def packed(css: str) -> str:
    """Return CSS without comments and needless white space; strings and data addresses hold none of both."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    bare = re.sub(r"\s+", " ", bare)
    return re.sub(r" ?([{};,>]) ?", r"\1", bare).replace(";}", "}").replace(": ", ":").strip()
