"""Themes of sites: a folder each with its style sheet, display font and font licence."""

import base64
import io
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from fontTools import subset

from agents.contract import Frozen
from agents.logo.colours import Ground
from agents.palettes import Palette, palettes
from agents.template.themes import themes
from websites.definition.schema import Definition
from websites.rendering.themes.colours import custom_properties

_HERE: Final = Path(__file__).parent
#: The theme of a definition with an unknown theme.
FALLBACK: Final = "atelier"
#: The width of Arial relative to DejaVu Sans; their capitals are equally wide.
_DEJAVU_RATIO: Final = 0.88


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


def theme_and_palette(definition: Definition) -> tuple[str, Palette]:
    """Return the theme and the palette of a site.

    An unknown theme becomes the fallback, an unknown palette the first one of the theme.
    """
    theme = definition.theme if definition.theme in themes() else FALLBACK
    palette = definition.palette if definition.palette in palettes() else themes()[theme].palettes[0]
    return theme, palettes()[palette]


@lru_cache(maxsize=32)
def look(theme: str) -> Look:
    """Return the settings of a theme."""
    return Look(**tomllib.loads((_HERE / theme / "theme.toml").read_text()))


def style_sheet(theme: str, palette: Palette, characters: frozenset[str]) -> str:
    """Return the style sheet of a page; its display font contains only these characters."""
    return (
        font_face(theme, characters)
        + fallback_fonts(look(theme).width, look(theme).capitals)
        + custom_properties(palette)
        + _rules(theme)
    )


@lru_cache(maxsize=32)
def _rules(theme: str) -> str:
    """Return the CSS of a theme without comments and white space; its strings may contain neither."""
    css = (_HERE / "base.css").read_text() + (_HERE / theme / "theme.css").read_text()
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    bare = re.sub(r"\s+", " ", bare)
    return re.sub(r" ?([{};,>]) ?", r"\1", bare).replace(";}", "}").replace(": ", ":").strip()


@lru_cache(maxsize=256)
def font_face(theme: str, characters: frozenset[str]) -> str:
    """Return the `@font-face` rule of the theme with these characters."""
    data = base64.b64encode(_subset(_HERE / theme / "display.woff2", characters)).decode()
    # `block`: the font is inside the page and loads in milliseconds; swapping it would move the text.
    source = f"url(data:font/woff2;base64,{data})format('woff2')"
    return f"@font-face{{font-family:display;font-weight:100 900;font-display:block;src:{source}}}"


def fallback_fonts(width: int, capitals: bool) -> str:
    """Return fallback fonts as wide as the display font, so that its loading moves no line.

    `near` is found on phones and most computers, `far` on Linux.
    """
    faces = (
        ("near", "local(Roboto),local(Arial),local('Liberation Sans')", width),
        ("far", "local('DejaVu Sans')", width if capitals else round(width * _DEJAVU_RATIO)),
    )
    return "".join(
        f"@font-face{{font-family:{name};font-weight:100 900;src:{source};size-adjust:{size}%}}"
        for name, source, size in faces
    )


def _subset(file: Path, characters: frozenset[str]) -> bytes:
    options = subset.Options(
        flavor="woff2", hinting=False, name_IDs=[], layout_features=["kern", "liga", "lnum"]
    )
    options.drop_tables += ["STAT", "DSIG"]
    font = subset.load_font(io.BytesIO(file.read_bytes()), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)
    buffer = io.BytesIO()
    subset.save_font(font, buffer, options)
    return buffer.getvalue()
